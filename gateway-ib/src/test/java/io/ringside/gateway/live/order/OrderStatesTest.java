package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.gateway.live.inbound.OrderStatus;
import io.ringside.gateway.live.order.OrderReports.Complaint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is journaled of the states that the broker reports, and which terms of its orders are believed. */
class OrderStatesTest {
    private static final String TERMS = ": its terms are not those of the order";

    private final OrderBench bench = new OrderBench();

    private void entryFor100() {
        bench.decide("place 1 ENTRY BUY 100").open(1).take();
        bench.books.query.begin();
    }

    private void complain(int number, Complaint complaint, int code, String text) {
        bench.books.orders.complaint(bench.order(number).orderId, complaint, code, text, bench.out);
    }

    @Test
    void shouldJournalTheBrokersNumbersOfAnOrder() {
        bench.decide("place 1 ENTRY BUY 100").take();
        bench.open(1);
        assertEquals(List.of("ORDER_ACCEPTED 1 leaves 100 code 1 as 1001"), bench.take());
        bench.open(1).status(1, OrderStatus.WORKING, 0);
        assertEquals(List.of(), bench.take(), "once");
    }

    /** 40 were executed before it was shown for the first time. */
    @Test
    void shouldJournalWhatIsLeftOfAnOrderThatIsAcknowledgedLate() {
        bench.decide("place 1 ENTRY BUY 100").take();
        bench.execute(1, "a.01", 40, 100, 40).open(1);
        assertEquals(List.of("FILL 1 BUY 40 at 100.00 leaves 60 as 1001 a.01"), bench.take());
        complain(1, Complaint.CANCELLED, 202, "");
        bench.status(1, OrderStatus.CANCELLED, 40);
        assertEquals(List.of("ORDER_CANCELLED 1 leaves 0 code 202 as 1001"), bench.take());
    }

    @Test
    void shouldJournalTheBrokersWordsOfARefusal() {
        bench.decide("place 1 ENTRY BUY 100").take();
        complain(1, Complaint.REFUSED, 201, "n".repeat(65));
        assertEquals(List.of("ORDER_REJECTED 1 leaves 0 code 201 " + "n".repeat(64)), bench.take());
        complain(1, Complaint.REFUSED, 201, "again");
        bench.books.orders.complaint(99, Complaint.REFUSED, 201, "of another one", bench.out);
        assertEquals(List.of(), bench.take());
    }

    /** A report without the broker's number is of the order that our own numbers name. */
    @Test
    void shouldTakeAReportWithoutTheBrokersNumber() {
        entryFor100();
        bench.open(1, one -> one.brokerOrderId = 0);
        assertEquals(List.of(), bench.take());
        assertEquals(1001, bench.order(1).permId);
    }

    @Test
    void shouldBreakOnASecondOrderUnderOurNumbers() {
        bench.decide("place 1 ENTRY BUY 100").open(1, one -> one.brokerOrderId = 1);
        bench.take();
        bench.open(1, one -> one.brokerOrderId = 2);
        assertEquals(
                List.of(
                        "DOUBT second order 2: none of our orders explains it",
                        "BREAK 0 second order 2 is " + OrderBench.name(1) + " unknown"),
                bench.take());
    }

