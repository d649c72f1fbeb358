package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of orders that an earlier session left. */
class OrderHistoryTest {
    private static final long E8 = FixedPoint.ONE_E8;

    private final OrderHistory history = new OrderHistory();
    private final EngineEvent event = new EngineEvent(new Bounds(1, 2, 1, 4));

    private void carry(Purpose purpose, long ref, long binding, long quantity, long price) {
        int code = purpose == null ? 0 : purpose.code();
        event.position(0, 1, EngineEvent.FLAG_CARRIED, code, binding, ref, quantity, price * E8);
        event.clearDecisions();
        history.onEvent(event);
    }

    private List<String> terms() {
        return history.orders().stream()
                .map(order -> {
                    Intent terms = order.terms();
                    assertTrue(order.isCarried() && order.live() == terms.quantity);
                    return terms.purpose + " " + terms.side + " " + terms.quantity + " " + terms.type + " stop "
                            + terms.stopE8 / E8 + " limit " + terms.limitE8 / E8;
                })
                .toList();
    }

    @Test
    void shouldCarryTheOrdersOfALongPosition() {
        carry(null, 0, 0, 100, 50);
        carry(Purpose.STOP, 1, 0, 100, 45);
        carry(Purpose.TARGET, 2, 0, 100, 60);
        carry(Purpose.EXIT, 3, 0, 100, 0);
        assertEquals(
                List.of(
                        "STOP SELL 100 STOP stop 45 limit 0",
                        "TARGET SELL 100 LIMIT stop 0 limit 60",
                        "EXIT SELL 100 MARKET stop 0 limit 0"),
                terms());
    }

    @Test
    void shouldCarryTheOrdersOfAShortPositionAndEntriesByTheirSign() {
        carry(null, 0, 0, -100, 50);
        carry(Purpose.STOP, 1, 0, 100, 55);
        carry(Purpose.TARGET, 2, 0, 100, 40);
        carry(Purpose.ENTRY, 3, 1, -30, 0);
        carry(Purpose.ENTRY, 4, 1, 30, 0);
        assertEquals(
                List.of(
                        "STOP BUY 100 STOP stop 55 limit 0",
                        "TARGET BUY 100 LIMIT stop 0 limit 40",
                        "ENTRY SELL 30 MARKET stop 0 limit 0",
                        "ENTRY BUY 30 MARKET stop 0 limit 0"),
                terms());
    }

    private OrderHistory.Order place(long ref) {
        event.control(EventType.TIMER, 10, 1, 0);
        event.sequence = 5;
        intent(IntentAction.PLACE, ref, 100, 50, 45);
        history.onEvent(event);
        event.clearDecisions();
        return history.order(ref);
    }

    private void intent(IntentAction action, long ref, long quantity, long limit, long stop) {
        Intent intent = event.addIntent();
        intent.clear(action, ref, 0, 0, 5);
        intent.side = Side.BUY;
        intent.quantity = quantity;
        intent.limitE8 = limit * E8;
        intent.stopE8 = stop * E8;
    }

    private void on(IntentAction action, long ref, long quantity, long limit, long stop) {
        event.control(EventType.TIMER, 11, 1, 0);
        intent(action, ref, quantity, limit, stop);
        history.onEvent(event);
        event.clearDecisions();
    }

    private void report(EventType type, long ref, long leaves) {
        history.onEvent(event.order(type, 0, 20, ref, leaves, 0));
    }

    private void fill(long ref, long shares, long price, long leaves) {
        history.onEvent(event.fill(0, 30, ref, Side.BUY, shares, price * E8, leaves, 2 * E8, E8));
    }

    @Test
    void shouldKnowAnOrderAsItWasLastAskedFor() {
        OrderHistory.Order order = place(7);
        assertEquals("10 5 0", order.decidedNanos() + " " + order.decidedSequence() + " " + order.changes());
        on(IntentAction.MODIFY, 7, 120, 51, 46);
        on(IntentAction.MODIFY, 7, 80, 52, 46);
        on(IntentAction.MODIFY, 8, 500, 1, 1);
        on(IntentAction.CANCEL, 7, 0, 0, 0);
        assertEquals(2, order.changes());
        assertEquals(80, order.terms().quantity);
        assertEquals(52 * E8, order.terms().limitE8);
        assertEquals(46 * E8, order.terms().stopE8);
        assertEquals(120, order.largestQuantity());
        // The broker has not said yet that it works with another trigger.
        assertFalse(order.hasTrailed());
        report(EventType.ORDER_REPLACED, 7, 80);
        assertTrue(order.hasTrailed());
        assertEquals(80, order.live());
        assertNull(history.order(8));
    }

