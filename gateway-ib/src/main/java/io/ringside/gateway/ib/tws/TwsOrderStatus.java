package io.ringside.gateway.ib.tws;

/**
 * State of an order as the broker reports it. States repeat, may be missing, and come in no order relative to executions:
 * a snapshot, never an increment.
 *
 * <p>Thread: any.
 */
public enum TwsOrderStatus {
    /** Not yet sent on, as far as the API knows. */
    API_PENDING("ApiPending"),
    /** Sent to the broker, not yet acknowledged. */
    PENDING_SUBMIT("PendingSubmit"),
    /** A cancel was sent, not yet confirmed. */
    PENDING_CANCEL("PendingCancel"),
    /** Held at the broker: simulated stops, children of a bracket, orders outside hours. */
    PRE_SUBMITTED("PreSubmitted"),
    /** Working. */
    SUBMITTED("Submitted"),
    /** Cancelled before it was acknowledged. */
    API_CANCELLED("ApiCancelled"),
    /** Cancelled; fills that crossed may still come. */
    CANCELLED("Cancelled"),
    /** Filled in full. */
    FILLED("Filled"),
    /** Rejected or held: the error message that came with it says which. */
    INACTIVE("Inactive"),
    /** Any other text. */
    UNKNOWN("");

    private static final TwsOrderStatus[] KNOWN = {
        SUBMITTED,
        PRE_SUBMITTED,
        FILLED,
        PENDING_SUBMIT,
        PENDING_CANCEL,
        CANCELLED,
        INACTIVE,
        API_PENDING,
        API_CANCELLED
    };

    private final String text;

    TwsOrderStatus(String text) {
        this.text = text;
    }

    /** The state of a text, {@link #UNKNOWN} if there is none; allocates nothing. */
    public static TwsOrderStatus of(AsciiField field) {
        for (TwsOrderStatus status : KNOWN) {
            if (field.is(status.text)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether the order has ended by this state; the quantity filled takes precedence. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED || this == API_CANCELLED;
    }
}
