package io.ringside.gateway.ib.tws;

import java.util.SplittableRandom;

/**
 * When to try to connect again: after 1, 2, 5, 10, 20 and then every 30 seconds, each up to a fifth shorter or longer
 * so that several clients do not march in step. It never stops trying. A connection that ends soon after it was made
 * does not start the sequence anew.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: that of the session.
 */
public final class ReconnectBackoff {
    private static final long MILLI = 1_000_000L;
    private static final int[] DELAYS_MS = {1_000, 2_000, 5_000, 10_000, 20_000, 30_000};
    /** How long a connection must last to count as one. */
    private static final long STABLE_NANOS = 30_000 * MILLI;

    private final SplittableRandom random;
    private int attempts;
    private long readyNanos;
    private boolean ready;

    /** A sequence at its start; the seed is that of the jitter. */
    public ReconnectBackoff(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The connection is ready. */
    public void ready(long nowNanos) {
        ready = true;
        readyNanos = nowNanos;
    }

    /** The connection has ended, or could not be made: how long to wait before the next attempt. */
    public long lostDelayNanos(long nowNanos) {
        if (ready && nowNanos - readyNanos >= STABLE_NANOS) {
            attempts = 0;
        }
        ready = false;
        long delayMs = DELAYS_MS[Math.min(attempts, DELAYS_MS.length - 1)];
        attempts++;
        return (delayMs + random.nextLong(-delayMs / 5, delayMs / 5 + 1)) * MILLI;
    }
}
