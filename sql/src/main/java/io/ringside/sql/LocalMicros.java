package io.ringside.sql;

import io.ringside.engine.market.ExchangeCalendar;

/** New York's clock as microseconds, which is how databases count. */
final class LocalMicros {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private LocalMicros() {}

    /** Whether there is a time at all. */
    static boolean isKnown(long nanos) {
        return nanos > 0 && CALENDAR.coversInstant(nanos);
    }

    static long of(long nanos) {
        return CALENDAR.localDay(nanos) * DAY_MICROS + CALENDAR.nanoOfDay(nanos) / 1_000;
    }
}
