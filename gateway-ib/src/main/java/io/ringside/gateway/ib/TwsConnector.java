package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsSettings;
import org.agrona.concurrent.SystemNanoClock;

/** Where connections come from: a socket, or a simulation's memory. */
@FunctionalInterface
public interface TwsConnector {
    /** Over a socket. */
    TwsConnector SOCKET = (settings, listener) -> TwsConnection.open(settings, listener, SystemNanoClock.INSTANCE);

    /** A connection that has begun. */
    TwsConnection connect(TwsSettings settings, TwsConnection.Listener listener);
}
