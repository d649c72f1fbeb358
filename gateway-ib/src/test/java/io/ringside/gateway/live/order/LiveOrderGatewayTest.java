package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.gateway.live.inbound.OrderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of orders from time to time: what waits, what is called off, what is cut and given its size again. */
class LiveOrderGatewayTest {
    private final OrderBench bench = new OrderBench();

    /** Long 100 under a stop at 95, order 2 under id 2. */
    private void longOf100() {
        bench.decide("place 1 ENTRY BUY 100", "place 2 STOP SELL 100 stop 95 parent 1")
                .open(1, 2)
                .execute(1, "a.01", 100, 100, 100);
        bench.account(0, 100).compare(2);
        bench.take();
    }

    private void othersTrade(String execId, long shares, long accountAfter) {
        bench.holdings.executed(0, execId, shares, 99 * OrderBench.ONE);
        bench.account(0, accountAfter);
    }

    // ---- Alarms ---------------------------------------------------------------------------------------------------

    @Test
    void shouldTellAnOperatorThatAPositionIsLeftAndNothingElse() {
        longOf100();
        bench.decide("place 3 EXIT SELL 100");
        assertEquals("", bench.alarms.last());
        bench.decide("cancel 3");
        bench.decide("change 2 100 stop 96");
        assertEquals("", bench.alarms.last());
        bench.decide("place 4 FLATTEN SELL 100");
        assertEquals("a position is left at the market: SELL 100, order " + OrderBench.name(4), bench.alarms.last());
    }

    @Test
    void shouldTellNothingWhenAFlattenIsTakenBack() {
        longOf100();
        Intent taken = OrderBench.intent("cancel 4");
        taken.purpose = Purpose.FLATTEN;
        bench.gateway.submit(taken, bench.nanos);
        assertEquals("", bench.alarms.last());
    }

    // ---- What waits -----------------------------------------------------------------------------------------------

    /** The account has 30 fewer than the book, once: an exit of all is not sent, and the broker is asked again. */
    @Test
    void shouldAskForAComparisonWhileAnExitWaitsForOne() {
        longOf100();
        bench.account(0, 70).decide("place 3 EXIT SELL 100");
        assertTrue(bench.expire(), "it waits");
        assertEquals(List.of(), bench.take());
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        assertFalse(bench.expire(), "nothing would be sent");
        bench.sender.gate(OrderSender.Gate.CLOSED);
        assertFalse(bench.expire(), "nobody could be asked");
        bench.sender.gate(OrderSender.Gate.OPEN);
        bench.account(0, 100);
        assertFalse(bench.expire(), "it has left");
        assertEquals(List.of("PLACE 3 SELL 100 id 3", "ORDER_SENT 3 leaves 100 code 3"), bench.take());
    }

    /** The account has more than the book: all of it can be sold, and nobody needs to be asked for that. */
    @Test
    void shouldNotAskForAnExitThatIsSentNow() {
        longOf100();
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.account(0, 130).decide("place 3 EXIT SELL 100");
        // It is opened without a further try: this one sends it.
        bench.wire.refusesAfter = 0;
        bench.sender.gate(OrderSender.Gate.OPEN);
        assertFalse(bench.expire());
        assertEquals(List.of("PLACE 3 SELL 100 id 4", "ORDER_SENT 3 leaves 100 code 4"), bench.take());
    }

    /** Two comparisons agree on 70: what waits is not awaited, the connection just has not taken it. */
    @Test
    void shouldNotAskForAnExitThatOnlyTheConnectionHasNotTaken() {
        longOf100();
        bench.account(0, 70).compare(2).compare(2);
        bench.wire.refusesAfter = 0;
        bench.decide("place 3 EXIT SELL 100");
        bench.wire.refusesAfter = 0;
        assertFalse(bench.expire());
        bench.expire();
        assertTrue(bench.take().contains("PLACE 3 SELL 70 id 5"));
    }

    @Test
    void shouldNotAskForAStopThatWaitsForItsEntry() {
        bench.account(0, 30).decide("place 1 ENTRY BUY 100").open(1);
        bench.take();
        assertEquals(
                List.of(),
                bench.decide("place 2 STOP SELL 100 stop 95 parent 1").take());
        assertFalse(bench.expire());
        assertEquals(List.of(), bench.take());
    }

