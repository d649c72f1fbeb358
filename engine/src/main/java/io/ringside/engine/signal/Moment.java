package io.ringside.engine.signal;

import io.ringside.engine.event.EventType;

/** When a rule may be asked, beside the close of bars. */
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

    /** The moment that an event of a type is, or null if it is none. */
    public static Moment of(EventType type) {
        for (Moment moment : ALL) {
            if (moment.type == type) {
                return moment;
            }
        }
        return null;
    }

    /** The event that it is. */
    EventType type() {
        return type;
    }

    /** Whether it is about one instrument, and not about the session. */
    public boolean isOfInstrument() {
        return this == TRADE || this == QUOTE;
    }
}
