package io.ringside.engine.signal.shelf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.indicator.Market;
import io.ringside.engine.market.ExchangeCalendar;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each shipped configuration makes an engine that decides, and allocates nothing once it is warm. */
class ShelfAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final LocalDate FROM = LocalDate.of(2016, 1, 4);
    private static final LocalDate TO = LocalDate.of(2018, 12, 31);
    private static final List<Bar> BARS = Market.invented("QQQ", FROM, TO).bars;
    private static final List<Bar> OTHERS = Market.invented("SPY", FROM, TO).bars;

    private int signals;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qqq",
                "moving-average-cross",
                "donchian-breakout",
                "bollinger-reversion",
                "rsi2",
                "vwap-reversion",
                "keltner-squeeze",
                "gap-fade",
                "pairs-z-score",
                "opening-range-bars"
            })
    void shouldDecideWithoutAllocatingWhenAStrategyOfTheShelfRuns(String configuration) {
        Path file = Path.of("..", "config", configuration + ".conf");
        Engine engine = new Engine(EngineSettings.of(EngineSettings.load(file)), ExchangeCalendar.usEquity());
        Pipeline pipeline = Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1);
        boolean pair = engine.settings().instruments().size() > 1;
        int half = BARS.size() / 2;
        play(pipeline, 0, half, pair);
        assertTrue(signals > 50, signals + " signals");
        long before = THREADS.getCurrentThreadAllocatedBytes();
        play(pipeline, half, BARS.size(), pair);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        // A constant for the Java machine's own bookkeeping; not one byte an event.
        assertTrue(allocated < 64 * 1024, allocated + " bytes");
        assertEquals(0, allocated / (BARS.size() - half));
    }

    private void play(Pipeline pipeline, int from, int to, boolean pair) {
        for (int i = from; i < to; i++) {
            play(pipeline, 0, BARS.get(i));
            if (pair) {
                play(pipeline, 1, OTHERS.get(i));
            }
        }
    }

    private void play(Pipeline pipeline, int instrumentId, Bar bar) {
        pipeline.draft()
                .bar(
                        instrumentId,
                        bar.startNanos,
                        bar.endNanos,
                        bar.openE8,
                        bar.highE8,
                        bar.lowE8,
                        bar.closeE8,
                        bar.volume,
                        0);
        EngineEvent slot = pipeline.process();
        signals += slot.verdictCount;
    }
}