    /** Decided when its entry was over already, without an execution. */
    @Test
    void shouldEndAStopWhoseEntryIsOver() {
        bench.decide("place 1 ENTRY BUY 100").take();
        bench.sender.unsent(1);
        bench.take();
        assertEquals(
                List.of(),
                bench.decide("place 2 STOP SELL 100 stop 95 parent 1").take());
        bench.expire();
        assertEquals(List.of("ORDER_CANCELLED 2 leaves 0 code -7"), bench.take());
        bench.expire();
        assertEquals(List.of(), bench.take());
    }

    @Test
    void shouldRefuseAnEntryWhoseMarginIsNotTold() {
        OrderBench asking = new OrderBench("gateway.what-if=entries", "gateway.request-timeout-ms=4000");
        asking.decide("place 1 ENTRY BUY 100").take();
        asking.pass(4 * OrderBench.SECOND + 1);
        asking.expire();
        assertEquals(List.of(), asking.take());
        asking.pass(1);
        asking.expire();
        assertEquals(List.of("ORDER_REJECTED 1 leaves 0 code -3 the broker did not tell the margin"), asking.take());
    }

    // ---- What is not acknowledged ---------------------------------------------------------------------------------

    /** The times when something was sent are odd, so that they are never none. */
    @Test
    void shouldWaitForAStopNoLongerThanForAnyAnswer() {
        OrderBench quick = new OrderBench("gateway.request-timeout-ms=1000", "gateway.unprotected-ms=5000");
        quick.decide("place 1 ENTRY BUY 100", "place 2 STOP SELL 100 stop 95 parent 1")
                .open(1);
        quick.pass(OrderBench.SECOND + 1);
        assertFalse(quick.expire());
        quick.pass(1);
        assertTrue(quick.expire());
    }

    /** A connection ends and the order is sent again: the wait begins anew, and it is asked for once more. */
    @Test
    void shouldAskAgainForAnOrderThatWasSentAgain() {
        longOf100();
        bench.decide("place 3 EXIT SELL 100");
        bench.pass(11 * OrderBench.SECOND);
        assertTrue(bench.expire());
        assertFalse(bench.expire());
        bench.sender.unsent(3);
        assertFalse(bench.expire(), "sent again");
        bench.pass(9 * OrderBench.SECOND);
        assertFalse(bench.expire());
        bench.pass(2 * OrderBench.SECOND);
        assertTrue(bench.expire());
    }

    // ---- Entries that are called off ------------------------------------------------------------------------------

    @Test
    void shouldCallAnEntryOffOnceWhenTradingIsLatchedBeforeItIsAcknowledged() {
        bench.decide("place 1 ENTRY BUY 100").take();
        bench.expire();
        assertEquals(List.of(), bench.take());
        bench.entries.kill();
        bench.expire();
        assertEquals(List.of("CANCEL id 1"), bench.take());
        assertTrue(bench.order(1).cancelWanted);
        bench.expire();
        assertEquals(List.of(), bench.take(), "once");
    }

    @Test
    void shouldCallAnEntryOffOnceAComparisonWhileThePositionIsBroken() {
        bench.decide("place 1 ENTRY BUY 100").open(1);
        bench.take();
        othersTrade("x.01", -50, -50);
        bench.compare(1).compare(1);
        bench.take();
        bench.expire();
        assertEquals(List.of("CANCEL id 1"), bench.take());
        bench.expire();
        assertEquals(List.of(), bench.take());
        bench.compare();
        bench.take();
        bench.expire();
        assertEquals(List.of("CANCEL id 1"), bench.take(), "it still works");
    }

    /** Without a connection nothing is decided about a working order. */
    @Test
    void shouldLeaveOrdersAloneWithoutAConnection() {
        bench.decide("place 1 ENTRY BUY 100").open(1);
        othersTrade("x.01", -50, -50);
        bench.compare(1).compare(1);
        bench.sender.gate(OrderSender.Gate.CLOSED);
        assertFalse(bench.expire());
        assertFalse(bench.order(1).cancelWanted);
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.expire();
        assertTrue(bench.order(1).cancelWanted);
    }

