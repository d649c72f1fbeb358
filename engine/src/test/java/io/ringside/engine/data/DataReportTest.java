package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataReportTest {
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @Test
    void shouldTellAFileInOneLineAndInValues() {
        FileReport file = report(3, LeftOut.EXTENDED_HOURS, 2);
        file.understood("plain", 300_000_000_000L, "UTC");
        assertEquals(
                List.of("data/QQQ.csv: QQQ, plain, 5 rows, 3 used, 2 left out: 2 EXTENDED_HOURS;"
                        + " 2025-07-02T09:30:00-04:00 to 2025-07-02T09:30:00.000000002-04:00, usually 5m apart, UTC"),
                new DataReport(List.of(file)).lines());
        assertEquals(
                Map.of(
                        "file",
                        "data/QQQ.csv",
                        "symbol",
                        "QQQ",
                        "format",
                        "plain",
                        "rows",
                        5L,
                        "used",
                        3L,
                        "left_out",
                        Map.of("EXTENDED_HOURS", 2L),
                        "first",
                        "2025-07-02T09:30:00-04:00",
                        "last",
                        "2025-07-02T09:30:00.000000002-04:00",
                        "gap_seconds",
                        300L,
                        "zone",
                        "UTC"),
                file.values());
    }

    @Test
    void shouldRefuseAFileOfWhichLessThanHalfIsUsedUnlessThatIsAccepted() {
        assertEquals(
                1,
                new DataReport(List.of(report(50, LeftOut.STRAY, 50)))
                        .judged(false)
                        .files()
                        .size());
        var half = new DataReport(List.of(report(49, LeftOut.EMPTY, 51)));
        var error = assertThrows(UserError.class, () -> half.judged(false));
        assertEquals(
                "data/QQQ.csv line 7: only 49 of 100 rows of the days and hours asked for can be used (51 EMPTY from line 7 on);"
                        + " check the file, its --zone and its --format, or give --accept-loss",
                error.getMessage());
        assertEquals(half, half.judged(true));
        assertThrows(UserError.class, () -> new DataReport(List.of(report(0, LeftOut.EMPTY, 1))).judged(true));
        assertThrows(UserError.class, () -> new DataReport(List.of(report(1, LeftOut.DUPLICATE, 1))).judged(false));
    }

    /** Nothing is lost of what was asked for, so that no line is to blame. */
    @Test
    void shouldNameNoLineWhenNoRowLiesInWhatWasAskedFor() {
        var error = assertThrows(
                UserError.class, () -> new DataReport(List.of(report(0, LeftOut.EXTENDED_HOURS, 3))).judged(true));
        assertEquals(
                "data/QQQ.csv: none of 3 rows lies in the days and hours asked for (3 EXTENDED_HOURS from line 7 on);"
                        + " check the file, its --zone and its --format",
                error.getMessage());
    }

    @Test
    void shouldNotTakeRowsThatWereNotAskedForForALoss() {
        for (LeftOut reason :
                List.of(LeftOut.EXTENDED_HOURS, LeftOut.OUTSIDE_DAYS, LeftOut.OTHER_SYMBOL, LeftOut.BEFORE_CALENDAR)) {
            var report = new DataReport(List.of(report(1, reason, 99))).judged(false);
            assertEquals(List.of(), report.warnings(), reason.toString());
        }
    }

    @Test
    void shouldWarnBelowNinetyEightInAHundred() {
        assertEquals(List.of(), new DataReport(List.of(report(98, LeftOut.NO_SESSION, 2))).warnings());
        List<String> warnings = new DataReport(List.of(report(97, LeftOut.NO_SESSION, 3))).warnings();
        assertTrue(warnings.get(0).contains("only 97.0 % of the rows"), warnings.get(0));
    }

    /** Of a file of more than five symbols one line is told, of each file by itself. */
    @Test
    void shouldTellManySymbolsOfOneFileTogether() {
        List<FileReport> five =
                IntStream.range(0, 5).mapToObj(i -> named("all.csv", "S" + i)).toList();
        assertEquals(5, new DataReport(five).lines().size());
        List<FileReport> more = new ArrayList<>(five);
        more.add(named("other.csv", "X"));
        assertEquals(6, new DataReport(more).lines().size());
        more.add(named("all.csv", "S5"));
        List<String> told = new DataReport(more).lines();
        assertEquals(2, told.size(), told.toString());
        assertTrue(told.get(0).startsWith("all.csv: 6 symbols, "), told.get(0));
        assertTrue(told.get(1).startsWith("other.csv: X, "), told.get(1));
    }

    /** A warning says of which symbol it is where the file has several; of one file twelve are told. */
    @Test
    void shouldTellTwelveWarningsOfAFile() {
        FileReport first = named("all.csv", "A");
        FileReport second = named("all.csv", "B");
        for (int line = 1; line <= 5; line++) {
            first.doubt(line, "is odd");
            first.lostLow(line, calendar.openNanos(20_000));
        }
        second.doubt(1, "is odd");
        second.doubt(2, "is odd");
        List<String> told = new DataReport(List.of(first, second)).warnings();
        assertEquals(12, told.size());
        assertEquals("all.csv, A line 1 is odd", told.get(0));
        assertEquals("all.csv, B line 2 is odd", told.get(11));
        second.doubt(3, "is odd");
        told = new DataReport(List.of(first, second)).warnings();
        assertEquals(13, told.size());
        assertEquals("all.csv: and 1 more warnings", told.get(12));
        assertEquals(
                "all.csv line 1 is odd",
                new DataReport(List.of(first)).warnings().get(0));
    }

    /** Both jump as by a split of two for one; of A only it is known. */
    @Test
    void shouldTakeAJumpForASplitOfItsInstrumentOnly() {
        FileReport first = named("a.csv", "A");
        FileReport second = named("b.csv", "B");
        for (FileReport one : List.of(first, second)) {
            one.split(5, 20_001, 5_000_000_000L, 10_000_000_000L);
        }
        DataReport data = new DataReport(List.of(first, second));
        assertFalse(data.expectSplit(Instrument.usEquity(0, "C"), 20_001, 2, 1));
        assertEquals(2, data.warnings().size());
        assertFalse(data.expectSplit(Instrument.usEquity(0, "A"), 20_001, 3, 1));
        assertEquals(2, data.warnings().size());
        assertTrue(data.expectSplit(Instrument.usEquity(0, "A"), 20_001, 2, 1));
        assertEquals(List.of(), first.warnings());
        assertEquals(1, second.warnings().size());
        assertFalse(data.expectSplit(Instrument.usEquity(0, "A"), 20_001, 2, 1));
        assertTrue(data.expectSplit(Instrument.usEquity(0, "B"), 20_001, 2, 1));
        assertEquals(List.of(), data.warnings());
    }

    @Test
    void shouldKnowWhetherThereAreRowsBeyondADay() {
        FileReport none = new FileReport(calendar, "n.csv", "N");
        DataReport data = new DataReport(List.of(named("a.csv", "A"), none));
        assertTrue(data.hasBeyond(Instrument.usEquity(0, "A"), 19_999));
        assertFalse(data.hasBeyond(Instrument.usEquity(0, "A"), 20_000));
        assertFalse(data.hasBeyond(Instrument.usEquity(0, "B"), 19_999));
        assertFalse(data.hasBeyond(Instrument.usEquity(0, "N"), 19_999));
    }

    private FileReport named(String file, String symbol) {
        FileReport report = new FileReport(calendar, file, symbol);
        report.understood("plain", 0, "UTC");
        report.use(calendar.openNanos(20_000));
        return report;
    }

    private FileReport report(int used, LeftOut reason, int leftOut) {
        var file = new FileReport(calendar, "data/QQQ.csv", "QQQ");
        long open = calendar.openNanos((int) java.time.LocalDate.of(2025, 7, 2).toEpochDay());
        for (int i = 0; i < used; i++) {
            file.use(open + i);
        }
        file.leaveOut(reason, 7, leftOut);
        return file;
    }
}
