package io.ringside.alerts;

import java.util.Locale;

/** Kinds of alerts, with their default severity. */
enum Rule {
    /** A position has no live stop of its size at the broker. */
    UNPROTECTED(Severity.CRITICAL),
    /** It has one again. */
    PROTECTED(Severity.INFO),
    /** Accounts or orders differ from the broker's, and trading is latched. */
    BREAK(Severity.CRITICAL),
    /** Somebody has killed trading. */
    KILL(Severity.CRITICAL),
    /** Trading is latched, whatever the reason. */
    LATCHED(Severity.CRITICAL),
    /** No daemon runs, though none was stopped. */
    DEAD(Severity.CRITICAL),
    /** A daemon runs again. */
    ALIVE(Severity.INFO),
    /** A daemon was stopped in order. */
    STOPPED(Severity.WARNING),
    /** The daemon's session thread does not move. */
    STUCK(Severity.CRITICAL),
    /** A stage has failed. */
    FAILED(Severity.CRITICAL),
    /** An instrument's prices have stopped. */
    FEED_STALE(Severity.CRITICAL),
    /** They come again. */
    FEED_FRESH(Severity.INFO),
    /** The journal cannot be read. */
    JOURNAL(Severity.CRITICAL),
    /** One of the daemon's own alarms, which the other rules do not know. */
    ALARM(Severity.WARNING),
    /** The same, of a position without a stop, a latch, or a daemon that stands still. */
    URGENT_ALARM(Severity.CRITICAL),
    /** The connection to the broker is gone. */
    DISCONNECTED(Severity.WARNING),
    /** It is back, and accounts and orders agree. */
    RECONCILED(Severity.INFO),
    /** The clocks differ. */
    CLOCK(Severity.WARNING),
    /** The journal's disk is nearly full. */
    DISK(Severity.WARNING),
    /** The broker knows nothing of an order that may have left. */
    ORDER_UNKNOWN(Severity.WARNING),
    /** The broker refused an order. */
    REJECTED(Severity.WARNING),
    /** A limit of losses stops entries; once a session. */
    LIMIT(Severity.WARNING),
    /** An operator's command but a kill and an acknowledgement. */
    OPERATOR(Severity.WARNING),
    /** Bars were missing, and fetched. */
    GAP(Severity.INFO),
    /** An execution. */
    FILL(Severity.DIGEST),
    /** An order that is decided on. */
    ORDER(Severity.DIGEST),
    /** A channel's other side will not take a message. */
    CHANNEL(Severity.WARNING);

    private final Severity usual;

    Rule(Severity usual) {
        this.usual = usual;
    }

    Severity usual() {
        return usual;
    }

    /** As configuration and messages name it: {@code feed-stale}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
