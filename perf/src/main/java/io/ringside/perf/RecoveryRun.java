package io.ringside.perf;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.market.ExchangeCalendar;
import java.nio.file.Path;

/**
 * What the daemon does at start with the day's journal: proves and reopens it, then feeds it through fresh stages and
 * compares every decision. Prints {@code EVENTS CPU WALL}: how many events, and the nanoseconds of it.
 *
 * <p>Thread: main, of a Java machine that has just started.
 */
final class RecoveryRun {
    private RecoveryRun() {}

    public static void main(String[] args) {
        Path journal = Path.of(args[0]);
        Engine engine = new Engine(RisingBars.settings(false, false), ExchangeCalendar.usEquity());
        long cpu = CpuClock.nanos();
        long start = System.nanoTime();
        long events;
        try (JournalWriter writer = JournalWriter.reopen(
                journal, "bench", engine.settings().text(), JournalSettings.live(), engine.bounds())) {
            events = replay(journal, engine);
            long took = CpuClock.nanos() - cpu;
            System.out.println(events + " " + took + " " + (System.nanoTime() - start) + " " + writer.epoch());
        }
    }

    static long replay(Path journal, Engine engine) {
        Pipeline.Inline inline = Pipeline.inline(engine.stages(null, (intent, nanos) -> {}), engine.bounds(), 1);
        RecordComparison comparison = new RecordComparison(engine.bounds());
        EngineEvent slot = inline.draft();
        long events = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.nextEvent()) {
                reader.decodeIngress(slot);
                inline.processAt(reader.sequence());
                if (!comparison.equal(reader.buffer(), reader.offset(), reader.length(), slot)) {
                    throw new IllegalStateException("event " + reader.sequence() + " was decided otherwise");
                }
                events++;
            }
        }
        return events;
    }
}
