package io.ringside.gateway.live;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.ThreadSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.order.OrderGateway;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * What a trading day stands on: a monotone clock, and threads for the stages. A simulation puts its own in their place, so that
 * one thread and one seed decide everything.
 *
 * <p>Thread: any.
 */
class LiveRuntime implements NanoClock {
    /** The one that this process runs on. */
    static final LiveRuntime REAL = new LiveRuntime();

    /** Monotone nanoseconds, by which everything waits that is no market time. */
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The stages, on threads. */
    Pipeline pipeline(
            Stages stages,
            Bounds bounds,
            long firstSequence,
            ThreadSettings threads,
            Consumer<EngineFailure> onFailure) {
        return Pipeline.ring(stages, bounds, firstSequence, threads, onFailure);
    }

    /** The stage that writes the journal. */
    JournalHandler journal(JournalWriter writer) {
        return new JournalHandler(writer);
    }

    /** The way of intents from the order stage to the gateway. */
    OrderGateway wrapGateway(OrderGateway gateway) {
        return gateway;
    }
}
