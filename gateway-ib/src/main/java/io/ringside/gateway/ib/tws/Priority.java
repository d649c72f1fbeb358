package io.ringside.gateway.ib.tws;

/**
 * Priority of messages while the rate limit delays them.
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
