package io.ringside.gateway.live.inbound;

/**
 * State of an order as a broker tells it. States repeat, may be missing, and come in no order relative to executions: a
 * snapshot, never an increment.
 *
 * <p>Thread: any.
 */
public enum OrderStatus {
    /** On its way, or its cancel is. */
    PENDING,
    /** The broker has it. */
    WORKING,
    /** Cancelled; fills that crossed may still come. */
    CANCELLED,
    /** Filled in full. */
    FILLED,
    /** Rejected or held: the error that came with it tells which. */
    INACTIVE,
    /** Something that nobody knows. */
    UNKNOWN;

    /** Whether the order works no longer, as far as this state tells; the quantity filled has the last word. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED;
    }
}
