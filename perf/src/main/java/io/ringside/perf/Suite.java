package io.ringside.perf;

import java.util.List;
import java.util.function.DoubleConsumer;

/** Benchmarks that are run together, since they share a fixture or must be interleaved. */
interface Suite {
    /**
     * Measures.
     *
     * @param progress told from time to time how much is done, 0 to 1
     */
    List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress);
}
