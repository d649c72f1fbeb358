package io.ringside.gateway.live.inbound;

import io.ringside.engine.event.Side;

/**
 * An order as a broker reports it. It holds only during the call that hands it over.
 *
 * <p>Thread: reader.
 */
public final class OrderReport {
    /** A figure that was not told. */
    public static final long NOT_TOLD_E8 = Long.MAX_VALUE;

    /** Our number of it; 0 if this client has not placed it, or nobody says. */
    public int orderId;
    /** The broker's number of it; 0 while it has none. */
    public long brokerOrderId;
    /** Our name of it, {@link io.ringside.engine.event.OrderRef#NONE} if it has none. */
    public long orderRef;
    /** Whether it may be of the account that is traded. */
    public boolean ourAccount;
    /** The broker's number of what it trades. */
    public int contractId;
    /** {@link Side#NONE} if it is neither bought nor sold. */
    public Side side = Side.NONE;
    /** Shares, at 1e-8. */
    public long quantityE8;
    /** Trigger, at 1e-8; 0 if it has none. */
    public long stopE8;
    /** Shares executed at 1e-8, or {@link #NOT_TOLD_E8}. */
    public long filledE8;
    /** How far it is. */
    public OrderStatus status = OrderStatus.UNKNOWN;
}
