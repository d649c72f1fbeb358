package io.ringside.gateway.sim;

import java.util.List;

/**
 * Makes a simulated TWS send wrong messages: alters, repeats, delays or drops messages to clients, while its own state stays
 * correct. Frames, lengths and connections are intact; only the content is wrong.
 *
 * <p>Thread: the workstation's.
 */
@FunctionalInterface
public interface Distortion {
    /**
     * The messages that are sent in place of one.
     *
     * @param clientId the client that they are for
     * @param fields the message, its id first
     */
    List<List<String>> distort(int clientId, List<String> fields);
}
