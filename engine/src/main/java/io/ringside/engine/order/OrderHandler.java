package io.ringside.engine.order;

import io.ringside.engine.event.EngineEvent;

/**
 * Last stage: hands the intents that the journal holds to the gateway, in order. While muted (recovery) it hands over
 * nothing.
 *
 * <p>Thread: order stage. Reads: intents. Writes: nothing.
 */
public final class OrderHandler {
    private final OrderGateway gateway;
    private volatile boolean muted;

    public OrderHandler(OrderGateway gateway) {
        this.gateway = gateway;
    }

    /** While true, intents are not handed over. Any thread. */
    public void mute(boolean on) {
        muted = on;
    }

    /** Takes one event in. */
    public void onEvent(EngineEvent event) {
        if (event.intentCount > 0 && !muted) {
            handOver(event);
        }
    }

    private void handOver(EngineEvent event) {
        for (int i = 0; i < event.intentCount; i++) {
            gateway.submit(event.intents[i], event.eventNanos);
        }
        gateway.submitted(event.eventNanos);
    }
}
