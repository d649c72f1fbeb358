package io.ringside.gateway.live.portfolio;

import static io.ringside.gateway.live.portfolio.MadeStore.CALENDAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.LiveBench;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** When a portfolio is told of a session's end, and when it decides: a Tuesday, and the Monday before it. */
class PortfolioDayTest {
    private static final int MONDAY = MadeStore.day("2023-11-13");
    private static final int TUESDAY = MadeStore.day("2023-11-14");
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    /** A portfolio that has no name of its own has its strategy's. */
    private static final String NAME = "momentum";

    private static final List<String> NAMES = List.of("AA", "BB", "CC", "DD", "EE");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final OrderTable table =
            new OrderTable(new long[] {1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000}, 0);
    private MadeStore store;
    private Alarms alarms;
    private long monotonicNanos;
    private int planLeft;

    @BeforeEach
    void makeStore() {
        store = new MadeStore(folder.resolve("store"));
    }

    private final PortfolioDay.Ring ring = new PortfolioDay.Ring() {
        @Override
        public long publish(Consumer<EngineEvent> event) {
            EngineEvent slot = new EngineEvent(new Bounds(1, 1, 1, 1));
            event.accept(slot);
            told.add(line(slot));
            return told.size();
        }

        @Override
        public void publish(EngineEvent event) {
            told.add(line(event));
        }
    };

    private static String line(EngineEvent event) {
        String line = CALENDAR.format(event.eventNanos).substring(5, 19) + " " + event.type;
        if (event.type == EventType.BAR) {
            line += " " + NAMES.get(event.instrumentId);
        } else if (event.type == EventType.COMMAND) {
            line += " " + Operator.ofCode(event.code) + " " + event.argument + " " + event.textAsString();
        }
        return (line.strip() + (event.isWarmUp() ? " warm-up" : "")).strip();
    }

    private static Config config(String... sets) {
        Config config =
                EngineSettings.load(Path.of(System.getProperty("ringside.home"), "config", "momentum-live.conf"));
        List<String> all = new ArrayList<>(List.of(
                "risk.equity=100000",
                "instruments=[{symbol=AA},{symbol=BB},{symbol=CC},{symbol=DD},{symbol=EE}]",
                "portfolio.universe=[AA,BB,CC,DD,EE]",
                "portfolio.lookback-months=1",
                "portfolio.skip-months=0",
                "portfolio.schedule=daily"));
        all.addAll(List.of(sets));
        for (String set : all) {
            config = EngineSettings.with(config, set);
        }
        return config;
    }

    private PortfolioDay tuesday(String... sets) {
        return tuesday(config(sets));
    }

    private PortfolioDay tuesday(Config config) {
        EngineSettings settings = EngineSettings.of(config.resolve().withoutPath("gateway"));
        LiveSettings live = LiveBench.liveSettings(config);
        alarms = new Alarms(live, CALENDAR);
        return new PortfolioDay(
                live,
                new Engine(settings, CALENDAR).portfolios(),
                new SessionStore(store.folder(), settings, CALENDAR, new BitSet()),
                CALENDAR,
                TUESDAY,
                alarms,
                () -> monotonicNanos,
                table,
                () -> planLeft);
    }

    /** Bars of all names but for those that are left out. */
    private void bars(String fromDay, String toDay, String... without) {
        NAMES.stream()
                .filter(name -> !List.of(without).contains(name))
                .forEach(name -> store.add(name, fromDay, toDay));
    }

    private static long at(int day, int hour, int minute) {
        return CALENDAR.toNanos(day, (hour * 60L + minute) * ExchangeCalendar.MINUTE_NANOS);
    }

    /** Takes what was told so far. */
    private List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    private boolean works(PortfolioDay day, long now, boolean ready) {
        // Each time the store may be looked at again.
        monotonicNanos += 10 * SECOND;
        return day.work(now, ready, ring);
    }

    private static PortfolioDay.Past leftOpen(Map<String, List<Integer>> decisions) {
        return new PortfolioDay.Past(MadeStore.day("2023-11-09"), MadeStore.day("2023-11-10"), decisions);
    }

    // ---- Beginning ------------------------------------------------------------------------------------------------

