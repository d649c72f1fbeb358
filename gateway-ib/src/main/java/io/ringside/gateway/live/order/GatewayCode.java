package io.ringside.gateway.live.order;

import io.ringside.engine.order.OrderGateway;

/**
 * Codes of order reports of our own; the broker's are positive. They are stored in journals and never change.
 *
 * <p>Thread: any; it has no state.
 */
public final class GatewayCode {
    /** The broker does not know the order: it was never sent, or was lost on the way. */
    public static final int NOT_AT_BROKER = OrderGateway.NOT_AT_BROKER;
    /** The margin is not sufficient. */
    public static final int MARGIN_REFUSED = -2;
    /** The broker did not report the margin in time. */
    public static final int MARGIN_UNKNOWN = -3;
    /** There was no reliable connection. */
    public static final int NOT_CONNECTED = OrderGateway.NOT_CONNECTED;
    /** Nothing is sent in a dry run. */
    public static final int DRY_RUN = -5;
    /** Too late for the opening auction. */
    public static final int TOO_LATE = -6;
    /** The order that it belongs to was not sent. */
    public static final int WITH_PARENT = -7;
    /** Entries were stopped before it was sent. */
    public static final int KILLED = -8;
    /** A price correction of an execution, booked as a charge. */
    static final int CORRECTION = -9;

    /** It would close more than is held: another order has executed meanwhile. */
    public static final int NOT_HELD = -10;

    /** An event published between its decision and its sending forbids entries. */
    public static final int ENTRIES_SHUT = -11;

    /** A split has left less than a share of it, for which the broker has ended it. */
    static final int SPLIT_AWAY = -12;

    private GatewayCode() {}
}
