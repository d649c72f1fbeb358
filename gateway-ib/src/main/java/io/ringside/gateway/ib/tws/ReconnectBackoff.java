package io.ringside.gateway.ib.tws;

import java.util.SplittableRandom;

/**
 * When to try to connect again: after 0.1, 1, 2, 5, 10, 20 and then every 30 seconds, each with a jitter of up to a fifth so
 * that several clients do not reconnect in step, and none longer than the maximum. It never stops. A connection that ends
 * soon after it was opened does not restart the sequence, so that an unstable TWS is not flooded with attempts.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: that of the session.
 */
public final class ReconnectBackoff {
    private static final long MILLI = 1_000_000L;
    private static final int[] DELAYS_MS = {100, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000};
    /** How long a connection must last to restart the sequence. */
    private static final long STABLE_NANOS = 30_000 * MILLI;

    private final SplittableRandom random;
    private final long maxMs;
    private int attempts;
    private long readyNanos;
    private boolean ready;

    /** A sequence at its start; the seed is that of the jitter. */
    public ReconnectBackoff(long seed) {
        this(seed, Long.MAX_VALUE);
    }

    /**
     * The same, with no wait longer than so many milliseconds.
     */
    public ReconnectBackoff(long seed, long maxMs) {
        random = new SplittableRandom(seed);
        this.maxMs = maxMs;
    }

    /** How many attempts have failed, or ended soon, since the last stable connection. */
    public int attempts() {
        return attempts;
    }

    /** Notes that the connection is ready. */
    public void ready(long nowNanos) {
        ready = true;
        readyNanos = nowNanos;
    }

    /** Uses the longest delay from now on, until a connection lasts: a quick retry would be pointless. */
    public void slowest() {
        ready = false;
        attempts = DELAYS_MS.length - 1;
    }

    /** How long to wait before the next attempt, after the connection has ended or could not be opened. */
    public long lostDelayNanos(long nowNanos) {
        if (ready && nowNanos - readyNanos >= STABLE_NANOS) {
            attempts = 0;
        }
        ready = false;
        long delayMs = Math.min(maxMs, DELAYS_MS[Math.min(attempts, DELAYS_MS.length - 1)]);
        attempts++;
        return Math.min(maxMs, delayMs + random.nextLong(-delayMs / 5, delayMs / 5 + 1)) * MILLI;
    }
}
