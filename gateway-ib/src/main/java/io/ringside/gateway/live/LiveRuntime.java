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
 * The runtime of a trading day: a monotone clock, and threads for the stages. A test simulation replaces it, so that one
 * thread and one seed determine everything.
 *
 * <p>Thread: any.
 */
class LiveRuntime implements NanoClock {
    /** The real clock and threads. */
    static final LiveRuntime REAL = new LiveRuntime();

    /** Monotone nanoseconds, for all timeouts that are not in market time. */
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

    /** Wraps the gateway that the order stage calls. */
    OrderGateway wrapGateway(OrderGateway gateway) {
        return gateway;
    }
}