    @Test
    void shouldNotAskForOrdersThatAreOver() {
        longOf100();
        othersTrade("x.01", -40, 60);
        bench.compare(2).compare(2);
        bench.books.orders.complaint(2, OrderReports.Complaint.CANCELLED, 202, "", bench.out);
        bench.status(2, OrderStatus.CANCELLED, 0);
        bench.take();
        assertFalse(bench.expire());
        assertEquals(List.of(), bench.take());
    }

    // ---- Cuts -----------------------------------------------------------------------------------------------------

    /** 30 of the stop have executed; of the 70 that are held somebody has sold 40, and 30 are left of 100. */
    @Test
    void shouldCutAStopOfWhichSomeHasExecuted() {
        longOf100();
        bench.execute(2, "b.01", 30, 95, 30).account(0, 70).compare(2);
        bench.take();
        othersTrade("x.01", -40, 30);
        bench.compare(2).compare(2);
        bench.take();
        assertTrue(bench.expire(), "whether it is cut has to be seen");
        assertEquals(List.of("PLACE 2 SELL 60 id 2"), bench.take());
        assertEquals(60, bench.order(2).cutQuantity);
        assertTrue(bench.expire());
        assertEquals(List.of(), bench.take(), "once a comparison");
        bench.compare(2);
        bench.take();
        assertFalse(bench.expire());
    }

    /** Nothing but cancellations may be sent just now: the cut is remembered. */
    @Test
    void shouldRememberACutThatCannotBeSentYet() {
        longOf100();
        bench.execute(2, "b.01", 30, 95, 30).account(0, 70).compare(2);
        othersTrade("x.01", -40, 30);
        bench.compare(2).compare(2);
        bench.take();
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.expire();
        assertEquals(List.of(), bench.take());
        assertEquals(60, bench.order(2).cutQuantity);
        assertEquals(30, bench.order(2).leavesWanted());
        assertTrue(bench.order(2).modifyWanted);
        bench.sender.gate(OrderSender.Gate.OPEN);
        assertEquals(List.of("PLACE 2 SELL 60 id 2"), bench.take());
        bench.open(2);
        assertEquals(List.of("ORDER_REPLACED 2 leaves 30 code 2 as 1002"), bench.take());
    }

    @Test
    void shouldCancelAStopThatNothingIsLeftForOnceAComparison() {
        longOf100();
        othersTrade("x.01", -100, 0);
        bench.compare(2).compare(2);
        bench.take();
        bench.expire();
        assertEquals(List.of("CANCEL id 2"), bench.take());
        bench.expire();
        assertEquals(List.of(), bench.take());
    }

    /** Its last status says that it is over: only its executions are awaited. */
    @Test
    void shouldNotCutAStopThatIsOver() {
        longOf100();
        bench.books.orders.complaint(2, OrderReports.Complaint.CANCELLED, 202, "", bench.out);
        bench.status(2, OrderStatus.CANCELLED, 50);
        othersTrade("x.01", -40, 60);
        bench.compare().compare();
        bench.take();
        assertEquals(Holdings.State.EXPLAINED, bench.holdings.state(0));
        assertFalse(bench.expire());
        assertEquals(List.of(), bench.take());
    }

    /** The broker reduces it with its entry, which is called off at the same time. */
    @Test
    void shouldNotCutAStopWhoseEntryIsCalledOff() {
        bench.decide("place 1 ENTRY BUY 100", "place 2 STOP SELL 100 stop 95 parent 1")
                .open(1, 2)
                .execute(1, "a.01", 60, 100, 60);
        bench.account(0, 60).compare(1, 2);
        othersTrade("x.01", -40, 20);
        bench.compare(1, 2).compare(1, 2);
        bench.take();
        bench.expire();
        assertEquals(List.of("CANCEL id 1"), bench.take());
        assertEquals(0, bench.order(2).cutQuantity);
    }

