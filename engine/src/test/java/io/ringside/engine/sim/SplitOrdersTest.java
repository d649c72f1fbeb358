package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.account.AccountLimit;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of orders that work over the night before a split or a delisting. */
class SplitOrdersTest {
    private static final long E8 = FixedPoint.ONE_E8;
    private static final long NANOS = ExchangeCalendar.usEquity()
            .openNanos((int) LocalDate.of(2025, 5, 21).toEpochDay());

    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));
    private final SimulatedBroker broker = new SimulatedBroker(
            BrokerDriver.settings("commission { per-share = 0, minimum = 0 }"),
            List.of(Instrument.usEquity(0, "AAA"), Instrument.usEquity(1, "BBB")),
            ExchangeCalendar.usEquity(),
            1_000_000 * E8,
            new AccountLimit(AccountLimit.Mode.SCALE, 1));

    private void order(long ref, int instrument, long quantity) {
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, ref, instrument, 0, 1);
        intent.side = Side.BUY;
        intent.type = OrderType.LIMIT;
        intent.limitE8 = 10 * E8;
        intent.quantity = quantity;
        broker.submit(intent, NANOS);
        broker.deliver(NANOS);
        reports();
    }

    private List<String> reports() {
        List<String> reports = new ArrayList<>();
        while (broker.poll(event)) {
            if (event.type == EventType.ORDER_CANCELLED || event.type == EventType.ORDER_REPLACED) {
                reports.add(
                        event.type + " " + event.orderRef + " " + event.leaves + " " + ReportCode.ofCode(event.code));
            }
        }
        return reports;
    }

    private List<String> on(EngineEvent action) {
        broker.before(action);
        broker.after(action);
        return reports().stream().sorted().toList();
    }

    /** One share of what was a thousand: of 2,500 shares 2 are wanted still, of 999 none. */
    @Test
    void shouldEndAnOrderThatASplitLeavesNoShare() {
        order(1, 0, 2_500);
        order(2, 0, 999);
        order(3, 1, 999);
        assertEquals(
                List.of("ORDER_CANCELLED 2 0 NO_SHARES", "ORDER_REPLACED 1 2 SPLIT"),
                on(event.split(0, NANOS + 1, 1, 1_000, 0)));
    }

    @Test
    void shouldKeepOrdersOverADividendAndEndThemWithTheName() {
        order(1, 0, 100);
        order(2, 1, 100);
        assertEquals(List.of(), on(event.payment(0, NANOS + 1, CorporateAction.DIVIDEND, E8, 0)));
        assertEquals(
                List.of("ORDER_CANCELLED 1 0 NO_SHARES"),
                on(event.payment(0, NANOS + 2, CorporateAction.DELISTING, E8, 0)));
    }

    /** A stop works for what its entry has executed, which is nothing, also in new shares. */
    @Test
    void shouldLetNoStopWorkBeforeItsEntryAfterASplit() {
        order(1, 0, 100);
        Intent stop = new Intent();
        stop.clear(IntentAction.PLACE, 2, 0, 0, 1);
        stop.side = Side.SELL;
        stop.type = OrderType.STOP;
        stop.stopE8 = 8 * E8;
        stop.quantity = 100;
        stop.parentRef = 1;
        broker.submit(stop, NANOS);
        broker.deliver(NANOS);
        on(event.split(0, NANOS + 1, 2, 1, 0));
        assertEquals(
                List.of("1 200 200", "2 200 0"),
                broker.workingOrders(0).stream()
                        .map(order -> order.terms().orderRef + " " + order.open() + " " + order.workable())
                        .toList());
    }

    /** Orders, requests that are on their way, and answers that nobody has heard: with any of them it is not idle. */
    @Test
    void shouldKnowWhetherItHasAnythingToDo() {
        assertTrue(broker.isIdle());
        assertNull(broker.onlyOrder(0));
        Intent intent = new Intent();
        intent.clear(IntentAction.PLACE, 1, 0, 0, 1);
        intent.side = Side.BUY;
        intent.type = OrderType.LIMIT;
        intent.limitE8 = 10 * E8;
        intent.quantity = 100;
        broker.submit(intent, NANOS);
        assertFalse(broker.isIdle(), "a request");
        broker.deliver(NANOS);
        assertTrue(broker.hasAnswers());
        assertFalse(broker.isIdle(), "an answer");
        assertNull(broker.onlyOrder(0));
        reports();
        assertFalse(broker.isIdle(), "an order");
        assertEquals(1, broker.onlyOrder(0).terms().orderRef);
        assertNull(broker.onlyOrder(1));
        intent.clear(IntentAction.CANCEL, 1, 0, 0, 1);
        broker.submit(intent, NANOS);
        assertNull(broker.onlyOrder(0), "it may be gone soon");
        broker.deliver(NANOS);
        assertFalse(broker.isIdle(), "its end is to be told");
        reports();
        assertTrue(broker.isIdle());
        order(2, 0, 10);
        order(3, 1, 10);
        assertNull(broker.onlyOrder(0), "there are two");
        assertEquals(2, broker.workingOrder(2).terms().orderRef);
        assertNull(broker.workingOrder(1));
    }
}
