package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Reads the instants that market-data files write: {@code 2025-05-12 09:30:00} or {@code 20250512 09:30} on the exchange's
 * clock, the same with {@code Z}, an offset or New York's name after it, with AM or PM, a date alone, or an epoch in
 * seconds, milliseconds, microseconds or nanoseconds (recognised by the number of digits). Dates are written
 * {@code 2025-05-12}, {@code 2025/5/12}, {@code 2025.05.12}, {@code 20250512}, {@code 12.05.2025}, or with the year last in
 * an order that must be set first. {@code 20250512-13:30:00} is UTC, as Interactive Brokers writes it.
 *
 * <p>Thread: the reader's; it holds the last result.
 */
final class TimestampParser {
    static final String REMEDY = "give a time such as 2025-05-12 09:30:00, in exchange time, from "
            + ExchangeCalendar.FIRST_YEAR + " to " + ExchangeCalendar.LAST_YEAR;

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final long DAY = 86_400 * SECOND;
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_DAY =
            (int) LocalDate.of(ExchangeCalendar.LAST_YEAR, 12, 31).toEpochDay();

    /** In which order dates with the year at the end are written. */
    enum DateOrder {
        /** Such dates are refused. */
        UNTOLD,
        MONTH_FIRST,
        DAY_FIRST
    }

    /** The zone that a text states. */
    enum Clock {
        /** None: the time is in the zone that was set, or the exchange's. */
        LOCAL,
        /** New York's name, or an abbreviation of it. */
        EXCHANGE,
        /** UTC, or an epoch. */
        UTC,
        /** An offset from UTC. */
        OFFSET
    }

    private final ExchangeCalendar calendar;
    /** Zone of texts without one; null for the exchange's. */
    private ZoneId localZone;

    private DateOrder order = DateOrder.UNTOLD;

    private CharSequence text = "";
    private int at;
    private int epochDay;
    private boolean dateOnly;
    private boolean beforeCalendar;
    private Clock clock = Clock.LOCAL;
    private long writtenNanos;
    private long utcNanos;

    TimestampParser(ExchangeCalendar calendar) {
        this.calendar = calendar;
    }

    /** Sets the zone of texts without one; null for the exchange's. */
    void setLocalZone(ZoneId zone) {
        localZone = zone;
    }

    /** Sets the order of dates whose year is at the end. */
    void setOrder(DateOrder dateOrder) {
        order = dateOrder;
    }

    /** Whether the last text named a day without a time. */
    boolean isDateOnly() {
        return dateOnly;
    }

    /** Whether the last text named a time before the calendar's first day: then its day and instant are approximate. */
    boolean isBeforeCalendar() {
        return beforeCalendar;
    }

    /** The zone that the last text stated. */
    Clock clock() {
        return clock;
    }

    /** The day that the last text named, on the exchange's clock. */
    int epochDay() {
        return epochDay;
    }

    /** Date and time as written, without regard to the zone, as nanoseconds since 1970. */
    long writtenNanos() {
        return writtenNanos;
    }

    /** The instant that the last text named; the day's midnight if there was no time. */
    long utcNanos() {
        return utcNanos;
    }

    /** Reads a text; false if it is no instant, or one after the calendar's last day. */
    boolean parse(CharSequence input) {
        text = input;
        at = 0;
        dateOnly = false;
        beforeCalendar = false;
        clock = Clock.LOCAL;
        int length = text.length();
        int digits = 0;
        while (digits < length && isDigit(digits)) {
            digits++;
        }
        if (digits == length && digits != 8) {
            return ((digits == 14 || digits == 12) && isCompact()) ? compactTime() : epoch(digits);
        }
        if (digits < length && text.charAt(digits) == '.' && digits != 4 && digits != 8 && digits > 2) {
            return fractionalEpoch(digits);
        }
        // A point and three digits are no day and month.
        if (digits == 1 && length > 4 && text.charAt(1) == '.' && isDigit(3) && isDigit(4)) {
            return exponentEpoch();
        }
        boolean separated = digits == 4;
        boolean dated = digits == 8 ? compactDate() : separated ? separatedDate() : yearLast();
        if (!dated || epochDay > LAST_DAY) {
            return false;
        }
        beforeCalendar = !calendar.covers(epochDay);
        if (at == length) {
            dateOnly = true;
            return local(0);
        }
        boolean utc = digits == 8 && text.charAt(at) == '-';
        return timeAndZone(utc);
    }

