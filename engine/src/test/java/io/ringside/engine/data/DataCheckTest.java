package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.SharedData;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataCheckTest {
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @Test
    void shouldFindNothingInGeneratedBarsButTellTheHalfDay() throws IOException {
        assertEquals(
                List.of(
                        "QQQ.csv: QQQ, plain, 198 bars of 5m in 3 sessions from 2025-07-01 to 2025-07-03, synthetic: no problems",
                        "  2025-07-03: half day, 42 bars to 13:00"),
                check(rows -> rows).lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"QQQ", "SPY", "NVDA", "XLF"})
    void shouldFindNothingInTheRecordedBars(String symbol) {
        var report =
                DataCheck.of(SharedData.file("bars-5min/" + symbol + ".csv.gz"), null, calendar, Reading.asShown());
        assertEquals(0, report.problems(), String.join("\n", report.lines()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3  | x                          | line 3 has 1 fields where 7 are expected",
                "3  | 2025-07-01 09:31:60,1,1,1,1,1, | line 3 column datetime: \"2025-07-01 09:31:60\"",
                "3  | 2025-07-01 09:30:00,1,1,1,1,1, | line 3, 2025-07-01 09:30: a row with the same time as the one before",
                "9  | 2025-07-01 09:45:00,1,1,1,1,1, | line 9, 2025-07-01 09:45: a row earlier than the one before",
                "80 | 2025-07-01 15:57:00,300,300,300,300,1, | line 80, 2025-07-01 15:57: a bar that begins before the 5m bar before it ends"
            })
    void shouldGoOnAfterARowThatIsWrong(int line, String row, String expected) throws IOException {
        var report = check(rows -> {
            rows.add(line - 1, row);
            return rows;
        });
        assertTrue(report.lines().get(1).contains(expected), String.join("\n", report.lines()));
        assertTrue(report.problems() <= 2, String.join("\n", report.lines()));
        assertTrue(report.lines().get(0).contains("3 sessions from 2025-07-01 to 2025-07-03"));
    }

    @Test
    void shouldTellWhichBarsAndSessionsAreMissing() throws IOException {
        var report = check(rows -> {
            rows.removeIf(row -> row.startsWith("2025-07-02")
                    || row.startsWith("2025-07-01 10:05")
                    || row.startsWith("2025-07-01 10:10")
                    || row.startsWith("2025-07-01 15:55"));
            return rows;
        });
        assertEquals(2, report.problems());
        assertEquals(
                "  2025-07-01: 3 bars missing: 10:05-10:15, 15:55-16:00",
                report.lines().get(1));
        assertEquals("  2025-07-02: no bars", report.lines().get(2));
    }

    @Test
    void shouldTellASpanOfMissingSessionsInOneLine() throws IOException {
        var report = check(rows -> {
            rows.removeIf(row -> row.startsWith("2025-07-03"));
            rows.add("2025-07-08 09:30:00,300,300,300,300,1,");
            return rows;
        });
        assertTrue(
                report.lines().contains("  2025-07-03 to 2025-07-07: 2 sessions without bars"),
                report.lines().toString());
    }

    @Test
    void shouldTellASplitFromAnOutlier() throws IOException {
        Path file = folder.resolve("ABC.csv");
        Files.writeString(file, """
                Date,Open,High,Low,Close,Adj Close,Volume
                2025-07-01,400,410,395,404,404,10
                2025-07-02,100.5,102,100,101,101,10
                2025-07-03,131,131,130,130,130,10
                2025-07-07,130,260,129,130,130,10
                2025-07-08,1299,1301,1298,1300,1300,0
                """);
        var report = DataCheck.of(file, null, calendar, Reading.asShown());
        assertEquals(
                List.of(
                        "ABC.csv: ABC, Yahoo, 5 bars of 1d in 5 sessions from 2025-07-01 to 2025-07-08: 4 problems",
                        "  line 3, 2025-07-02 00:00: opens at 100.50 after a close of 404.00, which looks like a split that is not"
                                + " adjusted for",
                        "  line 4, 2025-07-03 00:00: a change of +29.7 % since the session before",
                        "  line 5, 2025-07-07 00:00: a change of +100.0 % to the bar's high",
                        "  line 6, 2025-07-08 00:00: opens at 1299.00 after a close of 130.00, which looks like a split that is not"
                                + " adjusted for",
                        "  2025-07-03: half day",
                        "  1 bars without volume"),
                report.lines());
    }

    @Test
    void shouldRecogniseBarsStampedAtTheirEnd() throws IOException {
        var report = check(rows -> {
            List<String> late = new ArrayList<>();
            for (int i = 1; i < rows.size(); i++) {
                late.add(rows.get(i).substring(19));
            }
            List<String> stamped = new ArrayList<>(List.of(rows.get(0)));
            for (int i = 0; i < 78; i++) {
                int minute = 575 + 5 * i;
                stamped.add("2025-07-01 " + two(minute / 60) + ":" + two(minute % 60) + ":00" + late.get(i));
            }
            return stamped;
        });
        assertEquals(
                "  has the first bar of a day at 09:35 and the last at 16:00: its bars are stamped at their ends; give --stamped end,"
                        + " or --stamped start if they are not",
                report.lines().get(1));
    }

    @Test
    void shouldCountRowsThatNoSessionHolds() throws IOException {
        var report = check(rows -> {
            rows.add(1, "2025-07-01 08:00:00,300,300,300,300,1,");
            rows.add(1, "2025-07-01 02:00:00,300,300,300,300,1,");
            rows.add("2025-07-04 10:00:00,300,300,300,300,1,");
            return rows;
        });
        assertEquals(0, report.problems());
        assertTrue(report.lines().contains("  1 rows in extended hours, which are left out unless asked for"));
        assertTrue(report.lines().contains("  2 rows outside every session, which are left out"));
    }

    @Test
    void shouldCountWhatIsTooMuchToTell() throws IOException {
        var report = check(rows -> {
            for (int i = 0; i < 1000; i++) {
                rows.add("x");
            }
            return rows;
        });
        assertEquals(1000, report.problems());
        assertTrue(report.lines().contains("  and 990 more defective rows"));
        assertTrue(report.lines().size() < 20);
    }

    @Test
    void shouldEndAtWhatIsNoText() throws IOException {
        var report = check(rows -> {
            rows.add("\0\0\0");
            return rows;
        });
        assertTrue(report.lines().get(1).contains("line 200 holds the byte 0"), String.join("\n", report.lines()));
        assertThrows(
                UserError.class, () -> DataCheck.of(folder.resolve("NONE.csv"), null, calendar, Reading.asShown()));
        assertThrows(UserError.class, () -> check(rows -> List.of()));
        assertThrows(UserError.class, () -> check(rows -> List.of("datetime,open,high,low,close,volume")));
    }

    @Test
    void shouldCheckTicksToo() throws IOException {
        Path file = folder.resolve("QQQ.csv");
        Files.writeString(file, """
                datetime,price,size,conditions
                2025-07-01 08:00:00,100,1,2000
                2025-07-01 09:31:00,100,1,
                2025-07-01 09:40:00,106,1,
                2025-07-01 09:39:00,106,1,
                2025-07-03 12:50:00,200,1,
                """);
        var report = DataCheck.of(file, null, calendar, Reading.of("", "", "lean", false));
        assertEquals(
                List.of(
                        "QQQ.csv: QQQ, 4 trades in 2 sessions from 2025-07-01 to 2025-07-03: 5 problems",
                        "  line 4, 2025-07-01 09:40:00: a trade at 106.00, +6.0 % from the one before",
                        "  " + file
                                + " line 5 column datetime: \"2025-07-01 09:39:00\": is earlier than the row before; sort the"
                                + " rows by time, oldest first",
                        "  2025-07-01: nothing from 09:40 to 16:00",
                        "  2025-07-02: no ticks",
                        "  2025-07-03: nothing from 09:30 to 12:50",
                        "  1 trades whose sale condition sets no last price"),
                report.lines());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldCountQuotesAndThoseWithTheBidAboveTheOffer(int crossed) throws IOException {
        Path file = folder.resolve("QQQ.csv");
        StringBuilder rows = new StringBuilder("datetime,bid,bid_size,ask,ask_size\n");
        for (int minute = 0; minute < 390; minute += 5) {
            boolean above = minute > 0 && minute <= 10 * crossed && minute % 10 == 0;
            String bid = above ? "100.03" : minute == 30 ? "100.02" : "100.00";
            rows.append(String.format(
                    Locale.ROOT,
                    "2025-07-01 %02d:%02d:00,%s,3,100.02,4%n",
                    9 + (30 + minute) / 60,
                    (30 + minute) % 60,
                    bid));
        }
        Files.writeString(file, rows);
        var report = DataCheck.of(file, null, calendar, Reading.asShown());
        String head = "QQQ.csv: QQQ, 78 quotes in 1 sessions from 2025-07-01 to 2025-07-01: no problems";
        assertEquals(
                crossed == 0 ? List.of(head) : List.of(head, "  " + crossed + " quotes with the bid above the offer"),
                report.lines());
    }

    /** So many problems are shown, the rest is counted; a jump is one of more than five hundredths either way. */
    @Test
    void shouldCountProblemsThatAreNotShown() throws IOException {
        Path file = folder.resolve("QQQ.csv");
        for (int jumps : new int[] {10, 11, 13}) {
            StringBuilder rows = new StringBuilder("datetime,price,size\n");
            for (int minute = 0; minute < 390; minute += 5) {
                int steps = minute / 5;
                String price =
                        steps >= jumps || steps % 2 == 0 ? (jumps % 2 == 1 && steps >= jumps ? "106" : "100") : "106";
                rows.append(String.format(
                        Locale.ROOT,
                        "2025-07-01 %02d:%02d:00,%s,3%n",
                        9 + (30 + minute) / 60,
                        (30 + minute) % 60,
                        price));
            }
            Files.writeString(file, rows);
            var report = DataCheck.of(file, null, calendar, Reading.asShown());
            assertEquals(jumps, report.problems(), report.lines().toString());
            assertEquals(
                    jumps > 10 ? 12 : 11, report.lines().size(), report.lines().toString());
            assertEquals(
                    jumps > 10,
                    report.lines().get(report.lines().size() - 1).equals("  and " + (jumps - 10) + " more problems"),
                    report.lines().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPY-20131007-trade", "IBM-20131007-trade", "IBM-20131007-quote"})
    void shouldFindNothingInTheRecordedTicks(String name) {
        var report = DataCheck.of(SharedData.file("ticks/" + name + ".csv.gz"), null, calendar, Reading.asShown());
        assertEquals(0, report.problems(), String.join("\n", report.lines()));
    }

    @Test
    void shouldTellOfASingleBar() throws IOException {
        Path file = Files.writeString(
                folder.resolve("ABC.csv"), "date,open,high,low,close,volume\n2025-07-01,400,410,395,404,10\n");
        assertEquals(
                List.of("ABC.csv: ABC, plain, 1 bars of 1d in 1 sessions from 2025-07-01 to 2025-07-01: no problems"),
                DataCheck.of(file, null, calendar, Reading.asShown()).lines());
    }

    @Test
    void shouldSayThatNothingIsABarOfASession() throws IOException {
        Path file = Files.writeString(
                folder.resolve("ABC.csv"), "date,open,high,low,close,volume\n2025-07-04,400,410,395,404,10\n");
        assertEquals(
                List.of(
                        "ABC.csv: ABC, plain, 0 bars of 1d in 0 sessions: 1 problems",
                        "  no row is a bar of a session: check the file's zone, hours and format",
                        "  1 rows outside every session, which are left out"),
                DataCheck.of(file, null, calendar, Reading.asShown()).lines());
    }

    @Test
    void shouldSayWhoseRowsThereAreNone() throws IOException {
        Path other = Files.writeString(
                folder.resolve("ABC.csv"), "symbol,date,open,high,low,close,volume\nX,2025-07-01,400,410,395,404,10\n");
        assertEquals(
                other + ": no row has the symbol ABC; give it as SYMBOL=FILE",
                assertThrows(UserError.class, () -> DataCheck.of(other, null, calendar, Reading.asShown()))
                        .getMessage());
        Path none = Files.writeString(folder.resolve("ABC.csv"), "symbol,date,open,high,low,close,volume\n");
        assertEquals(
                none + ": has a header and no rows; export it again",
                assertThrows(UserError.class, () -> DataCheck.of(none, null, calendar, Reading.asShown()))
                        .getMessage());
    }

    /** Ten hundredths up, or the same way back, are none too many: 110 after 100, 100 after 110. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "110,110,110,110 | ''",
                "110.01,110.01,110.01,110.01 | +10.0 % since the bar before;-9.1 % since the bar before",
                "90.91,90.91,90.91,90.91 | ''",
                "90.9,90.9,90.9,90.9 | -9.1 % since the bar before;+10.0 % since the bar before",
                "100,110,100,100 | ''",
                "100,110.01,100,100 | +10.0 % to the bar's high",
                "100,115,100,105 | ''",
                "105,115,100,100 | ''",
                "100,100,90.91,100 | ''",
                "100,100,90.9,100 | -9.1 % to the bar's low",
                "100,100,88,96 | ''",
                "96,100,88,100 | ''"
            })
    void shouldTellAChangeOfMoreThanTenHundredths(String prices, String told) throws IOException {
        StringBuilder rows = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (int minute = 0; minute < 390; minute += 5) {
            String time = "2025-07-01 " + two(9 + (30 + minute) / 60) + ":" + two((30 + minute) % 60);
            rows.append(time)
                    .append(',')
                    .append(minute == 60 ? prices : "100,100,100,100")
                    .append(",10\n");
        }
        assertEquals(told, changes(Files.writeString(folder.resolve("QQQ.csv"), rows)));
    }

    /** From one session to the next twenty hundredths, within a session's bar thirty. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120,120,120,120 | ''",
                "120.01,120.01,120.01,120.01 | +20.0 % since the session before",
                "83.34,83.34,83.34,83.34 | ''",
                "83.33,83.33,83.33,83.33 | -16.7 % since the session before",
                "100,129.99,100,100 | ''",
                "100,130.01,100,100 | +30.0 % to the bar's high",
                "100,100,76.93,100 | ''",
                "100,100,76.92,100 | -23.1 % to the bar's low"
            })
    void shouldTellALargerChangeOfASession(String prices, String told) throws IOException {
        String rows = "date,open,high,low,close,volume\n2025-07-01,100,100,100,100,10\n2025-07-02," + prices + ",10\n";
        assertEquals(told, changes(Files.writeString(folder.resolve("QQQ.csv"), rows)));
    }

    private String changes(Path file) {
        return DataCheck.of(file, null, calendar, Reading.asShown()).lines().stream()
                .filter(line -> line.contains("a change of "))
                .map(line -> line.substring(line.indexOf("a change of ") + 12))
                .collect(Collectors.joining(";"));
    }

    /** 105 after 100 is five hundredths, and so is the same way back. */
    @ParameterizedTest
    @CsvSource({"105, 0", "105.01, 2", "104.99, 0", "95.24, 0", "95.23, 2"})
    void shouldTellATradeThatIsMoreThanFiveHundredthsOff(String price, int problems) throws IOException {
        StringBuilder rows = new StringBuilder("datetime,price,size\n");
        for (int minute = 0; minute < 390; minute += 5) {
            String time = "2025-07-01 " + two(9 + (30 + minute) / 60) + ":" + two((30 + minute) % 60) + ":00";
            rows.append(time).append(',').append(minute == 60 ? price : "100").append(",3\n");
        }
        Path file = Files.writeString(folder.resolve("QQQ.csv"), rows);
        assertEquals(
                problems, DataCheck.of(file, null, calendar, Reading.asShown()).problems());
    }

    /** Ten of a kind are shown. */
    @ParameterizedTest
    @CsvSource({"10, 0", "11, 1"})
    void shouldCountDefectsThatAreNotShown(int defects, int more) throws IOException {
        var report = check(rows -> {
            for (int i = 0; i < defects; i++) {
                rows.add("x");
            }
            return rows;
        });
        List<String> told =
                new ArrayList<>(report.lines().subList(11, report.lines().size()));
        List<String> expected = new ArrayList<>();
        if (more > 0) {
            expected.add("  and " + more + " more defective rows");
        }
        expected.add("  2025-07-03: half day, 42 bars to 13:00");
        assertEquals(expected, told);
        assertEquals(198 + defects, report.file().rows());
        assertEquals(defects, report.file().leftOut(LeftOut.STRAY));
    }

    /** Checks three generated days after a change to the rows. */
    private DataCheck.Report check(UnaryOperator<List<String>> change) throws IOException {
        Path file = folder.resolve("QQQ.csv");
        new SyntheticBars(
                        "QQQ",
                        (int) LocalDate.parse("2025-07-01").toEpochDay(),
                        (int) LocalDate.parse("2025-07-03").toEpochDay(),
                        1,
                        calendar)
                .write(file);
        Files.write(file, change.apply(new ArrayList<>(Files.readAllLines(file))));
        return DataCheck.of(file, null, calendar, Reading.asShown());
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
