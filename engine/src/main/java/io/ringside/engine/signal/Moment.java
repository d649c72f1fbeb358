package io.ringside.engine.signal;

import io.ringside.engine.event.EventType;

/** Moments other than a bar's close at which a rule may be evaluated. */
public enum Moment {
    /** A trade of the strategy's instrument. */
    TRADE(EventType.TRADE),
    /** A quote of the strategy's instrument. */
    QUOTE(EventType.QUOTE),
    /** The regular session begins. */
    SESSION_OPEN(EventType.SESSION_OPEN),
    /** The regular session is over. */
    SESSION_CLOSE(EventType.SESSION_CLOSE),
    /** A minute of the regular session has begun, the first one included: 09:30, 09:31 and so on to 15:59. */
    TIMER(EventType.TIMER);

    private static final Moment[] ALL = values();

    private final EventType type;

    Moment(EventType type) {
        this.type = type;
    }

    /** The moment of an event type, or null if there is none. */
    public static Moment of(EventType type) {
        for (Moment moment : ALL) {
            if (moment.type == type) {
                return moment;
            }
        }
        return null;
    }

    /** Its event type. */
    EventType type() {
        return type;
    }

    /** Whether it concerns one instrument, and not the session. */
    public boolean isOfInstrument() {
        return this == TRADE || this == QUOTE;
    }
}