    /** Whether digits alone are a date and a time and no epoch: as an epoch 12 digits would be milliseconds before 2002. */
    private boolean isCompact() {
        char century = text.charAt(1);
        boolean year = text.charAt(0) == '2' ? century == '0' : text.charAt(0) == '1' && century == '9';
        int month = (text.charAt(4) - '0') * 10 + text.charAt(5) - '0';
        return year && month >= 1 && month <= 12;
    }

    private boolean compactTime() {
        if (!compactDate() || epochDay > LAST_DAY) {
            return false;
        }
        beforeCalendar = !calendar.covers(epochDay);
        long hour = two();
        long minute = two();
        long second = at < text.length() ? two() : 0;
        return hour < 24 && minute < 60 && second < 60 && local(((hour * 60 + minute) * 60 + second) * SECOND);
    }

    private boolean epoch(int digits) {
        long unit = unit(digits);
        if (unit == 0 || (digits == 19 && text.charAt(0) != '1')) {
            return false;
        }
        long value = number(digits);
        return value <= Long.MAX_VALUE / unit && instant(value * unit, Clock.UTC);
    }

    private static long unit(int digits) {
        return switch (digits) {
            case 9, 10 -> SECOND;
            case 12, 13 -> 1_000_000;
            case 15, 16 -> 1_000;
            case 18, 19 -> 1;
            default -> 0;
        };
    }

    /** Reads an epoch such as 1747056900.0 or 1747056900.25. */
    private boolean fractionalEpoch(int digits) {
        long unit = unit(digits);
        if (unit == 0 || digits == 19) {
            return false;
        }
        long whole = number(digits);
        at++;
        long fraction = fraction();
        return fraction >= 0
                && at == text.length()
                && whole <= Long.MAX_VALUE / unit - 1
                && instant(whole * unit + fraction / (SECOND / unit), Clock.UTC);
    }

    /** Reads an epoch such as 1.7470569e+18, if it is a whole minute: a number that a spreadsheet has shortened is not. */
    private boolean exponentEpoch() {
        String all = text.toString();
        if (!all.matches("[0-9]\\.[0-9]{7,18}[eE]\\+?(09|9|12|15|18)")) {
            return false;
        }
        var value = new BigDecimal(all);
        int digits = value.precision() - value.scale();
        long unit = unit(digits);
        if (unit == 0 || value.stripTrailingZeros().scale() > 0) {
            return false;
        }
        BigInteger nanos = value.toBigInteger().multiply(BigInteger.valueOf(unit));
        // Bars begin at whole minutes; a shortened number is none.
        boolean whole = nanos.mod(BigInteger.valueOf(60 * SECOND)).signum() == 0;
        return nanos.bitLength() < 63 && whole && instant(nanos.longValue(), Clock.UTC);
    }

    private boolean instant(long nanos, Clock of) {
        clock = of;
        if (of == Clock.UTC) {
            writtenNanos = nanos;
        }
        utcNanos = nanos;
        if (calendar.coversInstant(nanos)) {
            epochDay = calendar.localDay(nanos);
            return true;
        }
        epochDay = (int) Math.floorDiv(nanos, DAY);
        beforeCalendar = epochDay < LAST_DAY;
        return beforeCalendar;
    }

    private boolean separatedDate() {
        long year = number(4);
        char separator = text.charAt(at++);
        if (separator != '-' && separator != '/' && separator != '.') {
            return false;
        }
        long month = oneOrTwo();
        if (at >= text.length() || text.charAt(at++) != separator) {
            return false;
        }
        return date(year, month, oneOrTwo());
    }

    private boolean compactDate() {
        return date(number(4), number(2), number(2));
    }

