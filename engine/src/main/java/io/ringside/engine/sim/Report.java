package io.ringside.engine.sim;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Side;

/**
 * A report of the simulated broker's that is not yet published.
 *
 * <p>Thread: the broker's driver.
 */
final class Report {
    EventType type = EventType.ORDER_ACCEPTED;
    int instrumentId;
    long eventNanos;
    long orderRef;
    Side side = Side.NONE;
    long quantity;
    long priceE8;
    long leaves;
    long commissionE8;
    long slippageE8;
    int code;

    void writeTo(EngineEvent draft) {
        if (type == EventType.FILL) {
            draft.fill(instrumentId, eventNanos, orderRef, side, quantity, priceE8, leaves, commissionE8, slippageE8);
        } else {
            draft.order(type, instrumentId, eventNanos, orderRef, leaves, code);
            draft.commissionE8 = type == EventType.COMMISSION ? commissionE8 : 0;
        }
    }
}