    @Test
    void shouldTellTheHistoryAndTheDecisionsOfThePast() {
        bars("2023-11-01", "2023-11-14", "CC", "DD", "EE");
        PortfolioDay day = tuesday();
        PortfolioDay.Past past =
                new PortfolioDay.Past(MadeStore.day("2023-11-10"), MONDAY, Map.of(NAME, List.of(MONDAY, MONDAY)));
        int events = day.publishHistory(past, 0, ring);
        List<String> all = List.of(
                "11-10T16:00:00 BAR AA warm-up",
                "11-10T16:00:00 BAR BB warm-up",
                "11-10T16:00:00 SESSION_CLOSE warm-up",
                "11-13T16:00:00 BAR AA warm-up",
                "11-13T16:00:00 BAR BB warm-up",
                "11-13T16:00:00 SESSION_CLOSE warm-up",
                "11-13T16:00:00 COMMAND REBALANCE 39349 warm-up",
                "11-13T16:00:00 COMMAND REBALANCE 39349 warm-up");
        assertEquals(all, told());
        assertEquals(8, events);
        for (int skip = 1; skip <= 8; skip++) {
            assertEquals(8, tuesday().publishHistory(past, skip, ring));
            assertEquals(all.subList(skip, 8), told(), "but for " + skip);
        }
        assertEquals(8, tuesday().publishHistory(past, 9, ring));
        assertEquals(List.of(), told());
    }

    /** Two months of 24 sessions at most, which the strategy keeps, and five more; Labor Day is none of them. */
    @Test
    void shouldTellAsMuchHistoryAsIsNeeded() {
        bars("2023-01-03", "2023-11-14", "BB", "CC", "DD", "EE");
        tuesday().publishHistory(null, 0, ring);
        assertEquals("08-30T16:00:00 BAR AA warm-up", told.get(0));
        assertEquals(2 * 53, told.size(), "a bar and an end each");
    }

    @Test
    void shouldTellAsMuchHistoryAsIsConfigured() {
        bars("2023-11-01", "2023-11-14", "BB", "CC", "DD", "EE");
        tuesday("gateway.store.history-from=2023-11-13").publishHistory(null, 0, ring);
        assertEquals(List.of("11-13T16:00:00 BAR AA warm-up", "11-13T16:00:00 SESSION_CLOSE warm-up"), told());
    }

    @Test
    void shouldNotBeginWithoutAnyBar() {
        bars("2023-11-14", "2023-11-14");
        PortfolioDay day = tuesday("gateway.store.history-from=2023-11-09");
        UserError error = assertThrows(UserError.class, () -> day.publishHistory(null, 0, ring));
        assertEquals(
                "the store has no bars of the portfolio's names from 2023-11-09 to 2023-11-13; import them, see ringside"
                        + " data --help",
                error.getMessage());
    }

    @Test
    void shouldTellActionsOfThePastWithItAndThoseOfTheDayAlone() {
        bars("2023-11-01", "2023-11-14", "BB", "CC", "DD", "EE");
        store.action("AA", new Action(MONDAY, 0, CorporateAction.SPLIT, 2, 1, 0));
        store.action("AA", new Action(TUESDAY, 0, CorporateAction.DIVIDEND, 0, 0, 25_000_000));
        PortfolioDay day = tuesday("gateway.store.history-from=2023-11-10");
        day.publishHistory(null, 0, ring);
        assertEquals(
                List.of(
                        "11-10T16:00:00 BAR AA warm-up",
                        "11-10T16:00:00 SESSION_CLOSE warm-up",
                        "11-13T09:30:00 CORPORATE_ACTION warm-up",
                        "11-13T16:00:00 BAR AA warm-up",
                        "11-13T16:00:00 SESSION_CLOSE warm-up"),
                told());
        assertEquals(List.of(new Action(TUESDAY, 0, CorporateAction.DIVIDEND, 0, 0, 25_000_000)), day.actionsToday());
    }

    // ---- The day's own session ------------------------------------------------------------------------------------

