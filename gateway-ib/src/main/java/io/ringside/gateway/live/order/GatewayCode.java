package io.ringside.gateway.live.order;

import io.ringside.engine.order.OrderGateway;

/**
 * Codes of order reports that we make up ourselves; the broker's are positive. They stand in journals for ever.
 *
 * <p>Thread: any; it has no state.
 */
public final class GatewayCode {
    /** The broker knows nothing of the order: it never left, or was lost on the way. */
    public static final int NOT_AT_BROKER = OrderGateway.NOT_AT_BROKER;
    /** The margin would not do. */
    public static final int MARGIN_REFUSED = -2;
    /** The broker did not tell the margin in time. */
    public static final int MARGIN_UNKNOWN = -3;
    /** There was no connection, or none that could be trusted. */
    public static final int NOT_CONNECTED = OrderGateway.NOT_CONNECTED;
    /** Nothing is sent in a dry run. */
    public static final int DRY_RUN = -5;
    /** Too late for the opening auction. */
    public static final int TOO_LATE = -6;
    /** The order that it belongs to was not sent. */
    public static final int WITH_PARENT = -7;
    /** Entries were stopped while it was on its way. */
    public static final int KILLED = -8;
    /** A price correction of an execution, booked as a charge. */
    static final int CORRECTION = -9;

    /** It was to leave more than is held by now: another order has executed meanwhile. */
    public static final int NOT_HELD = -10;

    /** Something was published between its decision and its sending by which nothing is entered. */
    public static final int ENTRIES_SHUT = -11;

    private GatewayCode() {}
}
