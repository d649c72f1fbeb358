package io.ringside.gateway.live.broker;

import io.ringside.engine.EventPublisher;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.operator.LiveFolder;
import java.util.function.Supplier;

/**
 * A broker, for the lifetime of a daemon: it keeps state that must survive a trading day, such as the order ids used.
 *
 * <p>Thread: session.
 */
public interface Broker {
    /** Creates a daemon's broker. */
    interface Source {
        /**
         * Creates the broker.
         *
         * @param folder the daemon's folder, already locked, for the broker's state
         * @throws io.ringside.engine.settings.UserError if that state cannot be read
         */
        Broker of(LiveFolder folder, LiveSettings settings);
    }

    /**
     * Opens the connection of a trading day. No message is sent or received before {@link BrokerConnection#work}.
     *
     * @param books receive the broker's messages
     * @param publishers publishers into the ring, one a thread
     */
    BrokerConnection open(TradingBooks books, AccountWorth worth, Supplier<EventPublisher> publishers);
}
