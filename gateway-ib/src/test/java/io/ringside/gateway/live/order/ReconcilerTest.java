package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Purpose;
import io.ringside.gateway.live.inbound.OrderStatus;
import io.ringside.gateway.live.order.Reconciler.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a comparison with the broker: of orders that it does not show, of stops, and of positions. */
class ReconcilerTest {
    private final OrderBench bench = new OrderBench();
    private final Reconciler reconciler = bench.books.reconciler;

    /** Long 100 of BBB under a stop at 95, order 2, sent long ago. */
    private void longOf100() {
        bench.decide("place 1 ENTRY BUY 100 in 1", "place 2 STOP SELL 100 stop 95 parent 1 in 1")
                .open(1, 2)
                .execute(1, "a.01", 100, 100, 100);
        bench.account(1, 100).pass(60 * OrderBench.SECOND).compare(2);
        bench.take();
    }

    private static String unknown(int number) {
        return "ORDER_UNKNOWN 1 " + OrderBench.name(number);
    }

    // ---- Orders that are not shown --------------------------------------------------------------------------------

    @Test
    void shouldAgreeWhenAllIsShownAsItIs() {
        longOf100();
        assertEquals(Result.AGREED, bench.result(2));
        assertFalse(reconciler.isOrderMissing());
        assertEquals(List.of(), bench.take());
    }

    /** A stop protects: the broker is asked again at once, and it is given up at the third comparison. */
    @Test
    void shouldGiveAStopUpAtTheThirdComparisonWithoutIt() {
        longOf100();
        assertEquals(Result.AGAIN, bench.result());
        assertTrue(reconciler.isOrderMissing());
        assertEquals(List.of(unknown(2)), bench.take());
        assertEquals(Result.AGAIN, bench.result());
        assertEquals(List.of(), bench.take());
        assertEquals(Result.AGREED, bench.result());
        assertFalse(reconciler.isOrderMissing());
        assertEquals(List.of("ORDER_CANCELLED 2 leaves 0 code -1"), bench.take());
        assertTrue(bench.order(2).isDone());
        assertEquals(Result.AGREED, bench.result());
        assertEquals(List.of(), bench.take());
    }

    @Test
    void shouldCountTheComparisonsInARow() {
        longOf100();
        bench.compare().compare().compare(2).compare().compare();
        assertEquals(List.of(unknown(2), unknown(2)), bench.take());
        assertFalse(bench.order(2).isDone());
        bench.compare();
        assertTrue(bench.order(2).isDone());
    }

    /** Nobody is asked at once, and it is given up no earlier than after 30 seconds. */
    @Test
    void shouldWaitLongerForAnEntryThanForAStop() {
        bench.decide("place 1 ENTRY BUY 100 in 1").pass(60 * OrderBench.SECOND);
        assertEquals(Result.AGREED, bench.result());
        assertTrue(reconciler.isOrderMissing());
        bench.compare().compare().pass(30 * OrderBench.SECOND).compare();
        assertTrue(reconciler.isOrderMissing());
        bench.take();
        bench.pass(1).compare();
        assertFalse(reconciler.isOrderMissing());
        assertEquals(List.of("ORDER_REJECTED 1 leaves 0 code -1"), bench.take());
    }

    @Test
    void shouldGiveAnEntryUpAtTheThirdComparisonHoweverMuchTimeHasPassed() {
        bench.decide("place 1 ENTRY BUY 100 in 1").pass(60 * OrderBench.SECOND);
        bench.compare().pass(100 * OrderBench.SECOND).compare();
        assertFalse(bench.order(1).isDone());
        bench.compare();
        assertTrue(bench.order(1).isDone());
    }

    /** The account has not what the book has: it may be another one, where the stop is missing for good reason. */
    @Test
    void shouldNotGiveAStopUpWhoseAccountIsAnotherOne() {
        longOf100();
        bench.account(1, 0);
        bench.compare().compare().compare().compare();
        assertFalse(bench.order(2).isDone());
        assertTrue(reconciler.isOrderMissing());
    }