    @Test
    void shouldTellTheSessionOnceItIsOverAndItsBarsAreThere() {
        bars("2023-11-10", "2023-11-14", "DD", "EE");
        PortfolioDay day = tuesday();
        day.publishHistory(null, 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 16, 0) - 1, true));
        assertFalse(works(day, at(TUESDAY, 16, 0), false), "orders could not leave");
        assertEquals(List.of(), told());
        assertTrue(works(day, at(TUESDAY, 16, 0), true));
        assertEquals(
                List.of(
                        "11-14T16:00:00 BAR AA",
                        "11-14T16:00:00 BAR BB",
                        "11-14T16:00:00 BAR CC",
                        "11-14T16:00:00 SESSION_CLOSE"),
                told());
        assertFalse(works(day, at(TUESDAY, 23, 0), true));
        assertEquals(List.of(), told());
        assertEquals(0, alarms.count());
    }

    @Test
    void shouldLogHowManyBarsASessionHas() {
        bars("2023-11-10", "2023-11-14", "DD", "EE");
        PortfolioDay day = tuesday();
        day.publishHistory(null, 0, ring);
        Logger log = (Logger) LoggerFactory.getLogger(PortfolioDay.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        works(day, at(TUESDAY, 16, 0), true);
        log.detachAppender(lines);
        assertEquals(
                List.of("portfolio: 2023-11-14 is over, 3 bars"),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void shouldLookAtTheStoreEveryTenSeconds() {
        bars("2023-11-10", "2023-11-13");
        PortfolioDay day = tuesday();
        day.publishHistory(null, 0, ring);
        told();
        long now = at(TUESDAY, 17, 0);
        assertFalse(works(day, now, true));
        bars("2023-11-14", "2023-11-14");
        monotonicNanos += 10 * SECOND - 1;
        assertFalse(day.work(now, true, ring));
        assertEquals(List.of(), told());
        monotonicNanos += 1;
        assertTrue(day.work(now, true, ring));
        assertEquals(6, told().size());
    }

    @Test
    void shouldWaitForAllNamesAndThenDoWithEnoughOfThem() {
        bars("2023-11-10", "2023-11-14", "EE");
        store.add("EE", "2023-11-10", "2023-11-13");
        PortfolioDay day = tuesday("gateway.store.least=0.8", "gateway.store.wait-minutes=90");
        day.publishHistory(null, 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 16, 0), true));
        assertFalse(works(day, at(TUESDAY, 17, 30) - 1, true));
        assertTrue(works(day, at(TUESDAY, 17, 30), true));
        assertEquals(
                List.of(
                        "11-14T16:00:00 BAR AA",
                        "11-14T16:00:00 BAR BB",
                        "11-14T16:00:00 BAR CC",
                        "11-14T16:00:00 BAR DD",
                        "11-14T16:00:00 SESSION_CLOSE"),
                told());
        assertEquals(0, alarms.count());
    }

    @Test
    void shouldRaiseAnAlarmOnceWhereTooFewNamesCame() {
        bars("2023-11-10", "2023-11-14", "EE");
        store.add("EE", "2023-11-10", "2023-11-13");
        PortfolioDay day = tuesday("gateway.store.least=0.81");
        day.publishHistory(null, 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 18, 0) - 1, true));
        assertEquals(0, alarms.count());
        assertFalse(works(day, at(TUESDAY, 18, 0), true));
        assertFalse(works(day, at(TUESDAY, 18, 1), true));
        assertEquals(1, alarms.count());
        assertEquals(
                "the store has no bars of 2023-11-14 of EE: the portfolio decides nothing; run ringside data update, it is"
                        + " asked again until 09:28",
                alarms.last());
        assertEquals(List.of(), told());
        store.add("EE", "2023-11-14", "2023-11-14");
        assertTrue(works(day, at(TUESDAY, 18, 2), true));
        assertEquals(6, told().size());
    }

    @Test
    void shouldDecideNothingWhereNoNameIsTradedAnyMore() {
        bars("2023-10-02", "2023-10-31");
        PortfolioDay day = tuesday("gateway.store.history-from=2023-10-02");
        day.publishHistory(null, 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 17, 0), true));
        assertEquals(0, alarms.count());
        assertFalse(works(day, at(TUESDAY, 18, 0), true));
        assertEquals(List.of(), told());
        assertEquals(1, alarms.count());
        assertEquals(
                "the store has no bars of 2023-11-14 of any name: the portfolio decides nothing; run ringside data update, it"
                        + " is asked again until 09:28",
                alarms.last());
    }

    @Test
    void shouldRaiseAnAlarmWhereTheStoreIsGone() throws IOException {
        bars("2023-11-10", "2023-11-14");
        PortfolioDay day = tuesday();
        day.publishHistory(null, 0, ring);
        told();
        Path away = folder.resolve("away");
        Files.move(store.folder(), away);
        assertFalse(works(day, at(TUESDAY, 16, 0), true));
        assertFalse(works(day, at(TUESDAY, 16, 1), true));
        assertEquals(1, alarms.count());
        assertTrue(
                alarms.last()
                        .endsWith(": the portfolio decides nothing; run ringside data update, it is asked again until"
                                + " 09:28"),
                alarms.last());
        Files.move(away, store.folder());
        assertTrue(works(day, at(TUESDAY, 16, 2), true));
    }

    // ---- The session before -----------------------------------------------------------------------------------------

    @Test
    void shouldDecideInTheMorningOnASessionThatNobodyDecidedOn() {
        bars("2023-11-01", "2023-11-13", "CC", "DD", "EE");
        PortfolioDay day = tuesday();
        assertEquals(6, day.publishHistory(leftOpen(Map.of()), 0, ring));
        told();
        long now = at(TUESDAY, 9, 28) - 1;
        assertFalse(works(day, now, false), "orders could not leave");
        assertEquals(List.of(), told());
        assertFalse(works(day, now, true));
        assertEquals(
                List.of(
                        "11-13T16:00:00 BAR AA warm-up",
                        "11-13T16:00:00 BAR BB warm-up",
                        "11-13T16:00:00 SESSION_CLOSE warm-up",
                        "11-14T09:27:59 COMMAND REBALANCE 39348 decided late"),
                told());
        // Once.
        assertFalse(works(day, now, true));
        assertEquals(List.of(), told());
    }

    @Test
    void shouldMakeADecisionAgainThatWasBrokenOffForAnother() {
        bars("2023-11-01", "2023-11-13", "CC", "DD", "EE");
        PortfolioDay day = tuesday();
        day.publishHistory(leftOpen(Map.of(NAME, List.of(MONDAY))), 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 9, 0), true));
        assertEquals("11-13T16:00:00 COMMAND REBALANCE 39349 warm-up", told().get(3));
    }

    @Test
    void shouldTellTheSessionAndDecideNothingOnceOrdersComeTooLate() {
        bars("2023-11-01", "2023-11-13", "CC", "DD", "EE");
        PortfolioDay day = tuesday();
        day.publishHistory(leftOpen(Map.of()), 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 9, 28), false));
        assertEquals(
                List.of(
                        "11-13T16:00:00 BAR AA warm-up",
                        "11-13T16:00:00 BAR BB warm-up",
                        "11-13T16:00:00 SESSION_CLOSE warm-up"),
                told());
    }

    @Test
    void shouldSayThatItWasTooLateAndTellTheSessionInItsTurn() {
        bars("2023-11-01", "2023-11-10");
        PortfolioDay day = tuesday();
        day.publishHistory(leftOpen(Map.of()), 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 9, 27), true));
        assertEquals(
                "the store has no bars of 2023-11-13 of AA, BB, CC, DD, EE: the portfolio decides nothing; run ringside"
                        + " data update, it is asked again until 09:28",
                alarms.last());
        assertFalse(works(day, at(TUESDAY, 9, 28), true));
        assertFalse(works(day, at(TUESDAY, 16, 0) - 1, true));
        assertEquals(2, alarms.count());
        assertEquals(
                "the portfolio has decided nothing at the close of 2023-11-13, since its bars did not come in time;"
                        + " ringside rebalance --live decides now",
                alarms.last());
        assertEquals(List.of(), told());
        assertFalse(works(day, at(TUESDAY, 16, 0), true));
        assertEquals(List.of("11-13T16:00:00 SESSION_CLOSE warm-up"), told());
    }

    @Test
    void shouldDoWithEnoughNamesAtOnceWhenItIsTooLate() {
        bars("2023-11-01", "2023-11-13", "EE");
        store.add("EE", "2023-11-01", "2023-11-10");
        // It would be waited for until the afternoon.
        PortfolioDay day = tuesday("gateway.store.least=0.8", "gateway.store.wait-minutes=1440");
        day.publishHistory(leftOpen(Map.of()), 0, ring);
        told();
        assertFalse(works(day, at(TUESDAY, 9, 27), true));
        assertEquals(List.of(), told());
        assertFalse(works(day, at(TUESDAY, 9, 28), true));
        assertEquals(5, told().size());
        assertEquals(1, alarms.count());
    }

    @Test
    void shouldGoOnBehindTheLastSessionOfItsJournal() {
        bars("2023-11-01", "2023-11-14", "BB", "CC", "DD", "EE");
        PortfolioDay day = tuesday();
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
        event.session(EventType.SESSION_CLOSE, at(MONDAY, 16, 0), EngineEvent.FLAG_WARM_UP);
        event.sessionDay = MONDAY;
        day.replayed(event);
        event.session(EventType.SESSION_OPEN, at(TUESDAY, 9, 30), 0);
        event.sessionDay = TUESDAY;
        day.replayed(event);
        assertTrue(works(day, at(TUESDAY, 16, 0), true));
        assertEquals(List.of("11-14T16:00:00 BAR AA", "11-14T16:00:00 SESSION_CLOSE"), told());
    }

    // ---- A plan that leaves -----------------------------------------------------------------------------------------

    private void order(long ref, Purpose purpose, LiveOrder.State state) {
        Intent intent = new Intent();
        intent.action = IntentAction.PLACE;
        intent.orderRef = ref;
        intent.purpose = purpose;
        intent.side = Side.BUY;
        intent.quantity = 1;
        table.onIntent(intent, 1, state);
    }

    @Test
    void shouldGoOnWithThePlanOnceTheBrokerHasTakenWhatLeft() {
        bars("2023-11-10", "2023-11-14");
        PortfolioDay day = tuesday("gateway.request-timeout-ms=2000");
        day.publishHistory(null, 0, ring);
        told();
        planLeft = 3;
        long now = at(TUESDAY, 16, 0);
        monotonicNanos = 2 * SECOND;
        order(1, Purpose.REBALANCE, LiveOrder.State.HELD);
        assertFalse(day.work(now, true, ring), "the order has not left");
        assertEquals(List.of(), told());
        monotonicNanos++;
        assertFalse(day.work(now, false, ring), "orders could not leave");
        assertEquals(List.of(), told());
        assertFalse(day.work(now, true, ring));
        assertEquals(List.of("11-14T16:00:00 CONTINUE"), told(), "it is not waited for longer");
        table.orders().get(0).state = LiveOrder.State.SENT;
        assertFalse(day.work(now, true, ring));
        assertEquals(List.of(), told());
        table.orders().get(0).state = LiveOrder.State.WORKING;
        order(2, Purpose.ENTRY, LiveOrder.State.HELD);
        assertFalse(day.work(now, true, ring));
        assertEquals(List.of("11-14T16:00:00 CONTINUE"), told());
        planLeft = 0;
        assertTrue(works(day, now, true));
        assertEquals(6, told().size());
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    private static String refusal(PortfolioDay day, String note, long now, int lastDecision) {
        return day.refusal(BookId.ALL, note, now, true, false, lastDecision);
    }

    @Test
    void shouldRefuseToDecideWhereNothingCouldLeave() {
        bars("2023-11-10", "2023-11-14");
        PortfolioDay day = tuesday();
        day.publishHistory(null, 0, ring);
        long noon = at(TUESDAY, 12, 0);
        assertEquals(
                "the broker cannot be given orders now; ringside status says why",
                day.refusal(BookId.ALL, "--force", noon, false, false, 0));
        assertEquals(
                "trading is latched; ringside unlatch first", day.refusal(BookId.ALL, "--force", noon, true, true, 0));
        planLeft = 1;
        assertEquals(
                "the last decision's orders are still leaving; try again in some seconds",
                refusal(day, "--force", noon, 0));
        planLeft = 0;
        assertNull(refusal(day, "--force", noon, 0));
        String late = "too late for the opening auction; from the open on it is executed at once";
        assertNull(refusal(day, "--force", at(TUESDAY, 9, 28) - 1, 0));
        assertEquals(late, refusal(day, "--force", at(TUESDAY, 9, 28), 0));
        assertEquals(late, refusal(day, "--force", at(TUESDAY, 9, 30) - 1, 0));
        assertNull(refusal(day, "--force", at(TUESDAY, 9, 30), 0));
        assertNull(refusal(day, "--force", at(TUESDAY, 20, 0), 0));
    }

    @Test
    void shouldRefuseToDecideOnASessionWhoseBarsAreMissing() {
        bars("2023-11-01", "2023-11-10");
        PortfolioDay day = tuesday();
        day.publishHistory(leftOpen(Map.of()), 0, ring);
        assertEquals(
                "the bars of 2023-11-13 are not there; run ringside data update, or --force to decide on those of"
                        + " 2023-11-10",
                refusal(day, "", at(TUESDAY, 16, 0) - 1, 0));
        assertEquals(
                "the bars of 2023-11-14 are not there; run ringside data update, or --force to decide on those of"
                        + " 2023-11-10",
                refusal(day, "", at(TUESDAY, 16, 0), 0));
        assertNull(refusal(day, " --force so be it", at(TUESDAY, 16, 0), 0));
        assertEquals(2L * MadeStore.day("2023-11-10") + 1, day.argument(BookId.ALL, " --force so be it"));
        assertEquals(2L * MadeStore.day("2023-11-10"), day.argument(0, "as it is"));
    }

    @Test
    void shouldRefuseADecisionThatWasMadeOrIsNotDue() {
        bars("2023-11-01", "2023-11-13");
        PortfolioDay daily = tuesday();
        daily.publishHistory(null, 0, ring);
        long noon = at(TUESDAY, 12, 0);
        assertEquals("was decided at the close of 2023-11-13; --force decides again", refusal(daily, "", noon, MONDAY));
        assertEquals(
                "was decided at the close of 2023-11-14; --force decides again", refusal(daily, "", noon, TUESDAY));
        assertNull(refusal(daily, "", noon, MONDAY - 3));
        assertNull(refusal(daily, "--force", noon, MONDAY));
        PortfolioDay monthly = tuesday("portfolio.schedule=month-end");
        monthly.publishHistory(null, 0, ring);
        assertEquals(
                "no decision is due at the close of 2023-11-13, the next one at that of 2023-11-30; --force decides all"
                        + " the same",
                refusal(monthly, "", noon, MONDAY - 3));
        assertNull(refusal(monthly, "--force", noon, MONDAY - 3));
    }

    @Test
    void shouldNameThePortfolioThatDecidesWhereThereAreTwo() {
        bars("2023-11-01", "2023-11-13", "BB", "CC", "DD", "EE");
        Config quick = config("portfolio.budget=0.6");
        Config slow = config("portfolio.budget=0.4", "portfolio.schedule=month-end");
        Config both = quick.withoutPath("portfolio")
                .withValue("portfolios.quick", quick.getValue("portfolio"))
                .withValue("portfolios.slow", slow.getValue("portfolio"));
        PortfolioDay day = tuesday(both);
        day.publishHistory(leftOpen(Map.of("slow", List.of(MONDAY - 3, MONDAY))), 0, ring);
        long base = 2L * MONDAY;
        assertEquals("11-10T16:00:00 COMMAND REBALANCE " + DecisionCall.of(MONDAY - 3, true, 1) + " warm-up", last());
        assertFalse(works(day, at(TUESDAY, 9, 0), true));
        assertEquals(
                List.of(
                        "11-14T09:00:00 COMMAND REBALANCE " + ((1L << 32) + base) + " decided late",
                        "11-13T16:00:00 COMMAND REBALANCE " + ((2L << 32) + base + 1) + " warm-up"),
                told().subList(7, 9));
        long noon = at(TUESDAY, 12, 0);
        assertEquals(
                "no decision is due at the close of 2023-11-13, the next one at that of 2023-11-30; --force decides all"
                        + " the same",
                day.refusal(1, "", noon, true, false, MONDAY - 3));
        assertNull(day.refusal(0, "", noon, true, false, MONDAY - 3));
        assertEquals((2L << 32) + base, day.argument(1, ""));
    }

    private String last() {
        return told.get(told.size() - 1);
    }
}
