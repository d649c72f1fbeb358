package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is played again of a journal, and of which it cannot be. */
class JournalTapeTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();
    private static final long OPEN = CALENDAR.openNanos(DAY);
    private static final long FIVE_MINUTES = 300_000_000_000L;
    private static final long E8 = 100_000_000L;
    private static final String QQQ = """
            instruments = [{ symbol = QQQ }, { symbol = SPY }]
            data { bar = 5m }
            signals {
              slow { strategy = mean-reversion-in-trend, bar = 15m, instruments = [QQQ] }
              quick { strategy = mean-reversion-in-trend, bar = 5m, instruments = [QQQ, SPY] }
            }
            risk { equity = 100000 }
            """;
    private static final String PORTFOLIO = """
            instruments = [{ symbol = AAA }, { symbol = BBB }]
            data { bar = 1d }
            portfolio { strategy = momentum }
            risk { equity = 100000 }
            """;

    @TempDir
    Path folder;

    private Path journal;
    private EngineEvent event;
    private JournalWriter writer;

    private static Engine engine(String text) {
        return new Engine(EngineSettings.parse(text, "test"), CALENDAR);
    }

    private void begin(Engine engine) {
        journal = folder.resolve("journal");
        event = new EngineEvent(engine.bounds());
        writer = JournalWriter.create(
                journal, DAY, "test", engine.settings().text(), JournalSettings.backtest(), engine.bounds());
    }

    private void again(Engine engine) {
        writer.close();
        writer = JournalWriter.reopen(
                journal, "test", engine.settings().text(), JournalSettings.backtest(), engine.bounds());
    }

    private void add() {
        event.sequence = writer.nextSequence();
        event.sessionDay = DAY;
        writer.append(event);
    }

    private void session(EventType type) {
        event.session(type, type == EventType.SESSION_OPEN ? OPEN : CALENDAR.closeNanos(DAY), 0);
        event.clearDecisions();
        add();
    }

    private void print(int id, int flags) {
        event.openPrint(id, OPEN, 10 * E8, flags);
        event.clearDecisions();
        add();
    }

    private Bar bar(int id, int number, int flags) {
        long start = OPEN + number * FIVE_MINUTES;
        event.bar(id, start, start + FIVE_MINUTES, 10 * E8, 12 * E8, 9 * E8, 11 * E8, 5, flags);
        event.clearDecisions();
        Bar bar = event.addBar();
        bar.at(id, -1, DAY, start, start + FIVE_MINUTES);
        bar.prices(10 * E8, 12 * E8, 9 * E8, 11 * E8, 5);
        bar.derived = false;
        return bar;
    }

    /** The series and sizes of the bars that are read. */
    private List<String> read() {
        writer.close();
        List<String> told = new ArrayList<>();
        JournalTape.read(
                journal,
                engine -> List.of(one -> {
                    for (int i = 0; i < one.barCount; i++) {
                        Bar bar = one.bars[i];
                        var series = engine.series().get(bar.seriesId);
                        assertEquals(bar.instrumentId, series.instrument().id());
                        told.add(series.instrument().symbol() + " " + series.spec());
                    }
                }));
        return told;
    }

    private String refused() {
        writer.close();
        return assertThrows(UserError.class, () -> JournalTape.read(journal, engine -> List.of()))
                .getMessage();
    }

    /** A bar of the feed is of the series of its instrument and size; one that was made of it keeps its own. */
    @Test
    void shouldNameTheSeriesOfEachBar() {
        Engine engine = engine(QQQ);
        begin(engine);
        session(EventType.SESSION_OPEN);
        print(0, 0);
        bar(0, 0, 0);
        add();
        bar(1, 0, 0);
        add();
        bar(0, 2, 0);
        Bar made = event.addBar();
        made.derived = true;
        for (int id = 0; id < engine.series().size(); id++) {
            if (engine.series().get(id).spec().toString().equals("15m")) {
                made.at(0, id, DAY, OPEN, OPEN + 3 * FIVE_MINUTES);
            }
        }
        made.prices(10 * E8, 12 * E8, 9 * E8, 11 * E8, 15);
        add();
        session(EventType.SESSION_CLOSE);
        assertEquals(List.of("QQQ 5m", "SPY 5m", "QQQ 5m", "QQQ 15m"), read());
    }

    /** What was played: two bounds, a print and a bar; an order's report is the broker's, who is another now. */
    @Test
    void shouldPlayWhatCameFromTheMarket() {
        Engine engine = engine(QQQ);
        begin(engine);
        session(EventType.SESSION_OPEN);
        print(0, 0);
        bar(0, 0, 0);
        add();
        event.fill(0, OPEN, 7, Side.BUY, 1, 10 * E8, 0, 0, 0);
        event.clearDecisions();
        add();
        // The same configuration again is the same.
        again(engine);
        session(EventType.SESSION_CLOSE);
        writer.close();
        JournalTape tape = JournalTape.read(journal, one -> List.of());
        assertEquals(4, tape.tape().events());
        assertEquals(1, tape.tape().bars());
        // OPEN and CLOSE twice.
        assertEquals(9, tape.records());
    }

    /** Shares that an operator took over are none of a simulation's; what is carried, and what is released to none, is no such. */
    @Test
    void shouldTellThatAnAdoptionIsNotPlayed() {
        begin(engine(QQQ));
        session(EventType.SESSION_OPEN);
        for (int flag : new int[] {EngineEvent.FLAG_ADOPTED, EngineEvent.FLAG_CARRIED}) {
            for (long shares : new long[] {30, 0}) {
                event.position(0, OPEN, flag, 0, 0, 0, shares, 10 * E8);
                event.clearDecisions();
                add();
            }
        }
        writer.close();
        JournalTape tape = JournalTape.read(journal, one -> List.of());
        StringWriter told = new StringWriter();
        tape.tell(new PrintWriter(told, true));
        assertEquals(
                "an operator has taken shares over once (ringside adopt), which is not played again: the simulation goes on"
                        + " without them\n",
                told.toString());
        assertEquals(3, tape.tape().events(), "the session's open and what was carried");
    }

    @Test
    void shouldRefuseAJournalWithoutMarketData() {
        begin(engine(QQQ));
        event.fill(0, OPEN, 7, Side.BUY, 1, 10 * E8, 0, 0, 0);
        event.clearDecisions();
        add();
        assertEquals(journal + ": holds no market data; there is nothing to replay", refused());
    }

    /** OPEN, two events, CLOSE, OPEN: the sixth record is the first under the other configuration. */
    @Test
    void shouldRefuseAJournalOfSeveralConfigurations() {
        begin(engine(QQQ));
        session(EventType.SESSION_OPEN);
        print(0, 0);
        again(engine(QQQ.replace("100000", "50000")));
        session(EventType.SESSION_CLOSE);
        assertEquals(
                "the configuration changed within the journal at record 5; only a session with one configuration can be"
                        + " replayed with another",
                refused());
    }

    /** A portfolio's executions need a price of the day, of the same name: a bar for warming up is none. */
    @ParameterizedTest
    @CsvSource({
        "OPEN_PRINT, 0, 0, true",
        "OPEN_PRINT, 1, 0, false",
        "OPEN_PRINT, 0, 1, false",
        "BAR, 0, 0, true",
        "BAR, 0, 1, false",
        "TRADE, 0, 0, true",
        "QUOTE, 0, 0, false"
    })
    void shouldRefuseExecutionsThatNoPriceExplains(EventType type, int id, int warmUp, boolean explained) {
        begin(engine(PORTFOLIO));
        session(EventType.SESSION_OPEN);
        int flags = warmUp == 1 ? EngineEvent.FLAG_WARM_UP : 0;
        switch (type) {
            case OPEN_PRINT -> event.openPrint(id, OPEN, 10 * E8, flags);
            case BAR -> event.bar(id, OPEN, OPEN + 1, 10 * E8, 12 * E8, 9 * E8, 11 * E8, 5, flags);
            case TRADE -> event.trade(id, OPEN, 10 * E8, 5, flags);
            default -> event.quote(id, OPEN, 10 * E8, 5, 11 * E8, 5, flags);
        }
        event.clearDecisions();
        add();
        event.fill(0, OPEN, 7, Side.BUY, 1, 10 * E8, 0, 0, 0);
        event.clearDecisions();
        add();
        session(EventType.SESSION_CLOSE);
        if (explained) {
            assertEquals(List.of(), read());
        } else {
            assertEquals(
                    journal + ": holds executions of opening auctions without the auctions' prices, since a portfolio's"
                            + " daemon gets bars after the close; they cannot be played again: compare with a back test"
                            + " of these days, from the same store",
                    refused());
        }
    }

    /** A price that came once stays known, whatever warms up afterwards; of a strategy's executions nothing is asked. */
    @Test
    void shouldRememberThatThereWasAPrice() {
        begin(engine(PORTFOLIO));
        session(EventType.SESSION_OPEN);
        print(0, 0);
        print(0, EngineEvent.FLAG_WARM_UP);
        event.fill(0, OPEN, 7, Side.BUY, 1, 10 * E8, 0, 0, 0);
        event.clearDecisions();
        add();
        assertEquals(List.of(), read());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldPlayWhatIsNoAnswerOfTheBroker(EventType type) {
        EngineEvent one = new EngineEvent(engine(QQQ).bounds());
        one.control(EventType.TIMER, OPEN, 0, 0);
        one.type = type;
        List<EventType> played = List.of(
                EventType.OPEN_PRINT,
                EventType.BAR,
                EventType.TRADE,
                EventType.QUOTE,
                EventType.SESSION_OPEN,
                EventType.SESSION_CLOSE,
                EventType.CORPORATE_ACTION,
                EventType.TIMER,
                EventType.COMMAND,
                EventType.CONDITION,
                EventType.ACCOUNT);
        assertEquals(played.contains(type), JournalTape.isPlayed(one));
        one.flags = EngineEvent.FLAG_CARRIED;
        assertEquals(played.contains(type) || type == EventType.POSITION, JournalTape.isPlayed(one));
    }
}
