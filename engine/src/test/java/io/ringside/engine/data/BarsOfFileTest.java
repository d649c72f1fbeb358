package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files belong together, and rows that are in no order. */
class BarsOfFileTest {
    private static final String HEADER = "datetime,open,high,low,close,volume\n";

    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), HEADER);
    }

    /** Files that are named after a symbol each are files of their own; days, or the same symbol twice, are parts of one. */
    @Test
    void shouldTakeAFolderOfSymbolsApartAndNoOther() throws IOException {
        Path one = file("AAA.csv");
        assertEquals(List.of(one), BarsOfFile.files(one));
        Path two = file("BBB.csv.gz");
        assertEquals(List.of(one, two), BarsOfFile.files(folder));
        file("AAA.txt");
        assertEquals(List.of(folder), BarsOfFile.files(folder), "AAA is there twice");
        Files.delete(folder.resolve("AAA.txt"));
        file("20250701_trade.csv");
        assertEquals(List.of(folder), BarsOfFile.files(folder), "a day is no symbol");
    }

    /** Of twenty rows four may be earlier than the one before, so that the reading tells the first of them. */
    @Test
    void shouldRefuseRowsInNoOrder() throws IOException {
        for (int backward : new int[] {4, 5}) {
            StringBuilder rows = new StringBuilder(HEADER);
            for (int row = 0; row < 20; row++) {
                // One of two rows next to each other is put before the other, so many times.
                int minute = row / 2 < backward ? row ^ 1 : row;
                rows.append(String.format(Locale.ROOT, "2025-07-02 10:%02d:00,10,11,9,10,100%n", minute));
            }
            Path file = Files.writeString(folder.resolve("QQQ.csv"), rows);
            UserError error = assertThrows(UserError.class, () -> {
                try (BarFile bars = BarFile.open(
                        file,
                        null,
                        ExchangeCalendar.usEquity(),
                        BarFile.Options.fiveMinutes().withSize(null))) {
                    while (bars.next()) {
                        // To the end.
                    }
                }
            });
            assertEquals(
                    backward > 4,
                    error.getMessage().contains("has rows in no order of time: 5 of the first 20"),
                    error.getMessage());
            assertTrue(backward > 4 || error.getMessage().contains("earlier"), error.getMessage());
        }
    }

    /** The calendar knows the sessions of 1998 to 2030; rows before them are left out and told. */
    @Test
    void shouldLeaveOutDaysThatTheCalendarDoesNotKnow() throws IOException {
        Path file = Files.writeString(folder.resolve("QQQ.csv"), """
                date,open,high,low,close,volume
                1997-12-30,10,11,9,10,100
                1997-12-31,10,11,9,10,100
                1998-01-02,10,11,9,10,100
                2030-12-30,10,11,9,10,100
                2030-12-31,10,11,9,10,100
                """);
        try (BarFile bars = BarFile.open(
                file,
                null,
                ExchangeCalendar.usEquity(),
                BarFile.Options.fiveMinutes().withSize(BarSpec.parse("1d")))) {
            int used = 0;
            while (bars.next()) {
                used++;
            }
            assertEquals(3, used);
            assertEquals(2, bars.report().orElseThrow().leftOut(LeftOut.BEFORE_CALENDAR));
        }
    }

    /** The rows of A are lines 2 and 5, of B 3 and 4, of C 6; nobody asked for D, which is line 7. */
    @Test
    void shouldTellTheLineOfTheFirstRowOfAnotherSymbol() throws IOException {
        StringBuilder rows = new StringBuilder("datetime,symbol,open,high,low,close,volume\n");
        int minute = 0;
        for (String symbol : List.of("A", "B", "B", "A", "C", "D")) {
            rows.append(String.format(Locale.ROOT, "2025-07-02 10:%02d:00,%s,10,11,9,10,100%n", minute, symbol));
            minute += 5;
        }
        Path file = Files.writeString(folder.resolve("all.csv"), rows);
        SharedBars bars = SharedBars.read(
                file, List.of("A", "B", "C"), ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes());
        assertEquals("4 OTHER_SYMBOL from line 3 on", reasons(bars, "A"));
        assertEquals("4 OTHER_SYMBOL from line 2 on", reasons(bars, "B"));
        assertEquals("5 OTHER_SYMBOL from line 2 on", reasons(bars, "C"));
        SharedBars notTheFirst =
                SharedBars.read(file, List.of("B", "C"), ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes());
        assertEquals("4 OTHER_SYMBOL from line 2 on", reasons(notTheFirst, "B"));
        assertEquals("5 OTHER_SYMBOL from line 2 on", reasons(notTheFirst, "C"));
    }

    private static String reasons(SharedBars bars, String symbol) {
        return bars.bars(symbol).report().orElseThrow().reasons();
    }

    /** Line 13 is of the year after: the rows that follow it are good. */
    @Test
    void shouldNameTheOneRowThatLiesAheadOfAllThatFollow() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int row = 0; row < 40; row++) {
            rows.append(String.format(
                    Locale.ROOT,
                    "202%d-07-02 %02d:%02d:00,10,11,9,10,100%n",
                    row == 11 ? 6 : 5,
                    10 + row / 12,
                    row % 12 * 5));
        }
        Path file = Files.writeString(folder.resolve("QQQ.csv"), rows);
        String suspected = "; or correct line 13, which lies far ahead, on 2026-07-02";
        UserError error = assertThrows(UserError.class, () -> toTheEnd(file, BarFile.Options.fiveMinutes()));
        assertTrue(error.getMessage().contains("line 14"), error.getMessage());
        assertTrue(error.getMessage().endsWith(suspected), error.getMessage());
        int day = (int) java.time.LocalDate.of(2025, 7, 2).toEpochDay();
        UserError past = assertThrows(
                UserError.class,
                () -> toTheEnd(file, BarFile.Options.fiveMinutes().withDays(day, day)));
        assertTrue(past.getMessage().endsWith(suspected), past.getMessage());
        UserError shared = assertThrows(
                UserError.class,
                () -> SharedBars.read(
                        file, List.of("QQQ"), ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes()));
        assertTrue(shared.getMessage().endsWith(suspected), shared.getMessage());
        List<String> told = DataCheck.of(file, null, ExchangeCalendar.usEquity(), Reading.asShown()).lines().stream()
                .filter(line -> line.contains("earlier"))
                .toList();
        assertEquals(
                List.of("  line 14, 2025-07-02 11:00: a row earlier than the one before" + suspected),
                told,
                "one row is wrong, and not all that follow it");
    }

    private static void toTheEnd(Path file, BarFile.Options options) {
        try (BarFile bars = BarFile.open(file, null, ExchangeCalendar.usEquity(), options)) {
            while (bars.next()) {
                // To the end.
            }
        }
    }
}
