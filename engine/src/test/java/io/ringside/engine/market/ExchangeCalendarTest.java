package io.ringside.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.SharedData;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCalendarTest {
    private static final long SECOND = 1_000_000_000L;

    /** Made anew for each test, so that a fault in how it is made is found by the test that uses it. */
    private final ExchangeCalendar calendar = new ExchangeCalendar();

    @Test
    void shouldAgreeWithThePublishedSpecialDays() throws IOException {
        var expected = new TreeSet<String>();
        for (String row :
                Files.readAllLines(SharedData.file("oracle/us-equity-special-days.csv"), StandardCharsets.UTF_8)) {
            // The list has a row for Christmas Eve 2017, a Sunday.
            if (!row.startsWith("day,") && !isWeekend(LocalDate.parse(row.substring(0, 10)))) {
                expected.add(row);
            }
        }
        var ruled = new TreeSet<String>();
        for (LocalDate day = date("1998-01-01"); day.getYear() <= 2028; day = day.plusDays(1)) {
            int epochDay = (int) day.toEpochDay();
            if (!isWeekend(day) && !calendar.isTradingDay(epochDay)) {
                ruled.add(day + ",closed,");
            } else if (calendar.isHalfDay(epochDay)) {
                ruled.add(day + ",early,13:00");
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", ruled));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001-09-11",
                "2001-09-14",
                "2004-06-11",
                "2007-01-02",
                "2012-10-29",
                "2012-10-30",
                "2018-12-05",
                "2025-01-09",
                "2022-06-20",
                "2021-12-24",
                "2024-03-29",
                "2029-03-30",
                "2030-04-19",
                "2030-06-19",
                "2000-02-21"
            })
    void shouldBeClosedOnHolidaysAndSpecialClosures(String day) {
        assertFalse(calendar.isTradingDay(day(day)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-12-31",
                "2010-12-31",
                "2004-12-31",
                "2021-06-18",
                "2020-06-19",
                "2001-09-10",
                "2001-09-17",
                "2027-12-31"
            })
    void shouldTradeOnDaysThatOnlyLookLikeHolidays(String day) {
        assertTrue(calendar.isTradingDay(day(day)));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-02, 2025-07-02T20:00:00Z",
        "2025-07-03, 2025-07-03T17:00:00Z",
        "2025-11-28, 2025-11-28T18:00:00Z",
        "2024-12-24, 2024-12-24T18:00:00Z",
        "2025-12-31, 2025-12-31T21:00:00Z",
        "2030-12-31, 2030-12-31T21:00:00Z"
    })
    void shouldCloseAtFourOrOnHalfDaysAtOne(String day, String close) {
        assertEquals(nanos(close), calendar.closeNanos(day(day)));
    }

    @Test
    void shouldOpenAtHalfPastNineInNewYork() {
        assertEquals(nanos("2025-01-08T14:30:00Z"), calendar.openNanos(day("2025-01-08")));
        assertEquals(nanos("2025-05-21T13:30:00Z"), calendar.openNanos(day("2025-05-21")));
        assertEquals(nanos("2025-05-21T08:00:00Z"), calendar.openNanos(day("2025-05-21"), Session.EXTENDED));
        assertEquals(nanos("2025-05-22T00:00:00Z"), calendar.closeNanos(day("2025-05-21"), Session.EXTENDED));
        // Trading after a half day ends at 17:00.
        assertEquals(nanos("2025-07-03T21:00:00Z"), calendar.closeNanos(day("2025-07-03"), Session.EXTENDED));
    }

    @Test
    void shouldCountOpenInAndCloseOutOfASession() {
        int day = day("2025-07-03");
        assertFalse(calendar.isRegular(calendar.openNanos(day) - 1));
        assertTrue(calendar.isRegular(calendar.openNanos(day)));
        assertTrue(calendar.isRegular(calendar.closeNanos(day) - 1));
        assertFalse(calendar.isRegular(calendar.closeNanos(day)));
        assertFalse(calendar.isRegular(nanos("2025-07-04T15:00:00Z")));
        assertTrue(calendar.isWithin(calendar.closeNanos(day), Session.EXTENDED));
        assertFalse(calendar.isWithin(nanos("2025-07-03T07:59:59Z"), Session.EXTENDED));
        assertTrue(calendar.isWithin(nanos("2025-07-03T08:00:00Z"), Session.EXTENDED));
        assertTrue(calendar.isWithin(nanos("2025-07-03T20:59:59Z"), Session.EXTENDED));
        assertFalse(calendar.isWithin(nanos("2025-07-03T21:00:00Z"), Session.EXTENDED));
        assertFalse(calendar.isWithin(nanos("2025-07-04T15:00:00Z"), Session.EXTENDED));
    }

    @Test
    void shouldGiveIdleDaysToTheNextSession() {
        assertEquals(day("2025-07-03"), calendar.sessionDay(nanos("2025-07-04T03:59:59Z")));
        assertEquals(day("2025-07-07"), calendar.sessionDay(nanos("2025-07-04T04:00:00Z")));
        assertEquals(day("2025-07-07"), calendar.sessionDay(nanos("2025-07-06T12:00:00Z")));
        assertEquals(day("2025-07-07"), calendar.sessionDay(nanos("2025-07-07T13:30:00Z")));
    }

    /** 2030-12-31 is a Tuesday, 1990-01-01 a holiday. */
    @Test
    void shouldKnowTheFirstAndTheLastSessionOfItsYears() {
        assertEquals(day("2030-12-31"), calendar.sessionDay(nanos("2030-12-31T20:00:00Z")));
        assertEquals(day("2030-12-31"), calendar.nextTradingDay(day("2030-12-30")));
        assertTrue(calendar.coversInstant(nanos("2030-12-31T20:59:59Z")));
        LocalDate first = LocalDate.of(ExchangeCalendar.FIRST_YEAR, 1, 1);
        assertEquals(
                first.plusDays(1).toEpochDay(),
                calendar.sessionDay(nanos(first + "T15:00:00Z")),
                "New Year's Day goes to the day behind it");
    }

    @Test
    void shouldStepOverWeekendsAndHolidays() {
        assertEquals(day("2025-07-07"), calendar.nextTradingDay(day("2025-07-03")));
        assertEquals(day("2025-07-03"), calendar.previousTradingDay(day("2025-07-07")));
        assertEquals(day("2001-09-17"), calendar.nextTradingDay(day("2001-09-10")));
        assertEquals(day("2001-09-10"), calendar.previousTradingDay(day("2001-09-17")));
        assertEquals(day("2025-07-09"), calendar.nextTradingDay(day("2025-07-08")));
        assertEquals(day("2025-07-08"), calendar.previousTradingDay(day("2025-07-09")));
        assertEquals(day("1998-01-02"), calendar.nextTradingDay(day("1998-01-01")));
    }

    @Test
    void shouldConvertLikeTheTimeZoneDatabaseWhenDrawnAtRandomOrNearAClockChange() {
        long seed = 20_250_521;
        var random = new SplittableRandom(seed);
        long first = nanos("1998-01-01T05:00:00Z");
        long last = nanos("2031-01-01T04:59:59Z");
        for (int i = 0; i < 200_000; i++) {
            long at = random.nextLong(first, last);
            if (i % 2 == 0) {
                var rules = calendar.zone().getRules();
                var change = rules.nextTransition(Instant.ofEpochSecond(at / SECOND));
                at = Math.min(last, change.toEpochSecond() * SECOND + random.nextLong(-7200, 7200) * SECOND);
            }
            ZonedDateTime there =
                    Instant.ofEpochSecond(at / SECOND, at % SECOND).atZone(calendar.zone());
            String context = "seed " + seed + " at " + there;
            assertEquals(there.toLocalDate().toEpochDay(), calendar.localDay(at), context);
            assertEquals(there.toLocalTime().toSecondOfDay(), calendar.secondOfDay(at), context);
            assertEquals(there.toLocalTime().toSecondOfDay() / 60, calendar.minuteOfDay(at), context);
            assertEquals(there.toLocalTime().toNanoOfDay(), calendar.nanoOfDay(at), context);
            assertEquals(
                    ChronoUnit.MINUTES.between(LocalDate.EPOCH.atStartOfDay(), there.toLocalDateTime()),
                    calendar.localMinute(at),
                    context);
            LocalDateTime local = there.toLocalDateTime();
            assertEquals(nanos(local.atZone(calendar.zone()).toInstant().toString()), calendar.toNanos(local), context);
        }
    }

    @Test
    void shouldMoveATimeThatSpringLeavesOutToTheHourAfter() {
        LocalDateTime missing = LocalDateTime.parse("2025-03-09T02:30:00");
        assertEquals(nanos("2025-03-09T07:30:00Z"), calendar.toNanos(missing));
    }

    /** In 2025 clocks went from 02:00 EST to 03:00 EDT on the 9th of March, from 02:00 EDT to 01:00 EST on the 2nd of November. */
    @ParameterizedTest
    @CsvSource({
        "2025-03-09T01:59:59.999999999, 2025-03-09T06:59:59.999999999Z",
        "2025-03-09T02:00:00, 2025-03-09T07:00:00Z",
        "2025-03-09T02:59:59.999999999, 2025-03-09T07:59:59.999999999Z",
        "2025-03-09T03:00:00, 2025-03-09T07:00:00Z",
        "2025-11-02T00:59:59, 2025-11-02T04:59:59Z",
        "2025-11-02T01:00:00, 2025-11-02T05:00:00Z",
        "2025-11-02T01:59:59.999999999, 2025-11-02T05:59:59.999999999Z",
        "2025-11-02T02:00:00, 2025-11-02T07:00:00Z",
        "1998-01-01T00:00:00, 1998-01-01T05:00:00Z",
        "2030-12-31T23:59:59.999999999, 2031-01-01T04:59:59.999999999Z"
    })
    void shouldFollowTheClockOverItsChanges(String local, String instant) {
        assertEquals(nanos(instant), calendar.toNanos(LocalDateTime.parse(local)));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-09T06:59:59.999999999Z, 2025-03-09T01:59:59.999999999-05:00",
        "2025-03-09T07:00:00Z, 2025-03-09T03:00:00-04:00",
        "2025-11-02T05:59:59Z, 2025-11-02T01:59:59-04:00",
        "2025-11-02T06:00:00Z, 2025-11-02T01:00:00-05:00",
        "2025-11-03T00:00:00Z, 2025-11-02T19:00:00-05:00",
        "1998-01-01T05:00:00Z, 1998-01-01T00:00:00-05:00",
        "2031-01-01T04:59:00Z, 2030-12-31T23:59:00-05:00"
    })
    void shouldShowTheClockOverItsChanges(String instant, String local) {
        assertEquals(local, calendar.format(nanos(instant)));
    }

    /** The first week of 1998 began with a holiday on a Thursday; 2030 ends on a Tuesday. */
    @ParameterizedTest
    @CsvSource({
        "1998-01-01, false",
        "1998-01-02, true",
        "1998-01-03, false",
        "1998-01-04, false",
        "1998-01-05, true",
        "1998-01-06, true",
        "1998-01-07, true",
        "1998-01-08, true",
        "1998-01-09, true",
        "1998-01-10, false",
        "2030-12-27, true",
        "2030-12-28, false",
        "2030-12-29, false",
        "2030-12-30, true",
        "2030-12-31, true"
    })
    void shouldTradeFromMondayToFriday(String day, boolean trading) {
        assertEquals(trading, calendar.isTradingDay(day(day)));
    }

    @Test
    void shouldCoverTheDaysOfItsYearsAsNewYorkCountsThem() {
        assertFalse(calendar.covers(day("1997-12-31")));
        assertTrue(calendar.covers(day("1998-01-01")));
        assertTrue(calendar.covers(day("2030-12-31")));
        assertFalse(calendar.covers(day("2031-01-01")));
        assertFalse(calendar.coversInstant(Long.MIN_VALUE));
        assertFalse(calendar.coversInstant(nanos("1997-12-31T23:59:59Z")));
        assertFalse(calendar.coversInstant(nanos("1998-01-01T00:00:00Z")));
        assertFalse(calendar.coversInstant(nanos("1998-01-01T04:59:59.999999999Z")));
        assertTrue(calendar.coversInstant(nanos("1998-01-01T05:00:00Z")));
        assertTrue(calendar.coversInstant(nanos("2031-01-01T04:59:59.999999999Z")));
        assertFalse(calendar.coversInstant(nanos("2031-01-01T05:00:00Z")));
        assertFalse(calendar.coversInstant(nanos("2031-01-01T23:59:59Z")));
        assertFalse(calendar.coversInstant(nanos("2031-01-02T00:00:00Z")));
        assertFalse(calendar.coversInstant(Long.MAX_VALUE));
    }

    @Test
    void shouldNameTheDayThatItDoesNotKnow() {
        String years = " is outside the exchange calendar, which knows 1998 to 2030: use dates within it";
        assertEquals("1997-12-31" + years, refusal("1997-12-31T23:00:00Z"));
        assertEquals("1997-12-31" + years, refusal("1998-01-01T04:00:00Z"));
        assertEquals("2031-01-01" + years, refusal("2031-01-01T05:00:00Z"));
        assertEquals("2031-01-02" + years, refusal("2031-01-02T00:00:00Z"));
        assertEquals(
                "2031-01-02" + years,
                assertThrows(UserError.class, () -> calendar.nanoOfDay(nanos("2031-01-02T00:00:00Z")))
                        .getMessage());
        assertEquals(
                "1997-12-31" + years,
                assertThrows(UserError.class, () -> calendar.nextTradingDay(day("1997-12-31")))
                        .getMessage());
        assertEquals(
                "1997-12-31" + years,
                assertThrows(UserError.class, () -> calendar.previousTradingDay(day("1998-01-02")))
                        .getMessage());
        assertEquals(
                "2025-07-04 is not a trading day",
                assertThrows(IllegalArgumentException.class, () -> calendar.openNanos(day("2025-07-04")))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> calendar.openNanos(day("2025-07-04"), Session.EXTENDED));
        assertThrows(IllegalArgumentException.class, () -> calendar.closeNanos(day("2025-07-04"), Session.EXTENDED));
    }

    @Test
    void shouldWriteExchangeTimeWithItsOffset() {
        assertEquals("2025-05-21T12:55:00-04:00", calendar.format(nanos("2025-05-21T16:55:00Z")));
        assertEquals("2025-01-08T09:30:05-05:00", calendar.format(nanos("2025-01-08T14:30:05Z")));
        assertEquals("2025-01-08T09:30:00.001-05:00", calendar.format(nanos("2025-01-08T14:30:00.001Z")));
    }

    @Test
    void shouldRefuseDaysOutsideItsYears() {
        assertThrows(UserError.class, () -> calendar.isTradingDay(day("1997-12-31")));
        assertThrows(UserError.class, () -> calendar.isTradingDay(day("2031-01-01")));
        assertThrows(UserError.class, () -> calendar.sessionDay(nanos("2031-01-01T05:00:00Z")));
        assertThrows(UserError.class, () -> calendar.sessionDay(nanos("1998-01-01T04:59:59Z")));
        assertThrows(UserError.class, () -> calendar.sessionDay(Long.MIN_VALUE));
        assertThrows(UserError.class, () -> calendar.sessionDay(Long.MAX_VALUE));
        assertThrows(UserError.class, () -> calendar.previousTradingDay(day("1998-01-02")));
        var error = assertThrows(UserError.class, () -> calendar.openNanos(day("2031-01-02")));
        assertEquals(
                "2031-01-02 is after the exchange calendar's last session, 2030-12-31: what is to be ordered for the session"
                        + " after it is not known; end a session earlier",
                error.getMessage());
    }

    /** The nights after the last session are known, and that a month and a year end with it. */
    @Test
    void shouldKnowTheDateOfTheSessionAfterItsLastOne() {
        assertEquals(day("2031-01-02"), calendar.nextTradingDay(day("2030-12-31")));
        assertThrows(UserError.class, () -> calendar.nextTradingDay(day("2031-01-02")));
        assertThrows(UserError.class, () -> calendar.isTradingDay(day("2031-01-02")));
    }

    @Test
    void shouldHaveNoSessionTimesOnADayWithoutASession() {
        assertThrows(IllegalArgumentException.class, () -> calendar.openNanos(day("2025-07-04")));
        assertThrows(IllegalArgumentException.class, () -> calendar.closeNanos(day("2025-07-05")));
    }

    private String refusal(String instant) {
        return assertThrows(UserError.class, () -> calendar.sessionDay(nanos(instant)))
                .getMessage();
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static LocalDate date(String day) {
        return LocalDate.parse(day);
    }

    private static int day(String day) {
        return (int) date(day).toEpochDay();
    }

    private static long nanos(String instant) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
