package io.ringside.gateway.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a message to a client: its fields in order.
 *
 * <p>Thread: the workstation's.
 */
final class Reply {
    private final List<String> fields = new ArrayList<>();

    private Reply() {}

    /** A message of the given id. */
    static Reply of(int messageId) {
        return new Reply().add(messageId);
    }

    /** The answer to the handshake, which has no id. */
    static Reply handshake(int serverVersion, String connectionTime) {
        return new Reply().add(serverVersion).add(connectionTime);
    }

    /** Text. */
    Reply add(String text) {
        fields.add(text);
        return this;
    }

    /** Whole number. */
    Reply add(long number) {
        return add(Long.toString(number));
    }

    /** Yes or no. */
    Reply add(boolean flag) {
        return add(flag ? "1" : "0");
    }

    /** Several texts. */
    Reply addAll(String... texts) {
        for (String text : texts) {
            fields.add(text);
        }
        return this;
    }

    /** Text if a condition holds. */
    Reply addIf(boolean condition, String text) {
        return condition ? add(text) : this;
    }

    /** The fields so far. */
    List<String> fields() {
        return List.copyOf(fields);
    }

    /** Id of the message, or -1 if it has none. */
    int messageId() {
        try {
            return Integer.parseInt(fields.get(0));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
