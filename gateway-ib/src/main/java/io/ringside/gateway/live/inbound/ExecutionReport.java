package io.ringside.gateway.live.inbound;

import io.ringside.engine.event.Side;

/**
 * An execution as a broker reports it, live or again. It holds only during the call that hands it over.
 *
 * <p>Thread: reader.
 */
public final class ExecutionReport {
    /** The key by which it counts once; a correction repeats all but the digits after the last dot. */
    public String execId = "";
    /** Our number of the order; 0 if this client has not placed it. */
    public int orderId;
    /** The broker's number of the order. */
    public long brokerOrderId;
    /** Our name of the order, {@link io.ringside.engine.event.OrderRef#NONE} if it has none. */
    public long orderRef;
    /** Whether the account is the one that is traded. */
    public boolean ourAccount;
    /** The broker's number of what was traded. */
    public int contractId;
    /** {@link Side#NONE} if nobody knows. */
    public Side side = Side.NONE;
    /** Shares at 1e-8, without sign, or {@link OrderReport#NOT_TOLD_E8}. */
    public long sharesE8;
    /** At 1e-8. */
    public long priceE8;
    /** Shares of the order executed so far at 1e-8, or {@link OrderReport#NOT_TOLD_E8}. */
    public long cumulativeE8;
    /** Whether the broker liquidates by itself. */
    public boolean liquidation;

    /** Whole shares with their sign. */
    public long signedShares() {
        return (side == Side.BUY ? 1 : -1) * (sharesE8 / InboundBounds.ONE_E8);
    }
}
