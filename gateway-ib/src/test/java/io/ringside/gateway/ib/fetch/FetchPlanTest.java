package io.ringside.gateway.ib.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a span of days is asked for. 2025-07-03, a Thursday, is a half day, the 4th a holiday. */
class FetchPlanTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @Test
    void shouldAskForADayOfBarsBelowFiveMinutesAndSkipDaysWithoutASession() {
        // Midnight in New York's summer is four o'clock in UTC.
        assertEquals(
                List.of(
                        "2025-07-03 2025-07-03 20250704-04:00:00 1 D",
                        "2025-07-07 2025-07-07 20250708-04:00:00 1 D",
                        "2025-07-08 2025-07-08 20250709-04:00:00 1 D"),
                requests("3m", "2025-07-03", "2025-07-08"));
    }

    @Test
    void shouldAskForWeeksThatEndOnSundays() {
        assertEquals(
                List.of(
                        "2025-07-03 2025-07-06 20250707-04:00:00 1 W",
                        "2025-07-07 2025-07-13 20250714-04:00:00 1 W",
                        "2025-07-14 2025-07-15 20250716-04:00:00 1 W"),
                requests("5m", "2025-07-03", "2025-07-15"));
        assertEquals(
                List.of("2025-07-07 2025-07-08 20250709-04:00:00 1 W"), requests("30m", "2025-07-06", "2025-07-08"));
    }

    @Test
    void shouldAskForMonthsOfHoursAndYearsOfDays() {
        assertEquals(
                List.of("2025-01-15 2025-01-31 20250201-05:00:00 1 M", "2025-02-01 2025-02-03 20250204-05:00:00 1 M"),
                requests("1h", "2025-01-15", "2025-02-03"));
        assertEquals(
                List.of("2023-06-01 2023-12-31 20240101-05:00:00 1 Y", "2024-01-01 2024-02-01 20240202-05:00:00 1 Y"),
                requests("1d", "2023-06-01", "2024-02-01"));
    }

    @Test
    void shouldAskForNothingWhereThereIsNoSession() {
        assertEquals(List.of(), requests("5m", "2025-07-04", "2025-07-06"));
        assertEquals(List.of(), requests("1m", "2025-07-08", "2025-07-07"));
    }

    @Test
    void shouldAskForOneDayAgain() {
        FetchPlan plan = FetchPlan.of("5m", Session.REGULAR);
        int day = day("2025-01-02");
        assertEquals(new FetchPlan.Request(day, day, "20250103-05:00:00", "1 D"), plan.day(day));
    }

    @ParameterizedTest
    @CsvSource({
        "1m, 1 min, 390, 60",
        "3m, 3 mins, 130, 180",
        "5m, 5 mins, 78, 300",
        "30m, 30 mins, 13, 1800",
        "1h, 1 hour, 7, 3600",
        "1d, 1 day, 1, 86400"
    })
    void shouldKnowTheBarsOfASession(String bar, String size, int count, int seconds) {
        FetchPlan plan = FetchPlan.of(bar, Session.REGULAR);
        List<Long> starts = plan.starts(day("2025-07-02"));
        assertEquals(size, plan.barSize());
        assertEquals(count, starts.size());
        assertEquals(at("2025-07-02T09:30"), starts.get(0));
        assertEquals(seconds, plan.seconds());
        assertEquals(1, plan.sessions(day("2025-07-03"), day("2025-07-06")));
    }

    @Test
    void shouldEndTheBarsOfAHalfDayAtOne() {
        List<Long> starts = FetchPlan.of("5m", Session.REGULAR).starts(day("2025-07-03"));
        assertEquals(42, starts.size());
        assertEquals(at("2025-07-03T12:55"), starts.get(41));
    }

    /** The broker tells a daily bar with a date alone, which reads as that date's midnight in UTC. */
    @Test
    void shouldLetADailyBarBeginWithItsSession() {
        FetchPlan days = FetchPlan.of("1d", Session.REGULAR);
        long midnight = LocalDate.parse("2025-07-02").toEpochDay() * 86_400 * ExchangeCalendar.SECOND_NANOS;
        assertEquals(at("2025-07-02T09:30"), days.startNanos(midnight));
        long holiday = LocalDate.parse("2025-07-04").toEpochDay() * 86_400 * ExchangeCalendar.SECOND_NANOS;
        assertEquals(holiday, days.startNanos(holiday));
        assertEquals(midnight, FetchPlan.of("5m", Session.REGULAR).startNanos(midnight));
    }

    @Test
    void shouldWantTheBarsOfItsDaysAndItsSession() {
        FetchPlan regular = FetchPlan.of("5m", Session.REGULAR);
        int first = day("2025-07-01");
        int last = day("2025-07-02");
        assertTrue(regular.wants(at("2025-07-01T09:30"), first, last));
        assertTrue(regular.wants(at("2025-07-02T15:55"), first, last));
        assertFalse(regular.wants(at("2025-07-02T16:00"), first, last));
        assertFalse(regular.wants(at("2025-07-01T09:25"), first, last));
        assertFalse(regular.wants(at("2025-06-30T15:55"), first, last));
        assertFalse(regular.wants(at("2025-07-03T09:30"), first, last));
        assertTrue(FetchPlan.of("5m", Session.EXTENDED).wants(at("2025-07-02T16:00"), first, last));
    }

    @Test
    void shouldSayWhatABackTestOfTheBarsIsTold() {
        assertEquals("", FetchPlan.of("5m", Session.REGULAR).settings());
        assertEquals(" --set data.bar=1m", FetchPlan.of("1m", Session.REGULAR).settings());
        assertEquals(
                " --set data.bar=15m --set signal.bar=15m",
                FetchPlan.of("15m", Session.REGULAR).settings());
        assertEquals(
                " --set data.bar=1d --set signal.bar=1d",
                FetchPlan.of("1d", Session.REGULAR).settings());
    }

    @Test
    void shouldRefuseSizesThatTheBrokerDoesNotHave() {
        assertThrows(UserError.class, () -> FetchPlan.of("7m", Session.REGULAR));
        assertThrows(UserError.class, () -> FetchPlan.of("1d", Session.EXTENDED));
    }

    private static List<String> requests(String bar, String from, String to) {
        List<String> texts = new ArrayList<>();
        for (FetchPlan.Request one : FetchPlan.of(bar, Session.REGULAR).requests(day(from), day(to))) {
            texts.add(LocalDate.ofEpochDay(one.firstDay()) + " " + LocalDate.ofEpochDay(one.lastDay()) + " " + one.end()
                    + " " + one.duration());
        }
        return texts;
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long at(String time) {
        return CALENDAR.toNanos(LocalDateTime.parse(time));
    }
}
