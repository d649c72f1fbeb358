package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EquityFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        Path file = folder.resolve("equity.csv");
        var sessions = List.of(
                new SessionEquity(20_229, 1_000_000_000_001L, -5, 1_000_000_000_006L, 57_225_000_000L, 0.75),
                new SessionEquity(20_230, 1_000_000_000_000L, 1_000_000_000_000L, 0, Trade.UNKNOWN, Double.NaN));
        EquityFile.write(file, sessions);
        assertEquals("""
                session,equity,cash,position_value,benchmark,exposure
                2025-05-21,10000.00000001,-0.00000005,10000.00000006,572.25,0.75
                2025-05-22,10000.00,10000.00,0.00,,
                """, Files.readString(file));
        assertEquals(sessions, EquityFile.read(file));
    }

    @Test
    void shouldNameFileLineAndColumnWhenARowIsWrong() throws IOException {
        String header = "session,equity,cash,position_value,benchmark,exposure\n";
        String row = "2025-05-21,1,1,0,1,0\n";
        assertFails(header + row + row, " line 3 column session: \"2025-05-21\": the day is not after");
        assertFails(header + row.replace(",0\n", ",1.5\n"), " line 2 column exposure: \"1.5\": give a share");
        assertFails(
                header + row.replace("2025-05-21", "21.5.2025"), " line 2 column session: \"21.5.2025\": give a day");
        assertFails("session,equity\n", " line 1: has no column cash");
    }

    /** What the columns mean is told where those of the other files are. */
    @Test
    void shouldWriteOnlyColumnsThatAreDescribed() throws IOException {
        Path file = folder.resolve("equity.csv");
        EquityFile.write(file, List.of(new SessionEquity(20_229, 1, 1, 0, 1, 0, 1)));
        String described = Files.readString(CommandLine.home().resolve("replay/README.md"));
        for (String column : Files.readAllLines(file).get(0).split(",", -1)) {
            assertTrue(described.contains("`" + column + "`"), column);
        }
        assertTrue(described.contains("`exposure`, the time in the market"));
    }

    private void assertFails(String content, String message) throws IOException {
        Path file = folder.resolve("equity.csv");
        Files.writeString(file, content);
        String actual =
                assertThrows(UserError.class, () -> EquityFile.read(file)).getMessage();
        assertTrue(actual.startsWith(file + message), actual);
    }
}
