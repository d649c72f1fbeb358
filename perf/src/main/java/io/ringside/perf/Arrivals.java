package io.ringside.perf;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long after its due time each event of a window had been dealt with.
 *
 * <p>Thread: {@link #begin} the producer's, before it sends; {@link #arrived} the consumer's; the rest the producer's, once
 * {@link #awaitAll} has returned.
 */
final class Arrivals {
    private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(100);
    private static final int DIGITS = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final long[] nanos;
    private final Pace pace;
    private long startNanos;
    private int seen;
    private volatile boolean complete;

    Arrivals(Pace pace) {
        this.pace = pace;
        nanos = new long[pace.total()];
    }

    /** The first event is due then. */
    void begin(long start) {
        startNanos = start;
        seen = 0;
        complete = false;
    }

    /** The next event has been dealt with. */
    void arrived() {
        nanos[seen] = System.nanoTime() - pace.dueNanos(startNanos, seen);
        if (++seen == nanos.length) {
            complete = true;
        }
    }

    /**
     * Waits for the last one.
     *
     * @throws IllegalStateException if it does not come
     */
    void awaitAll() {
        long begun = System.nanoTime();
        while (!complete) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException("only some of " + nanos.length + " events came out");
            }
            Thread.onSpinWait();
        }
    }

    /** Those that count. */
    Histogram histogram() {
        Histogram histogram = new Histogram(HIGHEST_NANOS, DIGITS);
        for (int i = pace.runIn(); i < nanos.length; i++) {
            histogram.recordValue(Math.min(HIGHEST_NANOS, Math.max(0, nanos[i])));
        }
        return histogram;
    }
}
