package io.ringside.engine.order;

import io.ringside.engine.event.Intent;

/**
 * Where intents leave the engine: Interactive Brokers, or a simulated broker.
 *
 * <p>Thread: order stage. The answer comes back as events through the gateway's own publisher, never from within
 * {@link #submit}.
 */
public interface OrderGateway {
    /** Code of an order's end: the broker knows nothing of it, since it never left, or was lost on the way. */
    int NOT_AT_BROKER = -1;
    /** Code of an order's end: there was no connection, or none that could be trusted. */
    int NOT_CONNECTED = -4;

    /**
     * Takes an intent that the journal holds. The intent belongs to the slot: copy what outlives the call.
     *
     * @param intent what to do
     * @param eventNanos time of the deciding event
     */
    void submit(Intent intent, long eventNanos);

    /** All intents of the event have been handed over: those that belong together can leave together. */
    default void submitted(long eventNanos) {}
}
