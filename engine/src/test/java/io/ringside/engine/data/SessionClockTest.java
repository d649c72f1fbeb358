package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the first and the last bars of days are those of New York's session on another clock. */
class SessionClockTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    private final StringBuilder text = new StringBuilder("datetime,open,high,low,close,volume\n");

    /** Bars of five minutes from one time of day to another one. */
    private SessionClockTest day(String day, int firstMinute, int lastMinute) {
        for (int minute = firstMinute; minute <= lastMinute; minute += 5) {
            int ofDay = minute % 1440;
            String date = minute < 1440 ? day : day.substring(0, 8) + two(Integer.parseInt(day.substring(8)) + 1);
            text.append(date)
                    .append(' ')
                    .append(two(ofDay / 60))
                    .append(':')
                    .append(two(ofDay % 60))
                    .append(",10,10.5,9.5,10.25,100\n");
        }
        return this;
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private int bars() throws IOException {
        Path file = Files.writeString(folder.resolve("QQQ.csv"), text);
        try (BarFile bars = BarFile.open(file, "QQQ", CALENDAR, BarFile.Options.fiveMinutes())) {
            int count = 0;
            while (bars.next()) {
                count++;
            }
            return count;
        }
    }

    private String refusal() {
        String message = assertThrows(UserError.class, this::bars).getMessage();
        return message.substring(message.indexOf("QQQ.csv") + 7);
    }

    private static String otherClock(String first, String last, String zone) {
        return ": has times without a zone, and the first bar of a day at " + first + ", the last at " + last
                + ", as New York's session is on another clock; give --zone " + zone
                + ", or --zone America/New_York if it is none";
    }

    /** Part of a session: days that all begin when it opens in UTC and go on behind New York's close. */
    @Test
    void shouldKnowPartOfASessionInUtcByItsBeginning() throws IOException {
        day("2025-06-24", 13 * 60 + 30, 16 * 60).day("2025-06-25", 13 * 60 + 30, 16 * 60);
        assertEquals(otherClock("13:30", "16:00", "UTC"), refusal());
        text.setLength(36);
        day("2025-01-21", 14 * 60 + 30, 18 * 60).day("2025-01-22", 14 * 60 + 30, 18 * 60);
        assertEquals(otherClock("14:30", "18:00", "UTC"), refusal());
    }

    @Test
    void shouldTakeAnAfternoonForOneWhichEndsWithTheSession() throws IOException {
        assertEquals(
                60,
                day("2025-06-24", 13 * 60 + 30, 15 * 60 + 55)
                        .day("2025-06-25", 13 * 60 + 30, 15 * 60 + 55)
                        .bars());
    }

    @Test
    void shouldNotJudgeByOneDayOrByDaysThatBeginAtDifferentTimes() throws IOException {
        // What lies behind the close is left out.
        assertEquals(30, day("2025-06-24", 13 * 60 + 30, 16 * 60).bars());
        assertEquals(
                30 + 30 + 31,
                day("2025-06-25", 13 * 60 + 30, 16 * 60)
                        .day("2025-06-26", 13 * 60 + 25, 16 * 60)
                        .bars());
    }

    @Test
    void shouldKnowPartOfASessionInChicagoByItsBeginning() throws IOException {
        day("2025-06-24", 8 * 60 + 30, 14 * 60).day("2025-06-25", 8 * 60 + 30, 14 * 60);
        assertEquals(otherClock("08:30", "14:00", "America/Chicago"), refusal());
        text.setLength(36);
        // A bar that begins at 15:00 is behind Chicago's close.
        assertEquals(
                2 * 67,
                day("2025-06-24", 8 * 60 + 30, 15 * 60)
                        .day("2025-06-25", 8 * 60 + 30, 15 * 60)
                        .bars());
    }

    /** In winter extended hours are from 9:00 to 1:00 in UTC. */
    @Test
    void shouldTellTheLastBarOfADayThatGoesOnPastMidnight() throws IOException {
        day("2025-01-21", 9 * 60, 24 * 60 + 55).day("2025-01-23", 9 * 60, 24 * 60 + 55);
        assertEquals(otherClock("09:00", "00:55", "UTC"), refusal());
    }

    @Test
    void shouldKnowASessionByItsLengthOnTheClocksOfOthers() {
        assertTrue(text.length() == 36, "the header stays");
        String[][] clocks = {
            {"UTC", "13", "30"},
            {"America/Denver", "7", "30"},
            {"America/Los_Angeles", "6", "30"},
            {"Europe/Berlin", "15", "30"},
            {"Europe/Athens", "16", "30"}
        };
        for (String[] clock : clocks) {
            text.setLength(36);
            int first = 60 * Integer.parseInt(clock[1]) + Integer.parseInt(clock[2]);
            day("2025-06-24", first, first + 385).day("2025-06-25", first, first + 385);
            int last = first + 385;
            assertEquals(
                    otherClock(
                            two(first / 60) + ":" + two(first % 60), two(last / 60) + ":" + two(last % 60), clock[0]),
                    refusal());
        }
    }
}
