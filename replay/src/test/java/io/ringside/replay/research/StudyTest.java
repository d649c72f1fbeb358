package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.CommandLine;
import io.ringside.replay.NoTradeAnalysis;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What studies share: their span, their threads, and which analysis they have of a run without a trade. */
class StudyTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final Config CONFIG = Tapes.config("qqq.conf");
    private static final Engine PORTFOLIO = new Engine(
            EngineSettings.parse(
                    "instruments = [{ symbol = QQQ }]\ndata { bar = 1d }\nportfolio { strategy = momentum }", "test"),
            CALENDAR);

    /** Four sessions from 21 May 2025, of which the first two warm up. */
    @ParameterizedTest
    @CsvSource({"true, '2025-05-23 to 2025-05-27, SYNTHETIC prices'", "false, 2025-05-23 to 2025-05-27"})
    void shouldTellTheSessionsThatAreTraded(boolean synthetic, String span) {
        MarketTape.Recorder recorder = new MarketTape.Recorder();
        EngineEvent event = new EngineEvent(Grid.engine(CONFIG).bounds());
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int i = 0; i < 4; i++) {
            event.session(EventType.SESSION_OPEN, CALENDAR.openNanos(day), i < 2 ? EngineEvent.FLAG_WARM_UP : 0);
            recorder.add(event);
            day = CALENDAR.nextTradingDay(day);
        }
        StudyData data = new StudyData(CONFIG, recorder.end(CALENDAR, synthetic), 2, new DataReport(List.of()));
        assertEquals(span, data.span());
        assertEquals(2, data.sessions());
    }

    @Test
    void shouldSayThatNoSessionIsTraded() {
        CommandLine.Outcome outcome = CommandLine.run(
                new SweepCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-10",
                "--trade-from",
                "2024-01-11",
                "--grid",
                "risk.leverage=1,2");
        assertEquals(2, outcome.code());
        assertTrue(
                outcome.err()
                        .endsWith("no session is traded: the last one is 2024-01-10; give an earlier --trade-from\n"),
                outcome.err());
    }

    @Test
    void shouldRunOnOneTo1024Threads() {
        SearchOptions options = new SearchOptions();
        assertNotNull(options.cores(), "as many as there are");
        for (int threads : new int[] {1, 1024}) {
            options.threads = threads;
            assertNotNull(options.cores());
        }
        for (int threads : new int[] {-1, 0, 1025}) {
            options.threads = threads;
            assertEquals(
                    "--threads " + threads + ": must be 1 to 1024",
                    assertThrows(UserError.class, options::cores).getMessage());
        }
    }

    @Test
    void shouldAskWhyNothingWasTradedByKind() {
        assertInstanceOf(NoTradeAnalysis.class, RunKind.silence(Grid.engine(CONFIG)));
        assertFalse(RunKind.silence(PORTFOLIO) instanceof NoTradeAnalysis);
        assertTrue(RunKind.silence(PORTFOLIO).json().containsKey("momentum"));
    }

    @Test
    void shouldSayWhatDoesNotRepeat() {
        String rest = " does not repeat: over the same data it earned more; it depends on chance, the clock or static"
                + " fields: take those out; no results are written";
        assertEquals(
                "the portfolio" + rest,
                NotRepeated.error(PORTFOLIO, "it earned more").getMessage());
        assertEquals(
                "strategy mean-reversion-in-trend" + rest,
                NotRepeated.error(Grid.engine(CONFIG), "it earned more").getMessage());
    }

    @Test
    void shouldPlayWhatDoesNotComeFromABroker() {
        EngineEvent event = new EngineEvent(Grid.engine(CONFIG).bounds());
        event.position(0, 1, EngineEvent.FLAG_CARRIED, 0, 0, 0, 5, 7);
        assertTrue(JournalTape.isPlayed(event));
        event.position(0, 1, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 5, 7);
        assertFalse(JournalTape.isPlayed(event));
        event.order(EventType.FILL, 0, 1, 1, 1, 0);
        assertFalse(JournalTape.isPlayed(event));
        event.account(1, 0, 1, 2, 3);
        assertTrue(JournalTape.isPlayed(event));
    }
}
