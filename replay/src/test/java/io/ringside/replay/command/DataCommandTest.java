package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in files, a block each, and the count of all. */
class DataCommandTest {
    @TempDir
    Path folder;

    private static String bars(String... minutes) {
        StringBuilder text = new StringBuilder("datetime,open,high,low,close,volume\n");
        for (String minute : minutes) {
            text.append("2025-07-02 09:").append(minute).append(",10,10,10,10,100\n");
        }
        return text.toString();
    }

    private CommandLine.Outcome check(Object... arguments) {
        Object[] line = new Object[arguments.length + 1];
        line[0] = "check";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return CommandLine.run(new DataCommand(), line);
    }

    @Test
    void shouldCountWhatIsWrongInAllFiles() throws IOException {
        Path one = Files.writeString(folder.resolve("ONE.csv"), bars("30", "35", "35", "40"));
        Path two = Files.writeString(folder.resolve("TWO.csv"), bars("30", "35", "40", "40"));
        CommandLine.Outcome outcome = check(one, "F=" + two);
        assertEquals(1, outcome.code(), outcome.err());
        String rows = ", plain, 4 rows, 3 used, 1 left out: 1 DUPLICATE; 2025-07-02T09:30:00-04:00 to"
                + " 2025-07-02T09:40:00-04:00, usually 5m apart, America/New_York\n";
        String found = ", plain, 3 bars of 5m in 1 sessions from 2025-07-02 to 2025-07-02: 2 problems\n";
        String same = ", 2025-07-02 09:%s: the same row as the one before\n";
        String missing = "    2025-07-02: 75 bars missing: 09:45-16:00\n";
        assertEquals(
                one + ": ONE" + rows + "  ONE.csv: ONE" + found + "    line 4" + same.formatted(35) + missing + two
                        + ": F" + rows + "  TWO.csv: F" + found + "    line 5" + same.formatted(40) + missing
                        + "4 problems\n",
                outcome.out());
    }

    @Test
    void shouldRefuseToCheckNothingOrBoth() {
        CommandLine.Outcome none = check();
        assertEquals(2, none.code());
        assertEquals("ringside data check: nothing to check; give FILE, or --data STORE\n", none.err());
        CommandLine.Outcome both = check("--data", folder, "x.csv");
        assertEquals(2, both.code());
        assertEquals(
                "ringside data check: --data " + folder + " and files: give one or the other, they are checked apart\n",
                both.err());
        assertEquals(2, CommandLine.run(new DataCommand()).code());
    }
}
