package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandTest {
    private static final int BARS = 200;
    private static final long ARRIVAL = 1_750_000_000_000_000_000L;
    private static final long APART = 100_000_000L;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldTellEachStageAndTheWayToTheOrderFromTheClocksInTheRecords() throws FileNotFoundException {
        int orders = write(true);
        Path log = folder.resolve("day.hlog");
        assertEquals(0, run(folder.resolve("journal").toString(), "--hlog", log.toString()), err::toString);
        Map<String, Histogram> read = histograms(log);
        // The clock below stands at 700, 900, 1,400 and 1,430 ns after the arrival when the stages ask for it.
        assertNear(700, read.get("ring-and-indicator").getValueAtPercentile(50));
        assertNear(200, read.get("signal").getValueAtPercentile(50));
        assertNear(500, read.get("risk").getValueAtPercentile(50));
        assertNear(30, read.get("to-the-journal").getValueAtPercentile(50));
        assertNear(1_430, read.get("arrival-to-journal").getValueAtPercentile(50));
        assertNear(1_430, read.get("tick-to-order").getMaxValue());
        assertEquals(BARS, read.get("arrival-to-journal").getTotalCount());
        assertEquals(orders, read.get("tick-to-order").getTotalCount());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("tick to order"), out::toString);
    }

    /** A histogram keeps three figures. */
    private static void assertNear(long expected, long actual) {
        assertTrue(Math.abs(actual - expected) <= 1, () -> actual + " instead of " + expected);
    }

    @Test
    void shouldSayThatABackTestHasNoLatency() {
        write(false);
        assertEquals(
                2,
                run(
                        folder.resolve("journal").toString(),
                        "--hlog",
                        folder.resolve("x.hlog").toString()));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("have no clocks") && said.lines().count() == 1, said);
    }

    private int run(String... arguments) {
        return Commands.run(new LatencyCommand(), new PrintStream(out), new PrintStream(err), arguments);
    }

    /** How many of the bars brought an order. */
    private int write(boolean clocks) {
        Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
        long[] arrived = {0};
        int[] asked = {0};
        long[] after = {700, 900, 1_400, 1_430};
        int[] orders = {0};
        try (JournalWriter writer = JournalWriter.create(
                folder.resolve("journal"),
                RisingBars.DAY,
                "test",
                engine.settings().text(),
                JournalSettings.backtest(),
                engine.bounds())) {
            var stages = engine.stages(new JournalHandler(writer), (intent, nanos) -> {});
            if (clocks) {
                stages = stages.timedBy(() -> arrived[0] + after[asked[0]++ % after.length]);
            }
            Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), writer.nextSequence());
            RisingBars bars = new RisingBars();
            bars.buy(pipeline);
            for (int i = 0; i < BARS; i++) {
                EngineEvent draft = pipeline.draft();
                bars.next(draft);
                arrived[0] = ARRIVAL + i * APART;
                draft.ingressNanos = clocks ? arrived[0] : 0;
                orders[0] += pipeline.process().intentCount > 0 ? 1 : 0;
            }
        }
        return orders[0];
    }

    private static Map<String, Histogram> histograms(Path log) throws FileNotFoundException {
        Map<String, Histogram> byTag = new TreeMap<>();
        HistogramLogReader reader = new HistogramLogReader(log.toFile());
        EncodableHistogram next = reader.nextIntervalHistogram();
        while (next != null) {
            Histogram interval = (Histogram) next;
            byTag.merge(interval.getTag(), interval, (sum, one) -> {
                sum.add(one);
                return sum;
            });
            next = reader.nextIntervalHistogram();
        }
        return byTag;
    }
}
