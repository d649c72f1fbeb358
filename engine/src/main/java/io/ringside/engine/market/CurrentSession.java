package io.ringside.engine.market;

/**
 * Looks up the session day of successive events; the calendar is asked once a day, since the answer holds until the next
 * midnight in the exchange's time.
 *
 * <p>Thread: its owner's.
 */
public final class CurrentSession {
    private static final long DAY_NANOS = 24 * 60 * ExchangeCalendar.MINUTE_NANOS;

    private final ExchangeCalendar calendar;
    private long fromNanos;
    private long toNanos;
    private int day;

    public CurrentSession(ExchangeCalendar calendar) {
        this.calendar = calendar;
    }

    /** Days since 1970 of the session that the time belongs to, as {@link ExchangeCalendar#sessionDay}. */
    public int day(long nanos) {
        if (nanos < fromNanos || nanos >= toNanos) {
            find(nanos);
        }
        return day;
    }

    private void find(long nanos) {
        int localDay = calendar.localDay(nanos);
        fromNanos = calendar.toNanos(localDay, 0);
        // Counted on from this day: the calendar's last one has none after it.
        toNanos = calendar.toNanos(localDay, DAY_NANOS);
        day = calendar.sessionDay(nanos);
    }
}
