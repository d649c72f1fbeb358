package io.ringside.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Row 11: bytes an event, in a Java machine that has 64 MB and no garbage collector.
 *
 * <p>Thread: the command's.
 */
final class AllocationSuite implements Suite {
    /** The Java machine's own bookkeeping on the thread, such as a compilation that ends meanwhile: no byte an event. */
    private static final long BOOKKEEPING_BYTES = 64 << 10;

    private static final Goal NOTHING = Goal.atMost(0, 0, "B");
    private static final List<String> NO_COLLECTOR =
            List.of("-XX:-UseSerialGC", "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms64m", "-Xmx64m");
    private static final int JOURNAL_SHARE = 10;

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        List<BenchRow> rows = new ArrayList<>();
        rows.add(row("allocation an event, all stages, no journal", Long.toString(sizes.events())));
        progress.accept(0.5);
        try (ScratchFolder folder = new ScratchFolder()) {
            rows.add(row(
                    "allocation an event, journal included",
                    Long.toString(sizes.events() / JOURNAL_SHARE),
                    folder.path().resolve("journal").toString()));
        }
        progress.accept(1);
        return rows;
    }

    private static BenchRow row(String name, String... arguments) {
        try {
            List<String> words = List.of(
                    Fork.run(AllocationRun.class, NO_COLLECTOR, arguments).split(" ", -1));
            long events = Long.parseLong(words.get(0));
            long bytes = Long.parseLong(words.get(1));
            long intents = Long.parseLong(words.get(2));
            if (intents < events / 1000) {
                return BenchRow.refused(11, name, NOTHING, "only " + intents + " orders over " + events + " events");
            }
            Samples samples = new Samples();
            samples.add(bytes <= BOOKKEEPING_BYTES ? 0 : (double) bytes / events);
            return BenchRow.of(11, name, samples, "B", NOTHING)
                    .noting(String.format(
                            java.util.Locale.ROOT,
                            "-XX:+UseEpsilonGC -Xmx64m: %,d bytes in all over %,d events with %,d orders",
                            bytes,
                            events,
                            intents));
        } catch (IllegalStateException e) {
            return BenchRow.refused(11, name, NOTHING, e.getMessage());
        }
    }
}
