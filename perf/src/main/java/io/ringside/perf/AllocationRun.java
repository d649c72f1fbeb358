package io.ringside.perf;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Plays a market through all five stages and prints {@code EVENTS BYTES INTENTS}: how many events, how many bytes the
 * stages' thread allocated meanwhile, how many orders there were. To be run without a garbage collector, so that the process
 * fails if it allocates.
 *
 * <p>Thread: main.
 */
final class AllocationRun {
    private static final int WARM_UP = 500_000;
    private static final int TICKS = 2;

    private AllocationRun() {}

    public static void main(String[] args) {
        long events = Long.parseLong(args[0]);
        Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
        MixedMarket market = new MixedMarket(TICKS);
        if (args.length == 1) {
            measure(Pipeline.inline(engine.stages(null, market), engine.bounds(), 1), market, events);
            return;
        }
        try (JournalWriter writer = RisingBars.journal(Path.of(args[1]), engine, JournalSettings.backtest())) {
            Pipeline pipeline = Pipeline.inline(
                    engine.stages(new JournalHandler(writer), market), engine.bounds(), writer.nextSequence());
            measure(pipeline, market, events);
        }
    }

    private static void measure(Pipeline pipeline, MixedMarket market, long events) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        market.play(pipeline, Math.min(WARM_UP, events));
        long eventsBefore = market.events();
        long intentsBefore = market.intents();
        long before = threads.getCurrentThreadAllocatedBytes();
        market.play(pipeline, events);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.println(
                (market.events() - eventsBefore) + " " + allocated + " " + (market.intents() - intentsBefore));
    }
}
