package io.ringside.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Purpose;
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

    @Test
    void shouldMeanTheLastOfTwoOrdersOfOneReference() {
        carry(Purpose.STOP, 7, 0, 10, 45);
        carry(Purpose.STOP, 7, 0, 20, 45);
        assertEquals(20, history.order(7).terms().quantity);
    }
}
