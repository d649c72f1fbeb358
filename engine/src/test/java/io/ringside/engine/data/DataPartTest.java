package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files and entries a name stands for, and whose they are. */
class DataPartTest {
    private static final String TEXT = "datetime,open,high,low,close,volume\n2025-07-02 09:30:00,10,11,9,10,100\n";

    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, TEXT);
    }

    private Path zip(String name, String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.endsWith("/") ? new byte[0] : TEXT.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private List<String> names(Path given) {
        return DataPart.all(given).stream()
                .map(part -> part.name().substring(folder.toString().length() + 1))
                .toList();
    }

    private String refusal(Path given) {
        return assertThrows(UserError.class, () -> DataPart.all(given))
                .getMessage()
                .replace(folder.toString(), "DIR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.csv | A-1.csv B-1.csv B-2.csv",
                "B-?.csv | B-1.csv B-2.csv",
                "[A]-1.csv | A-1.csv",
                "{A,B}-1.csv | A-1.csv B-1.csv",
            })
    void shouldFindTheFilesOfAPattern(String pattern, String expected) throws IOException {
        for (String name : List.of("B-2.csv", "A-1.csv", "B-1.csv", "x.txt")) {
            file(name);
        }
        assertEquals(List.of(expected.split(" ", -1)), names(folder.resolve(pattern)));
    }

    @Test
    void shouldTakeAFileForItselfWhateverItsName() throws IOException {
        assertEquals(List.of("QQQ[1].csv"), names(file("QQQ[1].csv")));
        assertEquals("DIR/X-?.csv: no such file, and no file matches it", refusal(folder.resolve("X-?.csv")));
        // What is no pattern is told by who opens it.
        assertEquals(List.of("X.csv"), names(folder.resolve("X.csv")));
    }

    @Test
    void shouldPassOverWhatSystemsPutIntoArchivesAndFolders() throws IOException {
        Path zip = zip("data.zip", "b/", "b/QQQ.csv", "a.csv", "__MACOSX/._a.csv", ".DS_Store", "b/.hidden");
        assertEquals(List.of("data.zip!a.csv", "data.zip!b/QQQ.csv"), names(zip));
        assertEquals(
                "DIR/none.zip: is a zip file without a CSV file in it", refusal(zip("none.zip", "__MACOSX/._a.csv")));
        assertEquals(
                "DIR/notes.zip: holds notes.md, which is no CSV file by its name; take it out, or give a pattern in"
                        + " quotes such as \"DIR/*.csv\"",
                refusal(zip("notes.zip", "notes.md")));
        Path all = Files.createDirectory(folder.resolve("all"));
        assertEquals("DIR/all: is a folder without a file; give a CSV file", refusal(all));
        file("all/.DS_Store");
        file("all/2.csv");
        file("all/1.csv.gz");
        Files.copy(zip, all.resolve("3.zip"));
        assertEquals(List.of("all/1.csv.gz", "all/2.csv", "all/3.zip!a.csv", "all/3.zip!b/QQQ.csv"), names(all));
        Files.createDirectory(all.resolve("4.csv"));
        assertEquals(
                "DIR/all: holds the folder 4.csv; give files of one symbol, such as \"DIR/all/*.csv\"", refusal(all));
    }

    /** A zip file by its content, not by its name. */
    @Test
    void shouldReadTheEntriesOfAFileThatIsAZipFile() throws IOException {
        Path zip = zip("QQQ.csv", "inner.csv");
        assertEquals(List.of("QQQ.csv!inner.csv"), names(zip));
        assertEquals(List.of("PK.csv"), names(Files.writeString(folder.resolve("PK.csv"), "PK\n")));
        try (BarFile bars = BarFile.open(zip, "QQQ", ExchangeCalendar.usEquity(), BarFile.Options.fiveMinutes())) {
            assertTrue(bars.next());
        }
    }

    @Test
    void shouldTakeTheSymbolFromWhatANameStandsFor() throws IOException {
        assertEquals("SPY", BarFile.symbolOf(Path.of("SPY-20131007-minute.csv")));
        assertEquals("SPY", BarFile.symbolOf(Path.of("20131007_spy_minute_trade.csv.gz")));
        assertEquals("BRK.B", BarFile.symbolOf(Path.of("brk.b.csv")));
        // LEAN names its zip files after the day, and the entries after the symbol.
        assertEquals("SPY", BarFile.symbolOf(zip("20131007_trade.zip", "20131007_spy_minute_trade.csv")));
        assertEquals("SPY", BarFile.symbolOf(zip("all_data.zip", "SPY-20131007.csv", "SPY-20131008.csv")));
        file("days/SPY-20131007.csv");
        file("days/SPY-20131008.csv");
        assertEquals("SPY", BarFile.symbolOf(folder.resolve("days").resolve("SPY-*.csv")));
        Files.createDirectory(folder.resolve("QQQ"));
        assertEquals("QQQ", BarFile.symbolOf(folder.resolve("QQQ")));
        Path two = zip("two.zip", "SPY-20131007.csv", "QQQ-20131007.csv");
        String message =
                assertThrows(UserError.class, () -> BarFile.symbolOf(two)).getMessage();
        assertTrue(message.endsWith(": its name is no ticker; give it as SYMBOL=FILE"), message);
    }

    @Test
    void shouldTakeTheDayFromAName() {
        assertEquals(
                new DataFileName("SPY", (int) LocalDate.of(2013, 10, 7).toEpochDay()),
                DataFileName.of(Path.of("spy_20131007.csv")));
        assertEquals(new DataFileName("SPY", DataFileName.NO_DAY), DataFileName.of(Path.of("SPY-20131307.csv")));
        assertEquals(new DataFileName(null, DataFileName.NO_DAY), DataFileName.of(Path.of("my_data.csv")));
        assertEquals(new DataFileName("SPY", DataFileName.NO_DAY), DataFileName.of(Path.of("SPY.TXT.GZ")));
    }

    // ---- bars in memory, and what is written

    @Test
    void shouldHoldBarsInMemoryForAnyNumberOfReadings() {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int day = (int) LocalDate.of(2025, 7, 7).toEpochDay();
        BarTable table;
        try (var source = new SyntheticBars("QQQ", day, day + 8, 3, calendar)) {
            table = BarTable.of(source);
            while (source.next()) {
                table.add(source);
            }
        }
        assertEquals(7 * 78, table.bars());
        for (int reading = 0; reading < 2; reading++) {
            try (BarSource again = table.cursor();
                    var source = new SyntheticBars("QQQ", day, day + 8, 3, calendar)) {
                int bars = 0;
                while (source.next()) {
                    assertTrue(again.next());
                    assertEquals(source.sessionDay(), again.sessionDay());
                    assertEquals(source.startNanos(), again.startNanos());
                    assertEquals(source.endNanos(), again.endNanos());
                    assertEquals(source.openE8(), again.openE8());
                    assertEquals(source.highE8(), again.highE8());
                    assertEquals(source.lowE8(), again.lowE8());
                    assertEquals(source.closeE8(), again.closeE8());
                    assertEquals(source.volume(), again.volume());
                    bars++;
                    assertEquals(bars / (7 * 78.0), again.progress(), 1e-12);
                }
                assertEquals(false, again.next());
                assertEquals(1.0, again.progress());
                assertTrue(again.synthetic());
            }
        }
        try (var none = new SyntheticBars("QQQ", day, day, 3, calendar);
                BarSource empty = BarTable.of(none).cursor()) {
            assertEquals(1.0, empty.progress());
            assertEquals(false, empty.synthetic());
        }
    }

    @Test
    void shouldSayWhyAFileCannotBeWritten() throws IOException {
        String remedy = "; give a file in a folder that you may write to and that has room";
        assertEquals(
                "cannot be written (no such file)" + remedy,
                unwritable(folder.resolve("none").resolve("QQQ.csv")));
        Files.createDirectories(folder.resolve("QQQ.csv.part"));
        assertEquals("cannot be written (Is a directory)" + remedy, unwritable(folder.resolve("QQQ.csv")));
        assertEquals("is a folder; give the name of a file", unwritable(folder));
    }

    private static String unwritable(Path file) {
        int day = (int) LocalDate.of(2025, 7, 7).toEpochDay();
        try (var source = new SyntheticBars("QQQ", day, day, 3, ExchangeCalendar.usEquity())) {
            String message =
                    assertThrows(UserError.class, () -> source.write(file)).getMessage();
            return message.substring(message.indexOf(": ") + 2);
        }
    }

    // ---- the names of a file

    @Test
    void shouldReadTheNamesThatAFileHas() throws IOException {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        BarFile.Options days = BarFile.Options.fiveMinutes().withSize(null);
        Path rows = Files.writeString(folder.resolve("all.csv"), """
                        symbol,date,open,high,low,close,volume
                        B,2025-07-01,1,1,1,1,5
                        A,2025-07-01,2,2,2,2,5
                        B,2025-07-02,1,1,1,1,5
                        A,2025-07-02,2,2,2,2,5
                        """);
        assertEquals(
                List.of("B", "A"),
                List.copyOf(SharedBars.readNames(rows, null, calendar, days).symbols()));
        SharedBars one = SharedBars.readNames(rows, "A", calendar, days);
        assertEquals(List.of("A"), List.copyOf(one.symbols()));
        assertEquals(2, one.count("A"));
        Path alone =
                Files.writeString(folder.resolve("QQQ.csv"), "date,open,high,low,close,volume\n2025-07-01,1,1,1,1,5\n");
        assertEquals(
                List.of("QQQ"),
                List.copyOf(SharedBars.readNames(alone, null, calendar, days).symbols()));
        assertEquals(
                alone + ": has no column of symbols, and is given for A, B; give each its own file",
                assertThrows(UserError.class, () -> SharedBars.read(alone, List.of("A", "B"), calendar, days))
                        .getMessage());
        Path nameless = Files.writeString(
                folder.resolve("nameless.csv"),
                "symbol,date,open,high,low,close,volume\nB,2025-07-01,1,1,1,1,5\n,2025-07-01,2,2,2,2,5\n");
        assertEquals(
                nameless + " line 3 column symbol: \"\": a row needs a symbol",
                assertThrows(UserError.class, () -> SharedBars.readNames(nameless, null, calendar, days))
                        .getMessage());
    }
}
