package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a file's rows. */
class FileReportTest {
    /** 2025-05-12 09:30 in New York. */
    private static final long START = 1_747_056_600L * ExchangeCalendar.SECOND_NANOS;

    private static final int DAY = 20_220;

    private final FileReport report = new FileReport(ExchangeCalendar.usEquity(), "A.csv", "A");

    @Test
    void shouldTellAllInOneLine() {
        report.understood("plain", 300 * ExchangeCalendar.SECOND_NANOS, "exchange time");
        assertEquals("A.csv: A, plain, 0 rows, 0 used, usually 5m apart, exchange time", report.line());
        assertNull(report.values().get("first"));
        assertNull(report.values().get("last"));
        for (int i = 0; i < 1001; i++) {
            report.use(START + i * 3L * ExchangeCalendar.SECOND_NANOS);
        }
        assertEquals(
                "A.csv: A, plain, 1,001 rows, 1,001 used; 2025-05-12T09:30:00-04:00 to 2025-05-12T10:20:00-04:00,"
                        + " usually 5m apart, exchange time",
                report.line());
        report.leaveOut(LeftOut.DUPLICATE, 9);
        report.leaveOut(LeftOut.DUPLICATE, 3);
        report.leaveOut(LeftOut.OUTSIDE_DAYS, 2, 4);
        report.note("newest first");
        report.round();
        report.round();
        report.fraction(25_000_000);
        report.fraction(50_000_000);
        report.fraction(1);
        assertEquals(
                "A.csv: A, plain, 1,007 rows, 1,001 used, 6 left out: 4 OUTSIDE_DAYS, 2 DUPLICATE;"
                        + " 2025-05-12T09:30:00-04:00 to 2025-05-12T10:20:00-04:00, usually 5m apart, exchange time;"
                        + " newest first; 2 rows with a price a rounding beside high or low;"
                        + " 3 volumes cut to whole shares, by 0.75000001 in all",
                report.line());
        assertEquals("4 OUTSIDE_DAYS from line 2 on, 2 DUPLICATE from line 9 on", report.reasons());
        assertEquals(2, report.lost());
        assertEquals(9, report.firstLostLine());
        assertEquals(
                "{file=A.csv, symbol=A, format=plain, rows=1007, used=1001, left_out={OUTSIDE_DAYS=4, DUPLICATE=2},"
                        + " first=2025-05-12T09:30:00-04:00, last=2025-05-12T10:20:00-04:00, gap_seconds=300,"
                        + " zone=exchange time}",
                report.values().toString());
        assertEquals(DAY, report.lastDay());
    }

    @Test
    void shouldNameTheFirstLineThatIsLost() {
        assertEquals(0, report.firstLostLine());
        report.leaveOut(LeftOut.OTHER_SYMBOL, 2);
        assertEquals(0, report.firstLostLine());
        assertEquals(0, report.lost());
        report.leaveOut(LeftOut.NO_SESSION, 8);
        assertEquals(8, report.firstLostLine());
        report.leaveOut(LeftOut.STRAY, 5);
        assertEquals(5, report.firstLostLine());
        report.leaveOut(LeftOut.EMPTY, 6);
        assertEquals(5, report.firstLostLine());
        assertEquals(3, report.lost());
        report.leaveOut(LeftOut.DUPLICATE, 1);
        assertEquals(1, report.firstLostLine());
    }

    @ParameterizedTest
    @CsvSource({"86400, 1d", "172800, 2d", "3600, 1h", "5400, 90m", "60, 1m", "90, 90s", "86460, 1441m", "1, 1s"})
    void shouldTellTheGapBetweenRowsInItsLargestUnit(long seconds, String told) {
        report.understood("plain", seconds * ExchangeCalendar.SECOND_NANOS, "UTC");
        assertTrue(report.line().endsWith(", usually " + told + " apart, UTC"), report.line());
        assertEquals(seconds, report.values().get("gap_seconds"));
    }

