package io.ringside.gateway.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One connection, from its first byte to its end, with everything it subscribed to.
 *
 * <p>Thread: the workstation's.
 */
public final class Client {
    /** Number of the connection, from 1; the log's {@code connection}. */
    final int number;
    /** Where its bytes go. */
    final Wire wire;
    /** Received bytes of an incomplete message. */
    final Frames frames = new Frames();
    /** Negotiated server version; 0 before the handshake. */
    int serverVersion;
    /** Its client id; -1 before startApi. */
    int clientId = -1;
    /** It has sent startApi and was accepted. */
    boolean started;
    /** Nothing is read or sent any more, but the connection stays open. */
    boolean muted;
    /** The connection is over. */
    boolean closed;

    /** Streams. */
    final List<Subscription> subscriptions = new ArrayList<>();
    /** It asked for positions. */
    boolean positions;
    /** It asked for account updates. */
    boolean accountUpdates;
    /** Request ids of account summaries with their tags. */
    final Map<Integer, List<String>> summaries = new LinkedHashMap<>();
    /** Request ids of account updates by model. */
    final List<Integer> multiUpdates = new ArrayList<>();

    /** Messages until the pacing fault ends the connection; 0 if the fault is not active. */
    int pacingStrikes;
    /** Wall clock up to which its messages fill the allowance, in nanoseconds. */
    long paidUntilNanos;
    /** How many pacing errors it was sent. */
    int pacingErrors;

    /** Frames held back to be sent in one piece; null if there are none. */
    List<byte[]> held;
    /** A message about an order that is sent after the next one. */
    Reply overtaken;

    Client(int number, Wire wire) {
        this.number = number;
        this.wire = wire;
    }

    /** The subscription of that kind and id, or null. */
    Subscription find(Subscription.Kind kind, int requestId) {
        for (Subscription subscription : subscriptions) {
            if (subscription.is(kind, requestId)) {
                return subscription;
            }
        }
        return null;
    }

    /** How many subscriptions of a kind it has. */
    int count(Subscription.Kind kind) {
        int count = 0;
        for (Subscription subscription : subscriptions) {
            count += subscription.kind == kind ? 1 : 0;
        }
        return count;
    }
}
