package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** 2023-06-19 and 2023-07-04 were holidays, 2023-04-07 was Good Friday. */
    @ParameterizedTest
    @CsvSource({
        "monday, 2023-06-12, 2023-06-30, 2023-06-12 2023-06-20 2023-06-26",
        "tuesday, 2023-06-26, 2023-07-14, 2023-06-27 2023-07-05 2023-07-11",
        "friday, 2023-03-27, 2023-04-14, 2023-03-31 2023-04-06 2023-04-14",
        "week-end, 2023-03-27, 2023-04-14, 2023-03-31 2023-04-06 2023-04-14",
        "month-end, 2023-03-01, 2023-06-01, 2023-03-31 2023-04-28 2023-05-31",
        "month-start, 2022-12-15, 2023-03-15, 2023-01-03 2023-02-01 2023-03-01",
        "weekly, 2023-06-27, 2023-07-12, 2023-06-27 2023-07-05 2023-07-12",
        "monthly, 2023-01-03, 2023-03-10, 2023-01-03 2023-02-02 2023-03-06",
        "every 3 sessions, 2023-06-30, 2023-07-11, 2023-06-30 2023-07-06 2023-07-11",
        "every 1 sessions, 2023-06-30, 2023-07-06, 2023-06-30 2023-07-03 2023-07-05 2023-07-06",
        "every 1 days, 2023-06-30, 2023-07-03, 2023-06-30 2023-07-03",
        "every 1000 days, 2023-06-30, 2023-07-06, 2023-06-30",
        "every 21 days, 2023-01-03, 2023-02-20, 2023-01-03 2023-01-24 2023-02-14"
    })
    void shouldMoveADecisionOfAHolidayAndNeverDropIt(String text, LocalDate from, LocalDate to, String days) {
        Schedule schedule = Schedule.parse(text, CALENDAR);
        List<String> due = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            int epochDay = (int) day.toEpochDay();
            if (CALENDAR.isTradingDay(epochDay) && schedule.isDue(epochDay)) {
                schedule.decided(epochDay);
                due.add(day.toString());
            }
        }
        assertEquals(days, String.join(" ", due));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sometimes", "every 0 days", "every 5 weeks", "saturday", "every 1001 days"})
    void shouldSayWhatAScheduleLooksLike(String text) {
        var error = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text, CALENDAR));
        assertTrue(error.getMessage().contains("every N days"), error.getMessage());
    }

    @Test
    void shouldGoBackByCalendarMonthsAsJavaDoes() {
        for (LocalDate day = LocalDate.of(1998, 1, 1); day.getYear() < 2031; day = day.plusDays(1)) {
            for (int months : new int[] {1, 3, 12}) {
                assertEquals(
                        day.minusMonths(months).toEpochDay(),
                        Dates.minusMonths((int) day.toEpochDay(), months),
                        day + " less " + months);
            }
            assertEquals(day.getDayOfWeek().getValue() - 1, Dates.weekday((int) day.toEpochDay()));
        }
    }

    /** Every third session: from Monday, 30 June 2025, on, with a holiday on the Friday. */
    @Test
    void shouldKnowTheNextSessionOfADecision() {
        Schedule third = Schedule.parse("every 3 sessions", CALENDAR);
        int monday = (int) LocalDate.of(2025, 6, 30).toEpochDay();
        int none = Integer.MIN_VALUE;
        assertEquals(monday, third.nextDue(none, monday, monday));
        // The holiday and the weekend are no sessions.
        assertEquals(monday + 7, third.nextDue(none, monday + 4, monday + 7));
        assertEquals(-1, third.nextDue(none, monday + 4, monday + 6));
        // After a decision on Monday comes the one of Thursday, and then that of Wednesday.
        assertEquals(monday + 3, third.nextDue(monday, monday + 1, monday + 30));
        assertEquals(monday + 3, third.nextDue(monday, monday + 3, monday + 3));
        assertEquals(-1, third.nextDue(monday, monday + 1, monday + 2));
        assertEquals(monday + 9, third.nextDue(monday + 3, monday + 4, monday + 30));
        // It is overdue.
        assertEquals(monday + 9, third.nextDue(monday, monday + 9, monday + 30));
    }
}