    @Test
    void shouldTellFiveWarningsOfAKindAndCountTheRest() {
        for (int i = 1; i <= 5; i++) {
            report.doubt(i, "is odd");
            report.lostLow(10 + i, START);
            report.split(20 + i, DAY + i, FixedPoint.parse("50"), FixedPoint.parse("100"));
        }
        List<String> told = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            told.add("line " + i + " is odd");
            told.add("line " + (10 + i) + ", 2025-05-12: has a low of 0, which is taken as it is");
        }
        for (int i = 1; i <= 5; i++) {
            told.add("line " + (20 + i) + ", 2025-05-" + (12 + i)
                    + ": opens at 50.00 after a close of 100.00, which looks like a split that is not adjusted for");
        }
        assertEquals(told, report.warnings());
        for (int i = 6; i <= 7; i++) {
            report.doubt(i, "is odd");
            report.lostLow(10 + i, START);
            report.split(20 + i, DAY + i, FixedPoint.parse("50"), FixedPoint.parse("100"));
        }
        told.addAll(List.of(
                "and 2 more splits that look unadjusted",
                "and 2 more sessions of larger bars",
                "and 2 more lows of 0"));
        assertEquals(told, report.warnings());
    }

    /** A hundred old shares for a new one: no ratio that a jump is suspected by, and none that is warned of by itself. */
    @Test
    void shouldKnowAJumpOfAnyRatioThatIsExpected() {
        report.moved(DAY, FixedPoint.parse("100"), FixedPoint.parse("1.10"));
        assertEquals(List.of(), report.warnings());
        assertFalse(report.expectSplit(DAY, 1, 50));
        assertTrue(report.expectSplit(DAY, 1, 100));
        assertFalse(report.expectSplit(DAY, 1, 100), "a jump is taken once");
    }

    /** Opens at half the close before: a split of two for one explains it, of three for two or of none does not. */
    @Test
    void shouldTakeAJumpForASplitWhenItIsSoLargeWithinAWeek() {
        report.split(5, DAY, FixedPoint.parse("50"), FixedPoint.parse("100"));
        assertFalse(report.expectSplit(DAY, 3, 2), "0.75 is 1.33 off");
        assertFalse(report.expectSplit(DAY, 1, 2), "a reverse split makes prices rise");
        assertFalse(report.expectSplit(DAY, 3, 1), "1.5 is off");
        assertFalse(report.expectSplit(DAY + 1, 2, 1), "the jump was before");
        assertFalse(report.expectSplit(DAY - 8, 2, 1), "more than a week after");
        assertEquals(1, report.warnings().size());
        assertTrue(report.expectSplit(DAY - 7, 2, 1));
        assertEquals(List.of(), report.warnings());
        assertFalse(report.expectSplit(DAY, 2, 1), "a jump is taken once");
        report.split(5, DAY, FixedPoint.parse("64"), FixedPoint.parse("100"));
        assertTrue(report.expectSplit(DAY, 2, 1), "1.28 is a move of a day");
        report.split(5, DAY, FixedPoint.parse("66"), FixedPoint.parse("100"));
        assertFalse(report.expectSplit(DAY, 2, 1), "1.32 is not");
        report.split(5, DAY, FixedPoint.parse("65"), FixedPoint.parse("100"));
        assertFalse(report.expectSplit(DAY, 2, 1), "nor is 1.3");
    }

    @Test
    void shouldTakeReportsOfOneFileTogether() {
        FileReport first = of("A", 2, START + 10, 3);
        FileReport second = of("B", 1, START + 5, 4);
        FileReport none = new FileReport(ExchangeCalendar.usEquity(), "A.csv", "C");
        none.leaveOut(LeftOut.OTHER_SYMBOL, 2, 6);
        first.leaveOut(LeftOut.EMPTY, 4);
        second.leaveOut(LeftOut.EMPTY, 5, 2);
        first.round();
        second.round();
        second.fraction(5);
        first.fraction(7);
        first.note("noted");
        FileReport all = FileReport.together(List.of(first, second, none));
        assertEquals("3 symbols", all.symbol());
        assertEquals(3, all.used());
        // Six at least were read by the second: three used, three empty, so nothing is left for others.
        assertEquals(3, all.leftOut(LeftOut.EMPTY));
        assertEquals(1, all.leftOut(LeftOut.OTHER_SYMBOL));
        assertEquals(7, all.rows());
        assertEquals("3 EMPTY from line 4 on, 1 OTHER_SYMBOL", all.reasons(), "whose row is another's, is not known");
        assertTrue(all.line().contains("; noted; 2 rows with a price"), all.line());
        assertTrue(all.line().contains("2 volumes cut to whole shares, by 0.00000012 in all"), all.line());
        assertEquals("2025-05-12T09:30:00.000000005-04:00", all.values().get("first"));
        assertEquals("2025-05-12T09:30:00.000000011-04:00", all.values().get("last"));
    }

    @Test
    void shouldTellOneRowAndNoGapWhereThereIsNone() {
        report.understood("plain", 0, "UTC");
        report.use(START);
        assertEquals(
                "A.csv: A, plain, 1 rows, 1 used; 2025-05-12T09:30:00-04:00 to 2025-05-12T09:30:00-04:00, UTC",
                report.line());
        assertNull(report.values().get("gap_seconds"));
    }

    /** Each has one row, and the other's row is not its own. */
    @Test
    void shouldCountARowOfNobodyOnceInAllReportsOfAFile() {
        FileReport all = FileReport.together(List.of(of("A", 1, START, 2), of("B", 1, START, 2)));
        assertEquals(3, all.rows());
        assertEquals(1, all.leftOut(LeftOut.OTHER_SYMBOL));
        FileReport one = FileReport.together(List.of(of("A", 3, START, 1)));
        assertEquals(4, one.rows());
        assertEquals(1, one.leftOut(LeftOut.OTHER_SYMBOL));
    }

    private static FileReport of(String symbol, int used, long from, int others) {
        FileReport report = new FileReport(ExchangeCalendar.usEquity(), "A.csv", symbol);
        report.understood("plain", 0, "UTC");
        for (int i = 0; i < used; i++) {
            report.use(from + i);
        }
        report.leaveOut(LeftOut.OTHER_SYMBOL, 2, others);
        return report;
    }
}
