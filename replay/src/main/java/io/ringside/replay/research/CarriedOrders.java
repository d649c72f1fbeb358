package io.ringside.replay.research;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.sim.SimulatedBroker;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a simulated broker the carried orders with which a journal's session began, and the account's equity as it was reported.
 *
 * <p>Thread: the run's.
 */
final class CarriedOrders {
    private final SimulatedBroker broker;
    /** Position and group by binding. */
    private final Map<Integer, long[]> positions = new HashMap<>();

    CarriedOrders(SimulatedBroker broker) {
        this.broker = broker;
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event) {
        if (event.type == EventType.ACCOUNT && (event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            broker.holdsCash(Math.subtractExact(event.priceE8, broker.ledger().positionValueE8()));
            return;
        }
        boolean isCarried = (event.flags & EngineEvent.FLAG_CARRIED) != 0;
        if (event.type == EventType.ACCOUNT && isCarried) {
            broker.holdsCash(event.priceE8);
        }
        if (event.type != EventType.POSITION || !isCarried) {
            return;
        }
        int binding = BookId.lower(event.argument);
        if (event.code == 0 || event.code == PortfolioPart.HOLDING) {
            broker.holds(event.instrumentId, event.quantity, event.priceE8);
        }
        if (event.code == 0) {
            positions.put(binding, new long[] {event.quantity, event.orderRef});
            return;
        }
        long[] held = positions.getOrDefault(binding, new long[] {0, 0});
        Purpose purpose = Purpose.ofCode(event.code);
        if (purpose == null) {
            // Concerns the risk stage only.
            return;
        }
        boolean isShort = purpose == Purpose.ENTRY ? event.quantity < 0 : held[0] < 0;
        Intent order = new Intent();
        order.clear(IntentAction.PLACE, event.orderRef, event.instrumentId, binding, event.sequence);
        order.purpose = purpose;
        order.side = (purpose == Purpose.ENTRY) == isShort ? Side.SELL : Side.BUY;
        order.quantity = Math.abs(event.quantity);
        if (purpose == Purpose.REBALANCE) {
            // What a portfolio has ordered over the night is for the next opening auction.
            order.side = event.quantity < 0 ? Side.SELL : Side.BUY;
            order.timeInForce = TimeInForce.AT_THE_OPEN;
        }
        order.ocaRef = purpose == Purpose.ENTRY ? 0 : held[1];
        if (purpose == Purpose.STOP || purpose == Purpose.TARGET) {
            boolean stop = purpose == Purpose.STOP;
            order.type = stop ? OrderType.STOP : OrderType.LIMIT;
            order.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
            order.stopE8 = stop ? event.priceE8 : 0;
            order.limitE8 = stop ? 0 : event.priceE8;
        }
        broker.submit(order, event.eventNanos);
    }
}
