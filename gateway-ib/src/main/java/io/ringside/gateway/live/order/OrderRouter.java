package io.ringside.gateway.live.order;

/**
 * Whoever hands orders to the broker, as the broker's reports move them on.
 *
 * <p>Thread: the broker's reader, which calls it.
 */
public interface OrderRouter {
    /** The broker has told what an entry would take. */
    void onWhatIf(int orderId, long marginAfterE8, long equityAfterE8);

    /** The broker refused to tell; false if the id is none of a what-if. */
    boolean onWhatIfRefused(int orderId, int code, String text);

    /** A state or acknowledgement has come in: what waited for it may leave. */
    void proceed(LiveOrder order);

    /** An order has executed: what waited for that may leave. */
    void proceedWithChildren(LiveOrder parent);

    /**
     * An order has executed: what was to close more than is left, and still waits for its turn at the connection, is taken
     * back. It leaves again if there is something that it may close.
     */
    void recallClosing(int instrumentId);
}
