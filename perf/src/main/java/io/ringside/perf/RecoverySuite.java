package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Row 13: start after a crash in the middle of a busy day, each time in a fresh Java machine.
 *
 * <p>Thread: the command's.
 */
final class RecoverySuite implements Suite {
    private static final String NAME = "recovery, a day's journal of a million events replayed at start";
    private static final Goal GOAL = Goal.atMost(1, 0.3, "s");
    private static final int BARS_A_DAY = 4_680;
    private static final int OTHER_EVENTS_A_BAR = 2;

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        Samples seconds = new Samples();
        Samples wall = new Samples();
        try (ScratchFolder folder = new ScratchFolder()) {
            Path journal = folder.path().resolve("journal");
            long events = write(journal, sizes.recoveryEvents());
            for (int i = 0; i < sizes.rounds(); i++) {
                progress.accept((double) i / sizes.rounds());
                List<String> words = List.of(Fork.run(RecoveryRun.class, List.of(), journal.toString())
                        .split(" ", -1));
                if (Long.parseLong(words.get(0)) != events) {
                    return List.of(BenchRow.refused(13, NAME, GOAL, words.get(0) + " events came back of " + events));
                }
                seconds.add(Double.parseDouble(words.get(1)) / 1e9);
                wall.add(Double.parseDouble(words.get(2)) / 1e9);
            }
            return List.of(BenchRow.of(13, NAME, seconds, "s", GOAL)
                    .noting(String.format(
                            java.util.Locale.ROOT,
                            "%,d events, proved, reopened, replayed and compared by a Java machine that has just started; its"
                                    + " main thread's CPU time (wall %.2f s on this machine now)",
                            events,
                            wall.median())));
        } catch (IllegalStateException e) {
            return List.of(BenchRow.refused(13, NAME, GOAL, e.getMessage()));
        }
    }

    /** One session, as many ticks a bar as it takes. */
    static long write(Path journal, int events) {
        Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
        MixedMarket market = new MixedMarket(Math.max(1, events / BARS_A_DAY - OTHER_EVENTS_A_BAR));
        try (JournalWriter writer = RisingBars.journal(journal, engine, JournalSettings.backtest())) {
            Pipeline pipeline = Pipeline.inline(
                    engine.stages(new JournalHandler(writer), market), engine.bounds(), writer.nextSequence());
            market.play(pipeline, events);
        }
        return market.events();
    }
}
