package io.ringside.engine.market;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Set;

/**
 * On which days the US equity market is closed, and on which it closes at 13:00, by rule, with the days that no rule gives.
 *
 * <p>Source: NYSE Rule 7.2 and the exchange's announcements. Thread: any; it has no state.
 */
final class UsEquityDays {
    /** Days of mourning, attack and storm. */
    private static final Set<LocalDate> SPECIAL_CLOSURES = Set.of(
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
    private static final Set<LocalDate> SPECIAL_HALF_DAYS =
            Set.of(LocalDate.of(1999, 12, 31), LocalDate.of(2002, 7, 5), LocalDate.of(2003, 12, 26));

    private static final int JUNETEENTH_FROM = 2022;

    private UsEquityDays() {}

    static boolean isTradingDay(LocalDate day) {
        return !isWeekend(day) && !isHoliday(day) && !SPECIAL_CLOSURES.contains(day);
    }

    static boolean isHalfDay(LocalDate day) {
        if (!isTradingDay(day)) {
            return false;
        }
        if (SPECIAL_HALF_DAYS.contains(day)) {
            return true;
        }
        return switch (day.getMonth()) {
            case JULY -> day.getDayOfMonth() == 3 && day.getYear() != 2002;
            case NOVEMBER -> day.minusDays(1).equals(thanksgiving(day.getYear()));
            case DECEMBER -> day.getDayOfMonth() == 24;
            default -> false;
        };
    }

    private static boolean isHoliday(LocalDate day) {
        int year = day.getYear();
        return switch (day.getMonth()) {
            // A Saturday's New Year would fall on the last day of the old year, and is not observed.
            case JANUARY -> day.equals(sundayToMonday(LocalDate.of(year, 1, 1))) || isNth(day, 3, MONDAY);
            case FEBRUARY -> isNth(day, 3, MONDAY);
            case MARCH, APRIL -> day.equals(easterSunday(year).minusDays(2));
            case MAY -> day.equals(day.with(lastInMonth(MONDAY)));
            case JUNE -> year >= JUNETEENTH_FROM && day.equals(observed(LocalDate.of(year, 6, 19)));
            case JULY -> day.equals(observed(LocalDate.of(year, 7, 4)));
            case SEPTEMBER -> isNth(day, 1, MONDAY);
            case NOVEMBER -> day.equals(thanksgiving(year));
            case DECEMBER -> day.equals(observed(LocalDate.of(year, 12, 25)));
            default -> false;
        };
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == SATURDAY || day.getDayOfWeek() == SUNDAY;
    }

    private static boolean isNth(LocalDate day, int ordinal, DayOfWeek weekday) {
        return day.equals(day.with(dayOfWeekInMonth(ordinal, weekday)));
    }

    private static LocalDate thanksgiving(int year) {
        return LocalDate.of(year, Month.NOVEMBER, 1).with(dayOfWeekInMonth(4, THURSDAY));
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
