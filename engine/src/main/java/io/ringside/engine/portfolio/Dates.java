package io.ringside.engine.portfolio;

/**
 * Days since 1970 as dates of the Gregorian calendar, by the arithmetic of 400-year cycles; no objects.
 *
 * <p>Thread: any; it has no state.
 */
final class Dates {
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_A_CYCLE = 146_097;

    private Dates() {}

    /** The same day of the month so many months before, or that month's last day where it is shorter. */
    static int minusMonths(int epochDay, int months) {
        int month = month(epochDay);
        int target = month - months;
        return first(target) + Math.min(epochDay - first(month), length(target) - 1);
    }

    /** Months since March of year 0. */
    static int month(int epochDay) {
        int day = epochDay + DAYS_TO_1970;
        int era = Math.floorDiv(day, DAYS_A_CYCLE);
        int dayOfEra = day - era * DAYS_A_CYCLE;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        return (era * 400 + yearOfEra) * 12 + (5 * dayOfYear + 2) / 153;
    }

    /** First day of a month, counted as {@link #month} does. */
    static int first(int month) {
        int year = Math.floorDiv(month, 12);
        int ofYear = month - year * 12;
        int era = Math.floorDiv(year, 400);
        int yearOfEra = year - era * 400;
        return era * DAYS_A_CYCLE
                + yearOfEra * 365
                + yearOfEra / 4
                - yearOfEra / 100
                + (153 * ofYear + 2) / 5
                - DAYS_TO_1970;
    }

    private static int length(int month) {
        return first(month + 1) - first(month);
    }

    /** Monday of the day's week. */
    static int monday(int epochDay) {
        return epochDay - weekday(epochDay);
    }

    /** Day of the week, 0 for Monday. */
    static int weekday(int epochDay) {
        return Math.floorMod(epochDay + 3, 7);
    }
}
