package io.ringside.engine.market;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * On which days the US equity market is closed, and on which it closes at 13:00, by rule, plus the exceptions that no rule
 * covers.
 *
 * <p>Source: NYSE Rule 7.2 and the exchange's announcements. Thread: any; it has no state.
 */
final class UsEquityDays {
    /** Days of mourning, attack and storm. */
    private static final List<LocalDate> SPECIAL_CLOSURES = List.of(
            LocalDate.of(2001, 9, 11),
            LocalDate.of(2001, 9, 12),
            LocalDate.of(2001, 9, 13),
            LocalDate.of(2001, 9, 14),
            LocalDate.of(2004, 6, 11),
            LocalDate.of(2007, 1, 2),
            LocalDate.of(2012, 10, 29),
            LocalDate.of(2012, 10, 30),
            LocalDate.of(2018, 12, 5),
            LocalDate.of(2025, 1, 9));

    /**
     * Half days beside the rule: the last day of 1999; the day after, not before, Independence Day 2002; the day after
     * Christmas 2003.
     */
    private static final List<LocalDate> SPECIAL_HALF_DAYS =
            List.of(LocalDate.of(1999, 12, 31), LocalDate.of(2002, 7, 5), LocalDate.of(2003, 12, 26));

    private static final int JUNETEENTH_FROM = 2022;

    private UsEquityDays() {}

    /** The days of a year without a session, weekends not counted; one of them may fall on a weekend. */
    static List<LocalDate> closures(int year) {
        List<LocalDate> days = new ArrayList<>(List.of(
                // A New Year's Day on a Saturday is not observed: Friday is the last day of the old year.
                sundayToMonday(LocalDate.of(year, 1, 1)),
                nth(3, MONDAY, LocalDate.of(year, 1, 1)),
                nth(3, MONDAY, LocalDate.of(year, 2, 1)),
                easterSunday(year).minusDays(2),
                LocalDate.of(year, 5, 1).with(lastInMonth(MONDAY)),
                observed(LocalDate.of(year, 7, 4)),
                nth(1, MONDAY, LocalDate.of(year, 9, 1)),
                thanksgiving(year),
                observed(LocalDate.of(year, 12, 25))));
        if (year >= JUNETEENTH_FROM) {
            days.add(observed(LocalDate.of(year, 6, 19)));
        }
        addOf(year, SPECIAL_CLOSURES, days);
        return days;
    }

    /** The days of a year whose session ends at 13:00, where there is one. */
    static List<LocalDate> halfDays(int year) {
        List<LocalDate> days = new ArrayList<>(List.of(thanksgiving(year).plusDays(1), LocalDate.of(year, 12, 24)));
        if (year != 2002) {
            days.add(LocalDate.of(year, 7, 3));
        }
        addOf(year, SPECIAL_HALF_DAYS, days);
        return days;
    }

    private static void addOf(int year, List<LocalDate> days, List<LocalDate> sum) {
        for (LocalDate day : days) {
            if (day.getYear() == year) {
                sum.add(day);
            }
        }
    }

    private static LocalDate nth(int ordinal, DayOfWeek weekday, LocalDate month) {
        return month.with(dayOfWeekInMonth(ordinal, weekday));
    }

    private static LocalDate thanksgiving(int year) {
        return nth(4, THURSDAY, LocalDate.of(year, 11, 1));
    }

    private static LocalDate observed(LocalDate holiday) {
        return holiday.getDayOfWeek() == SATURDAY ? holiday.minusDays(1) : sundayToMonday(holiday);
    }

    private static LocalDate sundayToMonday(LocalDate holiday) {
        return holiday.getDayOfWeek() == SUNDAY ? holiday.plusDays(1) : holiday;
    }

    /** The Gregorian computus of Meeus, Jones and Butcher. */
    private static LocalDate easterSunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int moonCorrection = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int marchDay = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, marchDay / 31, marchDay % 31 + 1);
    }
}
