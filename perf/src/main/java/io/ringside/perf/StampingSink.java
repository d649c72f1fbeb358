package io.ringside.perf;

import io.ringside.engine.event.Intent;

/**
 * Notes when each order reaches the order stage, and does nothing with it.
 *
 * <p>Thread: {@link #submit} the order stage's.
 */
final class StampingSink implements OrderSink {
    private final Arrivals decided;
    private boolean begun;

    StampingSink(Pace pace) {
        decided = new Arrivals(pace);
    }

    @Override
    public void begin(long startNanos) {
        decided.begin(startNanos);
        begun = true;
    }

    @Override
    public void submit(Intent intent, long eventNanos) {
        if (begun) {
            decided.arrived();
        }
    }

    @Override
    public void awaitAll() {
        decided.awaitAll();
    }

    Arrivals decided() {
        return decided;
    }
}