    @Test
    void shouldFollowAnOrderToItsEnd() {
        OrderHistory.Order order = place(7);
        assertEquals(OrderHistory.Status.INTENDED, order.status());
        report(EventType.ORDER_SENT, 7, 100);
        assertEquals(OrderHistory.Status.INTENDED, order.status());
        report(EventType.ORDER_ACCEPTED, 7, 100);
        assertEquals(OrderHistory.Status.WORKING, order.status());
        assertEquals(100, order.live());
        fill(7, 60, 50, 40);
        assertEquals(OrderHistory.Status.WORKING, order.status());
        assertEquals(40, order.live());
        assertEquals(0, order.endNanos());
        history.onEvent(event.order(EventType.COMMISSION, 0, 31, 7, 40, 0));
        fill(7, 40, 55, 0);
        assertEquals(OrderHistory.Status.FILLED, order.status());
        assertEquals(100, order.filled());
        assertEquals(52 * E8, order.averagePriceE8());
        assertEquals(2 * E8, order.slippageE8());
        assertEquals(30, order.endNanos());
        assertEquals(0, order.live());
        // What comes late makes nothing work again.
        report(EventType.ORDER_ACCEPTED, 7, 100);
        report(EventType.ORDER_REPLACED, 7, 100);
        report(EventType.ORDER_REJECTED, 7, 0);
        assertEquals(OrderHistory.Status.FILLED, order.status());
        assertEquals(0, order.live());
        report(EventType.ORDER_CANCELLED, 99, 0);
    }

    /** A broker refuses an order, or a request to change one that goes on working. */
    @Test
    void shouldTellARefusedOrderFromARefusedRequest() {
        OrderHistory.Order working = place(7);
        report(EventType.ORDER_ACCEPTED, 7, 100);
        report(EventType.ORDER_REJECTED, 7, 100);
        assertEquals(OrderHistory.Status.WORKING, working.status());
        report(EventType.ORDER_REJECTED, 7, 0);
        assertEquals(OrderHistory.Status.REJECTED, working.status());
        OrderHistory.Order fresh = place(8);
        report(EventType.ORDER_REJECTED, 8, 100);
        assertEquals(OrderHistory.Status.REJECTED, fresh.status());
        assertEquals(20, fresh.endNanos());
        OrderHistory.Order cancelled = place(9);
        report(EventType.ORDER_CANCELLED, 9, 100);
        assertEquals(OrderHistory.Status.CANCELLED, cancelled.status());
    }

    /** Money between price and stop, of the verdict that granted shares to the order's own book. */
    @Test
    void shouldKnowWhatAnOrderRisks() {
        event.control(EventType.TIMER, 10, 1, 0);
        for (int binding = 0; binding < 2; binding++) {
            Verdict verdict = event.addVerdict();
            verdict.clear(1 - binding, 0, 1);
            verdict.quantity = 10L * (1 + binding);
            verdict.priceE8 = 50 * E8;
            verdict.stopE8 = 53 * E8;
        }
        intent(IntentAction.PLACE, 7, 20, 50, 53);
        history.onEvent(event);
        assertEquals(60 * E8, history.order(7).riskE8());
        event.verdicts[1].quantity = 0;
        event.intents[0].orderRef = 8;
        history.onEvent(event);
        assertEquals(0, history.order(8).riskE8());
        event.clearDecisions();
    }

    @Test
    void shouldFindEveryOrderWhateverItsReferences() {
        // Rising ones as an engine gives them, and among them some that an earlier session gave.
        for (int ref = 100; ref < 200; ref++) {
            carry(Purpose.STOP, ref, 0, ref, 45);
            if (ref % 10 == 0) {
                carry(Purpose.STOP, ref - 95, 0, ref - 95, 45);
            }
        }
        for (int ref = 0; ref < 210; ref++) {
            boolean known = ref >= 100 ? ref < 200 : ref % 10 == 5;
            OrderHistory.Order order = history.order(ref);
            assertEquals(known, order != null, "order " + ref);
            assertEquals(known ? ref : 0, order == null ? 0 : order.terms().quantity, "order " + ref);
        }
        assertEquals(110, history.orders().size());
        assertEquals(100, history.orders().get(0).terms().orderRef);
        assertEquals(5, history.orders().get(1).terms().orderRef);
    }

    /** Nobody carries over what is only told, what is a position, or what is another part of a session's end. */
    @Test
    void shouldCarryOrdersAlone() {
        history.onEvent(event.position(0, 1, 0, Purpose.STOP.code(), 0, 1, 100, 45 * E8));
        history.onEvent(event.position(0, 1, EngineEvent.FLAG_ADOPTED, Purpose.STOP.code(), 0, 2, 100, 45 * E8));
        history.onEvent(event.position(0, 1, EngineEvent.FLAG_CARRIED, PortfolioPart.HOLDING, -1, 3, 100, 45 * E8));
        carry(null, 4, 0, 100, 50);
        assertEquals(List.of(), terms());
    }

