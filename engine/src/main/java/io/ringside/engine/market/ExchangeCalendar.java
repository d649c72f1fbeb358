package io.ringside.engine.market;

import io.ringside.engine.settings.UserError;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * The sessions of the US equity market from 1998 to 2030, and the conversion between UTC nanoseconds and New York's clock.
 *
 * <p>A day is the number of days since 1970 of a date in New York; an instant is UTC nanoseconds since 1970. Everything is
 * computed once, into one array cell a day, so that a lookup costs a division and no allocation. Days and instants outside
 * 1998 to 2030 are a {@link UserError}.
 *
 * <p>Thread: any; immutable.
 */
public final class ExchangeCalendar {
    /** First year with sessions. */
    public static final int FIRST_YEAR = 1998;
    /** Last year with sessions. */
    public static final int LAST_YEAR = 2030;

    /** Nanoseconds a second. */
    public static final long SECOND_NANOS = 1_000_000_000L;
    /** Nanoseconds a minute. */
    public static final long MINUTE_NANOS = 60 * SECOND_NANOS;

    private static final long DAY_SECONDS = 86_400;
    private static final long DAY_NANOS = DAY_SECONDS * SECOND_NANOS;

    private static final int EXTENDED_OPEN_SECOND = 4 * 3600;
    private static final int OPEN_SECOND = 9 * 3600 + 30 * 60;
    private static final int HALF_DAY_CLOSE_SECOND = 13 * 3600;
    private static final int CLOSE_SECOND = 16 * 3600;
    private static final int EXTENDED_CLOSE_SECOND = 20 * 3600;
    private static final int HALF_DAY_EXTENDED_CLOSE_SECOND = 17 * 3600;

    private static final ExchangeCalendar US_EQUITY = new ExchangeCalendar();

    private final ZoneId zone = ZoneId.of("America/New_York");
    private final int firstDay = (int) LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay();
    private final int lastDay = (int) LocalDate.of(LAST_YEAR, 12, 31).toEpochDay();

    /** Second of the local day at which the regular session ends; 0 if there is none. */
    private final int[] closeSecond = new int[lastDay - firstDay + 1];
    /** The first trading day on or after each day. */
    private final int[] tradingDayFrom = new int[closeSecond.length];

    private final int nextYearsFirst;
    /** New York's offset in seconds at the beginning of each UTC day; one cell more, for the evening of the last day. */
    private final int[] offsetSeconds = new int[lastDay - firstDay + 2];
    /** Nanosecond of the UTC day from which the next cell's offset applies. */
    private final long[] offsetChangeNanos = new long[offsetSeconds.length];

