package io.ringside.gateway.live.broker;

import io.ringside.engine.EventPublisher;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.operator.LiveFolder;
import java.util.function.Supplier;

/**
 * A broker, for as long as a daemon lives: it remembers what must outlast a trading day, such as which order numbers are used.
 *
 * <p>Thread: session.
 */
public interface Broker {
    /** Where a daemon gets its broker from. */
    interface Source {
        /**
         * The broker of a daemon that begins.
         *
         * @param folder the daemon's, taken: what the broker has to remember is kept there
         * @throws io.ringside.engine.settings.UserError if what was kept there cannot be read
         */
        Broker of(LiveFolder folder, LiveSettings settings);
    }

    /**
     * Opens the connection of a trading day. Nothing is said or heard before {@link BrokerConnection#work}.
     *
     * @param books where what the broker says goes
     * @param publishers ways into the ring, one a thread
     */
    BrokerConnection open(TradingBooks books, AccountWorth worth, Supplier<EventPublisher> publishers);
}
