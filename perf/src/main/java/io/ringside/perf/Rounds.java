package io.ringside.perf;

import java.util.function.DoubleConsumer;

/**
 * Repeats a measurement for as long as is asked, and a number of times at least.
 *
 * <p>Thread: its owner's.
 */
final class Rounds {
    private final BenchSizes sizes;
    private final DoubleConsumer progress;
    private final long startNanos = System.nanoTime();
    private int done;

    Rounds(BenchSizes sizes, DoubleConsumer progress) {
        this.sizes = sizes;
        this.progress = progress;
    }

    /** Whether there is another round. */
    boolean next() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        progress.accept(Math.min(
                sizes.seconds() == 0 ? 1 : seconds / sizes.seconds(), (double) done / Math.max(1, sizes.rounds())));
        return done++ < sizes.rounds() || seconds < sizes.seconds();
    }
}
