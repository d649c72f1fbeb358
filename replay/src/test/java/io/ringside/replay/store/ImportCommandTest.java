package io.ringside.replay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
