package io.ringside.gateway.live.order;

/**
 * The way of orders to the broker, as long as a connection lasts: what stands in an order is decided elsewhere.
 *
 * <p>Thread: any, under the order table's lock.
 */
public interface OrderWire {
    /** Whether the broker's number of an instrument is known, without which nothing of it can be ordered. */
    boolean knows(int instrumentId);

    /** A number for an order, which no other has or had. */
    int nextOrderId();

    /**
     * Sends an order under its number, or a change of it.
     *
     * @param transmit whether it, and what waits with it, is to be set to work
     * @param parentId number of the order that has to execute first; 0 for none
     * @return false if the connection has not taken it, so that it certainly has not left
     */
    boolean place(LiveOrder order, boolean transmit, int parentId);

    /** Asks what margin an order would take; answered under that number, see {@link OrderSender#onWhatIf}. */
    boolean askMargin(LiveOrder order, int orderId);

    /** Cancels the order of that number. */
    boolean cancel(int orderId);

    /** Takes the order of that number back if it still waits for its turn; the connection then tells that it has not left. */
    void recall(int orderId);
}
