package io.ringside.gateway.ib;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.ThreadSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.order.OrderGateway;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsSettings;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What a trading day stands on: a monotone clock, threads for the stages, a socket. A simulation puts its own in their place,
 * so that one thread and one seed decide everything.
 *
 * <p>Thread: any.
 */
public class LiveRuntime implements NanoClock {
    /** The one that this process runs on. */
    public static final LiveRuntime REAL = new LiveRuntime();

    /**
     * The same beside a simulated broker that plays days in minutes: it takes more messages a second than a real one would,
     * or the days would wait for the pace of their own messages.
     */
    public static final LiveRuntime SIMULATED_BROKER = new LiveRuntime() {
        @Override
        public TwsConnection connect(TwsSettings settings, TwsConnection.Listener listener) {
            return super.connect(settings.unpaced(), listener);
        }

        @Override
        public boolean pacesHistory() {
            // Its clock stands until the history is there.
            return false;
        }
    };

    /**
     * Wall time of events and stages, UTC nanoseconds since 1970. It counts on from the system's clock, which it asks once an
     * hour: that one allocates at each call wherever its code has not been compiled to the end.
     */
    public static final EpochNanoClock WALL = new OffsetEpochNanoClock();

    /** Monotone nanoseconds, by which everything waits that is no market time. */
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Whether requests for bars of the past keep to the broker's rules, by the market's time. */
    public boolean pacesHistory() {
        return true;
    }

    /** The stages, on threads. */
    public Pipeline pipeline(
            Stages stages,
            Bounds bounds,
            long firstSequence,
            ThreadSettings threads,
            Consumer<EngineFailure> onFailure) {
        return Pipeline.ring(stages, bounds, firstSequence, threads, onFailure);
    }

    /** The stage that writes the journal. */
    public JournalHandler journal(JournalWriter writer) {
        return new JournalHandler(writer);
    }

    /** The way of intents from the order stage to the gateway. */
    public OrderGateway wrapGateway(OrderGateway gateway) {
        return gateway;
    }

    /** A connection that has begun. */
    public TwsConnection connect(TwsSettings settings, TwsConnection.Listener listener) {
        return TwsConnection.open(settings, listener, SystemNanoClock.INSTANCE);
    }
}
