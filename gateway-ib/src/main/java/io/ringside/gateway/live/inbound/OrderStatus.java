package io.ringside.gateway.live.inbound;

/**
 * State of an order as a broker reports it. States repeat, may be missing, and come in no order relative to executions: a
 * snapshot, never an increment.
 *
 * <p>Thread: any.
 */
public enum OrderStatus {
    /** The order, or its cancellation, is not yet acknowledged. */
    PENDING,
    /** The broker has it. */
    WORKING,
    /** Cancelled; fills that crossed may still come. */
    CANCELLED,
    /** Filled in full. */
    FILLED,
    /** Rejected or held: the error message that came with it says which. */
    INACTIVE,
    /** An unknown state. */
    UNKNOWN;

    /** Whether the order has ended by this state; the quantity filled takes precedence. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED;
    }
}