    /** Sent a second before the broker was asked, it may have come after the answer. */
    @Test
    void shouldNotMissAnOrderThatWasJustSent() {
        bench.decide("place 1 ENTRY BUY 100 in 1").take();
        bench.pass(OrderBench.SECOND);
        assertEquals(Result.AGREED, bench.result());
        assertTrue(reconciler.isOrderMissing());
        assertEquals(List.of(), bench.take());
        // The time when it was sent is odd. A comparison takes no time here.
        bench.pass(1).compare();
        assertEquals(List.of(unknown(1)), bench.take());
    }

    /** An earlier process sent it, nobody knows when. */
    @Test
    void shouldMissAnOrderThatWasCarried() {
        bench.carry(1, 1, 100).account(1, 100);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 1, 1, OrderBench.ref(7), 100);
        bench.compare();
        assertEquals(List.of(unknown(7)), bench.take());
    }

    /**
     * One for ten: of a sale of 9 shares less than one is left, and the broker has ended it. It is no order that was lost, which
     * the portfolio would send again.
     */
    @Test
    void shouldEndAnOrderAtOnceOfWhichASplitHasLeftLessThanAShare() {
        bench.carry(-1, 1, 100).account(1, 10);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.REBALANCE.code(), -1, 1, OrderBench.ref(7), -9);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.REBALANCE.code(), -1, 1, OrderBench.ref(8), -19);
        bench.table.apply(new EngineEvent(new Bounds(1, 1, 1, 1)).split(1, bench.nanos, 1, 10, 0));
        bench.compare();
        assertEquals(List.of("ORDER_CANCELLED 7 leaves 0 code -12", unknown(8)), bench.take());
        assertTrue(bench.order(7).isDone());
        assertFalse(bench.order(8).isDone());
        bench.compare();
        assertEquals(List.of(), bench.take());
    }

    /** Another broker may count otherwise, and still have it; a difference of the position will tell. */
    @Test
    void shouldKeepWhatTheBrokerShowsOfAnOrderThatASplitHasEnded() {
        bench.carry(-1, 1, 100).account(1, 10);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.REBALANCE.code(), -1, 1, OrderBench.ref(7), -9);
        bench.table.apply(new EngineEvent(new Bounds(1, 1, 1, 1)).split(1, bench.nanos, 1, 10, 0));
        bench.compare(7);
        assertFalse(bench.order(7).isDone());
    }

    @Test
    void shouldNotMissWhatWasNotSent() {
        longOf100();
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.decide("place 3 EXIT SELL 100 in 1").pass(60 * OrderBench.SECOND);
        assertEquals(Result.AGREED, bench.result(2));
        assertFalse(reconciler.isOrderMissing());
        assertEquals(List.of(), bench.take());
    }

    /** Its status counts more shares than have been reported. */
    @Test
    void shouldAskAgainForExecutionsThatAreMissing() {
        longOf100();
        bench.status(2, OrderStatus.WORKING, 40);
        assertEquals(Result.AGAIN, bench.result(2));
        bench.execute(2, "b.01", 40, 95, 40).account(1, 60);
        bench.take();
        assertEquals(Result.AGREED, bench.result(2));
    }

    /** It was refused: nothing more is awaited of it, whatever a status said before. */
    @Test
    void shouldNotAskForExecutionsOfAnOrderThatIsOver() {
        bench.decide("place 1 ENTRY BUY 100 in 1");
        bench.status(1, OrderStatus.PENDING, 40);
        bench.books.orders.complaint(1, OrderReports.Complaint.REFUSED, 201, "no", bench.out);
        assertEquals(Result.AGREED, bench.result());
        assertEquals(
                List.of(
                        "PLACE 1 BUY 100 id 1",
                        "ORDER_REJECTED 1 leaves 0 code 201 as 1001 no",
                        "ORDER_SENT 1 leaves 100 code 1"),
                bench.take());
    }

    // ---- Stops of another size ------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"100, false", "99, true", "1, true"})
    void shouldReportAStopThatTheBrokerHasMadeSmaller(long size, boolean reported) {
        longOf100();
        compareWithStopOf(size);
        assertEquals(
                reported ? List.of("ORDER_REPLACED 2 leaves " + size + " code 2 as 1002") : List.of(), bench.take());
    }

    private void compareWithStopOf(long size) {
        long snapshot = bench.books.query.begin();
        bench.open(2, one -> one.quantityE8 = size * OrderBench.ONE);
        reconciler.compare(snapshot, bench.nanos, bench.out);
    }

    @Test
    void shouldReportNoStopThatIsBeingChangedOrCancelled() {
        longOf100();
        bench.decide("change 2 100 stop 96").take();
        compareWithStopOf(60);
        assertEquals(List.of("PLACE 2 SELL 100 id 2"), bench.take());
        bench.order(2).modifyWanted = false;
        bench.order(2).cancelWanted = true;
        compareWithStopOf(60);
        assertEquals(List.of("CANCEL id 2"), bench.take());
        bench.order(2).cancelWanted = false;
        compareWithStopOf(60);
        assertEquals(List.of("ORDER_REPLACED 2 leaves 60 code 2 as 1002"), bench.take());
    }

    /** A target protects nothing, a stop that is not acknowledged may be a larger one. */
    @Test
    void shouldReportNothingButStopsThatWork() {
        longOf100();
        bench.decide("place 3 TARGET SELL 100 limit 110 in 1", "place 4 STOP SELL 100 stop 94 parent 1 in 1");
        long snapshot = bench.books.query.begin();
        bench.open(2);
        bench.open(3, one -> one.quantityE8 = 60 * OrderBench.ONE);
        bench.open(4, one -> {
            one.quantityE8 = 60 * OrderBench.ONE;
            one.status = OrderStatus.PENDING;
        });
        bench.take();
        assertEquals(Result.AGREED, reconciler.compare(snapshot, bench.nanos, bench.out));
        assertEquals(List.of(), bench.take());
    }

    /** Sent again just now, it is not shown; its size is that of an earlier report. */
    @Test
    void shouldNotReportAStopByAnEarlierComparison() {
        longOf100();
        bench.order(2).brokerQuantity = 60;
        bench.order(2).sentNanos = bench.nanos;
        assertEquals(Result.AGREED, bench.result());
        assertEquals(List.of(), bench.take());
    }

    /** While positions differ its size says nothing. */
    @Test
    void shouldReportNoStopWhilePositionsDiffer() {
        longOf100();
        bench.account(1, 90);
        compareWithStopOf(60);
        assertEquals(List.of(), bench.take());
    }

    // ---- Positions ------------------------------------------------------------------------------------------------

    /** An unexplained difference is a break at the third comparison, and once; then what the account has is told again. */
    @Test
    void shouldBreakAtTheThirdComparisonWithADifferenceThatNobodyExplains() {
        longOf100();
        bench.account(1, 60);
        assertEquals(Result.AGAIN, bench.result(2));
        assertEquals(Result.AGAIN, bench.result(2));
        assertEquals(List.of(), bench.take());
        assertEquals("BBB: 100 here, 60 at the broker", reconciler.differences());
        assertEquals(Result.BROKEN, bench.result(2));
        assertEquals(
                List.of("POSITION 1 flags 0 code 0 argument -1: 60 at 0.00", "BREAK 1 BBB: 100 here, 60 at the broker"),
                bench.take());
        assertEquals(
                "BBB: 100 here, 60 at the broker, and no execution explains it; a stop of 100 works on a position of 60:"
                        + " cancel it in TWS if that is so",
                bench.alarms.last());
        assertEquals(Result.BROKEN, bench.result(2));
        assertEquals(List.of(), bench.take(), "once");
        bench.account(1, 100);
        assertEquals(Result.AGREED, bench.result(2));
        assertEquals(List.of("POSITION 1 flags 0 code 0 argument -1: 100 at 0.00"), bench.take());
        assertEquals("", reconciler.differences());
        assertEquals(Result.AGREED, bench.result(2));
        assertEquals(List.of(), bench.take());
    }

    @Test
    void shouldBreakAgainOnAnotherDifference() {
        longOf100();
        bench.account(1, 60).compare(2).compare(2).compare(2);
        bench.take();
        bench.account(1, 50);
        assertEquals(Result.AGAIN, bench.result(2), "another one begins anew");
        assertEquals(Result.AGAIN, bench.result(2));
        assertEquals(Result.BROKEN, bench.result(2));
        assertEquals(
                List.of("POSITION 1 flags 0 code 0 argument -1: 50 at 0.00", "BREAK 1 BBB: 100 here, 50 at the broker"),
                bench.take());
    }

    @Test
    void shouldBeginAnewAfterTheConnectionHasEnded() {
        longOf100();
        bench.account(1, 60).compare(2).compare(2);
        reconciler.restart();
        assertEquals(Result.AGAIN, bench.result(2));
        assertEquals(Result.BROKEN, bench.result(2));
    }

    /** Of one instrument there is a difference that may be in transit: the broker is asked before anything else. */
    @Test
    void shouldAskAgainWhileAnyDifferenceIsOpen() {
        longOf100();
        bench.account(1, 60).compare(2).compare(2).compare(2);
        bench.account(0, 7);
        assertEquals(Result.AGAIN, bench.result(2));
        assertEquals("AAA: 0 here, 7 at the broker, BBB: 100 here, 60 at the broker", reconciler.differences());
        assertEquals(Result.AGAIN, bench.result(2));
        assertEquals(Result.BROKEN, bench.result(2));
    }

    /** Somebody has sold of AAA, where the strategy is short; of its orders those that close more than there is are told. */
    @Test
    void shouldTellWhichOrdersWorkOnMoreThanThereIs() {
        bench.carry(0, 0, -100).account(0, -100).account(1, 0);
        longOf100();
        bench.decide(
                "place 5 STOP BUY 100 stop 105",
                "place 6 EXIT BUY 70",
                "place 7 EXIT BUY 60",
                "place 8 ENTRY SELL 500",
                "place 9 EXIT BUY 90");
        bench.compare(2);
        bench.open(5, 6, 7, 8).take();
        bench.holdings.executed(0, "x.01", 30, 99 * OrderBench.ONE);
        bench.holdings.executed(0, "y.01", 10, 99 * OrderBench.ONE);
        bench.account(0, -60);
        long snapshot = bench.books.query.begin();
        bench.open(2, 5, 6, 7, 8);
        reconciler.compare(snapshot, bench.nanos, bench.out);
        snapshot = bench.books.query.begin();
        bench.open(2, 5, 6, 7, 8);
        reconciler.compare(snapshot, bench.nanos, bench.out);
        assertEquals(
                "AAA: -100 here, -60 at the broker, which others have traded; a stop of 100 works on a position of 60: it"
                        + " is cut; a exit of 70 works on a position of 60: it is cut",
                bench.alarms.last());
    }

    // ---- What moves -----------------------------------------------------------------------------------------------

    /** An execution and its position come in two messages, 200 milliseconds apart at most. */
    @Test
    void shouldAskOnceAPositionHasMovedForLongerThanAnExecutionTakes() {
        longOf100();
        assertFalse(reconciler.hasMoved());
        bench.account(1, 60);
        assertFalse(reconciler.hasMoved());
        // The time since when it has moved is odd.
        bench.pass(200_000_001);
        assertFalse(reconciler.hasMoved());
        bench.pass(1);
        assertTrue(reconciler.hasMoved());
        bench.account(1, 100);
        assertFalse(reconciler.hasMoved());
        bench.account(1, 60);
        assertFalse(reconciler.hasMoved(), "it begins anew");
        bench.compare(2).pass(OrderBench.SECOND);
        assertFalse(reconciler.hasMoved(), "that was compared");
    }
}
