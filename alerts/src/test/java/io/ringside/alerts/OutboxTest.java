package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final Set<String> CHANNELS = Set.of("mail", "phone");

    @TempDir
    Path folder;

    private static Alert alert(int number, Severity severity) {
        return new Alert("k" + number, "rule", severity, number, "text \u00fc " + number);
    }

    private static void add(Outbox outbox, Alert alert) {
        outbox.add(Map.of(alert, List.of("mail", "phone")), Set.of(), Map.of("told", alert.atMs()));
    }

    private static List<String> keys(Outbox outbox, String channel) {
        return outbox.waiting(channel).stream().map(item -> item.alert.key()).toList();
    }

    @Test
    void shouldGoOnWithWhatWaitsWhenItIsOpenedAgain() {
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            add(outbox, alert(1, Severity.INFO));
            add(outbox, alert(2, Severity.CRITICAL));
            outbox.begin("mail", List.of("k1"));
            outbox.end("mail", List.of("k1"), Delivery.sent());
            outbox.begin("phone", List.of("k1"));
        }
        for (int i = 0; i < 3; i++) {
            try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
                assertEquals(List.of("k2"), keys(outbox, "mail"));
                assertEquals(Set.of("k1", "k2"), Set.copyOf(keys(outbox, "phone")));
                assertEquals(
                        List.of("k2"), outbox.open().stream().map(Alert::key).toList());
                assertEquals("text \u00fc 2", outbox.open().get(0).text());
                assertEquals("2", String.valueOf(outbox.state().get("told")));
                // Nobody knows whether it has arrived.
                assertTrue(outbox.waiting("phone").stream()
                        .filter(item -> item.alert.key().equals("k1"))
                        .allMatch(Outbox.Item::isRepeat));
                assertFalse(outbox.waiting("mail").get(0).isRepeat());
            }
        }
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            outbox.acknowledge(3);
        }
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            assertEquals(0, outbox.open().size());
            assertEquals(List.of("k2"), keys(outbox, "mail"));
        }
    }

    @Test
    void shouldKnowARepeatWhenADeathCameFirstAndARefusalThen() {
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            add(outbox, alert(1, Severity.INFO));
            outbox.begin("mail", List.of("k1"));
        }
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            outbox.begin("mail", List.of("k1"));
            outbox.end("mail", List.of("k1"), Delivery.later("HTTP 503", 0));
            assertTrue(outbox.waiting("mail").get(0).isRepeat());
        }
    }

    /** Alerts and the place up to which the journal was read are both there or both not, wherever a write was cut off. */
    @Test
    void shouldLoseNothingButTheLastLineWhenAWriteWasCutOffAnywhere() throws IOException {
        byte[] before;
        byte[] after;
        Path file = folder.resolve("outbox");
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            add(outbox, alert(1, Severity.WARNING));
            before = Files.readAllBytes(file);
            add(outbox, alert(2, Severity.WARNING));
            after = Files.readAllBytes(file);
        }
        for (int length = before.length; length <= after.length; length++) {
            Files.write(file, Arrays.copyOf(after, length));
            try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
                boolean whole = length == after.length;
                assertEquals(whole ? List.of("k1", "k2") : List.of("k1"), keys(outbox, "mail"), "cut at " + length);
                assertEquals(whole ? "2" : "1", String.valueOf(outbox.state().get("told")));
            }
        }
    }

    @Test
    void shouldRefuseAFileThatIsDamagedBeforeItsEnd() throws IOException {
        try (Outbox outbox = Outbox.open(folder, CHANNELS)) {
            add(outbox, alert(1, Severity.WARNING));
            add(outbox, alert(2, Severity.WARNING));
        }
        Path file = folder.resolve("outbox");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        UserError error = assertThrows(UserError.class, () -> Outbox.open(folder, CHANNELS));
        assertTrue(error.getMessage().contains("is damaged"), error.getMessage());
    }

    @Test
    void shouldBeOneProcessesAndItsOwnersAlone() throws IOException {
        Path own = folder.resolve("own");
        try (Outbox outbox = Outbox.open(own, CHANNELS)) {
            assertThrows(UserError.class, () -> Outbox.open(own, CHANNELS));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("outbox"))));
            assertEquals(0, outbox.depth());
        }
    }
}