    /** Works its days out anew; all but a test take {@link #usEquity()}. */
    ExchangeCalendar() {
        for (int i = 0; i < closeSecond.length; i++) {
            // The first of January 1970 was a Thursday: from Monday, the third day of its week.
            closeSecond[i] = Math.floorMod(firstDay + i + 3, 7) < 5 ? CLOSE_SECOND : 0;
        }
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            for (LocalDate day : UsEquityDays.closures(year)) {
                closeSecond[(int) day.toEpochDay() - firstDay] = 0;
            }
            for (LocalDate day : UsEquityDays.halfDays(year)) {
                int cell = (int) day.toEpochDay() - firstDay;
                closeSecond[cell] = Math.min(closeSecond[cell], HALF_DAY_CLOSE_SECOND);
            }
        }
        LocalDate after = LocalDate.of(LAST_YEAR + 1, 1, 1);
        List<LocalDate> closed = UsEquityDays.closures(LAST_YEAR + 1);
        while (after.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 || closed.contains(after)) {
            after = after.plusDays(1);
        }
        nextYearsFirst = (int) after.toEpochDay();
        int tradingDay = nextYearsFirst;
        for (int i = closeSecond.length - 1; i >= 0; i--) {
            tradingDay = closeSecond[i] != 0 ? firstDay + i : tradingDay;
            tradingDayFrom[i] = tradingDay;
        }
        ZoneRules rules = zone.getRules();
        Instant first = Instant.ofEpochSecond(firstDay * DAY_SECONDS);
        int offset = rules.getOffset(first).getTotalSeconds();
        ZoneOffsetTransition change = rules.nextTransition(first.minusNanos(1));
        Arrays.fill(offsetChangeNanos, Long.MAX_VALUE);
        // By changes, of which a year has two: asking the rules for each day takes twice as long.
        for (int i = 0; i < offsetSeconds.length; i++) {
            offsetSeconds[i] = offset;
            long second = change.toEpochSecond() - (firstDay + (long) i) * DAY_SECONDS;
            if (second < DAY_SECONDS) {
                offsetChangeNanos[i] = second * SECOND_NANOS;
                offset = change.getOffsetAfter().getTotalSeconds();
                change = rules.nextTransition(change.getInstant());
            }
        }
    }

    /** The only instance. */
    public static ExchangeCalendar usEquity() {
        return US_EQUITY;
    }

    /** New York. */
    public ZoneId zone() {
        return zone;
    }

    /** Whether a day lies in the calendar's years. */
    public boolean covers(int epochDay) {
        return epochDay >= firstDay && epochDay <= lastDay;
    }

    /** Whether an instant lies in the calendar's years. */
    public boolean coversInstant(long utcNanos) {
        long cell = Math.floorDiv(utcNanos, DAY_NANOS) - firstDay;
        return cell >= 0
                && cell < offsetChangeNanos.length
                && covers((int) Math.floorDiv(utcNanos + offsetNanos(utcNanos), DAY_NANOS));
    }

    /**
     * The day of the session that an instant belongs to: its date in New York or, if that is no trading day, the next
     * trading day. It never decreases as time goes on.
     */
    public int sessionDay(long utcNanos) {
        return tradingDayFrom[index(localDay(utcNanos))];
    }

    /** Whether there is a session on that day. */
    public boolean isTradingDay(int epochDay) {
        return closeSecond[index(epochDay)] != 0;
    }

    /** Whether that day's session ends at 13:00. */
    public boolean isHalfDay(int epochDay) {
        return closeSecond[index(epochDay)] == HALF_DAY_CLOSE_SECOND;
    }

    /**
     * The first trading day after the given one. After the calendar's last session it is the next year's first, of which no
     * more is known than its date: so many nights, and a month's or a year's end, lie between them.
     */
    public int nextTradingDay(int epochDay) {
        int next = index(epochDay) + 1;
        return next == tradingDayFrom.length ? nextYearsFirst : tradingDayFrom[next];
    }

    /** The last trading day before the given one. */
    public int previousTradingDay(int epochDay) {
        int day = epochDay - 1;
        while (!isTradingDay(day)) {
            day--;
        }
        return day;
    }

    /** When the regular session of a trading day begins. */
    public long openNanos(int epochDay) {
        requireTradingDay(epochDay);
        return toNanos(epochDay, OPEN_SECOND * SECOND_NANOS);
    }

    /** When the regular session of a trading day is over. */
    public long closeNanos(int epochDay) {
        requireTradingDay(epochDay);
        return toNanos(epochDay, closeSecond[epochDay - firstDay] * SECOND_NANOS);
    }

    /** When a session of a trading day begins. */
    public long openNanos(int epochDay, Session session) {
        if (session == Session.REGULAR) {
            return openNanos(epochDay);
        }
        requireTradingDay(epochDay);
        return toNanos(epochDay, EXTENDED_OPEN_SECOND * SECOND_NANOS);
    }

    /** When a session of a trading day is over. */
    public long closeNanos(int epochDay, Session session) {
        if (session == Session.REGULAR) {
            return closeNanos(epochDay);
        }
        requireTradingDay(epochDay);
        int close = isHalfDay(epochDay) ? HALF_DAY_EXTENDED_CLOSE_SECOND : EXTENDED_CLOSE_SECOND;
        return toNanos(epochDay, close * SECOND_NANOS);
    }

    /** Whether an instant lies in a regular session: at its open or later, before its close. */
    public boolean isRegular(long utcNanos) {
        return isWithin(utcNanos, Session.REGULAR);
    }

    /** Whether an instant lies in a session: at its open or later, before its close. */
    public boolean isWithin(long utcNanos, Session session) {
        int day = localDay(utcNanos);
        return isTradingDay(day) && utcNanos >= openNanos(day, session) && utcNanos < closeNanos(day, session);
    }

    /** The date in New York, trading day or not. */
    public int localDay(long utcNanos) {
        int day = (int) Math.floorDiv(utcNanos + offsetNanos(utcNanos), DAY_NANOS);
        index(day);
        return day;
    }

    /** Nanoseconds since midnight on New York's clock. */
    public long nanoOfDay(long utcNanos) {
        return Math.floorMod(utcNanos + offsetNanos(utcNanos), DAY_NANOS);
    }

    /** Seconds since midnight on New York's clock. */
    public int secondOfDay(long utcNanos) {
        return (int) (nanoOfDay(utcNanos) / SECOND_NANOS);
    }

    /** Minutes since midnight on New York's clock. */
    public int minuteOfDay(long utcNanos) {
        return secondOfDay(utcNanos) / 60;
    }

    /** Minutes since midnight of the first of January 1970 on New York's clock. */
    public long localMinute(long utcNanos) {
        return Math.floorDiv(utcNanos + offsetNanos(utcNanos), MINUTE_NANOS);
    }

    /**
     * The instant at which New York's clock shows a time. An hour that occurs twice in autumn means the first; a time that
     * does not exist in spring is counted on from the hour before.
     */
    public long toNanos(int epochDay, long nanoOfDay) {
        int cell = index(epochDay);
        long midnight = epochDay * DAY_NANOS;
        long asBefore = midnight + nanoOfDay - offsetSeconds[cell] * SECOND_NANOS;
        long change = offsetChangeNanos[cell];
        if (asBefore - midnight < change) {
            return asBefore;
        }
        long asAfter = midnight + nanoOfDay - offsetNanos(midnight + change);
        return asAfter - midnight >= change ? asAfter : asBefore;
    }

    /** As {@link #toNanos(int, long)}. */
    public long toNanos(LocalDateTime exchangeTime) {
        return toNanos(
                (int) exchangeTime.toLocalDate().toEpochDay(),
                exchangeTime.toLocalTime().toNanoOfDay());
    }

    /** The instant in exchange time with its offset, such as {@code 2025-05-21T12:55:00-04:00}. */
    public String format(long utcNanos) {
        return append(new StringBuilder(32), utcNanos).toString();
    }

    /** Appends what {@link #format} gives; fractions of a second only where there are any. */
    public StringBuilder append(StringBuilder out, long utcNanos) {
        long nanos = nanoOfDay(utcNanos);
        LocalTime time = LocalTime.ofNanoOfDay(nanos);
        out.append(LocalDate.ofEpochDay(localDay(utcNanos))).append('T').append(time);
        if (nanos % MINUTE_NANOS == 0) {
            out.append(":00");
        }
        return out.append(ZoneOffset.ofTotalSeconds((int) (offsetNanos(utcNanos) / SECOND_NANOS)));
    }

    private long offsetNanos(long utcNanos) {
        long cell = Math.floorDiv(utcNanos, DAY_NANOS) - firstDay;
        if (cell < 0 || cell >= offsetChangeNanos.length) {
            throw outside(cell + firstDay);
        }
        boolean changed = Math.floorMod(utcNanos, DAY_NANOS) >= offsetChangeNanos[(int) cell];
        return offsetSeconds[(int) cell + (changed ? 1 : 0)] * SECOND_NANOS;
    }

    private int index(int epochDay) {
        if (epochDay < firstDay || epochDay > lastDay) {
            throw outside(epochDay);
        }
        return epochDay - firstDay;
    }

    private void requireTradingDay(int epochDay) {
        if (epochDay == nextYearsFirst) {
            throw new UserError(LocalDate.ofEpochDay(epochDay) + " is after the exchange calendar's last session, "
                    + LocalDate.ofEpochDay(lastDay)
                    + ": what is to be ordered for the session after it is not known; end a"
                    + " session earlier");
        }
        if (!isTradingDay(epochDay)) {
            throw new IllegalArgumentException(LocalDate.ofEpochDay(epochDay) + " is not a trading day");
        }
    }

    private static UserError outside(long epochDay) {
        return new UserError(LocalDate.ofEpochDay(epochDay) + " is outside the exchange calendar, which knows "
                + FIRST_YEAR + " to " + LAST_YEAR + ": use dates within it");
    }
}
