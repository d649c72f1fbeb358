package io.ringside.gateway.live.inbound;

import io.ringside.engine.event.Side;

/**
 * An execution as a broker reports it, live or repeated. Valid only during the call that passes it.
 *
 * <p>Thread: reader.
 */
public final class ExecutionReport {
    /**
     * The key of an execution, which must be counted once; a correction has the same id except for the digits after the last
     * dot.
     */
    public String execId = "";
    /** Our number of the order; 0 if this client has not placed it. */
    public int orderId;
    /** The broker's number of the order. */
    public long brokerOrderId;
    /** Our reference of the order, {@link io.ringside.engine.event.OrderRef#NONE} if it has none. */
    public long orderRef;
    /** Whether the account is the one that is traded. */
    public boolean ourAccount;
    /** The broker's number of what was traded. */
    public int contractId;
    /** {@link Side#NONE} if unknown. */
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
