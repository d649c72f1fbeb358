package io.ringside.gateway.live.inbound;

import io.ringside.engine.event.Side;

/**
 * An order as a broker reports it. Valid only during the call that passes it.
 *
 * <p>Thread: reader.
 */
public final class OrderReport {
    /** Stands for a figure that is not reported. */
    public static final long NOT_TOLD_E8 = Long.MAX_VALUE;

    /** Our id of it; 0 if this client has not placed it, or it is not reported. */
    public int orderId;
    /** The broker's id of it; 0 while it has none. */
    public long brokerOrderId;
    /** Our reference of it, {@link io.ringside.engine.event.OrderRef#NONE} if it has none. */
    public long orderRef;
    /** Whether it may be of the account that is traded. */
    public boolean ourAccount;
    /** The broker's id of its contract. */
    public int contractId;
    /** {@link Side#NONE} if it is neither bought nor sold. */
    public Side side = Side.NONE;
    /** Shares, at 1e-8. */
    public long quantityE8;
    /** Trigger, at 1e-8; 0 if it has none. */
    public long stopE8;
    /** Shares executed at 1e-8, or {@link #NOT_TOLD_E8}. */
    public long filledE8;
    /** Its state. */
    public OrderStatus status = OrderStatus.UNKNOWN;
}
