package io.ringside.alerts;

/**
 * What became of an attempt to send a message.
 *
 * @param kind what is to be done about it
 * @param maybe whether it may have arrived all the same, so that the next attempt is a repeat
 * @param waitMs how long the server wants to be left alone, 0 if it does not say
 * @param reason for people; empty if it was sent
 */
record Delivery(Kind kind, boolean maybe, long waitMs, String reason) {
    enum Kind {
        SENT,
        /** Worth another attempt. */
        LATER,
        /** The other side will never take this message. */
        REFUSED
    }

    static Delivery sent() {
        return new Delivery(Kind.SENT, false, 0, "");
    }

    /** It did not arrive. */
    static Delivery later(String reason, long waitMs) {
        return new Delivery(Kind.LATER, false, waitMs, reason);
    }

    /** Nobody knows whether it arrived. */
    static Delivery unknown(String reason) {
        return new Delivery(Kind.LATER, true, 0, reason);
    }

    static Delivery refused(String reason) {
        return new Delivery(Kind.REFUSED, false, 0, reason);
    }
}
