package io.ringside.gateway.ib.tws;

/**
 * A frame that breaks the protocol: its message names the message, the index of the field (0 is the message id) and the
 * value as it came. The only exception that decoding throws. It carries no stack trace: the fault is the peer's, and a
 * hostile peer must not cause the cost of one for every frame.
 */
public final class TwsProtocolError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_MAX = 64;

    private final int messageId;
    private final int fieldIndex;

    TwsProtocolError(int messageId, int fieldIndex, CharSequence value, String fault) {
        super(
                (fieldIndex < 0 ? "text field" : Incoming.name(messageId) + ", field " + fieldIndex) + ": " + fault
                        + ": \"" + printable(value) + "\"",
                null,
                false,
                false);
        this.messageId = messageId;
        this.fieldIndex = fieldIndex;
    }

    /** Id of the message, -1 if it had not been read. */
    public int messageId() {
        return messageId;
    }

    /** Which field was at fault; 0 is the message id, -1 a text that was read as a number afterwards. */
    public int fieldIndex() {
        return fieldIndex;
    }

    private static String printable(CharSequence value) {
        int shown = Math.min(value.length(), SHOWN_MAX);
        StringBuilder out = new StringBuilder(shown + 3);
        for (int i = 0; i < shown; i++) {
            char c = value.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.append(value.length() > SHOWN_MAX ? "..." : "").toString();
    }
}
