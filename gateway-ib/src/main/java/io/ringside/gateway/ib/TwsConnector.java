package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsSettings;
import org.agrona.concurrent.SystemNanoClock;

/** Opens connections to TWS: over a socket, or in a simulation's memory. */
@FunctionalInterface
public interface TwsConnector {
    /** Over a socket. */
    TwsConnector SOCKET = (settings, listener) -> TwsConnection.open(settings, listener, SystemNanoClock.INSTANCE);

    /** Opens a connection. */
    TwsConnection connect(TwsSettings settings, TwsConnection.Listener listener);
}
