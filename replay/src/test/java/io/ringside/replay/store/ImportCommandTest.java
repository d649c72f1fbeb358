package io.ringside.replay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import says of what it read, and of what it knew otherwise. */
class ImportCommandTest {
    @TempDir
    Path folder;

    private List<String> load(Object... arguments) {
        CommandLine.Outcome outcome = CommandLine.run(new DataCommand(), arguments);
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out().lines().toList();
    }

    private Path bars(String close, int changed) throws IOException {
        StringBuilder text = new StringBuilder("date,open,high,low,close,volume\n");
        for (int day = 2; day < 13; day++) {
            String date = "2024-07-" + (day < 10 ? "0" : "") + day;
            if (day != 4 && day != 6 && day != 7) {
                text.append(date)
                        .append(",10,12,9,")
                        .append(changed-- > 0 ? close : "10")
                        .append(",100\n");
            }
        }
        return Files.writeString(folder.resolve("AA.csv"), text);
    }

    @Test
    void shouldTellTheFirstOfWhatIsRevisedAndCountTheRest() throws IOException {
        Path store = folder.resolve("store");
        List<String> first = load("import", "--data", store, bars("10", 0));
        assertTrue(first.contains("1 names, 8 bars read: 8 new, 0 in gaps, 0 revised"), first.toString());
        List<String> five = load("import", "--data", store, bars("11", 5));
        int at = five.indexOf("1 names, 8 bars read: 0 new, 0 in gaps, 5 revised");
        assertTrue(at >= 0, five.toString());
        assertEquals(at + 6, five.size(), five.toString());
        assertEquals("  revised: AA 2024-07-02: close 10.00 is now 11.00", five.get(at + 1));
        List<String> seven = load("import", "--data", store, bars("11.5", 7));
        at = seven.indexOf("1 names, 8 bars read: 0 new, 0 in gaps, 7 revised");
        assertEquals(at + 7, seven.size(), seven.toString());
        assertEquals("  and 2 more", seven.get(at + 6));
    }

