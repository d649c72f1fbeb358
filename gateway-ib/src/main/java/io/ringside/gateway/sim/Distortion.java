package io.ringside.gateway.sim;

import java.util.List;

/**
 * Makes a liar of a simulated TWS: alters, repeats, holds back or drops what it says to its clients, message by message, while
 * what it knows stays true. Frames, lengths and connections are whole; only the content is not.
 *
 * <p>Thread: the workstation's.
 */
@FunctionalInterface
public interface Distortion {
    /**
     * The messages that leave in place of one.
     *
     * @param clientId the client that they are for
     * @param fields the message, its id first
     */
    List<List<String>> distort(int clientId, List<String> fields);
}
