package io.ringside.gateway.live.order;

/**
 * Sends orders to the broker over one connection; the content of an order is decided by its callers.
 *
 * <p>Thread: any, under the order table's lock.
 */
public interface OrderWire {
    /** Whether the contract id of an instrument is known, without which no order can be placed. */
    boolean knows(int instrumentId);

    /** A new order id, which was never used. */
    int nextOrderId();

    /**
     * Sends an order under its id, or a change of it.
     *
     * @param transmit whether it, and the orders held with it, are to be activated
     * @param parentId id of the order that has to execute first; 0 for none
     * @return false if the connection has not accepted it, so that it certainly was not sent
     */
    boolean place(LiveOrder order, boolean transmit, int parentId);

    /** Requests the margin of an order; answered under that id, see {@link OrderSender#onWhatIf}. */
    boolean askMargin(LiveOrder order, int orderId);

    /** Cancels the order of that id. */
    boolean cancel(int orderId);

    /** Drops the order of that id if it is still queued; the connection then reports it as not sent. */
    void recall(int orderId);
}