    /** The side of a carried order is that of its position, until the broker has shown it. */
    @Test
    void shouldTakeTheSideOfACarriedOrderFromTheBroker() {
        bench.carry(0, 0, 100).account(0, 100);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.EXIT.code(), 0, 0, OrderBench.ref(7), 60);
        assertEquals(Side.SELL, bench.order(7).terms.side);
        bench.open(7, one -> one.side = Side.BUY);
        assertEquals(Side.BUY, bench.order(7).terms.side);
        bench.take();
        bench.open(7, one -> one.side = Side.SELL);
        assertEquals(List.of("DOUBT order " + OrderBench.name(7) + TERMS), bench.take());
        assertEquals(Side.BUY, bench.order(7).terms.side);
    }

    @Test
    void shouldNotHoldAnOrderAgainstAContractThatIsNotKnown() {
        bench.decide("place 1 ENTRY BUY 100").take();
        bench.books.contracts.put(0, 0);
        bench.open(1, one -> one.contractId = 555);
        assertEquals(List.of("ORDER_ACCEPTED 1 leaves 100 code 1 as 1001"), bench.take());
        bench.books.contracts.put(0, 1);
        bench.open(1, one -> one.contractId = 555);
        assertEquals(List.of("DOUBT order " + OrderBench.name(1) + TERMS), bench.take());
    }

    @Test
    void shouldBelieveAnOrderOfOneShareAndOfNoMoreThanWasEverAskedFor() {
        entryFor100();
        bench.open(1, one -> one.quantityE8 = OrderBench.ONE);
        assertEquals(1, bench.order(1).brokerQuantity);
        bench.decide("change 1 60");
        bench.take();
        bench.open(1, one -> one.quantityE8 = 100 * OrderBench.ONE);
        assertEquals(100, bench.order(1).brokerQuantity, "the change has not arrived");
        bench.open(1, one -> one.quantityE8 = 101 * OrderBench.ONE);
        assertEquals(100, bench.order(1).brokerQuantity);
    }

    /** Its state says that all of it was executed: that ends it by itself, once its executions are there. */
    @Test
    void shouldBelieveAStateThatCountsAllShares() {
        entryFor100();
        bench.status(1, OrderStatus.CANCELLED, 99);
        assertFalse(bench.order(1).statusOver);
        assertTrue(bench.books.query.isWanted());
        bench.books.query.begin();
        bench.status(1, OrderStatus.FILLED, 100);
        assertTrue(bench.order(1).statusOver);
        assertTrue(bench.books.query.isWanted(), "its executions are missing");
        bench.execute(1, "a.01", 100, 100, 100);
        assertEquals(List.of("FILL 1 BUY 100 at 100.00 leaves 0 as 1001 a.01"), bench.take());
    }

    /** Each reason alone. */
    @Test
    void shouldBelieveACancellationThatWasAskedForOrThatProtectsNothing() {
        entryFor100();
        bench.decide("cancel 1");
        bench.status(1, OrderStatus.CANCELLED, 0);
        assertEquals(List.of("CANCEL id 1", "ORDER_CANCELLED 1 leaves 0 code 0 as 1001"), bench.take());
        bench.carry(1, 1, 70).account(1, 70);
        bench.decide("place 2 STOP SELL 70 stop 95 in 1", "place 3 TARGET SELL 70 limit 110 in 1");
        bench.compare().expire();
        bench.open(2, 3).take();
        bench.books.query.begin();
        bench.status(2, OrderStatus.CANCELLED, 0);
        assertTrue(bench.books.query.isWanted());
        assertEquals(List.of(), bench.take());
        bench.execute(3, "a.01", 70, 110, 70);
        bench.take();
        bench.status(2, OrderStatus.CANCELLED, 0);
        assertEquals(List.of("ORDER_CANCELLED 2 leaves 0 code 0 as 1002"), bench.take(), "nothing is held");
    }

    /** The risk stage asked for 40 in all when 40 had executed: the comparison ends it, no state does. */
    @Test
    void shouldNotCallAnOrderCancelledThatHasExecutedAllThatIsAskedFor() {
        entryFor100();
        bench.execute(1, "a.01", 40, 100, 40);
        bench.decide("change 1 40");
        bench.take();
        bench.status(1, OrderStatus.FILLED, 40);
        assertEquals(List.of("PLACE 1 BUY 40 id 1"), bench.take(), "the change, until it is shown");
        assertTrue(bench.order(1).statusOver);
    }

    @Test
    void shouldReportAChangeOnceTheBrokerShowsIt() {
        bench.carry(0, 0, 100).account(0, 100).decide("place 2 STOP SELL 100 stop 95");
        bench.compare().expire();
        bench.open(2).take();
        bench.decide("change 2 90 stop 96").take();
        bench.open(2, one -> one.stopE8 = OrderBench.e8("95"));
        assertEquals(List.of("PLACE 2 SELL 90 id 1"), bench.take(), "the old trigger: it is sent again");
        bench.open(2, one -> one.quantityE8 = 100 * OrderBench.ONE);
        assertEquals(List.of("PLACE 2 SELL 90 id 1"), bench.take(), "the old size");
        bench.open(2);
        assertEquals(List.of("ORDER_REPLACED 2 leaves 90 code 1 as 1002"), bench.take());
        bench.open(2);
        assertEquals(List.of(), bench.take());
    }

    @Test
    void shouldStayInactiveWhileAnUnknownStateIsToldAndNoLonger() {
        entryFor100();
        bench.status(1, OrderStatus.INACTIVE, 0);
        bench.status(1, OrderStatus.UNKNOWN, 0);
        complain(1, Complaint.REFUSED, 201, "no");
        assertEquals(List.of("ORDER_REJECTED 1 leaves 0 code 201 as 1001 no"), bench.take());
        bench.decide("place 2 ENTRY BUY 100").open(2).take();
        bench.status(2, OrderStatus.INACTIVE, 0);
        bench.status(2, OrderStatus.WORKING, 0);
        complain(2, Complaint.REFUSED, 201, "no");
        assertEquals(List.of(), bench.take(), "it works again");
    }

    @Test
    void shouldTakeNoStateOfAnOrderByTheNumberOfAnother() {
        bench.decide("place 1 ENTRY BUY 100", "place 2 ENTRY BUY 50").open(1, 2);
        bench.take();
        bench.books.query.begin();
        bench.books.orders.orderStatus(bench.order(1).orderId, 1002, OrderStatus.CANCELLED, 0, bench.out);
        assertTrue(bench.books.query.isWanted());
        bench.books.orders.orderStatus(0, 5555, OrderStatus.CANCELLED, 0, bench.out);
        assertEquals(List.of(), bench.take());
        assertFalse(bench.order(1).statusOver || bench.order(2).statusOver);
    }

    /** One status of one that is refused; the other entry waits for its margin as before. */
    @Test
    void shouldEndNoOtherOrderWithARefusedOne() {
        OrderBench asking = new OrderBench("gateway.what-if=entries");
        asking.decide("place 1 ENTRY BUY 100", "place 2 STOP SELL 100 stop 95 parent 1");
        asking.decide("place 3 ENTRY BUY 50", "place 4 STOP SELL 50 stop 95 parent 3");
        asking.take();
        asking.sender.onWhatIfRefused(2, 201, "no");
        assertEquals(
                List.of("ORDER_REJECTED 3 leaves 0 code 201 no", "ORDER_CANCELLED 4 leaves 0 code -7"), asking.take());
    }
}
