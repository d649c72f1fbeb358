package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.sim.SimulatedBroker;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is played again of a journal of two names and two strategies, one on bars of five minutes, one on those of fifteen. */
class JournalTapeTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long OPEN = CALENDAR.openNanos(DAY);
    private static final long FIVE_MINUTES = 300_000_000_000L;
    private static final long E8 = 100_000_000L;
    private static final Engine ENGINE = new Engine(EngineSettings.parse("""
            instruments = [{ symbol = AAA }, { symbol = BBB }]
            data { bar = 5m }
            signals {
              quick { strategy = mean-reversion-in-trend, instruments = [AAA, BBB], bar = 5m }
              slow { strategy = mean-reversion-in-trend, instruments = [AAA, BBB], bar = 15m }
            }
            """, "test"), CALENDAR);

    @TempDir
    Path folder;

    /** Bars of both names, after the open. */
    private MarketTape tape(int bars) {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        EngineEvent event = new EngineEvent(ENGINE.bounds());
        event.session(EventType.SESSION_OPEN, OPEN, 0);
        recorder.add(event);
        for (int i = 0; i < bars; i++) {
            for (int id = 0; id < 2; id++) {
                long start = OPEN + i * FIVE_MINUTES;
                event.bar(id, start, start + FIVE_MINUTES, 10 * E8, 12 * E8, 9 * E8, 11 * E8, 7, 0);
                recorder.add(event);
            }
        }
        return recorder.end(CALENDAR, false);
    }

    private Path journal(String name, MarketTape tape) {
        Path journal = folder.resolve(name);
        SimulatedBroker broker = ENGINE.settings().simulatedBroker(CALENDAR);
        try (JournalWriter writer = JournalWriter.create(
                        journal, DAY, "test", ENGINE.settings().text(), JournalSettings.backtest(), ENGINE.bounds());
                Pipeline pipeline = Pipeline.inline(
                        ENGINE.stages(new JournalHandler(writer), broker), ENGINE.bounds(), writer.nextSequence())) {
            if (tape != null) {
                new Backtest(pipeline, broker, new EngineEvent(ENGINE.bounds()), List.of())
                        .run(tape.all().feed());
            }
        }
        return journal;
    }

    private static String series(int id) {
        return ENGINE.series().get(id).instrument().symbol() + " "
                + ENGINE.series().get(id).spec();
    }

    /** A bar of the feed has the series of its name and size; one that was made of three has its own. */
    @Test
    void shouldNameTheSeriesOfEachBar() {
        List<String> seen = new ArrayList<>();
        MarketTape tape = tape(3);
        JournalTape read = JournalTape.read(
                journal("six", tape),
                engine -> List.of(event -> {
                    for (int i = 0; i < event.barCount; i++) {
                        seen.add(series(event.bars[i].seriesId) + " of " + event.bars[i].volume);
                    }
                }));
        assertEquals(
                List.of(
                        "AAA 5m of 7",
                        "BBB 5m of 7",
                        "AAA 5m of 7",
                        "BBB 5m of 7",
                        "AAA 15m of 21",
                        "AAA 5m of 7",
                        "BBB 15m of 21",
                        "BBB 5m of 7"),
                seen);
        assertEquals(7, read.tape().events());
        assertEquals(tape.digest(), read.tape().digest());
        assertEquals(7 + 2, read.records(), "with its first and its last record");
    }

    /** One event is enough, none is not. */
    @Test
    void shouldWantSomethingToPlay() {
        JournalTape one = JournalTape.read(journal("one", tape(0)), engine -> List.of());
        assertEquals(1, one.tape().events());
        assertEquals(3, one.records());
        Path none = journal("none", null);
        assertEquals(
                none + ": holds no market data; there is nothing to replay",
                assertThrows(UserError.class, () -> JournalTape.read(none, engine -> List.of()))
                        .getMessage());
    }
}
