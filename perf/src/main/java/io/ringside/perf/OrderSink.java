package io.ringside.perf;

import io.ringside.engine.order.OrderGateway;

/** Where a latency window's orders leave the engine; orders before {@link #begin} belong to the run-in and do not count. */
interface OrderSink extends OrderGateway {
    /** From now on each event brings one order, the first one due at the given time. Producer's thread. */
    void begin(long startNanos);

    /** Waits for the last order. Producer's thread. */
    void awaitAll();
}