    /** 40 sold, and 40 bought back; then so many that the order is for less than is held. */
    @Test
    void shouldGiveAStopItsSizeAgain() {
        longOf100();
        othersTrade("x.01", -40, 60);
        bench.compare(2).compare(2);
        bench.expire();
        bench.take();
        bench.open(2).take();
        othersTrade("y.01", 40, 100);
        bench.compare(2);
        bench.take();
        assertFalse(bench.expire());
        assertEquals(List.of("PLACE 2 SELL 100 id 2"), bench.take());
        assertEquals(0, bench.order(2).cutQuantity);
    }

    /** 30 have executed, so that of the 100 it was for 70 are left, which is all that is held. */
    @Test
    void shouldGiveAStopItsSizeAgainOfWhichSomeHasExecuted() {
        longOf100();
        bench.execute(2, "b.01", 30, 95, 30).account(0, 70).compare(2);
        othersTrade("x.01", -40, 30);
        bench.compare(2).compare(2);
        bench.expire();
        bench.open(2).take();
        assertEquals(60, bench.order(2).cutQuantity);
        othersTrade("y.01", 40, 70);
        bench.compare(2);
        bench.take();
        bench.expire();
        assertEquals(List.of("PLACE 2 SELL 100 id 2"), bench.take());
        assertEquals(0, bench.order(2).cutQuantity, "its own size");
    }

    /** What others sold was adopted: 60 are held, and the stop of 100 stays cut to them. */
    @Test
    void shouldGiveAStopNoMoreThanIsHeld() {
        longOf100();
        othersTrade("x.01", -40, 60);
        bench.compare(2).compare(2);
        bench.expire();
        bench.open(2).take();
        bench.part(EngineEvent.FLAG_ADOPTED, 0, 0, 0, 0, -40);
        bench.holdings.taken(0);
        bench.compare(2).take();
        bench.expire();
        assertEquals(List.of(), bench.take());
        assertEquals(60, bench.order(2).cutQuantity);
        assertFalse(bench.order(2).modifyWanted);
    }

    /** The cut is not acknowledged when all agrees again: the stop as it stands is what is wanted. */
    @Test
    void shouldNotCutAnyMoreOnceAllAgrees() {
        longOf100();
        othersTrade("x.01", -40, 60);
        bench.compare(2).compare(2);
        bench.expire();
        bench.take();
        assertEquals(60, bench.order(2).cutQuantity);
        othersTrade("y.01", 40, 100);
        bench.compare();
        bench.order(2).seenInSnapshot = bench.holdings.lastSnapshot();
        bench.take();
        bench.expire();
        assertEquals(0, bench.order(2).cutQuantity);
        assertEquals(List.of(), bench.take());
        assertFalse(bench.order(2).modifyWanted);
    }

    // ---- Entries stopped ------------------------------------------------------------------------------------------

    /** Those that are not sent end at once and need no cancellation; what closes stays. */
    @Test
    void shouldCountTheCancellationsThatWereSent() {
        longOf100();
        bench.decide("place 3 ENTRY BUY 10");
        bench.order(3).terms.side = Side.BUY;
        bench.decide("place 4 EXIT SELL 100");
        bench.take();
        assertEquals(1, bench.gateway.stopEntries());
        assertEquals(List.of("CANCEL id 3"), bench.take());
        assertFalse(bench.order(4).cancelWanted);
        assertFalse(bench.order(1).cancelWanted, "it is done");
        assertTrue(bench.entries.isKilled());
        bench.gateway.allowEntries();
        assertFalse(bench.entries.isKilled());
        assertFalse(bench.entries.isLatched());
    }

    @Test
    void shouldEndAnEntryThatWasNotSentWhenEntriesStop() {
        OrderBench asking = new OrderBench("gateway.what-if=entries");
        asking.decide("place 1 ENTRY BUY 10").take();
        assertEquals(0, asking.gateway.stopEntries());
        assertEquals(List.of("ORDER_CANCELLED 1 leaves 0 code -1"), asking.take());
    }

    @Test
    void shouldDoNothingWithAnOrderThatIsOver() {
        longOf100();
        assertEquals(
                List.of(), bench.decide("cancel 1", "change 1 50", "cancel 9").take());
    }
}