    /** Nothing is held yet: what is attached to the entry will leave the position that it makes. */
    @Test
    void shouldCarryTheOrdersThatAreAttachedToAnEntry() {
        carry(null, 0, 0, 0, 50);
        carry(Purpose.ENTRY, 1, 0, 30, 0);
        carry(Purpose.STOP, 2, 0, 30, 45);
        carry(Purpose.TARGET, 3, 0, 30, 60);
        carry(Purpose.ENTRY, 4, 1, -20, 0);
        carry(Purpose.STOP, 5, 1, 20, 55);
        assertEquals(
                List.of(
                        "ENTRY BUY 30 MARKET stop 0 limit 0",
                        "STOP SELL 30 STOP stop 45 limit 0",
                        "TARGET SELL 30 LIMIT stop 0 limit 60",
                        "ENTRY SELL 20 MARKET stop 0 limit 0",
                        "STOP BUY 20 STOP stop 55 limit 0"),
                terms());
    }

    @Test
    void shouldKnowWhatAnOrderRisksByTheVerdictThatGrantedShares() {
        event.control(EventType.TIMER, 10, 1, 0);
        for (int shares : new int[] {0, 20}) {
            Verdict verdict = event.addVerdict();
            verdict.clear(0, 0, 1);
            verdict.quantity = shares;
            verdict.priceE8 = 50 * E8;
            verdict.stopE8 = 47 * E8;
        }
        intent(IntentAction.PLACE, 7, 20, 50, 47);
        history.onEvent(event);
        assertEquals(60 * E8, history.order(7).riskE8());
        event.clearDecisions();
    }

    @Test
    void shouldMeanTheLastOfTwoOrdersOfOneReference() {
        carry(Purpose.STOP, 7, 0, 10, 45);
        carry(Purpose.STOP, 7, 0, 20, 45);
        assertEquals(20, history.order(7).terms().quantity);
    }

    /** References that fall, as no engine gives them. */
    @Test
    void shouldFindOrdersWhoseReferencesFall() {
        for (int ref = 200; ref > 100; ref--) {
            carry(Purpose.STOP, ref, 0, ref, 45);
        }
        for (int ref = 200; ref > 100; ref--) {
            assertEquals(ref, history.order(ref).terms().quantity);
        }
        assertNull(history.order(100));
        assertNull(history.order(201));
    }

    @Test
    void shouldMeanTheLastOfTwoOrdersOfOneReferenceAlsoWhenOthersFollow() {
        carry(Purpose.STOP, 7, 0, 10, 45);
        carry(Purpose.STOP, 7, 0, 20, 45);
        for (int ref = 8; ref < 30; ref++) {
            carry(Purpose.STOP, ref, 0, ref, 45);
        }
        assertEquals(20, history.order(7).terms().quantity);
    }

    @Test
    void shouldAverageTheExecutedShares() {
        OrderHistory.Order order = place(7);
        assertEquals(0, order.averagePriceE8());
        fill(7, 1, 50, 99);
        assertEquals(50 * E8, order.averagePriceE8());
        fill(7, 2, 53, 97);
        assertEquals(52 * E8, order.averagePriceE8());
    }

    /** A cancelled order executes all the same: nothing of it works. */
    @Test
    void shouldLetNothingWorkThatExecutesAfterItsEnd() {
        OrderHistory.Order order = place(7);
        report(EventType.ORDER_ACCEPTED, 7, 100);
        report(EventType.ORDER_CANCELLED, 7, 0);
        fill(7, 60, 50, 40);
        assertEquals(0, order.live());
        assertEquals(60, order.filled());
    }

    @Test
    void shouldTellARefusedRequestByASingleShareThatWorks() {
        OrderHistory.Order order = place(7);
        report(EventType.ORDER_ACCEPTED, 7, 1);
        report(EventType.ORDER_REJECTED, 7, 1);
        assertEquals(OrderHistory.Status.WORKING, order.status());
    }

    @Test
    void shouldKnowWhatASingleShareRisks() {
        event.control(EventType.TIMER, 10, 1, 0);
        Verdict verdict = event.addVerdict();
        verdict.clear(0, 0, 1);
        verdict.quantity = 1;
        verdict.priceE8 = 50 * E8;
        verdict.stopE8 = 47 * E8;
        intent(IntentAction.PLACE, 7, 1, 50, 47);
        history.onEvent(event);
        assertEquals(3 * E8, history.order(7).riskE8());
        event.clearDecisions();
    }
}
