package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads the instants that market-data files write: {@code 2025-05-12 09:30:00} or {@code 20250512 09:30} on the exchange's
 * clock, the same with {@code Z}, an offset or New York's name after it, a date alone, or an epoch in seconds, milliseconds,
 * microseconds or nanoseconds (told apart by the number of digits). {@code 20250512-13:30:00} is UTC, as Interactive
 * Brokers writes it.
 *
 * <p>Thread: the reader's; it holds the last result.
 */
final class TimestampParser {
    static final String REMEDY = "give a time such as 2025-05-12 09:30:00, in exchange time, from "
            + ExchangeCalendar.FIRST_YEAR + " to " + ExchangeCalendar.LAST_YEAR;

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;

    private final ExchangeCalendar calendar;
    /** Null for the exchange's. */
    private ZoneId localZone;

    private CharSequence text = "";
    private int at;
    private int epochDay;
    private boolean dateOnly;
    private long utcNanos;

    TimestampParser(ExchangeCalendar calendar) {
        this.calendar = calendar;
    }

    /** Reads times without a zone on another clock than the exchange's. */
    void setLocalZone(ZoneId zone) {
        localZone = zone;
    }

    /** Whether the last text named a day without a time. */
    boolean isDateOnly() {
        return dateOnly;
    }

    /** The day that the last text named, on the exchange's clock. */
    int epochDay() {
        return epochDay;
    }

    /** The instant that the last text named; the day's midnight if there was no time. */
    long utcNanos() {
        return utcNanos;
    }

    /** Reads a text; false if it is no instant within the calendar. */
    boolean parse(CharSequence input) {
        text = input;
        at = 0;
        dateOnly = false;
        int digits = 0;
        while (digits < text.length() && isDigit(digits)) {
            digits++;
        }
        if (digits == text.length() && digits != 8) {
            return epoch(digits);
        }
        boolean separated = digits == 4;
        if (!(separated ? separatedDate() : digits == 8 && compactDate()) || !calendar.covers(epochDay)) {
            return false;
        }
        if (at == text.length()) {
            dateOnly = true;
            utcNanos = calendar.toNanos(epochDay, 0);
            return true;
        }
        boolean utc = !separated && text.charAt(at) == '-';
        return timeAndZone(utc);
    }

    private boolean epoch(int digits) {
        long unit = switch (digits) {
            case 9, 10 -> SECOND;
            case 12, 13 -> 1_000_000;
            case 15, 16 -> 1_000;
            case 18, 19 -> 1;
            default -> 0;
        };
        if (unit == 0 || (digits == 19 && text.charAt(0) != '1')) {
            return false;
        }
        long value = number(digits);
        return value <= Long.MAX_VALUE / unit && instant(value * unit);
    }

    private boolean instant(long nanos) {
        if (!calendar.coversInstant(nanos)) {
            return false;
        }
        utcNanos = nanos;
        epochDay = calendar.localDay(nanos);
        return true;
    }

    private boolean separatedDate() {
        long year = number(4);
        char separator = text.charAt(at++);
        if (separator != '-' && separator != '/') {
            return false;
        }
        long month = oneOrTwo();
        if (month < 0 || at >= text.length() || text.charAt(at++) != separator) {
            return false;
        }
        return date(year, month, oneOrTwo());
    }

    private boolean compactDate() {
        return date(number(4), number(2), number(2));
    }

    private boolean date(long year, long month, long day) {
        if (year < 1970 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int monthEnd = month == 12 ? 365 : DAYS_BEFORE_MONTH[(int) month];
        int days = monthEnd - DAYS_BEFORE_MONTH[(int) month - 1] + (leap && month == 2 ? 1 : 0);
        if (day > days) {
            return false;
        }
        long before = year - 1;
        long leapDays = before / 4 - before / 100 + before / 400 - 477;
        epochDay = (int) ((year - 1970) * 365
                + leapDays
                + DAYS_BEFORE_MONTH[(int) month - 1]
                + (leap && month > 2 ? 1 : 0)
                + day
                - 1);
        return true;
    }

    private boolean timeAndZone(boolean utc) {
        char separator = text.charAt(at++);
        if (separator != ' ' && separator != 'T' && !utc) {
            return false;
        }
        skipBlanks();
        long hour = oneOrTwo();
        boolean colons = at < text.length() && text.charAt(at) == ':';
        at += colons ? 1 : 0;
        long minute = two();
        long second = 0;
        long nanos = 0;
        if (colons ? at < text.length() && text.charAt(at) == ':' : at < text.length() && isDigit(at)) {
            at += colons ? 1 : 0;
            second = two();
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                nanos = fraction();
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0) {
            return false;
        }
        return zone(((hour * 60 + minute) * 60 + second) * SECOND + nanos, utc);
    }

    private boolean zone(long nanoOfDay, boolean utc) {
        skipBlanks();
        String rest =
                at == text.length() ? "" : text.subSequence(at, text.length()).toString();
        long local = epochDay * 86_400L * SECOND + nanoOfDay;
        switch (rest) {
            case "" -> {
                if (utc) {
                    return instant(local);
                }
                if (localZone != null) {
                    return instant(elsewhere(local));
                }
                utcNanos = calendar.toNanos(epochDay, nanoOfDay);
                return true;
            }
            case "US/Eastern", "America/New_York" -> {
                utcNanos = calendar.toNanos(epochDay, nanoOfDay);
                return true;
            }
            case "Z", "UTC", "GMT" -> {
                return instant(local);
            }
            default -> {
                return offset(rest, local);
            }
        }
    }

    private long elsewhere(long localNanos) {
        long second = Math.floorDiv(localNanos, SECOND);
        var there = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).atZone(localZone);
        return there.toEpochSecond() * SECOND + Math.floorMod(localNanos, SECOND);
    }

    private boolean offset(String rest, long local) {
        if (!rest.matches("[+-][01][0-9](:?[0-5][0-9])?")) {
            return false;
        }
        long hours = Long.parseLong(rest.substring(1, 3));
        long minutes = rest.length() > 3 ? Long.parseLong(rest.substring(rest.length() - 2)) : 0;
        long seconds = (hours * 60 + minutes) * 60;
        return instant(local + (rest.charAt(0) == '-' ? seconds : -seconds) * SECOND);
    }

    private long fraction() {
        long value = 0;
        int digits = 0;
        while (at < text.length() && isDigit(at)) {
            value = digits < 9 ? value * 10 + (text.charAt(at) - '0') : value;
            digits++;
            at++;
        }
        for (int i = digits; i < 9; i++) {
            value *= 10;
        }
        return digits == 0 ? -1 : value;
    }

    private long oneOrTwo() {
        if (at >= text.length() || !isDigit(at)) {
            return -1;
        }
        return number(at + 1 < text.length() && isDigit(at + 1) ? 2 : 1);
    }

    private long two() {
        return at + 1 < text.length() && isDigit(at) && isDigit(at + 1) ? number(2) : -1;
    }

    private long number(int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        return value;
    }

    private boolean isDigit(int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
