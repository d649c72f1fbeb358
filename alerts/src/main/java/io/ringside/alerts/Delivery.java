package io.ringside.alerts;

/**
 * Result of an attempt to send a message.
 *
 * @param kind what follows from it
 * @param maybe whether it may have arrived all the same, so that the next attempt is a repeat
 * @param waitMs wait requested by the server, 0 if none
 * @param reason text; empty if it was sent
 */
record Delivery(Kind kind, boolean maybe, long waitMs, String reason) {
    enum Kind {
        SENT,
        /** Worth another attempt. */
        LATER,
        /** The other side will never accept this message. */
        REFUSED
    }

    static Delivery sent() {
        return new Delivery(Kind.SENT, false, 0, "");
    }

    /** It did not arrive. */
    static Delivery later(String reason, long waitMs) {
        return new Delivery(Kind.LATER, false, waitMs, reason);
    }

    /** It is unknown whether it arrived. */
    static Delivery unknown(String reason) {
        return new Delivery(Kind.LATER, true, 0, reason);
    }

    static Delivery refused(String reason) {
        return new Delivery(Kind.REFUSED, false, 0, reason);
    }
}
