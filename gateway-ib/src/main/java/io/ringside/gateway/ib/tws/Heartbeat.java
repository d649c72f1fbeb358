package io.ringside.gateway.ib.tws;

/**
 * Notices a peer that has gone silent while its socket stays open: after some seconds without a byte it asks for a
 * probe, and after two that stay unanswered it calls the connection dead. Any byte is an answer. It also says whether
 * the connection has shown life recently enough to trust it with an order.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: {@link #received} by the reader, the rest by the writer or whoever holds the outbox.
 */
final class Heartbeat {
    /** What is to be done. */
    enum Action {
        NOTHING,
        /** Send something that must be answered. */
        PROBE,
        /** Give the connection up. */
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
     * A heartbeat of a connection that has just shown life.
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

    /** Bytes came. */
    void received(long nowNanos) {
        receivedNanos = nowNanos;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    /** Whether something waits for an answer, so that the next byte is worth waking the writer for. */
    boolean isProbing() {
        return probing;
    }

    /** Whether the connection may be trusted with an order. */
    boolean isFresh(long nowNanos) {
        return nowNanos - receivedNanos <= freshNanos;
    }

    /** What is to be done now, by the passage of time alone. */
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
     * What is to be done now that an order wants to leave and {@link #isFresh} is false: a probe unless one is under
     * way.
     */
    Action demand(long nowNanos) {
        settle();
        return probing ? Action.NOTHING : probe(nowNanos);
    }

    /** Whether the peer has been silent for so long that it is dead even if nobody could probe it. */
    boolean isOverdue(long nowNanos) {
        return nowNanos - receivedNanos >= silenceNanos + MISSES_MAX * answerNanos;
    }

    /** How long until {@link #poll} may have something to do. */
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
