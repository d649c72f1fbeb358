package io.ringside.gateway.ib.tws;

/**
 * What goes first when the rate limit makes messages wait.
 *
 * <p>Thread: any.
 */
public enum Priority {
    /** Cancels, and the heartbeat: they may use the whole rate. */
    CANCEL,
    /** Placements and modifications. */
    ORDER,
    /** Everything else. */
    REQUEST
}
