package io.ringside.engine.event;

/**
 * One order action for the broker: place, modify or cancel. It is journaled before it is sent.
 *
 * <p>Thread: written by the risk stage, read by the order stage and its gateway.
 */
public final class Intent {
    /** What to do. */
    public IntentAction action = IntentAction.PLACE;
    /** The order: a new reference for PLACE, the existing one for MODIFY and CANCEL. */
    public long orderRef;
    /** Index of the instrument. */
    public int instrumentId;
    /** Index of the strategy's binding to an instrument; -1 for none. */
    public int bindingId;
    /** Sequence of the event whose signal caused it. */
    public long causeSequence;
    /** Why the order exists. */
    public Purpose purpose = Purpose.ENTRY;
    /** Index in the strategy's {@code reasons()}. */
    public int reason;

    /** Side of the order. */
    public Side side = Side.NONE;
    /** How it executes. */
    public OrderType type = OrderType.MARKET;
    /** How long it works. */
    public TimeInForce timeInForce = TimeInForce.DAY;
    /** Shares. */
    public long quantity;
    /** Limit at 1e-8, or 0. */
    public long limitE8;
    /** Trigger at 1e-8, or 0; of a trailing stop the initial one. */
    public long stopE8;
    /** Distance of a trailing stop at 1e-8, or 0. */
    public long trailE8;
    /** The order whose fill makes this one work, or 0. */
    public long parentRef;
    /** One-cancels-all group: a fill of one order cancels or reduces the others; 0 for none. */
    public long ocaRef;

    /** Resets it to a market DAY order of no shares, to be filled in by the caller. */
    public void clear(IntentAction action, long orderRef, int instrumentId, int bindingId, long causeSequence) {
        this.action = action;
        this.orderRef = orderRef;
        this.instrumentId = instrumentId;
        this.bindingId = bindingId;
        this.causeSequence = causeSequence;
        purpose = Purpose.ENTRY;
        reason = 0;
        side = Side.NONE;
        type = OrderType.MARKET;
        timeInForce = TimeInForce.DAY;
        quantity = 0;
        limitE8 = 0;
        stopE8 = 0;
        trailE8 = 0;
        parentRef = 0;
        ocaRef = 0;
    }

    /** Copies all fields. */
    public void copyFrom(Intent other) {
        action = other.action;
        orderRef = other.orderRef;
        instrumentId = other.instrumentId;
        bindingId = other.bindingId;
        causeSequence = other.causeSequence;
        purpose = other.purpose;
        reason = other.reason;
        side = other.side;
        type = other.type;
        timeInForce = other.timeInForce;
        quantity = other.quantity;
        limitE8 = other.limitE8;
        stopE8 = other.stopE8;
        trailE8 = other.trailE8;
        parentRef = other.parentRef;
        ocaRef = other.ocaRef;
    }
}
