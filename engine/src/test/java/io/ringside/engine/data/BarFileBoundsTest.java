package io.ringside.engine.data;

import static io.ringside.engine.data.KnownBars.daily;
import static io.ringside.engine.data.KnownBars.hourly;
import static io.ringside.engine.data.KnownBars.prices;
import static io.ringside.engine.data.KnownBars.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.KnownBars.Known;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the reading of a file of bars turns from one understanding of its rows to another one. */
class BarFileBoundsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final List<Known> BARS = KnownBars.fiveMinutes();
    private static final String HEADER = "datetime,open,high,low,close,volume\n";
    private static final String ANY = ",10,10.5,9.5,10.25,100\n";

    @TempDir
    Path folder;

    private static BarFile.Options untold() {
        return BarFile.Options.fiveMinutes().withSize(null);
    }

    private static BarFile.Options told(String zone, String stamped, String format) {
        return untold().withReading(Reading.of(zone, stamped, format, false));
    }

    /** Bars from 03:55 to 20:00: the regular session has 78 of them, the hours around it 66 and 48, and two are beside these. */
    @Test
    void shouldTellTheHoursOfADayApartAtTheirBounds() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int minute = 3 * 60 + 55; minute <= 20 * 60; minute += 5) {
            text.append(String.format(Locale.ROOT, "2025-07-02 %02d:%02d", minute / 60, minute % 60))
                    .append(ANY);
        }
        Path file = write(text.toString());
        FileReport regular = report(file, told("", "start", ""));
        assertEquals(78, regular.used());
        assertEquals(114, regular.leftOut(LeftOut.EXTENDED_HOURS));
        assertEquals(2, regular.leftOut(LeftOut.OUTSIDE_HOURS));
        FileReport extended = report(file, told("", "start", "").withSession(Session.EXTENDED));
        assertEquals(192, extended.used());
        assertEquals(2, extended.leftOut(LeftOut.OUTSIDE_HOURS));
    }

    /** Starts, ends and closes of the bars, in New York. */
    private static List<String> bars(Path file, BarFile.Options options) {
        try (BarFile bars = BarFile.open(file, "QQQ", CALENDAR, options)) {
            List<String> told = new ArrayList<>();
            while (bars.next()) {
                told.add(time(bars.startNanos()) + " to "
                        + time(bars.endNanos()).substring(11) + " at " + FixedPoint.format(bars.closeE8()));
            }
            return told;
        }
    }

    private static String time(long nanos) {
        return CALENDAR.format(nanos).substring(0, 16).replace('T', ' ');
    }

    /** The account of all rows, without the file's name. */
    private static String line(Path file, BarFile.Options options) {
        FileReport report = report(file, options);
        return report.line().substring(report.line().indexOf(": ") + 2);
    }

    private static FileReport report(Path file, BarFile.Options options) {
        try (BarFile bars = BarFile.open(file, "QQQ", CALENDAR, options)) {
            while (bars.next()) {
                assertTrue(bars.closeE8() > 0);
            }
            return bars.report().orElseThrow();
        }
    }

    private static String refusal(Path file, BarFile.Options options) {
        String message =
                assertThrows(UserError.class, () -> bars(file, options)).getMessage();
        return message.substring(message.indexOf("QQQ.csv") + 7);
    }

    private Path write(String text) throws IOException {
        return write("QQQ.csv", text);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String local(Known bar, String pattern) {
        return bar.start().format(DateTimeFormatter.ofPattern(pattern, Locale.US));
    }

    private static String in(String zone, Known bar, String pattern) {
        return bar.zoned().withZoneSameInstant(ZoneId.of(zone)).format(DateTimeFormatter.ofPattern(pattern, Locale.US));
    }

    private static String tail(Known bar) {
        return prices(bar, ",") + "," + bar.volume();
    }

    private static Known ended(Known bar) {
        return bar.at(bar.start().plusMinutes(5));
    }

    private static List<Known> newestFirst() {
        List<Known> newest = new ArrayList<>(BARS);
        Collections.reverse(newest);
        return newest;
    }

    /** Thirteen sessions of 78 bars and a half day of 42. */
    private static String whole(String format) {
        return "QQQ, " + format
                + ", 1,056 rows, 1,056 used; 2025-06-23T09:30:00-04:00 to 2025-07-11T15:55:00-04:00, usually 5m apart";
    }

    @Test
    void shouldSayHowAFileWasUnderstood() throws IOException {
        String plain = HEADER + rows(BARS, bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + tail(bar));
        assertEquals(whole("plain") + ", America/New_York", line(write(plain), untold()));
        assertEquals(
                whole("plain") + ", America/New_York; newest row first, read from the last to the first",
                line(
                        write(HEADER + rows(newestFirst(), bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + tail(bar))),
                        untold()));
        assertEquals(
                whole("plain") + ", America/New_York; stamped at the bars' ends",
                line(
                        write(HEADER + rows(BARS, bar -> local(ended(bar), "yyyy-MM-dd HH:mm") + "," + tail(bar))),
                        told("", "end", "")));
        assertEquals(
                whole("plain") + ", America/Chicago",
                line(
                        write(HEADER
                                + rows(BARS, bar -> in("America/Chicago", bar, "yyyy-MM-dd HH:mm") + "," + tail(bar))),
                        told("America/Chicago", "", "")));
        assertEquals(
                whole("plain") + ", UTC",
                line(
                        write(HEADER + rows(BARS, bar -> in("UTC", bar, "yyyy-MM-dd HH:mm'Z'") + "," + tail(bar))),
                        untold()));
        assertEquals(
                whole("plain") + ", America/New_York",
                line(
                        write(HEADER + rows(BARS, bar -> local(bar, "yyyy-MM-dd HH:mm'-04:00'") + "," + tail(bar))),
                        untold()));
        assertEquals(
                whole("plain") + ", UTC",
                line(
                        write(HEADER
                                + rows(BARS, bar -> in("Europe/Berlin", bar, "yyyy-MM-dd HH:mmxxx") + "," + tail(bar))),
                        untold()));
        assertEquals(
                whole("plain") + ", America/New_York",
                line(
                        write(HEADER
                                + rows(BARS, bar -> local(bar, "yyyy-MM-dd HH:mm") + " America/New_York," + tail(bar))),
                        untold()));
    }

    /** Seven bars a day, four on the half day: by the clock, of which the first is half an hour. */
    @Test
    void shouldSayThatBarsGoByTheClock() throws IOException {
        List<Known> clock = hourly(BARS, 0);
        String account = ", 95 rows, 95 used; 2025-06-23T09:30:00-04:00 to 2025-07-11T15:00:00-04:00, usually 1h apart,"
                + " America/New_York; bars by the clock's hours, cut at the open";
        String starts = HEADER + rows(clock, bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + tail(bar));
        assertEquals("QQQ, clock-hours" + account, line(write(starts), told("", "", "clock-hours")));
        String ends = HEADER
                + rows(clock, bar -> local(bar.at(bar.start().plusHours(1)), "yyyy-MM-dd HH:mm") + "," + tail(bar));
        Path file = write(ends);
        assertEquals(
                "QQQ, clock-hours" + account.replace("; bars by", "; stamped at the bars' ends; bars by"),
                line(file, told("", "end", "clock-hours")));
        List<String> read = bars(file, told("", "end", "clock-hours"));
        assertTrue(read.get(0).startsWith("2025-06-23 09:30 to 10:00 at "), read.get(0));
        assertTrue(read.get(1).startsWith("2025-06-23 10:00 to 11:00 at "), read.get(1));
        assertTrue(read.get(6).startsWith("2025-06-23 15:00 to 16:00 at "), read.get(6));
        // Without its word a bar that begins before the open holds what was traded before it.
        List<Known> ib = hourly(BARS, 30);
        assertEquals(
                "QQQ, ib, 95 rows, 95 used; 2025-06-23T09:30:00-04:00 to 2025-07-11T15:00:00-04:00, usually 1h apart,"
                        + " America/New_York; bars by the clock's hours",
                line(
                        write("date,open,high,low,close,volume,average,barCount\n"
                                + rows(ib, bar -> local(bar, "yyyyMMdd HH:mm:ss") + "," + tail(bar) + ",1,1")),
                        untold()));
    }

    /** Ten bars a session from the open on, the last one of half an hour; seldom so, but the close is on no grid of theirs. */
    @Test
    void shouldReadBarsOfFortyMinutesByEitherEnd() throws IOException {
        List<Known> forty = KnownBars.of(LocalDate.of(2025, 1, 21), LocalDate.of(2025, 2, 7), 40, 2);
        List<String> expected = new ArrayList<>();
        for (Known bar : forty) {
            LocalDateTime end = end(bar);
            expected.add(local(bar, "yyyy-MM-dd HH:mm") + " to " + local(bar.at(end), "HH:mm") + " at "
                    + KnownBars.price(bar.close()));
        }
        Path starts = write(HEADER + rows(forty, bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + tail(bar)));
        assertEquals(expected, bars(starts, untold()));
        Path ends = write(HEADER + rows(forty, bar -> local(bar.at(end(bar)), "yyyy-MM-dd HH:mm") + "," + tail(bar)));
        assertEquals(expected, bars(ends, told("", "end", "")));
        String stray = HEADER
                + rows(forty, bar -> local(bar, "yyyy-MM-dd HH:mm") + "," + tail(bar))
                        .replaceFirst("\n", "\n2025-01-21 09:50,400,400,400,400,7\n");
        FileReport report = report(write(stray), untold());
        assertEquals(1, report.leftOut(LeftOut.STRAY));
        assertEquals(forty.size(), report.used());
    }

    private static LocalDateTime end(Known bar) {
        LocalDateTime end = bar.start().plusMinutes(40);
        LocalDateTime close = bar.day().atTime(KnownBars.close(bar.day()));
        return end.isAfter(close) ? close : end;
    }

    /** Rows on no grid are taken for what they say: each ends at its time. */
    @Test
    void shouldReadAFewBarsByTheirEndsWhereTheyAreOnNoGrid() throws IOException {
        Path file = write(HEADER + "2025-05-12 09:37" + ANY + "2025-05-12 09:44" + ANY);
        assertEquals(
                List.of("2025-05-12 09:32 to 09:37 at 10.25", "2025-05-12 09:39 to 09:44 at 10.25"),
                bars(file, told("", "end", "").withSize(BarSpec.FIVE_MINUTES)));
    }

    /** Of Stooq's files alone an afternoon in Poland is a morning in New York. */
    @Test
    void shouldReadAnAfternoonAsTheAfternoonThatItIs() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 24; i++) {
            text.append("2025-05-12 ")
                    .append(14 + i / 12)
                    .append(i % 12 < 2 ? ":0" : ":")
                    .append(i % 12 * 5)
                    .append(ANY);
        }
        List<String> read = bars(write(text.toString()), untold());
        assertEquals(24, read.size());
        assertEquals("2025-05-12 14:00 to 14:05 at 10.25", read.get(0));
        assertEquals("2025-05-12 15:55 to 16:00 at 10.25", read.get(23));
        // A day at midnight, and without a time.
        Path days = write("""
                <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
                QQQ.US,D,20250512,000000,10,10.5,9.5,10.25,100,0
                QQQ.US,D,20250513,000000,10,10.5,9.5,10.25,100,0
                """);
        assertEquals(
                List.of("2025-05-12 09:30 to 16:00 at 10.25", "2025-05-13 09:30 to 16:00 at 10.25"),
                bars(days, untold()));
    }

    @Test
    void shouldTellTheUsualGapOfDays() throws IOException {
        assertEquals(
                "QQQ, plain, 1 rows, 1 used; 2025-05-09T09:30:00-04:00 to 2025-05-09T09:30:00-04:00,"
                        + " usually 1d apart, America/New_York",
                line(write(HEADER + "2025-05-09" + ANY), untold()));
        assertEquals(
                "QQQ, plain, 2 rows, 2 used; 2025-05-09T09:30:00-04:00 to 2025-05-12T09:30:00-04:00,"
                        + " usually 3d apart, America/New_York",
                line(write(HEADER + "2025-05-09" + ANY + "2025-05-12" + ANY), untold()));
    }

    /** A gap is told as of weeks and months where it is about that. */
    @ParameterizedTest
    @CsvSource({
        "3, ''",
        "4, a week",
        "8, a week",
        "9, 9 days",
        "26, 26 days",
        "27, a month",
        "32, a month",
        "33, 33 days"
    })
    void shouldRefuseBarsOfMoreThanADay(int gap, String told) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 3; i++) {
            text.append(LocalDate.of(2025, 1, 6).plusDays((long) i * gap)).append(ANY);
        }
        Path file = write(text.toString());
        if (told.isEmpty()) {
            // A Monday, a day of mourning, and a Sunday.
            assertEquals(2, report(file, untold()).leftOut(LeftOut.NO_SESSION));
        } else {
            assertEquals(
                    ": holds bars of " + told
                            + ", not of a day: each would be known before it has ended; give daily bars",
                    refusal(file, untold()));
        }
        // Of two rows nobody knows.
        String two = text.substring(0, text.lastIndexOf("\n", text.length() - 2) + 1);
        assertTrue(report(write(two), untold()).used() > 0);
    }

    @Test
    void shouldKnowTwoRowsOfADayForBarsWithinIt() throws IOException {
        assertEquals(
                List.of("2025-05-12 09:35 to 09:40 at 10.25", "2025-05-12 09:40 to 09:45 at 10.25"),
                bars(write(HEADER + "2025-05-12 09:35" + ANY + "2025-05-12 09:40" + ANY), untold()));
    }

    @Test
    void shouldNotTakeTwoRowsThatGoBackForAFileOfTheNewestFirst() throws IOException {
        String two = HEADER + "2025-05-13 09:35" + ANY + "2025-05-12 09:35" + ANY;
        assertEquals(
                " line 3 column datetime: \"2025-05-12 09:35\": is earlier than the row before; sort the rows by time,"
                        + " oldest first",
                refusal(write(two), untold().withSize(BarSpec.FIVE_MINUTES)));
        String three = two + "2025-05-09 09:35" + ANY;
        assertEquals(
                List.of(
                        "2025-05-09 09:35 to 09:40 at 10.25",
                        "2025-05-12 09:35 to 09:40 at 10.25",
                        "2025-05-13 09:35 to 09:40 at 10.25"),
                bars(write(three), untold().withSize(BarSpec.FIVE_MINUTES)));
    }

    /** One row a session at one time of day: from twenty gaps on that is a day's bar. */
    @Test
    void shouldTakeARowADayForADaysBarWhereThereAreMany() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        int day = (int) LocalDate.of(2025, 5, 1).toEpochDay();
        for (int i = 0; i < 20; i++) {
            text.append(LocalDate.ofEpochDay(day)).append(" 11:00").append(ANY);
            day = CALENDAR.nextTradingDay(day);
        }
        assertEquals(
                20, bars(write(text.toString()), BarFile.Options.fiveMinutes()).size());
        text.append(LocalDate.ofEpochDay(day)).append(" 11:00").append(ANY);
        String message = refusal(write(text.toString()), BarFile.Options.fiveMinutes());
        assertTrue(
                message.startsWith(
                        ": has daily bars at a time that is midnight nowhere that is known, such as 2025-05-01 11:00,"),
                message);
    }

    /** Eight gaps, all on the grid, show the size; fewer, or one off it, may be those of a share that is rarely traded. */
    @Test
    void shouldTellLargerBarsByAFewRowsThatAreAllOnTheirGrid() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 8; i++) {
            text.append(LocalDateTime.of(2025, 5, 12, 10, 0)
                            .plusMinutes(15L * i)
                            .toString()
                            .replace('T', ' '))
                    .append(ANY);
        }
        assertEquals(
                8, bars(write(text.toString()), BarFile.Options.fiveMinutes()).size());
        assertEquals(
                ": holds bars of 15m, not 5m; give the size that its bars have",
                refusal(write(text + "2025-05-12 12:00" + ANY), BarFile.Options.fiveMinutes()));
        assertEquals(
                9,
                bars(write(text + "2025-05-12 12:05" + ANY), BarFile.Options.fiveMinutes())
                        .size());
    }

    @Test
    void shouldSayTheFirstTimeThatNamesNoDay() throws IOException {
        assertEquals(
                ": has daily bars at a time that is midnight nowhere that is known, such as 2025-06-23 17:00:00-05:00, so"
                        + " that it names no day; give the zone in which it is midnight, such as --zone America/Chicago",
                refusal(
                        write(HEADER + rows(daily(BARS), bar -> bar.day() + " 17:00:00-05:00," + tail(bar))),
                        untold()));
    }

    @Test
    void shouldReadDaysThatAreMidnightInUtcButWrittenElsewhere() throws IOException {
        List<Known> days = daily(BARS);
        Path file = write(HEADER + rows(days, bar -> bar.day().minusDays(1) + " 20:00:00-04:00," + tail(bar)));
        List<String> read = bars(file, untold());
        assertEquals(days.size(), read.size());
        assertEquals(
                "2025-06-23 09:30 to 16:00 at " + KnownBars.price(days.get(0).close()), read.get(0));
    }

    @Test
    void shouldGoOnInTheZoneThatIsToldFromOneFileToTheNext() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("QQQ.csv"));
        for (Known day : daily(BARS)) {
            List<Known> ofDay =
                    BARS.stream().filter(bar -> bar.day().equals(day.day())).toList();
            Files.writeString(
                    parts.resolve(day.day() + ".csv"),
                    HEADER + rows(ofDay, bar -> in("America/Chicago", bar, "yyyy-MM-dd HH:mm") + "," + tail(bar)));
        }
        assertEquals(whole("plain") + ", America/Chicago", line(parts, told("America/Chicago", "", "")));
    }

    @Test
    void shouldReadAZoneThatAHeaderNames() throws IOException {
        Path file = write("Gmt time,Open,High,Low,Close,Volume\n"
                + rows(BARS, bar -> in("UTC", bar, "dd.MM.yyyy HH:mm:ss.SSS") + "," + tail(bar)));
        assertEquals(whole("plain") + ", UTC", line(file, untold()));
    }

    /** The ends are known by New York's session, so that the clock counts for what the rows show. */
    @Test
    void shouldKnowNinjaTradersEndsOnAnotherClock() throws IOException {
        Path file = write(rows(
                BARS,
                bar -> in("America/Chicago", ended(bar), "yyyyMMdd HHmmss") + ";" + prices(bar, ";") + ";"
                        + bar.volume()));
        assertEquals(
                whole("ninjatrader") + ", America/Chicago; stamped at the bars' ends",
                line(file, told("America/Chicago", "", "")));
    }

    @Test
    void shouldFindTheTimeInAColumnBeforeTheDate() throws IOException {
        Path file = write("Time,Date,Open,High,Low,Close,Volume\n"
                + rows(BARS, bar -> local(bar, "HH:mm,yyyy-MM-dd") + "," + tail(bar)));
        assertEquals(whole("plain") + ", America/New_York", line(file, untold()));
    }

    // ---- whose file it is

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "20250512 093500,10,10.5,9.5,10.25,100 | firstrate",
                "20250512 093500;10;10.5;9.5;10.25;100 | ninjatrader",
                "20250512;10;10.5;9.5;10.25;100 | ninjatrader",
                "2025-05-12 09:35;10;10.5;9.5;10.25;100 | firstrate",
                "2025.05.12,09:35,10,10.5,9.5,10.25,100 | metatrader",
                "2025.05.12,10,10.5,9.5,10.25,100 | firstrate",
                "05/12/2025,0935,10,10.5,9.5,10.25,100~05/13/2025,0935,10,10.5,9.5,10.25,100 | kibot",
                "5/12/2025,9:35 AM,10,10.5,9.5,10.25,100~5/13/2025,9:35 AM,10,10.5,9.5,10.25,100 | kibot",
                "2025/05/12,09:35,10,10.5,9.5,10.25,100 | firstrate",
                "20250512,400,401,399,400,100 | firstrate",
                "20250512 09:35,4000000,4010000,3990000,4000000,100 | lean"
            })
    void shouldTellAFileWithoutAHeaderByItsFirstRow(String rows, String format) throws IOException {
        boolean daily = !rows.contains("09") && !rows.contains("9:");
        BarFile.Options options = untold().withSize(daily ? BarSpec.parse("1d") : BarSpec.FIVE_MINUTES);
        assertEquals(
                format, report(write(rows.replace('~', '\n') + "\n"), options).format());
    }

    @Test
    void shouldReadWholePricesAsItIsTold() throws IOException {
        Path file = write("20250512 09:35,400,401,399,400,100\n");
        BarFile.Options five = BarFile.Options.fiveMinutes();
        assertEquals(
                ": has no header, and whole prices up to 401, which are dollars or LEAN's ten thousandths of one; give"
                        + " --format lean or --format firstrate",
                refusal(file, five));
        assertEquals(
                List.of("2025-05-12 09:35 to 09:40 at 400.00"),
                bars(file, five.withReading(Reading.of("", "", "firstrate", false))));
        assertEquals(
                List.of("2025-05-12 09:35 to 09:40 at 0.04"),
                bars(file, five.withReading(Reading.of("", "", "lean", false))));
        assertEquals(
                " line 1 is no row of LEAN's, which begins with a time such as 20131007 09:30 or milliseconds and has"
                        + " whole prices x 10,000; give another --format",
                refusal(
                        write("20250512 09:35,400.5,401,399,400,100\n"),
                        five.withReading(Reading.of("", "", "lean", false))));
        // A dollar and more cannot be mistaken.
        assertEquals(
                List.of("2025-05-12 09:35 to 09:40 at 1.00"),
                bars(write("20250512 09:35,10000,10000,10000,10000,100\n"), five));
    }

    /** A day's last millisecond is one, if outside of all hours; the next one is none. */
    @Test
    void shouldCountMillisecondsUpToTheEndOfTheDay() throws IOException {
        String rows = "34200000,1674100,1674200,1674000,1674100,9\n34500000,1674100,1674200,1674000,1674100,9\n";
        String last = ",1674100,1674200,1674000,1674100,9\n";
        Path file = write("QQQ-20131007-minute.csv", rows + "86399999" + last);
        assertEquals(2, bars(file, BarFile.Options.fiveMinutes()).size());
        Path wrong = write("QQQ-20131007-minute.csv", rows + "86400000" + last);
        String message = assertThrows(UserError.class, () -> bars(wrong, BarFile.Options.fiveMinutes()))
                .getMessage();
        assertTrue(message.endsWith("\"86400000\": give a whole number from 0 to 86399999"), message);
    }

    /** Eight digits are a date, but milliseconds where the file's name has the day. */
    @Test
    void shouldReadMillisecondsThatLookLikeADate() throws IOException {
        Path file = write("QQQ-20131007-minute.csv", "20100000,1674100,1674200,1674000,1674100,9\n");
        assertEquals(
                List.of("2013-10-07 05:35 to 05:40 at 167.41"),
                bars(file, BarFile.Options.fiveMinutes().withSession(Session.EXTENDED)));
    }

    @ParameterizedTest
    @CsvSource({
        // A cent and a millionth of the price lie within rounding.
        "'50000,50000,49000,49500', true",
        "'50000.05,50000,49000,49500', true",
        "'50000.07,50000,49000,49500', false",
        "'10,11,10.5,10', false",
        "'10,9.9,9,9.5', false",
        "'9.5,9.9,9,10', false",
        "'10,10.5,9.8,9.7', false"
    })
    void shouldKnowPricesWithoutAHeaderByTheirOrder(String four, boolean ordered) throws IOException {
        Path file = write("2025-05-12 09:35," + four + ",100\n");
        if (ordered) {
            assertEquals(1, bars(file, BarFile.Options.fiveMinutes()).size());
        } else {
            assertEquals(
                    " line 1 has prices that are not open,high,low,close in this order, and there is no header; add one"
                            + " that names the columns",
                    refusal(file, BarFile.Options.fiveMinutes()));
        }
    }

    /** Nasdaq's own pages write the month first; others tell by a number above 12, or are told. */
    @Test
    void shouldKnowTheOrderOfDayAndMonth() throws IOException {
        String nasdaq = "Date,Close/Last,Volume,Open,High,Low\n05/06/2025,$10.25,100,$10,$10.5,$9.5\n";
        BarFile.Options days = untold().withSize(BarSpec.parse("1d"));
        assertEquals(List.of("2025-05-06 09:30 to 16:00 at 10.25"), bars(write(nasdaq), days));
        assertEquals(
                List.of("2025-06-05 09:30 to 16:00 at 10.25"),
                bars(write(nasdaq), days.withReading(Reading.of("", "", "eu-dates", false))));
        assertEquals(List.of("2024-12-13 09:30 to 16:00 at 10.25"), bars(write(HEADER + "12/13/2024" + ANY), days));
        assertEquals(List.of("2024-12-13 09:30 to 16:00 at 10.25"), bars(write(HEADER + "13/12/2024" + ANY), days));
        assertEquals(
                " line 2 has the date \"12/12/2024\", and no row tells whether day or month comes first; give --format"
                        + " us-dates or --format eu-dates",
                refusal(write(HEADER + "12/12/2024" + ANY), days));
    }

    @Test
    void shouldReadAsManyColumnsAsThereMayBe() throws IOException {
        String more = ",x".repeat(CsvRow.FIELDS_MAX - 6);
        StringBuilder names = new StringBuilder(HEADER.strip());
        for (int i = 6; i < CsvRow.FIELDS_MAX; i++) {
            names.append(",c").append(i);
        }
        assertEquals(
                List.of("2025-05-12 09:35 to 09:40 at 10.25"),
                bars(write(names + "\n2025-05-12 09:35" + ANY.strip() + more + "\n"), BarFile.Options.fiveMinutes()));
    }

    // ---- prices

    /** A row that has none of the four prices is none; one that lacks some of them is a defect. */
    @ParameterizedTest
    @CsvSource({
        "'10,,,', high",
        "',10,,', open",
        "',,10,', open",
        "',,,10', open",
        "',10,10,10', open",
        "'10,,10,10', high",
        "'10,10,,10', low",
        "'10,10,10,', close"
    })
    void shouldRefuseARowThatLacksSomeOfItsPrices(String four, String column) throws IOException {
        assertEquals(
                " line 3 column " + column + ": \"\": give a decimal number such as 512.34",
                refusal(
                        write(HEADER + "2025-05-12 09:30" + ANY + "2025-05-12 09:35," + four + ",100\n"),
                        BarFile.Options.fiveMinutes()));
    }

    /** Databento writes the largest number there is where nothing was traded. */
    @Test
    void shouldLeaveOutRowsOfDatabentoWithoutPrices() throws IOException {
        String none = "9223372036854775807";
        Path file = write("ts_event,open,high,low,close,volume\n"
                + "1747056900000000000,10000000000,10500000000,9500000000,10250000000,100\n"
                + "1747057200000000000," + none + "," + none + "," + none + "," + none + ",0\n"
                + "1747057500000000000,10000000000,10500000000,9500000000,10250000000,100\n");
        FileReport report = report(file, BarFile.Options.fiveMinutes());
        assertEquals(2, report.used());
        assertEquals(1, report.leftOut(LeftOut.EMPTY));
        // In dollars it is no price at all.
        assertTrue(refusal(
                        write("ts_event,open,high,low,close,volume\n1747056900000000000,10.0,10.5,9.5,10.25,100\n"
                                + "1747057200000000000," + (none + "," + none + "," + none + "," + none) + ",0\n"),
                        BarFile.Options.fiveMinutes())
                .contains("price"));
    }

    @Test
    void shouldTellTheLowsThatAVendorLost() throws IOException {
        Path file = write(HEADER + "2025-05-12,10,10.5,9.5,10.25,100\n2025-05-13,10,10.5,0,10.25,100\n"
                + "2025-05-14,10,10.5,9.5,10.25,100\n");
        BarFile.Options names = untold().withSize(BarSpec.parse("1d")).withPrices(BarFile.Prices.NAMES);
        assertEquals(
                List.of("line 3, 2025-05-13: has a low of 0, which is taken as it is"),
                report(file, names).warnings());
    }

    // ---- rows

    @ParameterizedTest
    @CsvSource({
        "'10,10.5,9.5,10.25,100', true",
        "'10.01,10.5,9.5,10.25,100', false",
        "'10,10.51,9.5,10.25,100', false",
        "'10,10.5,9.51,10.25,100', false",
        "'10,10.5,9.5,10.26,100', false",
        "'10,10.5,9.5,10.25,101', false"
    })
    void shouldLeaveOutARowThatSaysTheSameAgain(String values, boolean same) throws IOException {
        Path file =
                write(HEADER + "2025-05-12 09:35" + ANY + "2025-05-12 09:35," + values + "\n2025-05-12 09:40" + ANY);
        if (same) {
            FileReport report = report(file, BarFile.Options.fiveMinutes());
            assertEquals(1, report.leftOut(LeftOut.DUPLICATE));
            assertEquals(2, report.used());
        } else {
            assertEquals(
                    " line 3 column datetime: \"2025-05-12 09:35\": the row before has the same time; remove one",
                    refusal(file, BarFile.Options.fiveMinutes()));
        }
    }

    /** What follows the wanted days is not checked, but must not go back to them. */
    @ParameterizedTest
    @CsvSource({"2025-05-12 09:40, true", "2025-05-13 09:40, true", "2025-05-14 09:35, false", "nonsense, false"})
    void shouldNotGoBackToTheWantedDays(String time, boolean back) throws IOException {
        String text =
                HEADER + "2025-05-12 09:35" + ANY + "2025-05-13 09:35" + ANY + "2025-05-14 09:35" + ANY + time + ANY;
        int day = (int) LocalDate.of(2025, 5, 13).toEpochDay();
        BarFile.Options until = BarFile.Options.fiveMinutes().withDays(Integer.MIN_VALUE, day);
        if (back) {
            assertEquals(
                    " line 5 column datetime: \"" + time
                            + "\": is earlier than the row before; sort the rows by time, oldest first",
                    refusal(write(text), until));
        } else {
            assertEquals(2, report(write(text), until).leftOut(LeftOut.OUTSIDE_DAYS));
        }
    }

    @Test
    void shouldNotGoBackToTheLastWantedDay() throws IOException {
        int day = (int) LocalDate.of(2025, 5, 13).toEpochDay();
        String text = HEADER + "2025-05-12" + ANY + "2025-05-13" + ANY + "2025-05-14" + ANY + "2025-05-13" + ANY;
        assertEquals(
                " line 5 column datetime: \"2025-05-13\": is earlier than the row before; sort the rows by time, oldest"
                        + " first",
                refusal(write(text), untold().withDays(Integer.MIN_VALUE, day)));
    }

    /** A day that is midnight in UTC is the evening before in New York. */
    @Test
    void shouldNotTakeALaterDayInUtcForAWantedOne() throws IOException {
        String text = HEADER
                + rows(daily(BARS), bar -> bar.start().toEpochSecond(ZoneOffset.UTC) + "," + tail(bar))
                        .replaceAll("(1751414400,.*\n)", "$1$1");
        int day = (int) LocalDate.of(2025, 7, 1).toEpochDay();
        FileReport report = report(write(text), untold().withDays(Integer.MIN_VALUE, day));
        assertEquals(7, report.used());
        assertEquals(8, report.leftOut(LeftOut.OUTSIDE_DAYS));
    }
}
