package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.SharedData;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarFileTest {
    private static final String HEADER = "datetime,open,high,low,close,volume\n";
    private static final String BAR = "2025-05-12 09:30:00,10.00,10.50,9.50,10.25,100\n";

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    @Test
    void shouldNameTheOptionThatNamesNoFile() {
        assertEquals(Path.of("a=b.csv"), BarFile.given("--bars", "QQQ=a=b.csv"));
        assertEquals(Path.of("QQQ.csv"), BarFile.given("--bars", "QQQ.csv"));
        for (String value : List.of("QQQ=", "QQQ= ", " ")) {
            assertEquals(
                    "--bars " + value + ": names no file; give [SYMBOL=]FILE, such as QQQ=QQQ.csv",
                    assertThrows(UserError.class, () -> BarFile.given("--bars", value))
                            .getMessage());
        }
    }

    @Test
    void shouldReadABarWithItsEndsAndPrices() throws IOException {
        try (BarFile file = open(HEADER + BAR)) {
            assertEquals("QQQ", file.symbol());
            assertFalse(file.synthetic());
            assertTrue(file.next());
            assertEquals("2025-05-12T09:30:00-04:00", calendar.format(file.startNanos()));
            assertEquals("2025-05-12T09:35:00-04:00", calendar.format(file.endNanos()));
            assertEquals(day("2025-05-12"), file.sessionDay());
            assertEquals("10.00 10.50 9.50 10.25 100", values(file));
            assertFalse(file.next());
        }
    }

    @Test
    void shouldTakeColumnsInAnyOrderAndCase() throws IOException {
        assertEquals(
                List.of("2025-05-12T09:30:00-04:00 10.00 10.50 9.50 10.25 100"),
                read("Volume,VWAP, Close ,LOW,High,Open,Date\r\n100,x,10.25,9.5,10.5,10,2025-05-12 09:30\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-05-12 09:35:00",
        "2025-05-12T09:35",
        "2025-05-12T09:35:00.000",
        "2025-05-12T13:35:00Z",
        "2025-05-12T09:35:00-04:00",
        "2025-05-12 13:35:00+00:00",
        "2025-05-12 08:35:00-0500",
        "1747056900",
        "1747056900000",
        "1747056900000000",
        "1747056900000000000",
        "1.7470569e+18",
        "1.7470569E15",
        "1.7470569e+12",
        "1.7470569e+09",
        "20250512 09:35:00",
        "20250512  09:35:00",
        "20250512 09:35:00 US/Eastern",
        "20250512-13:35:00",
        "2025/5/12 9:35",
        "20250512 093500",
        "2025-05-12 09:35 America/New_York"
    })
    void shouldReadEveryWayToWriteAnInstant(String text) throws IOException {
        assertEquals(
                List.of("2025-05-12T09:35:00-04:00 10.00 10.50 9.50 10.25 100"),
                read(HEADER + text + ",10,10.5,9.5,10.25,100\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "2025-13-12 09:35",
                "2025-02-29 09:35",
                "2025-05-12 24:00",
                "2025-05-12 09:60",
                "2031-01-02 09:35",
                "1747056",
                "1.7470569e+17",
                "1.747057e+09",
                "1.74705690000000001e+12",
                "17470569001",
                "99999999999999999999",
                "9999999999",
                "2025-05-12 09:35+99:00",
                "2025-05-12 09:35 CET",
                "2025-05-12 0",
                "2025-05-12T",
                "2025-",
                "20250512-",
                "2025-05-12 09:35:00.",
                "9999999999999999999",
                "2025-05-12 09:35:",
                "-1747056900"
            })
    void shouldRefuseWhatIsNoInstant(String text) {
        String message = refusal(HEADER + text + ",10,10.5,9.5,10.25,100\n");
        assertEquals("QQQ.csv line 2 column datetime: \"" + text + "\": " + TimestampParser.REMEDY, message);
    }

    @Test
    void shouldJoinADateAndATimeColumn() throws IOException {
        assertEquals(
                List.of("2025-05-12T09:35:00-04:00 10.00 10.50 9.50 10.25 100"),
                read("Date,Time,Open,High,Low,Close,Volume\n2025-05-12,09:35:00,10,10.5,9.5,10.25,100\n"));
    }

    @Test
    void shouldLeaveOutExtendedHoursAndIdleDaysUnlessAskedFor() throws IOException {
        String text = HEADER
                + "2025-07-03 09:25,1,1,1,1,1\n2025-07-03 09:30,2,2,2,2,2\n2025-07-03 12:58,3,3,3,3,3\n"
                + "2025-07-03 13:05,4,4,4,4,4\n2025-07-04 10:00,5,5,5,5,5\n2025-07-05 10:00,6,6,6,6,6\n";
        assertEquals(
                List.of(
                        "2025-07-03T09:30:00-04:00 2.00 2.00 2.00 2.00 2",
                        "2025-07-03T12:58:00-04:00 3.00 3.00 3.00 3.00 3"),
                read(text));
        assertEquals(
                4,
                read(text, BarFile.Options.fiveMinutes().withSession(Session.EXTENDED))
                        .size());
        try (BarFile file = open(text)) {
            assertTrue(file.next());
            assertTrue(file.next());
            assertEquals("2025-07-03T13:00:00-04:00", calendar.format(file.endNanos()));
        }
    }

    @Test
    void shouldKeepToTheDaysAskedFor() throws IOException {
        String text = HEADER + BAR + BAR.replace("-12 ", "-13 ") + BAR.replace("-12 ", "-14 ") + "broken";
        var options = BarFile.Options.fiveMinutes().withDays(day("2025-05-13"), day("2025-05-13"));
        assertEquals(List.of("2025-05-13T09:30:00-04:00 10.00 10.50 9.50 10.25 100"), read(text, options));
    }

    @Test
    void shouldTellTheSizeFromTheUsualGap() throws IOException {
        var untold = BarFile.Options.fiveMinutes().withSize(null);
        try (BarFile file = open(
                HEADER
                        + BAR
                        + BAR.replace("09:30", "09:35")
                        + BAR.replace("09:30", "09:36")
                        + BAR.replace("09:30", "09:37"),
                untold)) {
            assertEquals(BarSpec.parse("1m"), file.size());
        }
        try (BarFile file = open("Date,Open,High,Low,Close,Volume\n1998/12/22,10,10.5,9.5,10.25,100\n", untold)) {
            assertEquals(BarSpec.parse("1d"), file.size());
            assertTrue(file.next());
            assertEquals("1998-12-22T09:30:00-05:00", calendar.format(file.startNanos()));
            assertEquals("1998-12-22T16:00:00-05:00", calendar.format(file.endNanos()));
        }
        var error = assertThrows(UserError.class, () -> open(HEADER + BAR, untold));
        assertTrue(error.getMessage()
                .endsWith(
                        "has too few rows of QQQ to tell the bars' size from; give a file with more, or another symbol"
                                + " as SYMBOL=FILE"));
    }

    @Test
    void shouldRefuseLargerBarsThanAskedForSinceTheyWouldBeKnownBeforeTheirEnd() {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 22; i++) {
            text.append(BAR.replace("09:30", (10 + i / 4) + ":" + (i % 4 == 0 ? "00" : i % 4 * 15)));
        }
        assertEquals("QQQ.csv: holds bars of 15m, not 5m; give the size that its bars have", refusal(text.toString()));
        assertEquals(
                "QQQ.csv: holds bars of 1d, not 5m; give the size that its bars have",
                refusal(HEADER + "2025-05-12,10,10.5,9.5,10.25,100\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTERACTIVE_BROKERS | date,open,high,low,close,volume,average,barCount~20250512 09:35:00 US/Eastern,10,10.5,9.5,10.25,100.0,10.1,7",
                "ALPACA | symbol,timestamp,open,high,low,close,volume,trade_count,vwap~SPY,2025-05-12 13:30:00+00:00,1,1,1,1,1,1,1~QQQ,2025-05-12 13:35:00+00:00,10,10.5,9.5,10.25,100.0,7.0,10.1",
                "ALPACA | t,o,h,l,c,v,n,vw~2025-05-12T13:35:00Z,10,10.5,9.5,10.25,100,7,10.1",
                "YAHOO | Datetime,Open,High,Low,Close,Adj Close,Volume~2025-05-12 09:35:00-04:00,10.0,10.5,9.5,10.25,10.25,100",
                "STOOQ | <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>~QQQ.US,5,20250512,153500,10,10.5,9.5,10.25,100,0",
                "STOOQ | <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>~QQQ.US,5,20250512,093500,10,10.5,9.5,10.25,100,0",
                "LEAN | 20250512 09:35,100000,105000,95000,102500,100",
                "PLAIN | DateTime,O,H,L,C,V~2025-05-12 09:35,10,10.5,9.5,10.25,100"
            })
    void shouldReadOthersFilesAsTheyAre(BarFormat format, String text) throws IOException {
        assertEquals(
                List.of("2025-05-12T09:35:00-04:00 10.00 10.50 9.50 10.25 100"), read(text.replace('~', '\n') + "\n"));
        try (BarFile file = BarFile.open(folder.resolve("QQQ.csv"), "QQQ", calendar, BarFile.Options.fiveMinutes())) {
            assertEquals(format.option(), file.report().orElseThrow().format());
        }
    }

    /** A file shows by its header whose it is; what it is told to be counts where that leaves it open. */
    @Test
    void shouldNotTakeAFileForAnotherVendorsWhoseHeaderItDoesNotHave() throws IOException {
        String yahoo =
                "Datetime,Open,High,Low,Close,Adj Close,Volume\n2025-05-12 09:35:00-04:00,10,10.5,9.5,10.25,10.25,100\n";
        var told = BarFile.Options.fiveMinutes().withReading(Reading.of("", "", "polygon", false));
        var refused = assertThrows(UserError.class, () -> open(yahoo, told).close());
        assertTrue(
                refused.getMessage().contains("its shape is that of Yahoo; leave --format out"), refused.getMessage());
        try (BarFile file = open(HEADER + BAR, told)) {
            assertEquals("polygon", file.report().orElseThrow().format());
        }
    }

    @Test
    void shouldReadLeanMinutesOfTheDayThatTheNameSays() throws IOException {
        byte[] text = "34200000,100000,105000,95000,102500,100\n".getBytes(StandardCharsets.UTF_8);
        try (BarFile file = open(text, "SPY-20131007-minute.csv")) {
            assertEquals("SPY", file.symbol());
            assertTrue(file.next());
            assertEquals("2013-10-07T09:30:00-04:00", calendar.format(file.startNanos()));
            assertEquals("10.00 10.50 9.50 10.25 100", values(file));
        }
        var error = assertThrows(UserError.class, () -> open(text, "SPY.csv"));
        assertTrue(error.getMessage().contains("its name no day such as SPY-20131007-minute.csv"));
    }

    @Test
    void shouldReadDailyFilesAsTheyAre() throws IOException {
        var days = BarFile.Options.fiveMinutes().withSize(null);
        try (BarFile lean =
                        BarFile.open(SharedData.file("bars-daily/QQQ-1999-2021-lean.csv.gz"), "QQQ", calendar, days);
                BarFile many = BarFile.open(SharedData.file("bars-daily/us-2020-2025.csv.gz"), "CSCO", calendar, days);
                BarFile yahoo = BarFile.open(
                        SharedData.file("bars-daily/sectors-1998-2022/XLE.csv.gz"), null, calendar, days)) {
            assertEquals(BarSpec.parse("1d"), lean.size());
            assertEquals("1999-03-10T09:30:00-05:00 102.25 102.31 100.56 101.94 2632800", first(lean));
            assertEquals(BarSpec.parse("1d"), many.size());
            assertEquals(1181, count(many));
            assertEquals("1998-12-22T09:30:00-05:00 23.3125 23.390625 23.1875 23.265625 15200", first(yahoo));
        }
    }

    @Test
    void shouldSayWhichSymbolHasNoRows() {
        assertEquals(
                "QQQ.csv: no row has the symbol QQQ; give it as SYMBOL=FILE",
                refusal("symbol," + HEADER + "SPY," + BAR));
    }

    @Test
    void shouldKnowInventedPrices() throws IOException {
        try (BarFile file =
                open("datetime,open,high,low,close,volume,source\n" + BAR.replace(",100\n", ",100,synthetic\n"))) {
            assertTrue(file.synthetic());
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "1234.0, 1234", "1234.9, 1234", "0, 0"})
    void shouldReadVolumesInWholeShares(String text, long shares) throws IOException {
        try (BarFile file = open(HEADER + "2025-05-12 09:30:00,10,10,10,10," + text + "\n")) {
            assertTrue(file.next());
            assertEquals(shares, file.volume());
        }
    }

    @Test
    void shouldRoundTheNoiseOfBinaryDoublesAtTheEighthDecimal() throws IOException {
        try (BarFile file = open(
                HEADER + "2025-05-12,100.33000183105469,100.339999995,100.3,100.333333333333,1\n",
                BarFile.Options.fiveMinutes().withSize(BarSpec.parse("1d")))) {
            assertTrue(file.next());
            assertEquals("100.33000183 100.34 100.30 100.33333333 1", values(file));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-05-12 09:35:00,10,9,9.5,10,1 | line 3 column high: \"9\": is below the low; correct or remove the row",
                "2025-05-12 09:35:00,11,10,9.5,10,1 | line 3 column open: \"11\": is outside low and high; correct or remove the row",
                "2025-05-12 09:35:00,10,10,9.5,9,1 | line 3 column close: \"9\": is outside low and high; correct or remove the row",
                "2025-05-12 09:35:00,NaN,10,10,10,1 | line 3 column open: \"NaN\": give a decimal number such as 512.34",
                "2025-05-12 09:35:00,,10,10,10,1 | line 3 column open: \"\": give a decimal number such as 512.34",
                "2025-05-12 09:35:00,1e,10,10,10,1 | line 3 column open: \"1e\": give a decimal number such as 512.34",
                "2025-05-12 09:35:00,=1+1,10,10,10,1 | line 3 column open: \"=1+1\": give a decimal number such as 512.34",
                "2025-05-12 09:35:00,-10,10,10,10,1 | line 3 column open: \"-10\": a price is above 0",
                "2025-05-12 09:35:00,10,10,0,10,1 | line 3 column low: \"0\": a price is above 0",
                "2025-05-12 09:35:00,10,99999999,1,10,1 | line 3 column high: \"99999999\": a price is at most 90 million",
                "2025-05-12 09:35:00,10,10,10,10,-1 | line 3 column volume: \"-1\": a number of shares is 0 or above",
                "2025-05-12 09:35:00,10,10,10,10 | line 3 has 5 fields where 6 are expected; separate fields by commas, decimals by points",
                "2025-05-12 09:35:00,10,50,10,10,10,1 | line 3 has 7 fields where 6 are expected; separate fields by commas, decimals by points",
                "2025-05-12 09:30:00,10,10,10,10,1 | line 3 column datetime: \"2025-05-12 09:30:00\": the row before has the same time; remove one",
                "2025-05-12 09:25:00,10,10,10,10,1 | line 3 column datetime: \"2025-05-12 09:25:00\": is earlier than the row before; sort the rows by time, oldest first",
                "2025-05-12 09:34:00,10,10,10,10,1 | line 3 column datetime: \"2025-05-12 09:34:00\": begins before the 5m bar before it ends; give the size that the file's bars have"
            })
    void shouldNameLineColumnValueAndRemedyOfADefect(String row, String expected) {
        assertEquals("QQQ.csv " + expected, refusal(HEADER + BAR + row + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "'' | : is empty; it needs a header and rows",
                "datetime,open,high,low,close,volume | : has a header and no rows; export it again",
                "datetime,open,high,low,volume | ' line 1 has no column close among [datetime, open, high, low, volume]; the header needs datetime,open,high,low,close,volume in any order'",
                "datetime:open:high:low:close:volume | ' line 1 has one column, \"datetime:open:high:low:close:volume\"; separate fields by commas, semicolons, tabs or bars'",
                "datetime,open,high,low,close,volume,close | ' line 1 names the column close twice; remove one'"
            })
    void shouldRefuseAHeaderThatIsNone(String text, String expected) {
        assertEquals("QQQ.csv" + expected, refusal(text));
    }

    @Test
    void shouldSayThatNothingIsLeftWhenFiltersTakeAll() {
        assertEquals(
                "QQQ.csv: none of the 1 rows read lies in regular hours (1 EXTENDED_HOURS from line 2 on); choose other days or hours, or check the file's time zone",
                refusal(HEADER + BAR.replace("09:30", "08:30")));
        var options = BarFile.Options.fiveMinutes().withDays(day("2025-05-13"), Integer.MAX_VALUE);
        var error = assertThrows(UserError.class, () -> open(HEADER + BAR, options));
        assertEquals(
                "QQQ.csv: none of the 1 rows read lies in regular hours from 2025-05-13 (1 OUTSIDE_DAYS from line 2 on);"
                        + " choose other days or hours, or check the file's time zone",
                error.getMessage().substring(error.getMessage().indexOf("QQQ.csv")));
    }

    @Test
    void shouldRefuseLongLinesManyFieldsBinaryAndForeignEncodings() throws IOException {
        assertTrue(refusal(HEADER + BAR + "x".repeat(70_000)).contains("line 3 is longer than 65536 bytes"));
        assertTrue(refusal(HEADER + BAR + ",".repeat(5_000)).contains("line 3 has 5001 fields; at most 4096 are read"));
        assertTrue(refusal(HEADER + BAR + "\0\1\2").contains("line 3 holds the byte 0: this is no text"));
        assertTrue(refusal(HEADER + BAR + "\"" + BAR.repeat(3000)).contains("a quoted field does not end"));
        Path latin = write("LATIN.csv", (HEADER + BAR + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(message(latin).contains("is not UTF-8 text; convert the file"));
        assertTrue(refusal(HEADER + BAR + "\u001b[2Jx,1,1,1,1,1\n").contains("byte 27"));
        assertFalse(refusal(HEADER + BAR + "\u202ex,1,1,1,1,1\n").contains("\u202e"));
    }

    @Test
    void shouldRefuseFilesThatAreNone() throws IOException {
        assertTrue(message(folder.resolve("QQQ.csv.gz")).endsWith("QQQ.csv.gz: no such file"));
        Files.createDirectory(folder.resolve("DIR.csv"));
        assertTrue(message(folder.resolve("DIR.csv")).endsWith("is a folder without a file; give a CSV file"));
        assertTrue(message(write("QQQ.csv.gz", (HEADER + BAR).getBytes(StandardCharsets.UTF_8)))
                .endsWith("is not compressed with gzip; remove .gz from its name or compress it"));
        assertTrue(message(write("QQQ_bars.csv", (HEADER + BAR).getBytes(StandardCharsets.UTF_8)))
                .endsWith("its name is no ticker; give it as SYMBOL=FILE"));
        byte[] packed = gzip((HEADER + BAR.repeat(50)).getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length - 12);
        assertTrue(message(write("CUT.csv.gz", cut)).contains("CUT.csv.gz after line"));
    }

    @Test
    void shouldRefuseWhatStandsBehindCompressedContent() throws IOException {
        byte[] packed = gzip((HEADER + BAR).getBytes(StandardCharsets.UTF_8));
        byte[] next = gzip(BAR.replace("09:30", "09:35").getBytes(StandardCharsets.UTF_8));
        try (BarFile file = open(join(packed, next), "TWO.csv.gz")) {
            assertTrue(file.next());
            assertTrue(file.next(), "parts that follow each other are one file");
            assertFalse(file.next());
        }
        for (int more : new int[] {1, 7, 8, 9, 30, 5_000}) {
            byte[] garbage = new byte[more];
            Arrays.fill(garbage, (byte) 'x');
            for (byte[] end : List.of(garbage, new byte[more])) {
                assertTrue(
                        message(write("END.csv.gz", join(packed, end))).contains("something behind its compressed"),
                        more + " bytes");
            }
        }
    }

    @Test
    void shouldRefuseAZipBomb() throws IOException {
        byte[] bomb = gzip((HEADER + "\n".repeat(20_000_000)).getBytes(StandardCharsets.UTF_8));
        assertTrue(message(write("BOMB.csv.gz", bomb)).contains("unpacks to more than 100 times its size"));
    }

    @Test
    void shouldReadAByteOrderMarkAndAGzipFile() throws IOException {
        byte[] packed = gzip(("\ufeff" + HEADER + BAR).getBytes(StandardCharsets.UTF_8));
        try (BarFile file = open(packed, "spy.csv.gz")) {
            assertEquals("SPY", file.symbol());
            assertTrue(file.next());
        }
    }

    @Test
    void shouldReadTheRecordedBarsOnEveryTradingDay() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SharedData.file("bars-5min"))) {
            for (Path path : files) {
                var days = new ArrayList<Integer>();
                int bars = 0;
                try (BarFile file = BarFile.open(path, null, calendar, BarFile.Options.fiveMinutes())) {
                    while (file.next()) {
                        bars++;
                        if (days.isEmpty() || days.get(days.size() - 1) != file.sessionDay()) {
                            days.add(file.sessionDay());
                        }
                    }
                }
                var expected = new ArrayList<Integer>();
                for (int day = day("2025-05-12"); day <= day("2025-08-29"); day = calendar.nextTradingDay(day)) {
                    expected.add(day);
                }
                assertEquals(expected, days, path.toString());
                assertEquals((expected.size() - 1) * 78 + 42, bars, path.toString());
            }
        }
    }

    private List<String> read(String text) throws IOException {
        return read(text, BarFile.Options.fiveMinutes());
    }

    private List<String> read(String text, BarFile.Options options) throws IOException {
        var bars = new ArrayList<String>();
        try (BarFile file = open(text, options)) {
            while (file.next()) {
                bars.add(calendar.format(file.startNanos()) + " " + values(file));
            }
        }
        return bars;
    }

    private String first(BarFile file) {
        assertTrue(file.next());
        return calendar.format(file.startNanos()) + " " + values(file);
    }

    private static int count(BarFile file) {
        int count = 0;
        while (file.next()) {
            count++;
        }
        return count;
    }

    private String refusal(String text) {
        var error = assertThrows(UserError.class, () -> read(text));
        assertFalse(error.getMessage().contains("\n"));
        return error.getMessage().substring(error.getMessage().indexOf("QQQ.csv"));
    }

    private String message(Path path) {
        return assertThrows(UserError.class, () -> {
                    try (BarFile file = BarFile.open(path, null, calendar, BarFile.Options.fiveMinutes())) {
                        while (file.next()) {
                            assertTrue(file.line() > 1);
                        }
                    }
                })
                .getMessage();
    }

    private BarFile open(String text) throws IOException {
        return open(text, BarFile.Options.fiveMinutes());
    }

    private BarFile open(String text, BarFile.Options options) throws IOException {
        return BarFile.open(write(text), null, calendar, options);
    }

    private BarFile open(byte[] bytes, String name) throws IOException {
        return BarFile.open(write(name, bytes), null, calendar, BarFile.Options.fiveMinutes());
    }

    private Path write(String text) throws IOException {
        return write("QQQ.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String values(BarFile file) {
        return FixedPoint.format(file.openE8()) + " " + FixedPoint.format(file.highE8()) + " "
                + FixedPoint.format(file.lowE8()) + " " + FixedPoint.format(file.closeE8()) + " " + file.volume();
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }
}
