package io.ringside.alerts.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served of several daemons of which one is not to be had. */
class DaemonMetricsTest {
    private static final long NOW = 1_750_430_000_000L;

    @TempDir
    Path folder;

    @Test
    void shouldServeTheOthersWhereOneFolderIsNotToBeRead() throws IOException {
        Path hidden = Files.createDirectory(folder.resolve("hidden"));
        Path seen = Files.createDirectory(folder.resolve("seen"));
        Files.writeString(seen.resolve("status.json"), "{\"state\": \"running\", \"written_ms\": " + NOW + "}");
        Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("---------"));
        try (DaemonMetrics metrics = new DaemonMetrics(List.of(hidden, seen))) {
            assumeFalse(Files.isReadable(hidden), "root reads everything");
            String text = metrics.scrape(NOW);
            assertTrue(text.contains("ringside_up{daemon=\"seen\"} 1.0"), text);
            assertTrue(text.contains("ringside_up{daemon=\"hidden\"} 0.0"), text);
            assertFalse(text.contains("ringside_halted{daemon=\"hidden\"}"), "what is not known is left out");
        } finally {
            Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Its last status is of before: what is in force at its next start is the flag. */
    @Test
    void shouldTellAKillOfADaemonThatDoesNotRun() throws IOException {
        Path desk = Files.createDirectory(folder.resolve("desk"));
        assertEquals("0.0", killed(desk, false, NOW));
        assertEquals("1.0", killed(desk, true, NOW), "on a full disk there is no flag");
        assertEquals("0.0", killed(desk, true, NOW - 60_000), "the flag was lifted since");
        Files.writeString(desk.resolve("kill"), "enough");
        assertEquals("1.0", killed(desk, false, NOW - 60_000));
        assertEquals("1.0", killed(desk, false, NOW), "it has not looked yet");
    }

    private static String killed(Path desk, boolean told, long writtenMs) throws IOException {
        Files.writeString(
                desk.resolve("status.json"),
                "{\"state\": \"running\", \"written_ms\": " + writtenMs + ", \"killed\": " + told + "}");
        try (DaemonMetrics metrics = new DaemonMetrics(List.of(desk))) {
            String name = "ringside_killed{daemon=\"desk\"} ";
            return metrics.scrape(NOW)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .findFirst()
                    .orElse("none");
        }
    }
}
