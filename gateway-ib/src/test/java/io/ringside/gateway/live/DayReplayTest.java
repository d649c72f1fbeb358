package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.live.order.LiveOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a daemon that starts again knows from the day's journal, which is written here event by event. */
class DayReplayTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long OPEN = CALENDAR.openNanos(LiveBench.DAY);
    private static final long CLOSE = CALENDAR.closeNanos(LiveBench.DAY);
    private static final int CARRIED = EngineEvent.FLAG_CARRIED;
    private static final long E8 = FixedPoint.ONE_E8;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private Engine engine = engine("5m");
    private final List<Consumer<EngineEvent>> events = new ArrayList<>();
    private TradingBooks books;

    private static Engine engine(String size) {
        return new Engine(
                EngineSettings.of(ConfigFactory.parseString(
                        "instruments = [{ symbol = QQQ }, { symbol = SPY }]\nsignal { strategy ="
                                + " mean-reversion-in-trend, bar = " + size + " }\ndata.bar = 5m")),
                CALENDAR);
    }

    private void write(Path journal, Engine writing, boolean again) {
        String text = writing.settings().text();
        JournalSettings settings = JournalSettings.backtest();
        try (JournalWriter writer = again
                ? JournalWriter.reopen(journal, "this build", text, settings, writing.bounds())
                : JournalWriter.create(journal, LiveBench.DAY, "this build", text, settings, writing.bounds())) {
            Pipeline.Inline pipeline = Pipeline.inline(
                    writing.stages(new JournalHandler(writer), (intent, eventNanos) -> {}), writing.bounds(), 1);
            for (Consumer<EngineEvent> event : events) {
                event.accept(pipeline.draft());
                pipeline.process();
            }
        }
    }

    private DayReplay replay() {
        Path journal = folder.resolve("2025-06-20");
        write(journal, engine, false);
        return run(journal);
    }

    private DayReplay run(Path journal) {
        var live = LiveBench.liveSettings(LiveBench.config());
        List<Instrument> instruments = engine.settings().instruments();
        books = DayBooks.of(
                engine,
                live,
                instruments.stream().map(one -> HistoryPlan.of(engine, one, 40)).toList(),
                () -> OPEN,
                true,
                () -> 0,
                false,
                new Alarms(live, CALENDAR),
                () -> false);
        DayReplay replay = new DayReplay(engine, books, null);
        replay.run(journal, engine.stages(null, books.gateway));
        return replay;
    }

    private void condition(Condition condition, String text) {
        events.add(e ->
                e.control(EventType.CONDITION, OPEN - 9, condition.code(), 0).text(text));
    }

    private void carry(int code, long ref, long shares) {
        events.add(e -> e.position(1, OPEN - 8, CARRIED, code, Carried.argument(1, 0), ref, shares, 250 * E8));
    }

    private void bar(int id, int flags) {
        long start = OPEN;
        long end = OPEN + 5 * ExchangeCalendar.MINUTE_NANOS;
        events.add(e -> e.bar(id, start, end, 290 * E8, 291 * E8, 289 * E8, 290 * E8, 9, flags));
    }

    private static String state(DayReplay replay) {
        return replay.events() + " taken over " + replay.takenOver() + (replay.isBegun() ? " begun" : "")
                + (replay.isOpenPublished() ? " open" : "") + (replay.isClosePublished() ? " close" : "")
                + (replay.isWithoutAccount() ? "" : " account") + (replay.isWorthTaken() ? " worth" : "");
    }

    /** A start that was broken off while it took the day before over goes on with the rest of it. */
    @Test
    void shouldCountWhatWasTakenOverUntilTradingBegan() {
        condition(Condition.LIVE_START, "");
        carry(0, 0, 100);
        carry(Purpose.STOP.code(), 77, 100);
        assertEquals("3 taken over 2", state(replay()));
        assertEquals(100, books.table.position(1));
        assertEquals(LiveOrder.State.UNCERTAIN, books.table.byRef(77).state);
    }

    @Test
    void shouldCountNothingAsTakenOverBehindTheFirstEventOfTheDay() {
        condition(Condition.LIVE_START, "");
        carry(0, 0, 100);
        bar(0, EngineEvent.FLAG_WARM_UP);
        condition(Condition.LIVE_START, "again");
        condition(Condition.RECONCILED, "");
        carry(0, 0, 50);
        assertEquals("6 taken over 2 begun", state(replay()));
        assertEquals(150, books.table.position(1));
    }

    /** Latches and halts of the day before are told with its date; others are of the day itself. */
    @Test
    void shouldTakeALatchOfTheDayItselfForItsBeginning() {
        condition(Condition.BREAK, "something differs");
        assertEquals("1 taken over 0 begun", state(replay()));
    }

    /** By the type, the code and the text of its event: code 8 is a break or the command to forget, 1 a start or a halt. */
    @ParameterizedTest
    @CsvSource({
        "CONDITION, 8, latched since 2025-06-18,   1 taken over 1",
        "CONDITION, 8, latched since 2025-06-18-2, 1 taken over 1",
        "COMMAND,   1, halted since 2025-06-18,    1 taken over 1",
        "CONDITION, 9, latched since 2025-06-18,   1 taken over 0 begun",
        "COMMAND,   8, latched since 2025-06-18,   1 taken over 0 begun",
        "CONDITION, 1, halted since 2025-06-18,    1 taken over 0",
        "COMMAND,   2, halted since 2025-06-18,    1 taken over 0 begun",
        "CONDITION, 8, latched since 18 June,      1 taken over 0 begun",
        "CONDITION, 8, latched,                    1 taken over 0 begun",
        "COMMAND,   1, halted since lunch,         1 taken over 0 begun",
        "COMMAND,   1, not halted since 2025-06-18, 1 taken over 0 begun"
    })
    void shouldTakeALatchOrAHaltOfTheDayBeforeForWhatWasTakenOver(
            EventType type, int code, String text, String expected) {
        events.add(e -> e.control(type, OPEN - 9, code, 0).text(text));
        assertEquals(expected, state(replay()));
    }

    /** Seven seconds after the open the first five are told. */
    @Test
    void shouldKnowUpToWhenTradesWerePublished() {
        engine = new Engine(
                EngineSettings.of(ConfigFactory.parseString(
                        "instruments = [{ symbol = QQQ }, { symbol = SPY }]\nsignal { strategy ="
                                + " mean-reversion-in-trend, bar = 5m }\ndata.bar = ticks")),
                CALENDAR);
        events.add(e -> e.trade(1, OPEN + 7 * ExchangeCalendar.SECOND_NANOS, 290 * E8, 9, 0));
        condition(Condition.FEED_FRESH, "");
        assertEquals("2 taken over 0 begun", state(replay()));
        assertEquals(0, books.feeds[0].lastEndNanos());
        assertEquals(OPEN + 5 * ExchangeCalendar.SECOND_NANOS, books.feeds[1].lastEndNanos());
    }

    @Test
    void shouldKnowWhatWasPublishedOfTheSession() {
        condition(Condition.LIVE_START, "");
        events.add(e -> e.account(OPEN - 7, 0, 100_000 * E8, 1, 1));
        assertEquals("2 taken over 0 begun account", state(replay()));
    }

    @Test
    void shouldKnowThatTheAccountsEquityWasTaken() {
        events.add(e -> e.account(OPEN - 7, EngineEvent.FLAG_ADOPTED, 100_000 * E8, 1, 1));
        events.add(e -> e.session(EventType.SESSION_OPEN, OPEN, 0));
        bar(0, 0);
        assertEquals("3 taken over 0 begun open account worth", state(replay()));
        assertEquals(290 * E8, books.prices.priceE8(0));
        assertEquals(OPEN + 5 * ExchangeCalendar.MINUTE_NANOS, books.feeds[0].lastEndNanos());
        assertEquals(0, books.feeds[1].lastEndNanos());
    }

    /** A position of the account is adopted with the same flag, and is no equity. */
    @Test
    void shouldNotTakeAnAdoptedPositionForTheEquity() {
        events.add(e -> e.session(EventType.SESSION_OPEN, OPEN, 0));
        events.add(e -> e.position(1, OPEN, EngineEvent.FLAG_ADOPTED, 0, Carried.argument(1, 0), 0, 40, 250 * E8));
        events.add(e -> e.session(EventType.SESSION_CLOSE, CLOSE, 0));
        assertEquals("3 taken over 0 begun open close", state(replay()));
        assertEquals(40, books.table.position(1));
    }

    /** The close of a session of the past is none of the day's. */
    @Test
    void shouldNotTakeACloseOfThePastForTheDays() {
        events.add(e -> e.session(EventType.SESSION_CLOSE, OPEN - 9, EngineEvent.FLAG_WARM_UP));
        assertEquals("1 taken over 1", state(replay()));
        events.clear();
        events.add(
                e -> e.control(EventType.COMMAND, OPEN, Operator.HALT.code(), 0).text("lunch"));
        Path other = folder.resolve("other");
        write(other, engine, false);
        assertEquals("1 taken over 0 begun", state(run(other)));
    }

    @Test
    void shouldRefuseAJournalOfOtherRules() {
        Path journal = folder.resolve("2025-06-20");
        condition(Condition.LIVE_START, "");
        write(journal, engine("15m"), false);
        assertRefused(journal);
    }

    /** Its first part was written under other rules, and the second one under today's. */
    @Test
    void shouldRefuseAJournalOfWhichAPartIsOfOtherRules() {
        Path journal = folder.resolve("2025-06-20");
        condition(Condition.LIVE_START, "");
        write(journal, engine("15m"), false);
        events.clear();
        write(journal, engine, true);
        assertRefused(journal);
    }

    @Test
    void shouldRefuseAJournalWithoutAnEventOfOtherRules() {
        Path journal = folder.resolve("2025-06-20");
        write(journal, engine("15m"), false);
        assertRefused(journal);
    }

    private void assertRefused(Path journal) {
        UserError error = assertThrows(UserError.class, () -> run(journal));
        assertEquals(
                "the configuration has changed since " + journal
                        + " was begun; restore it for today, or use another --journal",
                error.getMessage());
    }
}