    /** Reads a date such as 5/12/2025 or 12.05.2025. */
    private boolean yearLast() {
        long first = oneOrTwo();
        if (at >= text.length()) {
            return false;
        }
        char separator = text.charAt(at++);
        long second = oneOrTwo();
        if (at >= text.length()
                || text.charAt(at++) != separator
                || at + 4 > text.length()
                || !isDigit(at)
                || !isDigit(at + 1)
                || !isDigit(at + 2)
                || !isDigit(at + 3)) {
            return false;
        }
        long year = number(4);
        return switch (separator) {
            case '.' -> date(year, second, first);
            case '/', '-' ->
                order == DateOrder.MONTH_FIRST
                        ? date(year, first, second)
                        : order == DateOrder.DAY_FIRST && date(year, second, first);
            default -> false;
        };
    }

    private boolean date(long year, long month, long day) {
        if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1) {
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
            if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
                at++;
                nanos = fraction();
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0) {
            return false;
        }
        skipBlanks();
        if (at < text.length() && "AaPp".indexOf(text.charAt(at)) >= 0 && !isName()) {
            hour = halfDay(hour);
            if (hour < 0) {
                return false;
            }
        }
        return zone(((hour * 60 + minute) * 60 + second) * SECOND + nanos, utc);
    }

    /** Whether a zone's name follows, as America/New_York: more than two letters. */
    private boolean isName() {
        return at + 2 < text.length() && Character.isLetter(text.charAt(at + 2));
    }

    private long halfDay(long hour) {
        boolean afternoon = Character.toLowerCase(text.charAt(at)) == 'p';
        if (hour < 1 || hour > 12 || at + 1 >= text.length() || Character.toLowerCase(text.charAt(at + 1)) != 'm') {
            return -1;
        }
        at += 2;
        return hour % 12 + (afternoon ? 12 : 0);
    }

    private boolean zone(long nanoOfDay, boolean utc) {
        skipBlanks();
        if (at == text.length() && !utc) {
            return local(nanoOfDay);
        }
        writtenNanos = epochDay * DAY + nanoOfDay;
        String rest = text.subSequence(at, text.length()).toString().replaceFirst("\\[[A-Za-z_/]+]$", "");
        return switch (rest.toUpperCase(Locale.ROOT)) {
            case "" -> utc && instant(writtenNanos, Clock.UTC);
            case "US/EASTERN", "AMERICA/NEW_YORK", "ET" -> exchange(nanoOfDay);
            case "EST" -> instant(writtenNanos + 5 * 3600 * SECOND, Clock.EXCHANGE);
            case "EDT" -> instant(writtenNanos + 4 * 3600 * SECOND, Clock.EXCHANGE);
            case "Z", "UTC", "GMT" -> instant(writtenNanos, Clock.UTC);
            default -> offset(rest);
        };
    }

    private boolean local(long nanoOfDay) {
        writtenNanos = epochDay * DAY + nanoOfDay;
        if (dateOnly || localZone == null) {
            return exchange(nanoOfDay) && setClock(Clock.LOCAL);
        }
        long second = Math.floorDiv(writtenNanos, SECOND);
        var there = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).atZone(localZone);
        return instant(there.toEpochSecond() * SECOND + Math.floorMod(writtenNanos, SECOND), Clock.LOCAL);
    }

    private boolean setClock(Clock of) {
        clock = of;
        return true;
    }

    private boolean exchange(long nanoOfDay) {
        clock = Clock.EXCHANGE;
        utcNanos = beforeCalendar ? writtenNanos : calendar.toNanos(epochDay, nanoOfDay);
        return true;
    }

    private boolean offset(String rest) {
        if (!rest.matches("[+-][01][0-9](:?[0-5][0-9]){0,2}")) {
            return false;
        }
        String digits = rest.replace(":", "");
        long hours = Long.parseLong(digits.substring(1, 3));
        long minutes = digits.length() > 3 ? Long.parseLong(digits.substring(3, 5)) : 0;
        long past = digits.length() > 5 ? Long.parseLong(digits.substring(5, 7)) : 0;
        long seconds = (hours * 60 + minutes) * 60 + past;
        Clock of = seconds == 0 ? Clock.UTC : Clock.OFFSET;
        return instant(writtenNanos + (rest.charAt(0) == '-' ? seconds : -seconds) * SECOND, of);
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
