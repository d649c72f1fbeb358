package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsSettings;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.Broker;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import java.util.function.Supplier;

/**
 * Interactive Brokers, through TWS or IB Gateway. It keeps the order ids that are used.
 *
 * <p>Thread: session.
 */
public final class InteractiveBrokers implements Broker {
    /** The real broker, over a socket, with its pacing rules. */
    public static final Source REAL = (folder, settings) ->
            new InteractiveBrokers(new OrderIds(folder.orderIds(settings.clientId())), TwsConnector.SOCKET, true);

    /**
     * A simulated broker that plays days in minutes: it takes more messages a second than a real one, since the rate limit
     * would otherwise hold up its fast days, and its clock stands until history is loaded.
     */
    public static final Source SIMULATED = (folder, settings) -> new InteractiveBrokers(
            new OrderIds(folder.orderIds(settings.clientId())),
            (tws, listener) -> TwsConnector.SOCKET.connect(tws.unpaced(), listener),
            false);

    private final OrderIds ids;
    private final TwsConnector connector;
    private final boolean pacesHistory;

    /** @param pacesHistory whether history requests are paced by the broker's rules, in market time */
    public InteractiveBrokers(OrderIds ids, TwsConnector connector, boolean pacesHistory) {
        this.ids = ids;
        this.connector = connector;
        this.pacesHistory = pacesHistory;
    }

    @Override
    public BrokerConnection open(TradingBooks books, AccountWorth worth, Supplier<EventPublisher> publishers) {
        TwsContract[] contracts = new TwsContract[books.instruments.size()];
        ids.reserve();
        return new BrokerSession(
                books, worth, publishers, contracts, ids, new IbMarketData(books, contracts, pacesHistory), connector);
    }

    /** Refuses to run with unchecked buffers, whose memory a malformed message could corrupt. */
    public static void requireCheckedBuffers() {
        TwsConnection.requireCheckedBuffers();
    }

    /** Connection settings for a client id. */
    public static TwsSettings tws(LiveSettings live, int client) {
        return new TwsSettings(
                live.host(),
                live.port(),
                client,
                live.versionMin(),
                live.versionMax(),
                true,
                live.unzoned(),
                live.connectTimeoutMs(),
                live.connectTimeoutMs(),
                live.heartbeatMs(),
                live.heartbeatMs(),
                2_000,
                45,
                10,
                10);
    }
}
