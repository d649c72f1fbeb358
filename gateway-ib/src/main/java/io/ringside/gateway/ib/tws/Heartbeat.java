package io.ringside.gateway.ib.tws;

/**
 * Detects a peer that is silent while its socket stays open: after some seconds without a byte it requests a probe, and
 * after two unanswered probes the connection is dead. Any byte is an answer. It also decides whether bytes came recently
 * enough to send an order on the connection.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: {@link #received} by the reader, the rest by the writer or whoever holds the outbox.
 */
final class Heartbeat {
    /** Action to take. */
    enum Action {
        NOTHING,
        /** Send a request that must be answered. */
        PROBE,
        /** Close the connection. */
        DEAD
    }

    private static final int MISSES_MAX = 2;

    private final long silenceNanos;
    private final long answerNanos;
    private final long freshNanos;
    private volatile long receivedNanos;
    private volatile boolean probing;
    private volatile long probeNanos;
    private int misses;

    /**
     * A heartbeat of a connection that has just received bytes.
     *
     * @param silenceNanos silence after which to probe
     * @param answerNanos how long an answer may take
     * @param freshNanos silence after which an order waits for a probe
     */
    Heartbeat(long silenceNanos, long answerNanos, long freshNanos, long nowNanos) {
        this.silenceNanos = silenceNanos;
        this.answerNanos = answerNanos;
        this.freshNanos = freshNanos;
        receivedNanos = nowNanos;
    }

    /** Notes received bytes. */
    void received(long nowNanos) {
        receivedNanos = nowNanos;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    /** Whether a probe waits for an answer, so that the writer must be woken on the next byte. */
    boolean isProbing() {
        return probing;
    }

    /** Whether bytes came recently enough to send an order. */
    boolean isFresh(long nowNanos) {
        return nowNanos - receivedNanos <= freshNanos;
    }

    /** The action that is due by the passage of time. */
    Action poll(long nowNanos) {
        settle();
        if (!probing) {
            return nowNanos - receivedNanos >= silenceNanos ? probe(nowNanos) : Action.NOTHING;
        }
        if (nowNanos - probeNanos < answerNanos) {
            return Action.NOTHING;
        }
        misses++;
        return misses >= MISSES_MAX ? Action.DEAD : probe(nowNanos);
    }

    /**
     * The action for an order that waits while {@link #isFresh} is false: a probe unless one is pending.
     */
    Action demand(long nowNanos) {
        settle();
        return probing ? Action.NOTHING : probe(nowNanos);
    }

    /** Whether the peer has been silent for so long that it is dead even if no probe could be sent. */
    boolean isOverdue(long nowNanos) {
        return nowNanos - receivedNanos >= silenceNanos + MISSES_MAX * answerNanos;
    }

    /** Time until {@link #poll} may have an action. */
    long dueInNanos(long nowNanos) {
        long due = probing ? probeNanos + answerNanos : receivedNanos + silenceNanos;
        return Math.max(0, due - nowNanos);
    }

    private void settle() {
        if (probing && receivedNanos - probeNanos >= 0) {
            probing = false;
            misses = 0;
        }
    }

    private Action probe(long nowNanos) {
        probing = true;
        probeNanos = nowNanos;
        return Action.PROBE;
    }
}
