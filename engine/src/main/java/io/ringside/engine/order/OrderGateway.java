package io.ringside.engine.order;

import io.ringside.engine.event.Intent;

/**
 * Sends intents to a broker: Interactive Brokers, or a simulated one.
 *
 * <p>Thread: order stage. The answer comes back as events through the gateway's own publisher, never from within
 * {@link #submit}.
 */
public interface OrderGateway {
    /** Code of a cancelled order: the broker does not know it, since it was never sent or was lost on the way. */
    int NOT_AT_BROKER = -1;
    /** Code of a cancelled order: it was not sent, since there was no reliable connection. */
    int NOT_CONNECTED = -4;

    /**
     * Sends an intent that the journal holds. The intent belongs to the slot: copy what is needed after the call.
     *
     * @param intent what to do
     * @param eventNanos time of the deciding event
     */
    void submit(Intent intent, long eventNanos);

    /** Called after the last intent of an event: orders that belong together can be sent together now. */
    default void submitted(long eventNanos) {}
}
