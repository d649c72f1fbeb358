package io.ringside.gateway.ib.tws;

import io.ringside.engine.event.OrderRef;

/**
 * The text form of {@link OrderRef}, such as {@code R20250521-1234-0}, written and read without allocation: for orders that
 * are sent and for references in execution reports.
 *
 * <p>Thread: any; it has no state.
 */
public final class OrderRefText {
    private static final int DATE_LENGTH = 8;
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int DAYS_TO_1970 = 719_468;

    private static final int DAYS_PER_ERA = 146_097;

    private OrderRefText() {}

    /** Replaces a text by that of a reference; empty for {@link OrderRef#NONE}. */
    public static void write(long ref, AsciiText into) {
        into.clear();
        if (ref != OrderRef.NONE) {
            into.append('R').append(date(OrderRef.epochDay(ref)));
            into.append('-').append(OrderRef.sequence(ref));
            into.append('-').append(OrderRef.index(ref));
        }
    }

    /** The reference of a text, {@link OrderRef#NONE} if it is not one of ours. */
    public static long read(CharSequence text) {
        int length = text.length();
        if (length < DATE_LENGTH + 5 || text.charAt(0) != 'R' || text.charAt(DATE_LENGTH + 1) != '-') {
            return OrderRef.NONE;
        }
        int dash = DATE_LENGTH + 2;
        while (dash < length && text.charAt(dash) != '-') {
            dash++;
        }
        long date = number(text, 1, DATE_LENGTH + 1, 8);
        long sequence = number(text, DATE_LENGTH + 2, dash, 11);
        long index = number(text, dash + 1, length, 4);
        long day = date < 0 ? -1 : epochDay((int) date);
        boolean known =
                day > 0 && day < 1 << 15 && sequence >= 0 && sequence < 1L << 36 && index >= 0 && index < 1 << 12;
        return known ? OrderRef.of((int) day, sequence, (int) index) : OrderRef.NONE;
    }

    /** A number without leading zeros, so that every reference has exactly one text; -1 if it is no number or too long. */
    private static long number(CharSequence text, int from, int to, int digitsMax) {
        if (from >= to || to - from > digitsMax || (text.charAt(from) == '0' && to - from > 1)) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    // Both conversions count years from March, so that the leap day ends one.

    /** The date of a day since 1970, as the number yyyyMMdd. */
    private static int date(int epochDay) {
        int days = epochDay + DAYS_TO_1970;
        int era = days / DAYS_PER_ERA;
        int dayOfEra = days % DAYS_PER_ERA;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year * 10_000 + month * 100 + day;
    }

    /** The day since 1970 of a number yyyyMMdd; not positive if there is no such date, or an earlier one. */
    private static int epochDay(int date) {
        int month = date / 100 % 100;
        int day = date % 100;
        int year = date / 10_000 - (month <= 2 ? 1 : 0);
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int dayOfEra = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + (153 * monthFromMarch + 2) / 5 + day - 1;
        int epochDay = year / 400 * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
        // A month or day that there is not makes another date.
        return date(epochDay) == date ? epochDay : -1;
    }
}
