package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsEncoder;

/**
 * A connection that is ready, with its encoder and request ids.
 *
 * <p>Thread: session.
 *
 * @param encoder writes the messages of the session's thread
 * @param ids of requests
 */
record TwsLink(TwsConnection connection, TwsEncoder encoder, RequestIds ids) {
    /** Sends what the encoder has written; false if the connection is gone. */
    boolean send(TwsEncoder message) {
        return connection.send(message);
    }

    /** A number for a request. */
    int nextId() {
        return ids.next();
    }
}
