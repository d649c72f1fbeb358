package io.ringside.perf;

/**
 * How much is measured: the sizes of the README's table, or very little, so that the tests can run every benchmark.
 *
 * <p>Thread: any; immutable.
 *
 * @param bars of the replay and of the sweep
 * @param warmUps rounds that only let the compiler work
 * @param rounds fewest measured rounds
 * @param messages of a codec window
 * @param events of the allocation run without journal, a tenth of it with one
 * @param recoveryEvents of the journal that is recovered
 * @param seconds how long a suite goes on measuring beyond its fewest rounds
 */
record BenchSizes(int bars, int warmUps, int rounds, int messages, long events, int recoveryEvents, double seconds) {
    /** The sizes of the README's table. */
    static BenchSizes full(double seconds) {
        return new BenchSizes(325_000, 10, 5, 20_000, 100_000_000, 1_000_000, seconds);
    }

    /** A second or so each. */
    static BenchSizes smoke() {
        return new BenchSizes(8_000, 0, 1, 200, 50_000, 20_000, 0);
    }
}
