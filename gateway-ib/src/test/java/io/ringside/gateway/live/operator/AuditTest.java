package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.live.LiveBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long START = ExchangeCalendar.usEquity().openNanos(LiveBench.DAY);

    private final Audit audit = new Audit(ExchangeCalendar.usEquity(), 1);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 4));

    @Test
    void shouldFindAPositionWithoutAStopWhileTheBrokerIsThere() {
        condition(0, Condition.RECONCILED);
        hold(1);
        timer(6);
        assertEquals(0, audit.violations().size());
        timer(7);
        timer(8);
        assertEquals(1, audit.violations().size());
        assertTrue(
                audit.violations().get(0).contains("without a live stop"),
                audit.violations().toString());
    }

    @Test
    void shouldNotCountTheTimeForWhichTheBrokerIsAway() {
        condition(0, Condition.RECONCILED);
        hold(1);
        condition(5, Condition.DISCONNECTED);
        timer(60);
        condition(61, Condition.RECONCILED);
        timer(66);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldCountAgainOnceTheBrokerIsBack() {
        condition(0, Condition.DEGRADED);
        hold(1);
        condition(10, Condition.RECONCILED);
        timer(16);
        timer(17);
        assertEquals(1, audit.violations().size());
    }

    @Test
    void shouldAcceptAnAlarm() {
        condition(0, Condition.RECONCILED);
        hold(1);
        condition(6, Condition.UNPROTECTED);
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldAcceptAnAlarmThatStandsBehindARecordOfTheSameMoment() {
        condition(0, Condition.RECONCILED);
        hold(1);
        timer(7);
        condition(7, Condition.UNPROTECTED);
        timer(8);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldFindAStopThatWorksOnMoreThanTheBrokerHas() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 0);
        timer(20);
        assertEquals(0, audit.violations().size());
        timer(30);
        assertEquals(1, audit.violations().size());
        assertTrue(
                audit.violations().get(0).contains("a stop of 100 works on a position of 0"),
                audit.violations().toString());
    }

    @Test
    void shouldAcceptAStopThatIsTakenBackAndAskForNoneOnWhatIsGone() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 0);
        audit.onEvent(event.order(EventType.ORDER_CANCELLED, 0, START + 12 * SECOND, 77, 0, 0));
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldGoByTheBookAgainOnceAnOperatorHasTakenOver() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 40);
        audit.onEvent(event.position(0, START + 12 * SECOND, EngineEvent.FLAG_ADOPTED, 0, 0, 0, -60, 0));
        audit.onEvent(event.order(EventType.ORDER_REPLACED, 0, START + 13 * SECOND, 77, 40, 0));
        timer(60);
        timer(61);
        assertEquals(0, audit.violations().size());
    }

    @Test
    void shouldCountWhatTheTraderHoldsHimselfForTheStop() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        int standing = Carried.STANDING;
        audit.onEvent(event.position(0, START + 2 * SECOND, EngineEvent.FLAG_ADOPTED, standing, 0, 0, 100, 0));
        broker(10, 0);
        timer(60);
        assertEquals(0, audit.violations().size());
    }

    /** The shares that are needed are the book's: the trader's own beside them want no stop of ours. */
    @Test
    void shouldAskForNoStopOnWhatTheTraderHoldsHimself() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        int standing = Carried.STANDING;
        audit.onEvent(event.position(0, START + 2 * SECOND, EngineEvent.FLAG_ADOPTED, standing, 0, 0, 100, 0));
        timer(60);
        timer(61);
        assertEquals(0, audit.violations().size(), audit.violations().toString());
    }

    /** A portfolio's buys are entries; its sales, stops and exits are none. */
    @Test
    void shouldFindAnEntryWhileTradingIsLatched() {
        place(1, Purpose.ENTRY, Side.BUY);
        audit.onEvent(event.control(EventType.COMMAND, START + SECOND, Operator.KILL.code(), 0));
        place(2, Purpose.STOP, Side.SELL);
        place(3, Purpose.REBALANCE, Side.SELL);
        place(4, Purpose.FLATTEN, Side.SELL);
        assertEquals(0, audit.violations().size(), audit.violations().toString());
        place(5, Purpose.ENTRY, Side.SELL);
        place(6, Purpose.REBALANCE, Side.BUY);
        assertViolations(
                "entered while latched: " + OrderRef.format(5), "entered while latched: " + OrderRef.format(6));
        audit.onEvent(event.control(EventType.COMMAND, START + SECOND, Operator.HALT.code(), 0));
        audit.onEvent(event.control(EventType.COMMAND, START + SECOND, Operator.UNLATCH.code(), 0));
        place(7, Purpose.ENTRY, Side.BUY);
        assertEquals(2, audit.violations().size());
        condition(2, Condition.BREAK);
        place(8, Purpose.ENTRY, Side.BUY);
        assertEquals(3, audit.violations().size());
    }

    @Test
    void shouldFindAnOrderThatIsPlacedTwice() {
        place(1, Purpose.ENTRY, Side.BUY);
        place(2, Purpose.ENTRY, Side.BUY);
        place(1, Purpose.ENTRY, Side.BUY);
        assertViolations("placed twice: " + OrderRef.format(1));
        event.control(EventType.TIMER, START, 1, 0);
        intent(3, Purpose.ENTRY, Side.BUY);
        intent(4, Purpose.STOP, Side.SELL);
        intent(3, Purpose.ENTRY, Side.BUY);
        audit.onEvent(event);
        assertEquals(2, audit.violations().size(), audit.violations().toString());
    }

    @Test
    void shouldFindAnExecutionThatNobodyAskedForOrThatCountsTwice() {
        place(1, Purpose.ENTRY, Side.BUY);
        fill(1, 60, "a");
        fill(1, 40, "b");
        assertEquals(0, audit.violations().size(), audit.violations().toString());
        fill(1, 1, "c");
        assertViolations("more executed than asked for: " + OrderRef.format(1));
        place(2, Purpose.ENTRY, Side.BUY);
        fill(2, 50, "b");
        fill(2, 10, "");
        fill(2, 10, "");
        assertViolations("more executed than asked for: " + OrderRef.format(1), "execution counted twice: b");
        fill(9, 50, "d");
        assertEquals(3, audit.violations().size());
        assertTrue(audit.violations().get(2).contains("execution of an order that was never asked for: "));
        assertTrue(audit.line().startsWith("audited orders=2 fills=7 "), audit.line());
        assertTrue(audit.line().endsWith(" violations=3"), audit.line());
    }

    /** Portfolios without stops ask for none; what strategies hold of the same name does. */
    @Test
    void shouldAskForNoStopOfAPortfolioThatHasNone() {
        Audit some = new Audit(ExchangeCalendar.usEquity(), 1, bookId -> bookId == BookId.ofPortfolio(1));
        for (long book : new long[] {BookId.ofPortfolio(0), BookId.ofPortfolio(1)}) {
            some.onEvent(event.control(EventType.CONDITION, START, Condition.RECONCILED.code(), 0));
            some.onEvent(event.position(0, START, EngineEvent.FLAG_CARRIED, PortfolioPart.HOLDING, book, 0, 100, 0));
            some.onEvent(event.control(EventType.TIMER, START + 6 * SECOND, 1, 0));
            some.onEvent(event.control(EventType.TIMER, START + 7 * SECOND, 1, 0));
            assertEquals(
                    book == BookId.ofPortfolio(0) ? 0 : 1, some.violations().size());
        }
    }

    // ---- Bounds ---------------------------------------------------------------------------------------------------

    private void at(long nanos) {
        audit.onEvent(event.control(EventType.TIMER, START + nanos, 1, 0));
    }

    /** Five seconds are allowed, and a tenth of one for the alarm behind them. */
    @Test
    void shouldSayForHowLongAPositionWasWithoutAStop() {
        condition(0, Condition.RECONCILED);
        hold(1);
        at(6 * SECOND);
        at(6 * SECOND + SECOND / 2);
        at(6 * SECOND + SECOND / 2 + SECOND / 10);
        assertEquals(List.of(), audit.violations());
        at(6 * SECOND + SECOND / 2 + SECOND / 10 + 1);
        assertEquals(
                List.of("record 0 2025-06-20T09:30:06.600000001-04:00: a position in instrument 0 was"
                        + " without a live stop of its size for 5.50 s, and no alarm"),
                audit.violations());
        at(12 * SECOND);
        at(13 * SECOND);
        assertEquals(1, audit.violations().size(), "once");
        assertEquals("audited orders=0 fills=0 longest-without-stop-ms=12000 violations=1", audit.line());
    }

    /** Its first moment without a stop counts anew once it had one. */
    @Test
    void shouldCountAnewAfterAStop() {
        condition(0, Condition.RECONCILED);
        hold(1);
        at(5 * SECOND);
        int stop = Purpose.STOP.code();
        audit.onEvent(event.position(0, START + 5 * SECOND, EngineEvent.FLAG_CARRIED, stop, 0, 77, 100, 9));
        audit.onEvent(event.order(EventType.ORDER_CANCELLED, 0, START + 8 * SECOND, 77, 0, 0));
        at(13 * SECOND);
        at(14 * SECOND);
        assertEquals(0, audit.violations().size());
        assertEquals("audited orders=1 fills=0 longest-without-stop-ms=6000 violations=0", audit.line());
        at(14 * SECOND + SECOND / 10 + 1);
        assertEquals(1, audit.violations().size());
    }

    /** Of its size: 99 for 100 are none. A target protects nothing, nor does the stop of another instrument. */
    @Test
    void shouldAskForAStopOfThePositionsSizeAndInstrument() {
        Audit two = new Audit(ExchangeCalendar.usEquity(), 2);
        two.onEvent(event.control(EventType.CONDITION, START, Condition.RECONCILED.code(), 0));
        two.onEvent(event.position(0, START, EngineEvent.FLAG_CARRIED, 0, 0, 0, 100, 0));
        two.onEvent(event.position(1, START, EngineEvent.FLAG_CARRIED, 0, 1, 0, 100, 0));
        carry(two, 0, Purpose.STOP, 77, 99);
        carry(two, 0, Purpose.TARGET, 78, 100);
        carry(two, 1, Purpose.STOP, 79, 100);
        two.onEvent(event.control(EventType.TIMER, START + 6 * SECOND, 1, 0));
        two.onEvent(event.control(EventType.TIMER, START + 7 * SECOND, 1, 0));
        assertEquals(1, two.violations().size(), two.violations()::toString);
        assertTrue(two.violations().get(0).contains("a position in instrument 0 was"), two.violations()::toString);
    }

    private void carry(Audit to, int id, Purpose purpose, long ref, long shares) {
        to.onEvent(event.position(
                id, START, EngineEvent.FLAG_CARRIED, purpose.code(), Carried.argument(id, 0), ref, shares, 9));
    }

    /** Two comparisons and a cancellation take 15 seconds at most; what the broker is away for does not count. */
    @Test
    void shouldAllowFifteenSecondsForAStopThatIsForTooMuch() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 40);
        at(25 * SECOND);
        assertEquals(0, audit.violations().size());
        condition(26, Condition.DISCONNECTED);
        at(60 * SECOND);
        assertEquals(0, audit.violations().size());
        condition(61, Condition.RECONCILED);
        at(76 * SECOND);
        assertEquals(0, audit.violations().size());
        at(76 * SECOND + 1);
        at(90 * SECOND);
        assertViolations("a stop of 100 works on a position of 40 in instrument 0");
    }

    /** An entry may work on any number of shares, and a stop on all that is there. */
    @Test
    void shouldAcceptOrdersThatAreForNoMoreThanIsThere() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        carry(audit, 0, Purpose.ENTRY, 80, 500);
        broker(10, 100);
        broker(11, 101);
        at(60 * SECOND);
        assertEquals(0, audit.violations().size());
        broker(61, 99);
        at(77 * SECOND);
        assertViolations("a stop of 100 works on a position of 99 in instrument 0");
    }

    /** What the trader holds himself is told by the day before, or by himself. */
    @Test
    void shouldCountWhatTheTraderHeldTheDayBefore() {
        int standing = Carried.STANDING;
        condition(0, Condition.RECONCILED);
        audit.onEvent(event.position(0, START, EngineEvent.FLAG_CARRIED, standing, 0, 0, 60, 0));
        holdUnderStop(1);
        broker(10, 40);
        at(60 * SECOND);
        assertEquals(0, audit.violations().size(), audit.violations()::toString);
        broker(61, 39);
        at(77 * SECOND);
        assertEquals(1, audit.violations().size());
    }

    /** An operator's word on what is his ends a difference, and so does an adoption. */
    @Test
    void shouldEndADifferenceByAnOperatorsWord() {
        condition(0, Condition.RECONCILED);
        holdUnderStop(1);
        broker(10, 40);
        audit.onEvent(
                event.position(0, START + 11 * SECOND, EngineEvent.FLAG_ADOPTED, Carried.FOREIGN_ORDER, 9, 0, 0, 0));
        at(20 * SECOND);
        audit.onEvent(event.position(0, START + 21 * SECOND, EngineEvent.FLAG_ADOPTED, Carried.STANDING, 0, 0, 0, 0));
        at(60 * SECOND);
        assertEquals(0, audit.violations().size());
        broker(61, 40);
        audit.onEvent(
                event.position(0, START + 62 * SECOND, EngineEvent.FLAG_ADOPTED, Carried.FOREIGN_ORDER, 9, 0, 0, 0));
        at(80 * SECOND);
        assertEquals(1, audit.violations().size(), "an order of others says nothing about it");
    }

    /** What a portfolio without stops bought and sold wants none. */
    @Test
    void shouldFollowTheFillsOfAPortfolioWithoutStops() {
        Audit some = new Audit(ExchangeCalendar.usEquity(), 1, bookId -> false);
        some.onEvent(event.control(EventType.CONDITION, START, Condition.RECONCILED.code(), 0));
        for (Side side : new Side[] {Side.BUY, Side.SELL}) {
            event.control(EventType.TIMER, START, 1, 0);
            intent(side == Side.BUY ? 5 : 6, Purpose.REBALANCE, side);
            event.intents[0].bindingId = BookId.ofPortfolio(0);
            some.onEvent(event);
            event.clearDecisions();
        }
        some.onEvent(event.fill(0, START, 5, Side.BUY, 100, 100, 0, 0, 0).text("a"));
        some.onEvent(event.fill(0, START, 6, Side.SELL, 40, 100, 60, 0, 0).text("b"));
        some.onEvent(event.control(EventType.TIMER, START + 6 * SECOND, 1, 0));
        some.onEvent(event.control(EventType.TIMER, START + 7 * SECOND, 1, 0));
        assertEquals(List.of(), some.violations());
        assertEquals("audited orders=2 fills=2 longest-without-stop-ms=0 violations=0", some.line());
        event.control(EventType.TIMER, START, 1, 0);
        intent(7, Purpose.ENTRY, Side.BUY);
        some.onEvent(event);
        event.clearDecisions();
        some.onEvent(
                event.fill(0, START + 8 * SECOND, 7, Side.BUY, 1, 100, 99, 0, 0).text("c"));
        some.onEvent(event.control(EventType.TIMER, START + 14 * SECOND, 1, 0));
        some.onEvent(event.control(EventType.TIMER, START + 15 * SECOND, 1, 0));
        assertEquals(1, some.violations().size(), "the strategy's share");
    }

    private void place(long ref, Purpose purpose, Side side) {
        event.control(EventType.TIMER, START, 1, 0);
        intent(ref, purpose, side);
        audit.onEvent(event);
        event.clearDecisions();
    }

    private void intent(long ref, Purpose purpose, Side side) {
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, 0, 0, 0);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = 100;
    }

    private void fill(long ref, long shares, String execution) {
        audit.onEvent(event.fill(0, START, ref, Side.BUY, shares, 100, 0, 0, 0).text(execution));
    }

    private void assertViolations(String... expected) {
        assertEquals(
                List.of(expected),
                audit.violations().stream()
                        .map(one -> one.substring(one.indexOf("00: ") + 4))
                        .toList());
    }

    private void holdUnderStop(long second) {
        hold(second);
        int stop = Purpose.STOP.code();
        audit.onEvent(event.position(0, START + second * SECOND, EngineEvent.FLAG_CARRIED, stop, 0, 77, 100, 9));
    }

    private void broker(long second, long shares) {
        audit.onEvent(event.position(0, START + second * SECOND, 0, 0, -1, 0, shares, 0));
    }

    private void condition(long second, Condition condition) {
        audit.onEvent(event.control(EventType.CONDITION, START + second * SECOND, condition.code(), 0));
    }

    private void timer(long second) {
        audit.onEvent(event.control(EventType.TIMER, START + second * SECOND, 1, 0));
    }

    private void hold(long second) {
        audit.onEvent(event.position(0, START + second * SECOND, EngineEvent.FLAG_CARRIED, 0, 0, 0, 100, 0));
    }
}