    /** Actions alone are no bars, of which nothing is said then. */
    @Test
    void shouldImportActionsAlone() throws IOException {
        Path actions = Files.writeString(
                folder.resolve("actions.csv"),
                "symbol,ex_date,ratio,dividend\nAA,2024-07-02,2/1,\nAA,2024-07-03,,0.5\n");
        Path store = folder.resolve("store");
        assertEquals(
                List.of(actions + ": 2 actions new or revised"), load("import", "--data", store, "--actions", actions));
        assertEquals(
                List.of(actions + ": 0 actions new or revised"), load("import", "--data", store, "--actions", actions));
        CommandLine.Outcome nothing = CommandLine.run(new DataCommand(), "import", "--data", store);
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("nothing to import"), nothing.err());
    }

    /** What one file comes to, line by line, and how its name stands in the list. */
    @Test
    void shouldReadFilesByTheirNamesOrUnderAnother() throws IOException {
        Path store = folder.resolve("store");
        Path file = bars("10", 0);
        assertEquals(
                List.of("1 names, 8 bars read: 8 new, 0 in gaps, 0 revised"),
                load("import", "--data", store, "Z=" + file).subList(1, 2));
        assertEquals(
                List.of("1 names, 8 bars read: 8 new, 0 in gaps, 0 revised"),
                load("import", "--data", store, file).subList(1, 2));
        assertEquals(
                List.of("Z "),
                load("list", "--data", store).stream()
                        .map(line -> line.substring(0, 2))
                        .filter(line -> line.startsWith("Z"))
                        .toList());
        Path both = Files.writeString(
                folder.resolve("both.csv"),
                "symbol,date,open,high,low,close,volume\nBB,2024-07-02,10,12,9,10,1\nCC,2024-07-02,10,12,9,10,1\n");
        assertEquals(
                List.of("2 names, 2 bars read: 2 new, 0 in gaps, 0 revised"), load("import", "--data", store, both));
        assertEquals(
                List.of("1 names, 1 bars read: 0 new, 0 in gaps, 0 revised"),
                load("import", "--data", store, "--names", "CC,DD", both));
        Path all = Files.createDirectory(folder.resolve("all"));
        Files.copy(file, all.resolve("AA.csv"));
        Files.copy(file, all.resolve("EE.csv"));
        assertTrue(load("import", "--data", store, all).contains("2 names, 16 bars read: 8 new, 0 in gaps, 0 revised"));
        Path hole = Files.writeString(
                folder.resolve("AA.csv"), "date,open,high,low,close,volume\n2024-07-11,10,12,9,10,1\n");
        assertEquals(
                "1 names, 1 bars read: 0 new, 0 in gaps, 1 revised",
                load("import", "--data", store, hole).get(1));
        Path gap = folder.resolve("gap");
        Files.writeString(folder.resolve("AA.csv"), """
                date,open,high,low,close,volume
                2024-07-08,10,12,9,10,1
                2024-07-10,10,12,9,10,1
                """);
        load("import", "--data", gap, folder.resolve("AA.csv"));
        Files.writeString(folder.resolve("AA.csv"), """
                date,open,high,low,close,volume
                2024-07-09,10,12,9,10,1
                2024-07-11,10,12,9,10,1
                """);
        assertEquals(
                "1 names, 2 bars read: 1 new, 1 in gaps, 0 revised",
                load("import", "--data", gap, folder.resolve("AA.csv")).get(1));
    }

    /** Five are told; of six one is counted. */
    @Test
    void shouldCountTheSixthThatIsRevised() throws IOException {
        Path store = folder.resolve("store");
        load("import", "--data", store, bars("10", 0));
        List<String> six = load("import", "--data", store, bars("11", 6));
        int at = six.indexOf("1 names, 8 bars read: 0 new, 0 in gaps, 6 revised");
        assertEquals("  and 1 more", six.get(at + 6));
        assertEquals(at + 7, six.size());
    }

    /** Of a source's name what no terminal shows is a question mark, and no more than 48 characters are kept. */
    @ParameterizedTest
    @CsvSource({
        "123456789012345678901234567890123456789012345678, 123456789012345678901234567890123456789012345678",
        "1234567890123456789012345678901234567890123456789, 123456789012345678901234567890123456789012345678",
        "b\u00f6rse 1, b?rse 1"
    })
    void shouldKeepTheNameOfTheSource(String given, String kept) throws IOException {
        Path store = folder.resolve("store");
        load("import", "--data", store, "--source", given, bars("10", 0));
        String row = load("list", "--data", store).get(1);
        assertEquals(kept, row.substring(row.length() - kept.length()));
        assertEquals(' ', row.charAt(row.length() - kept.length() - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prices old | --prices old: must be raw or split",
                "--session night | --session night: must be regular or extended",
                "--bar 100t | --bar 100t: a store holds bars in time; give one such as 5m or 1d",
                "--bar 7x | --bar 7x: "
            })
    void shouldRefuseWhatAStoreCannotHold(String options, String expected) throws IOException {
        List<Object> line = new ArrayList<>(List.of("import", "--data", folder.resolve("store"), bars("10", 0)));
        line.addAll(List.of(options.split(" ", -1)));
        CommandLine.Outcome outcome = CommandLine.run(new DataCommand(), line.toArray());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().startsWith("ringside data import: " + expected), outcome.err());
        assertTrue(Files.notExists(folder.resolve("store")));
    }

    /** Bars before the open are stored where that is asked for. */
    @Test
    void shouldStoreTheHoursThatAreWanted() throws IOException {
        Path file = Files.writeString(folder.resolve("AA.csv"), """
                datetime,open,high,low,close,volume
                2024-07-02 08:00,10,12,9,10,1
                2024-07-02 09:30,10,12,9,10,1
                2024-07-02 09:35,10,12,9,10,1
                """);
        assertTrue(load("import", "--data", folder.resolve("regular"), "--bar", "5m", file)
                .contains("1 names, 2 bars read: 2 new, 0 in gaps, 0 revised"));
        assertTrue(load("import", "--data", folder.resolve("all"), "--bar", "5m", "--session", "EXTENDED", file)
                .contains("1 names, 3 bars read: 3 new, 0 in gaps, 0 revised"));
    }

    /** A split of a mistyped symbol is missed where it is meant. */
    @Test
    void shouldTellWhichActionsAreOfNoNameInTheStore() throws IOException {
        Path store = folder.resolve("store");
        load("import", "--data", store, bars("10", 0));
        Path actions = Files.writeString(
                folder.resolve("actions.csv"),
                "symbol,ex_date,ratio,dividend\nAA,2024-07-02,2/1,\nAB,2024-07-03,,0.5\n");
        assertEquals(
                List.of(actions + ": 2 actions new or revised", "  of no name in the store: AB"),
                load("import", "--data", store, "--actions", actions));
    }

    /** What came before a file that is refused is in the store, and whoever reads on would not know. */
    @Test
    void shouldTellWhatIsStoredThoughALaterFileIsRefused() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("BAD.csv"), "date,open,high,low,close,volume\n2024-07-02,-10,12,9,10,1\n");
        CommandLine.Outcome outcome =
                CommandLine.run(new DataCommand(), "import", "--data", folder.resolve("store"), bars("10", 0), bad);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("BAD.csv line 2 column open: \"-10\""), outcome.err());
        assertTrue(outcome.out().contains("1 names, 8 bars read: 8 new, 0 in gaps, 0 revised"), outcome.out());
        outcome = CommandLine.run(new DataCommand(), "import", "--data", folder.resolve("other"), bad);
        assertFalse(outcome.out().contains("bars read"), outcome.out());
    }
}
