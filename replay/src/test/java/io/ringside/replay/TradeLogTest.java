package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A live day of events given by hand. */
class TradeLogTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final Engine engine =
            new Engine(EngineSettings.of(EngineSettings.load(CommandLine.home().resolve("config/qqq.conf"))), CALENDAR);
    private final TradeLog log = new TradeLog(engine);
    private final EngineEvent event = new EngineEvent(engine.bounds());
    private long nanos = CALENDAR.openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());

    private static long e8(double value) {
        return FixedPoint.ofDouble(value);
    }

    private void take() {
        event.sequence++;
        event.sessionDay = CALENDAR.sessionDay(event.eventNanos);
        event.clearDecisions();
        log.onEvent(event);
        nanos += 1_000_000_000L;
    }

    private void carry(long quantity, double price, double cash) {
        event.account(nanos, EngineEvent.FLAG_CARRIED, e8(cash), 0, 0);
        take();
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, 0, 0, 0, quantity, e8(price));
        take();
    }

    private void place(long ref, Purpose purpose, Side side, long quantity) {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.clearDecisions();
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, 0, 1);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        log.onEvent(event);
    }

    @Test
    void shouldCountTheCarriedCostOfAPositionThatIsSold() {
        carry(100, 280, 72_000);
        assertEquals(e8(100_000), log.ledger().equityE8());
        place(5, Purpose.EXIT, Side.SELL, 100);
        event.fill(0, nanos, 5, Side.SELL, 100, e8(290), 0, e8(1), 0);
        take();
        Trade trade = log.trades().get(0);
        assertEquals(1, log.trades().size());
        assertEquals(Side.BUY, trade.side());
        assertEquals(e8(999), trade.pnlE8());
        assertEquals("WILLR_SMA", trade.exitReason());
        assertEquals(e8(100_999), log.ledger().equityE8());
        log.finish();
        assertEquals(1, log.trades().size());
    }

    /** Sessions that only warm indicators up have no place in the record of the account. */
    @Test
    void shouldRecordTheSessionsThatAreTraded() {
        int first = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int i = 0; i < 3; i++) {
            int day = first + i;
            nanos = CALENDAR.openNanos(day);
            event.session(EventType.SESSION_OPEN, nanos, i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            take();
            event.bar(0, nanos, nanos + 1, e8(10), e8(12), e8(9), e8(11), 5, i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            take();
            event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), i == 0 ? EngineEvent.FLAG_WARM_UP : 0);
            take();
        }
        assertEquals(
                List.of(first + 1, first + 2),
                log.days().stream().map(SessionEquity::epochDay).toList());
        assertEquals(e8(100_000), log.days().get(0).equityE8());
    }

    /** A daemon that died at noon and began again on the next day: the first day has its row, with what was held at its end. */
    @Test
    void shouldRecordASessionThatTheNextOneFollowsWithoutItsEnd() {
        int first = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        nanos = CALENDAR.openNanos(first);
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        place(5, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 5, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        event.openPrint(0, nanos, e8(270), 0);
        take();
        event.control(EventType.CONDITION, nanos, Condition.LIVE_START.code(), 0);
        take();
        // What the broker says in the morning ends no day.
        long open = nanos;
        nanos = CALENDAR.openNanos(first + 1) - 90_000_000_000L;
        event.position(0, nanos, 0, 0, 0, 0, 10, e8(280));
        take();
        event.account(nanos, 0, e8(99_000), 0, 0);
        take();
        nanos = open;
        // What the day came to after the death, and what an operator takes over before the next open.
        event.bar(
                0, nanos, CALENDAR.closeNanos(first), e8(270), e8(275), e8(260), e8(275), 5, EngineEvent.FLAG_WARM_UP);
        take();
        nanos = CALENDAR.openNanos(first + 1) - 60_000_000_000L;
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -10, e8(300));
        take();
        nanos = CALENDAR.openNanos(first + 1);
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        event.openPrint(0, nanos, e8(300), 0);
        take();
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(first + 1), 0);
        take();
        assertEquals(
                List.of(first, first + 1),
                log.days().stream().map(SessionEquity::epochDay).toList());
        assertEquals(
                List.of(e8(99_949), e8(100_199)),
                log.days().stream().map(SessionEquity::equityE8).toList());
    }

    /** A daemon that was stopped at noon has won and lost all the same: 10 shares bought at 280, sold at 270, and 2 for costs. */
    @Test
    void shouldRecordASessionThatHasNotEnded() {
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        place(1, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        place(2, Purpose.EXIT, Side.SELL, 10);
        event.fill(0, nanos, 2, Side.SELL, 10, e8(270), 0, e8(1), 0);
        take();
        assertEquals(List.of(), log.days());
        log.finish();
        assertEquals(
                List.of(day), log.days().stream().map(SessionEquity::epochDay).toList());
        assertEquals(e8(99_898), log.days().get(0).equityE8());
    }

    /** What the account is told to be worth changes no start where the equity is stated. */
    @Test
    void shouldBeginWithTheStatedEquityWhereThereIsOne() {
        carry(100, 280, 72_000);
        assertEquals(e8(100_000), log.account().startE8());
        worth(log, 25_000);
        assertEquals(e8(100_000), log.account().startE8());
        assertEquals(e8(100_000), log.ledger().equityE8(), "it is not the account's worth that is traded with");
    }

    @Test
    void shouldBeginWithWhatTheAccountWasWorthWhenThatWasFirstTold() {
        var config = EngineSettings.load(CommandLine.home().resolve("config/qqq.conf"));
        TradeLog live = new TradeLog(
                new Engine(EngineSettings.of(EngineSettings.with(config, "risk.equity=account")), CALENDAR));
        worth(live, 25_000);
        worth(live, 26_000);
        assertEquals(e8(25_000), live.account().startE8());
        assertEquals(e8(26_000), live.ledger().equityE8());
    }

    private void worth(TradeLog to, double money) {
        event.account(nanos, EngineEvent.FLAG_ADOPTED, e8(money), 0, 0);
        event.clearDecisions();
        to.onEvent(event);
    }

    @Test
    void shouldNotTakeACarriedDebtForRuinBeforeThePositionIsThere() {
        carry(1000, 280, -180_000);
        event.bar(0, nanos, nanos + 300_000_000_000L, e8(280), e8(281), e8(279), e8(280), 1, 0);
        take();
        assertEquals(false, log.account().isRuined());
    }

    @Test
    void shouldCallAStopThatNeverMovedAStop() {
        place(1, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        place(2, Purpose.STOP, Side.SELL, 10);
        event.fill(0, nanos, 2, Side.SELL, 10, e8(270), 0, e8(1), 0);
        take();
        assertEquals("STOP", log.trades().get(0).exitReason());
        assertEquals("mean-reversion-in-trend", log.trades().get(0).strategy());
        assertEquals(-100.0 * 102 / 2800, log.trades().get(0).returnPercent(), 1e-9);
        assertEquals(e8(100), log.trades().get(0).maeE8());
    }

    @Test
    void shouldPrintAnOperatorsTextAsTextWhateverItLooksLike() {
        event.control(EventType.COMMAND, nanos, Operator.HALT.code(), 0);
        event.text("007");
        event.clearDecisions();
        String json = new EventText(engine).json(event);
        assertTrue(json.contains("\"text\":\"007\""), json);
    }

    /** Three for two of 11 at 300: 16 and a half, of which the half is paid at the new 200. */
    @Test
    void shouldCountSplitsDividendsAndDelistings() {
        place(1, Purpose.ENTRY, Side.BUY, 11);
        event.fill(0, nanos, 1, Side.BUY, 11, e8(290), 0, e8(1), 0);
        take();
        event.openPrint(0, nanos, e8(300), 0);
        take();
        event.payment(0, nanos, CorporateAction.DIVIDEND, e8(2), 0);
        take();
        assertEquals(e8(100_000 + 110 - 1 + 22), log.ledger().equityE8());
        event.split(0, nanos, 3, 2, 0);
        take();
        assertEquals(16, log.ledger().position(0));
        assertEquals(e8(100_000 - 3190 - 1 + 22 + 100), log.ledger().cashE8());
        event.payment(0, nanos, CorporateAction.DELISTING, e8(150), 0);
        take();
        assertEquals(e8(100_000 - 3190 - 1 + 22 + 100 + 2400), log.ledger().cashE8());
        Trade trade = log.trades().get(0);
        assertEquals(e8(-3190 - 1 + 100 + 2400), trade.pnlE8());
        assertEquals("DELISTING", trade.exitReason());
        log.finish();
        assertEquals(1, log.trades().size());
    }

    /** Shares that an operator takes over cost what he says, or the last price; the account's money comes and goes. */
    @Test
    void shouldBookWhatAnOperatorTakesOver() {
        event.openPrint(0, nanos, e8(300), 0);
        take();
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 10, e8(290));
        take();
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -4, 0);
        take();
        assertEquals(6, log.ledger().position(0));
        assertEquals(e8(100_000 - 2900 + 1200), log.ledger().cashE8());
        event.position(0, nanos, 0, 0, -1, 0, 7, e8(290));
        take();
        assertEquals(6, log.ledger().position(0), "as the broker reports it, it is compared");
        event.trade(0, nanos, e8(310), 5, 0);
        take();
        event.trade(0, nanos, e8(999), 5, EngineEvent.FLAG_VOLUME_ONLY);
        take();
        assertEquals(e8(310), log.ledger().lastE8(0));
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -6, e8(310));
        take();
        assertEquals(
                List.of("ADOPTED"), log.trades().stream().map(Trade::exitReason).toList());
    }

    /** A live fill comes before the bar of five minutes in which it happened; at a bar's end it is still that bar's. */
    @ParameterizedTest
    @CsvSource({
        "299999999999, 09:30",
        "300000000000, 09:30",
        "300000000001, 09:35",
        "599999999999, 09:35",
        "600000000000, 09:35",
        "600000000001, 09:40",
        "3600000000000, 10:25"
    })
    void shouldTellInWhichBarALiveTradeEnded(long afterOpen, String bar) {
        long open = nanos;
        long fiveMinutes = 300_000_000_000L;
        place(1, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, open, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        event.bar(0, open, open + fiveMinutes, e8(280), e8(281), e8(279), e8(280), 1, 0);
        take();
        place(2, Purpose.STOP, Side.SELL, 10);
        event.fill(0, open + afterOpen, 2, Side.SELL, 10, e8(270), 0, e8(1), 0);
        take();
        Trade trade = log.trades().get(0);
        assertEquals("2025-05-21T" + bar + ":00-04:00", CALENDAR.format(trade.exitBarNanos()));
        assertEquals(open + afterOpen, trade.exitNanos());
    }

    /** Before any price of the instrument only the fill itself says when. */
    @Test
    void shouldTellTheFillsOwnTimeWhereNoBarIsKnown() {
        place(1, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 1, Side.BUY, 10, e8(280), 0, e8(1), 0);
        take();
        place(2, Purpose.STOP, Side.SELL, 10);
        event.fill(0, nanos, 2, Side.SELL, 10, e8(270), 0, e8(1), 0);
        long sold = nanos;
        take();
        assertEquals(sold, log.trades().get(0).exitBarNanos());
    }

    /** Trades before the open count from no bar; the first price of the regular session is what the benchmark is bought at. */
    @Test
    void shouldBuyTheBenchmarkAtTheFirstPriceOfTheRegularSession() {
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        long open = nanos;
        event.trade(0, open - 1, e8(50), 1, 0);
        take();
        event.trade(0, open, e8(100), 1, EngineEvent.FLAG_WARM_UP);
        take();
        event.trade(0, open, e8(200), 1, EngineEvent.FLAG_VOLUME_ONLY);
        take();
        event.trade(0, open, e8(250), 1, 0);
        take();
        event.trade(0, open + 1, e8(300), 1, 0);
        take();
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
        take();
        assertEquals(e8(120_000), log.days().get(0).benchmarkE8(), "300 is 6 / 5 of 250");
    }

    /** Ten bars, of which three ended with shares; the next day's count begins anew. */
    @Test
    void shouldTellThePartOfTheSessionWithPositions() {
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int i = 0; i < 10; i++) {
            if (i == 4 || i == 7) {
                place(i, i == 4 ? Purpose.ENTRY : Purpose.STOP, i == 4 ? Side.BUY : Side.SELL, 10);
                event.fill(0, nanos, i, i == 4 ? Side.BUY : Side.SELL, 10, e8(280), 0, 0, 0);
                take();
            }
            bar(0, 0);
            bar(1, 0);
            bar(0, EngineEvent.FLAG_WARM_UP);
        }
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
        take();
        assertEquals(10, log.bars());
        assertEquals(0.3, log.days().get(0).exposure());
        assertEquals(3, log.trades().get(0).barsHeld());
        log.skipBars(0, 5);
        log.skipBars(0, 2, nanos, nanos + 1, e8(290));
        assertEquals(e8(290), log.ledger().lastE8(0));
        assertEquals(17, log.bars());
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day + 1), 0);
        take();
        assertEquals(0, log.days().get(1).exposure());
        place(20, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 20, Side.BUY, 10, e8(280), 0, 0, 0);
        take();
        bar(0, 0);
        log.skipBars(0, 3);
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day + 2), 0);
        take();
        assertEquals(1, log.days().get(2).exposure());
        assertEquals(21, log.bars());
    }

    /** A bar of a series has closed on an event. */
    private void bar(int series, int flags) {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.flags = flags;
        event.sequence++;
        event.clearDecisions();
        Bar bar = event.addBar();
        bar.seriesId = series;
        bar.instrumentId = 0;
        log.onEvent(event);
    }

    /** What is still held ends as a market order of the shipped settings would: a cent worse, and half a cent a share. */
    @Test
    void shouldLeaveWhatIsHeldAtTheLastPrice() {
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        place(1, Purpose.ENTRY, Side.BUY, 1000);
        event.fill(0, nanos, 1, Side.BUY, 1000, e8(80), 0, e8(5), e8(10));
        take();
        event.openPrint(0, nanos, e8(90), 0);
        long last = nanos;
        take();
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
        take();
        assertEquals(e8(109_995), log.days().get(0).equityE8());
        log.finish();
        Trade trade = log.trades().get(0);
        assertEquals("END_OF_DATA", trade.exitReason());
        assertEquals(e8(89.99), trade.exitPriceE8());
        assertEquals(last, trade.exitNanos());
        assertEquals(e8(9_990 - 5 - 5), trade.pnlE8());
        assertEquals(e8(10), trade.commissionE8());
        assertEquals(e8(109_980), trade.equityAfterE8());
        assertEquals(1, log.days().size());
        assertEquals(e8(109_980), log.days().get(0).equityE8());
        assertEquals(e8(109_980), log.days().get(0).cashE8());
        assertEquals(e8(20), log.account().slippageE8());
        assertEquals(1, log.ends().size());
        assertEquals(log.trades(), log.ofStrategies());
        assertFalse(log.account().isRuined());
    }

    /**
     * A daemon sells nothing at the close: 1,000 bought at 80 for 5 are worth 90,000, beside the 19,995 that are left, and
     * cost no more than that.
     */
    @Test
    void shouldValueWhatADaemonHoldsOverTheNightAtTheClose() {
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        place(1, Purpose.ENTRY, Side.BUY, 1000);
        event.fill(0, nanos, 1, Side.BUY, 1000, e8(80), 0, e8(5), e8(10));
        take();
        event.openPrint(0, nanos, e8(90), 0);
        take();
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), 0);
        take();
        log.finish(true);
        assertEquals(List.of(), log.trades());
        assertEquals(List.of(), log.ends());
        assertEquals(1000, log.held().get(0).open());
        assertEquals(1, log.days().size());
        assertEquals(e8(109_995), log.days().get(0).equityE8());
        assertEquals(e8(19_995), log.days().get(0).cashE8());
        assertEquals(e8(90_000), log.days().get(0).positionValueE8());
        assertEquals(e8(5), log.account().commissionsE8());
        assertEquals(e8(10), log.account().slippageE8());
    }

    /** A daemon that was stopped at noon holds on too. */
    @Test
    void shouldValueWhatADaemonHoldsThatWasStoppedWithinTheSession() {
        event.session(EventType.SESSION_OPEN, nanos, 0);
        take();
        place(1, Purpose.ENTRY, Side.SELL, 100);
        event.fill(0, nanos, 1, Side.SELL, 100, e8(80), 0, e8(1), 0);
        take();
        event.openPrint(0, nanos, e8(70), 0);
        take();
        log.finish(true);
        assertEquals(List.of(), log.trades());
        assertEquals(e8(100_999), log.days().get(0).equityE8());
        assertEquals(e8(-7_000), log.days().get(0).positionValueE8());
        Run run = log.run(1, "", false);
        assertEquals(Trade.UNKNOWN, run.slippageE8(), "a broker tells no reference prices");
        assertEquals(Double.NaN, Summary.of(run, log.trades(), log.days()).number("slippage"));
    }

    /** Who owes more than there is goes on with nothing. */
    @Test
    void shouldLeaveWhatARuinedDaemonHolds() {
        place(1, Purpose.ENTRY, Side.SELL, 1000);
        event.fill(0, nanos, 1, Side.SELL, 1000, e8(100), 0, 0, 0);
        take();
        event.openPrint(0, nanos, e8(201), 0);
        take();
        log.finish(true);
        assertEquals("RUINED", log.trades().get(0).exitReason());
        assertEquals(List.of(), log.held());
        assertEquals(0, log.days().get(0).equityE8());
    }

    /** Shares that were borrowed to be sold can cost more than there is; a debt, or shares owed, is looked at from then on. */
    @Test
    void shouldBeRuinedWhereMoreIsOwedThanThereIs() {
        place(1, Purpose.ENTRY, Side.SELL, 1000);
        event.fill(0, nanos, 1, Side.SELL, 1000, e8(100), 0, 0, 0);
        take();
        event.openPrint(0, nanos, e8(199.99), 0);
        take();
        assertFalse(log.account().isRuined());
        event.openPrint(0, nanos, e8(201), 0);
        long then = nanos;
        take();
        assertEquals(then, log.account().ruinedNanos());
        assertEquals(e8(-1000), log.account().ruinedEquityE8());
        assertEquals(1, log.account().highestGross(), "when it was sold, 100,000 of 100,000");
        log.finish();
        assertEquals("RUINED", log.trades().get(0).exitReason());
        assertEquals(0, log.days().get(0).equityE8());
    }

    /** 10 are left at the last price; a cent of slippage a share and 5 for the order that buys back are more than that. */
    @Test
    void shouldBeRuinedByWhatTheEndCosts() {
        place(1, Purpose.ENTRY, Side.SELL, 1000);
        event.fill(0, nanos, 1, Side.SELL, 1000, e8(100), 0, 0, 0);
        take();
        event.openPrint(0, nanos, e8(199.99), 0);
        long last = nanos;
        take();
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(CALENDAR.sessionDay(nanos)), 0);
        take();
        assertEquals(e8(10), log.days().get(0).equityE8());
        log.finish();
        assertTrue(log.account().isRuined());
        assertEquals(last, log.account().ruinedNanos());
        assertEquals(e8(-5), log.account().ruinedEquityE8());
    }

    /** Bars of the size that the strategies read first count; of what is larger they are parts. */
    @Test
    void shouldCountTheBarsOfAnInstrumentsFirstSize() {
        Engine growing = growing();
        assertEquals(2, growing.series().size());
        TradeLog of = new TradeLog(growing);
        EngineEvent one = new EngineEvent(new Bounds(8, 8, 8, 8));
        for (int series : new int[] {1, 0, 1}) {
            one.bar(0, nanos, nanos + 1, e8(10), e8(10), e8(10), e8(10), 1, 0);
            one.clearDecisions();
            Bar bar = one.addBar();
            bar.instrumentId = 0;
            bar.seriesId = series;
            bar.derived = true;
            of.onEvent(one);
        }
        assertEquals(1, of.bars());
    }

    /** All money went into shares that are worth nothing in the end: nothing is left, and nothing is owed. */
    @Test
    void shouldBeRuinedWhereAllThatWasBoughtIsWorthNothing() {
        place(1, Purpose.ENTRY, Side.BUY, 1000);
        event.fill(0, nanos, 1, Side.BUY, 1000, e8(100), 0, 0, 0);
        take();
        assertEquals(0, log.ledger().cashE8());
        assertFalse(log.account().isRuined());
        event.payment(0, nanos, CorporateAction.DELISTING, 0, 0);
        long then = nanos;
        take();
        assertEquals(then, log.account().ruinedNanos());
        assertEquals(0, log.account().ruinedEquityE8());
    }

    /** Of two portfolios beside a strategy each trade tells whose it is; what nobody ordered is nobody's. */
    @Test
    void shouldTellWhoseTradesAreBesidePortfolios() {
        String rules = "strategy = momentum, schedule = weekly, lookback-months = 1, skip-months = 0 }";
        for (int portfolios = 1; portfolios <= 2; portfolios++) {
            Engine many = new Engine(
                    EngineSettings.parse(
                            "instruments = [{ symbol = AAA }, { symbol = BBB }]\ndata { bar = 5m }\n"
                                    + "portfolios { one { budget = 0.4, " + rules
                                    + (portfolios == 1 ? "" : ", two { budget = 0.4, " + rules)
                                    + " }\nsignals { dip { strategy = mean-reversion-in-trend, instruments = [AAA] } }\n"
                                    + "broker { opening = each }",
                            "test"),
                    CALENDAR);
            TradeLog of = new TradeLog(many);
            EngineEvent one = new EngineEvent(many.bounds());
            for (int book = -portfolios; book <= 0; book++) {
                for (Side side : List.of(Side.BUY, Side.SELL)) {
                    long ref = 10L - book + (side == Side.BUY ? 0 : 100);
                    one.control(EventType.TIMER, nanos, 0, 0);
                    one.clearDecisions();
                    Intent intent = one.addIntent();
                    intent.clear(IntentAction.PLACE, ref, 0, book, 1);
                    intent.purpose = book < 0 ? Purpose.REBALANCE : side == Side.BUY ? Purpose.ENTRY : Purpose.STOP;
                    intent.side = side;
                    intent.quantity = 10;
                    of.onEvent(one);
                    one.fill(0, nanos, ref, side, 10, e8(280), 0, 0, 0);
                    one.clearDecisions();
                    of.onEvent(one);
                }
            }
            assertEquals(
                    portfolios == 1 ? List.of("", "dip") : List.of("two", "one", "dip"),
                    of.trades().stream().map(Trade::strategy).toList());
            assertEquals(
                    List.of("dip"),
                    of.ofStrategies().stream().map(Trade::strategy).toList());
        }
    }

    /** What happened without an order of the engine's is nobody's, whoever trades beside it. */
    @Test
    void shouldTellNobodysTradesAsNobodys() {
        log.trades();
        event.fill(0, nanos, 77, Side.SELL, 10, e8(280), 0, 0, 0);
        take();
        event.fill(0, nanos, 78, Side.BUY, 10, e8(270), 0, 0, 0);
        take();
        assertEquals("", log.trades().get(0).strategy());
        assertEquals(Side.SELL, log.trades().get(0).side());
        assertEquals(e8(100), log.trades().get(0).pnlE8());
        assertEquals(0, log.trades().get(0).maeE8());
        assertEquals(List.of(), log.ofStrategies());
        event.fill(0, nanos, 79, Side.BUY, 10, e8(270), 0, 0, 0);
        long bought = nanos;
        take();
        log.finish();
        assertEquals(2, log.trades().size());
        assertEquals(bought, log.trades().get(1).exitNanos(), "no price has been seen");
        assertSame(log.trades(), log.trades());
        List<String> row = new OrderLog(engine).rows(log.ends()).get(0);
        assertEquals(OrderLog.COLUMNS.size(), row.size());
        assertEquals(
                List.of("", "QQQ", "end-of-data", "sell", "market", "", "10", "", "", ""),
                row.subList(0, 10),
                "no parent");
        assertEquals("10", row.get(12));
    }

    /** The least shares and the least price that there are. */
    @Test
    void shouldTakeOverASingleShareEitherWay() {
        event.openPrint(0, nanos, e8(300), 0);
        take();
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 1, 1);
        take();
        assertEquals(1, log.ledger().position(0));
        assertEquals(e8(100_000) - 1, log.ledger().cashE8());
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -1, e8(2));
        take();
        assertEquals(0, log.ledger().position(0));
        assertEquals(e8(100_002) - 1, log.ledger().cashE8());
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 0, e8(2));
        take();
        event.position(0, nanos, EngineEvent.FLAG_ADOPTED, Purpose.STOP.code(), 0, 5, 10, e8(2));
        take();
        assertEquals(0, log.ledger().position(0), "orders are no shares");
        assertEquals(e8(100_002) - 1, log.ledger().cashE8());
    }

    /** With literal stops every stop that executes is called a trailing one. */
    @Test
    void shouldCallLiteralStopsTrailing() {
        var config = EngineSettings.load(CommandLine.home().resolve("config/qqq.conf"));
        TradeLog literal = new TradeLog(
                new Engine(EngineSettings.of(EngineSettings.with(config, "broker.stops=literal")), CALENDAR));
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            event.control(EventType.TIMER, nanos, 0, 0);
            event.clearDecisions();
            Intent intent = event.addIntent();
            intent.clear(IntentAction.PLACE, side == Side.BUY ? 1 : 2, 0, 0, 1);
            intent.purpose = side == Side.BUY ? Purpose.ENTRY : Purpose.STOP;
            intent.side = side;
            intent.quantity = 10;
            literal.onEvent(event);
            event.fill(0, nanos, side == Side.BUY ? 1 : 2, side, 10, e8(280), 0, 0, 0);
            event.clearDecisions();
            literal.onEvent(event);
        }
        assertEquals("TRAILING_STOP", literal.trades().get(0).exitReason());
    }

    /** Two strategies decide on one event, each on a bar of its own; what waits or reverses has decided too, an exit has not. */
    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, 100000, true",
        "WAITING_FOR_OPEN, 0, true",
        "REVERSING, 0, true",
        "ACCEPTED, 0, false",
        "HALTED, 100000, false"
    })
    void shouldTellOnWhichBarEachStrategyDecided(Outcome outcome, double equity, boolean told) {
        Engine two = new Engine(EngineSettings.parse("""
                instruments = [{ symbol = AAA }, { symbol = BBB }]
                data { bar = 5m }
                signals {
                  first { strategy = mean-reversion-in-trend, bar = 15m, instruments = [AAA] }
                  second { strategy = mean-reversion-in-trend, bar = 5m, instruments = [BBB] }
                }
                """, "test"), CALENDAR);
        TradeLog of = new TradeLog(two);
        EngineEvent one = new EngineEvent(two.bounds());
        int values = two.bindings().get(0).inputs().get(0).indicators().size();
        long open = nanos;
        long minute = 60_000_000_000L;
        // Sequences such that whatever is not told apart by strategy and event is the other's.
        for (long sequence : new long[] {10, 12}) {
            one.bar(1, open, open + 30 * minute, e8(10), e8(10), e8(10), e8(10), 1, 0);
            one.sequence = sequence;
            one.clearDecisions();
            for (int binding = 0; binding < 2; binding++) {
                Bar bar = one.addBar();
                bar.instrumentId = binding;
                bar.seriesId = binding;
                bar.startNanos = open + sequence * minute + binding;
                Update update = one.addUpdate();
                update.bindingId = binding;
                update.input = 0;
                update.bar = binding;
                update.valueOffset = binding * values;
                update.valueCount = values;
                for (int i = 0; i < values; i++) {
                    one.values[update.valueOffset + i] = 100 * sequence + 10L * binding + i;
                }
                Signal signal = one.addSignal();
                signal.clear(binding, binding, 0);
                signal.kind = SignalKind.ENTER_LONG;
                Verdict verdict = one.addVerdict();
                verdict.clear(binding, binding, sequence);
                verdict.outcome = outcome.code();
                verdict.equityE8 = e8(equity);
            }
            of.onEvent(one);
            assertEquals(sequence == 10 ? 2 : 4, of.bars());
        }
        one.bar(0, open + 35 * minute, open + 40 * minute, e8(10), e8(10), e8(10), e8(10), 1, 0);
        one.clearDecisions();
        of.onEvent(one);
        for (int binding = 0; binding < 2; binding++) {
            for (long sequence : new long[] {10, 12}) {
                for (Side side : List.of(Side.BUY, Side.SELL)) {
                    long ref = sequence * 4 + binding * 2L + (side == Side.BUY ? 0 : 1);
                    one.control(EventType.TIMER, open + 31 * minute, 0, 0);
                    one.sequence = 100 + ref;
                    one.clearDecisions();
                    Intent intent = one.addIntent();
                    intent.clear(IntentAction.PLACE, ref, binding, binding, sequence);
                    intent.purpose = side == Side.BUY ? Purpose.ENTRY : Purpose.STOP;
                    intent.side = side;
                    intent.quantity = 10;
                    of.onEvent(one);
                    one.fill(binding, open + 40 * minute, ref, side, 10, e8(10), 0, 0, 0);
                    one.sequence = 1000 + ref;
                    one.clearDecisions();
                    of.onEvent(one);
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            Trade trade = of.trades().get(i);
            int binding = i / 2;
            long sequence = i % 2 == 0 ? 10 : 12;
            assertEquals(binding == 0 ? "first" : "second", trade.strategy());
            assertEquals(told ? open + sequence * minute + binding : Trade.UNKNOWN, trade.signalBarNanos());
            assertEquals(
                    told
                            ? IntStream.range(0, values)
                                    .mapToObj(value -> 100.0 * sequence + 10 * binding + value)
                                    .toList()
                            : List.of(),
                    List.copyOf(trade.indicators().values()));
            // The first one's bars are of 15 minutes.
            assertEquals(binding == 0 ? open + 30 * minute : open + 35 * minute, trade.exitBarNanos());
        }
    }

    /** Of a decision of an earlier session the reason is not known here, nor is there one of a portfolio's. */
    @Test
    void shouldNameAnExitByItsPurposeWhereItsReasonIsNotKnown() {
        carry(100, 280, 72_000);
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, Purpose.EXIT.code(), 0, 5, 100, 0);
        take();
        event.fill(0, nanos, 5, Side.SELL, 100, e8(290), 0, e8(1), 0);
        take();
        assertEquals("EXIT", log.trades().get(0).exitReason());
        TradeLog of = new TradeLog(portfolio());
        EngineEvent one = new EngineEvent(portfolio().bounds());
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            one.control(EventType.TIMER, nanos, 0, 0);
            one.clearDecisions();
            Intent intent = one.addIntent();
            intent.clear(IntentAction.PLACE, side == Side.BUY ? 1 : 2, 0, BookId.ofPortfolio(0), 1);
            intent.purpose = side == Side.BUY ? Purpose.REBALANCE : Purpose.EXIT;
            intent.side = side;
            intent.quantity = 10;
            of.onEvent(one);
            one.fill(0, nanos, side == Side.BUY ? 1 : 2, side, 10, e8(280), 0, 0, 0);
            one.clearDecisions();
            of.onEvent(one);
        }
        assertEquals("EXIT", of.trades().get(0).exitReason());
    }

    private static Engine portfolio() {
        return new Engine(
                EngineSettings.parse(
                        "instruments = [{ symbol = AAA }]\ndata { bar = 1d }\nportfolio { strategy = momentum }\n"
                                + "risk { equity = 100000 }",
                        "test"),
                CALENDAR);
    }

    /** Where a portfolio decides, bars of the feed are counted, and a day on which the least is held is one in the market. */
    @Test
    void shouldCountBarsAndDaysOfAPortfolio() {
        TradeLog of = new TradeLog(portfolio());
        EngineEvent one = new EngineEvent(portfolio().bounds());
        int day = (int) LocalDate.of(2025, 5, 21).toEpochDay();
        for (int flags : new int[] {0, EngineEvent.FLAG_WARM_UP, EngineEvent.FLAG_PORTFOLIO_ONLY, 0}) {
            one.bar(0, nanos, nanos + 1, 1, 1, 1, 1, 5, flags);
            one.clearDecisions();
            of.onEvent(one);
        }
        assertEquals(2, of.bars());
        for (int i = 0; i < 3; i++) {
            if (i > 0) {
                one.fill(0, nanos, i, i == 1 ? Side.BUY : Side.SELL, 1, 1, 0, 0, 0);
                one.sessionDay = day + i;
                one.clearDecisions();
                of.onEvent(one);
            }
            one.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day + i), 0);
            one.sessionDay = day + i;
            one.clearDecisions();
            of.onEvent(one);
        }
        assertEquals(
                List.of(0.0, 1.0, 0.0),
                of.days().stream().map(SessionEquity::exposure).toList());
    }

    /** Ten shares at 280 with a stop at 270 put 100 at risk; 50 won is half of it. */
    @Test
    void shouldTellProfitInUnitsOfTheMoneyAtRisk() {
        event.control(EventType.TIMER, nanos, 0, 0);
        event.sequence = 50;
        event.clearDecisions();
        Verdict verdict = event.addVerdict();
        verdict.clear(0, 0, 50);
        verdict.outcome = Outcome.ACCEPTED.code();
        verdict.quantity = 10;
        verdict.equityE8 = e8(100_000);
        verdict.priceE8 = e8(280);
        verdict.stopE8 = e8(270);
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, 9, 0, 0, 50);
        intent.side = Side.BUY;
        intent.quantity = 10;
        log.onEvent(event);
        event.fill(0, nanos, 9, Side.BUY, 10, e8(280), 0, 0, 0);
        take();
        place(10, Purpose.STOP, Side.SELL, 10);
        event.fill(0, nanos, 10, Side.SELL, 10, e8(285), 0, 0, 0);
        take();
        assertEquals(0.5, log.trades().get(0).rMultiple());
        place(11, Purpose.ENTRY, Side.BUY, 10);
        event.fill(0, nanos, 11, Side.BUY, 10, e8(280), 0, 0, 0);
        take();
        place(12, Purpose.STOP, Side.SELL, 10);
        event.fill(0, nanos, 12, Side.SELL, 10, e8(285), 0, 0, 0);
        take();
        assertEquals(Double.NaN, log.trades().get(1).rMultiple(), "nothing is known of a risk");
    }

    /** Enters on bars of five minutes, and on those of an hour, and grows. */
    public static final class Growing extends Strategy {
        @Override
        protected void define() {
            about("Enters on either bar.");
            Value high = threshold("high", 105, 0, 1000, "", "enters from here on");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Bars hours = bars(BarSpec.parse("1h"));
            bars.add("close of five", new SimpleMovingAverage(1));
            hours.add("close of hour", new SimpleMovingAverage(1));
            volatility(hours.add("atr", new WilderAverageTrueRange(1)));
            Value step = bars.value("a point", () -> 1);
            enterLong("FIVE").when(bars.close().atLeast(high)).pyramid(2, step).exitAfter(4, "OLD");
            enterLong("HOUR")
                    .on(hours)
                    .when(hours.close().atLeast(high))
                    .pyramid(2, step)
                    .exitAfter(4, "OLD");
        }
    }

    private static final int FIVE = 0;
    private static final int HOUR = 1;

    /**
     * A bar of five minutes and the hour end together, and both rules enter: the bar is that of the rule that became an order.
     * Without one it is the first rule's; what is no new order, no entry, another rule's or another strategy's does not tell.
     */
    @Test
    void shouldTellTheBarOfTheRuleThatBecameAnOrder() {
        Engine growing = growing();
        assertEquals(2, growing.bindings().size());
        TradeLog of = new TradeLog(growing);
        EngineEvent one = new EngineEvent(growing.bounds());
        List<Integer> reasons = List.of(
                growing.bindings().get(0).strategy().reasons().indexOf("FIVE"),
                growing.bindings().get(0).strategy().reasons().indexOf("HOUR"));
        String[] cases = {
            // What is placed beside the signals; what has been decided; the bar that is told.
            "place entry 0 HOUR, ACCEPTED, HOUR",
            "place entry 0 FIVE, ACCEPTED, FIVE",
            "none, WAITING_FOR_OPEN, FIVE",
            "cancel entry 0 HOUR, WAITING_FOR_OPEN, FIVE",
            "place stop 0 HOUR, WAITING_FOR_OPEN, FIVE",
            "place entry 1 HOUR, WAITING_FOR_OPEN, FIVE"
        };
        int sequence = 1;
        for (String text : cases) {
            String[] parts = text.split(", ", -1);
            decide(one, sequence, parts[0], Outcome.valueOf(parts[1]), reasons);
            of.onEvent(one);
            trade(of, one, 0, sequence);
            sequence++;
        }
        // While the first unit is held only the first bars tell; but not where the position turns.
        decide(one, sequence, "place entry 0 HOUR", Outcome.ACCEPTED, reasons);
        of.onEvent(one);
        order(of, one, 0, sequence, Side.BUY);
        decide(one, sequence + 1, "place entry 0 HOUR", Outcome.ACCEPTED, reasons);
        of.onEvent(one);
        trade(of, one, 1, sequence + 1);
        decide(one, sequence + 2, "place entry 0 HOUR", Outcome.REVERSING, reasons);
        of.onEvent(one);
        trade(of, one, 1, sequence + 2);
        order(of, one, 0, sequence, Side.SELL);
        decide(one, sequence + 3, "place entry 0 HOUR", Outcome.ACCEPTED, reasons);
        of.onEvent(one);
        trade(of, one, 0, sequence + 3);
        List<String> told = new ArrayList<>();
        for (Trade trade : of.trades()) {
            long at = trade.signalBarNanos() / 10;
            told.add(at + (trade.signalBarNanos() % 10 == HOUR ? " HOUR" : " FIVE"));
        }
        assertEquals(
                List.of(
                        "1 HOUR", "2 FIVE", "3 FIVE", "4 FIVE", "5 FIVE", "6 FIVE", "8 FIVE", "9 HOUR", "7 HOUR",
                        "10 HOUR"),
                told);
    }

    /** Both rules say so, and FIVE was first; whatever is another's, or stands behind the counts, does not tell. */
    @Test
    void shouldNotTellTheBarOfWhatIsNotOfThisDecision() {
        Engine growing = growing();
        EngineEvent one = new EngineEvent(new Bounds(8, 8, 8, 8));
        List<Integer> reasons = List.of(
                growing.bindings().get(0).strategy().reasons().indexOf("FIVE"),
                growing.bindings().get(0).strategy().reasons().indexOf("HOUR"));
        TradeLog of = new TradeLog(growing);
        // Updates of the event before.
        decide(one, 1, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.updates[0].input = FIVE;
        one.updates[0].bar = 1;
        one.updateCount = 0;
        of.onEvent(one);
        trade(of, one, 0, 1);
        // Signals: without one the first bar tells.
        decide(one, 2, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.signals[0].reason = reasons.get(HOUR);
        one.signalCount = 0;
        of.onEvent(one);
        trade(of, one, 0, 2);
        // Verdicts.
        decide(one, 3, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.verdictCount = 0;
        of.onEvent(one);
        trade(of, one, 0, 3);
        // Intents.
        decide(one, 4, "place entry 0 HOUR", Outcome.WAITING_FOR_OPEN, reasons);
        one.intentCount = 0;
        of.onEvent(one);
        trade(of, one, 0, 4);
        // Verdicts on a signal of an earlier event.
        decide(one, 5, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.verdicts[0].signalSequence = 4;
        one.verdicts[1].signalSequence = 4;
        of.onEvent(one);
        trade(of, one, 0, 5);
        // Another strategy's signal.
        decide(one, 6, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.signals[0].bindingId = 1;
        one.signals[0].reason = reasons.get(HOUR);
        one.signals[1].reason = reasons.get(FIVE);
        of.onEvent(one);
        trade(of, one, 0, 6);
        // One signal alone, and it became no order.
        decide(one, 7, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.signals[0].reason = reasons.get(HOUR);
        one.signalCount = 1;
        of.onEvent(one);
        trade(of, one, 0, 7);
        assertEquals(
                List.of(1000L, 20L, Trade.UNKNOWN, 40L, Trade.UNKNOWN, 60L, 71L),
                of.trades().stream().map(Trade::signalBarNanos).toList());
        // A signal to leave is none to enter; one to sell short is, and no rule of this strategy gives it.
        decide(one, 21, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.signals[0].kind = SignalKind.EXIT;
        one.signals[0].reason = reasons.get(HOUR);
        one.signalCount = 1;
        of.onEvent(one);
        trade(of, one, 0, 21);
        decide(one, 22, "none", Outcome.WAITING_FOR_OPEN, reasons);
        one.signals[0].kind = SignalKind.ENTER_SHORT;
        one.signalCount = 1;
        of.onEvent(one);
        trade(of, one, 0, 22);
        assertEquals(
                List.of(210L, 1000L),
                of.trades().stream().skip(7).map(Trade::signalBarNanos).toList());
        // While the first unit is held: a verdict to reverse, but behind the count.
        decide(one, 8, "place entry 0 HOUR", Outcome.ACCEPTED, reasons);
        of.onEvent(one);
        order(of, one, 0, 8, Side.BUY);
        decide(one, 9, "place entry 0 HOUR", Outcome.ACCEPTED, reasons);
        one.verdicts[1].bindingId = 0;
        one.verdicts[1].outcome = Outcome.REVERSING.code();
        one.verdictCount = 1;
        of.onEvent(one);
        trade(of, one, 1, 9);
        decide(one, 10, "place entry 0 HOUR", Outcome.ACCEPTED, reasons);
        one.verdicts[1].outcome = Outcome.REVERSING.code();
        of.onEvent(one);
        trade(of, one, 1, 10);
        assertEquals(
                List.of(90L, 100L),
                of.trades().stream().skip(9).map(Trade::signalBarNanos).toList());
    }

    /** Both bars have closed and both rules say so; bars start at ten times the sequence, the hour's a nanosecond later. */
    private static void decide(EngineEvent one, long sequence, String placed, Outcome outcome, List<Integer> reasons) {
        one.control(EventType.TIMER, 1000, 0, 0);
        one.sequence = sequence;
        one.clearDecisions();
        for (int input : new int[] {HOUR, FIVE}) {
            Bar bar = one.addBar();
            bar.instrumentId = 0;
            bar.startNanos = 10 * sequence + input;
            Update update = one.addUpdate();
            update.bindingId = 0;
            update.input = input;
            update.bar = input == HOUR ? 0 : 1;
            update.valueCount = 0;
        }
        for (int rule : new int[] {FIVE, HOUR}) {
            Signal signal = one.addSignal();
            signal.clear(0, 0, 0);
            signal.kind = SignalKind.ENTER_LONG;
            signal.reason = reasons.get(rule);
        }
        for (int binding = 0; binding < 2; binding++) {
            Verdict verdict = one.addVerdict();
            verdict.clear(binding, 0, sequence);
            verdict.outcome = outcome.code();
            verdict.equityE8 = 1;
        }
        if (!placed.equals("none")) {
            String[] words = placed.split(" ", -1);
            Intent intent = one.addIntent();
            intent.clear(
                    words[0].equals("place") ? IntentAction.PLACE : IntentAction.CANCEL,
                    7000 + sequence,
                    0,
                    Integer.parseInt(words[2]),
                    sequence);
            intent.purpose = words[1].equals("entry") ? Purpose.ENTRY : Purpose.STOP;
            intent.reason = reasons.get(words[3].equals("HOUR") ? HOUR : FIVE);
        }
    }

    private static void trade(TradeLog of, EngineEvent one, int binding, long cause) {
        order(of, one, binding, cause, Side.BUY);
        order(of, one, binding, cause, Side.SELL);
    }

    private static void order(TradeLog of, EngineEvent one, int binding, long cause, Side side) {
        long ref = 100 * cause + 2L * binding + (side == Side.BUY ? 0 : 1);
        one.control(EventType.TIMER, 1000, 0, 0);
        one.sequence = 100_000 + ref;
        one.clearDecisions();
        Intent intent = one.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, binding, cause);
        intent.purpose = side == Side.BUY ? Purpose.ENTRY : Purpose.STOP;
        intent.side = side;
        intent.quantity = 10;
        of.onEvent(one);
        one.fill(0, 1_000_000_000_000_000_000L, ref, side, 10, e8(10), 0, 0, 0);
        one.sequence = 200_000 + ref;
        one.clearDecisions();
        of.onEvent(one);
    }

    /** Nobody counts bars where no strategy reads any. */
    @Test
    void shouldNotTellBarsHeldWhereNobodyReadsBars() {
        var names = new Engine(
                EngineSettings.of(
                        ConfigFactory.parseString("instruments = [{ symbol = AAA }]\nportfolio { strategy = momentum }"
                                + "\ndata.bar = 1d\nrisk.equity = 100000")),
                CALENDAR);
        var portfolio = new TradeLog(names);
        var one = new EngineEvent(names.bounds());
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            one.control(EventType.TIMER, nanos, 0, 0);
            one.clearDecisions();
            Intent intent = one.addIntent();
            intent.clear(IntentAction.PLACE, side.code(), 0, BookId.ofPortfolio(0), 1);
            intent.purpose = Purpose.REBALANCE;
            intent.side = side;
            intent.quantity = 100;
            portfolio.onEvent(one);
            one.fill(0, nanos, side.code(), side, 100, e8(280), 0, e8(1), 0);
            one.clearDecisions();
            portfolio.onEvent(one);
        }
        assertEquals(
                List.of(Trade.UNKNOWN),
                portfolio.trades().stream().map(Trade::barsHeld).toList());
    }

    /** Of a strategy that reads bars of two sizes and grows its position. */
    private static Engine growing() {
        Strategies.add(Growing::new);
        return new Engine(EngineSettings.parse("""
                instruments = [{ symbol = AAA }]
                data { bar = 5m }
                signal { strategy = growing }
                risk { size { by = shares, shares = 10 } }
                """, "test"), CALENDAR);
    }

    /** The configuration's 100,000 is what the first day began with; a later one begins with what the day before left. */
    @Test
    void shouldBeginALaterDayWithWhatIsCarried() {
        carry(100, 250, 70_700);
        assertEquals(e8(95_700), log.account().startE8());
        event.position(0, nanos, EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 9, 100, e8(240));
        take();
        assertEquals(e8(95_700), log.account().startE8(), "an order is worth nothing");
    }
}
