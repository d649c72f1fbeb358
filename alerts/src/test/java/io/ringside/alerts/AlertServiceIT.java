package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon's folder says becomes what is waiting to be sent; no courier runs, time is passed in. */
class AlertServiceIT {
    private static final String DAY = "2025-06-20";

    @TempDir
    Path folder;

    private Path root;
    private AlertSettings settings;
    private AlertService service;
    private long nowMs = 1_750_000_000_000L;

    @BeforeEach
    void begin() throws IOException {
        root = Files.createDirectory(folder.resolve("live"));
        Path file = folder.resolve("alerts.conf");
        Files.writeString(file, """
                journal = live, rules { order = info, fill = info }, repeat-ms = 1000, digest-ms = 5000
                channels { a { type = webhook, url = "https://example.org" }
                b { type = webhook, url = "https://example.org", least = critical, digest = off } }
                """);
        settings = AlertSettings.load(file, null, Map.of());
        service = new AlertService(settings, nowMs);
    }

    @AfterEach
    void end() {
        service.close();
    }

    private void restart() {
        service.close();
        service = new AlertService(settings, nowMs);
    }

    private List<String> look() {
        service.look(nowMs);
        return waiting("a");
    }

    private List<String> waiting(String channel) {
        List<String> keys = service.outbox().waiting(channel).stream()
                .map(item -> item.alert.key())
                .toList();
        if (!keys.isEmpty()) {
            service.outbox().begin(channel, keys);
            service.outbox().end(channel, keys, Delivery.sent());
        }
        return keys;
    }

    private void status(String state, long writtenMs, String more) throws IOException {
        Files.writeString(
                root.resolve("status.json"),
                "{\"state\": \"" + state + "\", \"pid\": 7, \"written_ms\": " + writtenMs + ", \"session_ms\": "
                        + writtenMs + ", \"session\": \"" + DAY + "\", \"sequence\": 9, \"position\": \"10 QQQ\""
                        + more + "}");
    }

    @Test
    void shouldTellEachRecordOnceAndUnderItsSequenceOverRestarts() {
        try (TestDay day = new TestDay(root, DAY)) {
            day.condition(Condition.LIVE_START, 0, "");
            day.condition(Condition.DISCONNECTED, 0, "before the first look");
            assertEquals(List.of(), look());
            long lost = day.condition(Condition.DISCONNECTED, 0, "gone");
            long broken = day.condition(Condition.BREAK, 0, "100 QQQ");
            service.look(nowMs);
            assertTrue(service.outbox().waiting("a").get(1).alert.text().contains("differs from the broker: 100 QQQ"));
            assertEquals(List.of(DAY + "/" + lost + "/disconnected", DAY + "/" + broken + "/break"), waiting("a"));
            assertEquals(List.of(DAY + "/" + broken + "/break"), waiting("b"));
            restart();
            assertEquals(List.of(), look());
            long stale = day.condition(Condition.FEED_STALE, 0, "");
            restart();
            service.look(nowMs);
            assertTrue(service.outbox().waiting("a").get(0).alert.text().contains("QQQ: prices have stopped"));
            assertEquals(List.of(DAY + "/" + stale + "/feed-stale"), waiting("a"));
        }
    }

    @Test
    void shouldRemindOfWhatIsCriticalUntilSomebodyAcknowledges() {
        try (TestDay day = new TestDay(root, DAY)) {
            day.condition(Condition.LIVE_START, 0, "");
            look();
            day.condition(Condition.UNPROTECTED, 0, "");
            assertEquals(1, look().size());
            nowMs += 999;
            assertEquals(List.of(), look());
            nowMs++;
            String first = "reminder/" + nowMs;
            assertEquals(List.of(first), look());
            restart();
            nowMs += 1_000;
            assertEquals(List.of("reminder/" + nowMs), look());
            // Where the first one still waits, another would say the same.
            assertEquals(
                    1,
                    waiting("b").stream()
                            .filter(key -> key.startsWith("reminder/"))
                            .count());
            day.command(Operator.ACKNOWLEDGE, "");
            nowMs += 60_000;
            assertEquals(List.of(), look());
        }
    }

    /** Silence keeps repeats back, over restarts of the alerts too; what is new leaves all the same. */
    @Test
    void shouldRemindOfNothingButTellWhatIsNewWhenSilenced() throws IOException {
        nowMs = System.currentTimeMillis();
        try (TestDay day = new TestDay(root, DAY)) {
            day.condition(Condition.LIVE_START, 0, "");
            look();
            day.condition(Condition.UNPROTECTED, 0, "");
            assertEquals(1, look().size());
            day.command(Operator.SILENCE, 30, "30 we are on it");
            nowMs += 60_000;
            assertTrue(look().stream().noneMatch(key -> key.startsWith("reminder/")));
            restart();
            Files.writeString(root.resolve("unacknowledged"), "a test of the alarms: lunch\n");
            nowMs += 60_000;
            List<String> keys = look();
            assertTrue(keys.size() == 1 && keys.get(0).endsWith("/alarm"), keys::toString);
            assertEquals(
                    1,
                    waiting("b").stream().filter(key -> key.endsWith("/alarm")).count(),
                    "critical");
            nowMs += 30 * 60_000;
            assertEquals(List.of("reminder/" + nowMs), look());
        }
    }

    @Test
    void shouldTellAlarmsOnceAndThoseAfterAnAcknowledgementAgain() throws IOException {
        Path file = root.resolve("unacknowledged");
        try (TestDay day = new TestDay(root, DAY)) {
            day.condition(Condition.LIVE_START, 0, "");
            Files.writeString(file, "the clock is 900 ms ahead\n");
            assertEquals(1, look().size());
            Files.writeString(file, "the clock is 900 ms ahead\nQQQ: 10 shares have no live stop\n");
            assertEquals(1, look().size());
            assertEquals(1, waiting("b").size());
            restart();
            assertEquals(List.of(), look());
            // Seen, and the same again within one look.
            day.command(Operator.ACKNOWLEDGE, "");
            Files.delete(file);
            Files.writeString(file, "the clock is 900 ms ahead\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
            assertEquals(1, look().size());
        }
    }

    @Test
    void shouldTellOfADaemonThatIsDeadAndNotOfOneThatWasStopped() throws IOException {
        status("running", nowMs, "");
        assertEquals(List.of(), look());
        nowMs += 15_001;
        assertEquals(List.of("status/" + (nowMs - 15_001) + "/dead"), look());
        restart();
        nowMs += 500;
        assertEquals(List.of(), look());
        status("running", nowMs, "");
        assertEquals(1, look().size());
        status("stopped", nowMs, "");
        assertEquals(List.of("status/" + nowMs + "/stopped"), look());
        nowMs += 900;
        assertTrue(look().stream().noneMatch(key -> key.contains("dead")));
    }

    @Test
    void shouldTellOfALatchAStandstillAndAKillFlag() throws IOException {
        status("running", nowMs, ", \"latched\": true, \"latched_sequence\": 7");
        assertEquals(List.of("status/" + DAY + "/7/latched"), look());
        assertEquals(List.of(), look());
        // Lifted and latched again between two looks.
        status("running", nowMs, ", \"latched\": true, \"latched_sequence\": 8");
        assertEquals(List.of("status/" + DAY + "/8/latched"), look());
        Files.writeString(root.resolve("kill"), "enough\n");
        assertEquals(1, look().size());
        assertEquals(List.of(), look());
        Files.writeString(
                root.resolve("status.json"),
                "{\"state\": \"running\", \"written_ms\": " + nowMs + ", \"session_ms\": " + (nowMs - 20_000) + "}");
        assertEquals(List.of("status/" + (nowMs - 20_000) + "/stuck"), look());
    }

    @Test
    void shouldSendADigestWithTheTearSheetAtTheSessionsEndAndGoOnToTheNextDay() {
        try (TestDay day = new TestDay(root, DAY)) {
            day.session(true);
            look();
            day.bar(500);
            day.session(false);
            assertEquals(List.of(), look());
            nowMs += 5_000;
            service.look(nowMs);
            Alert digest = service.outbox().waiting("a").get(0).alert;
            assertEquals(DAY + "/digest", digest.key());
            assertTrue(digest.text().startsWith(DAY + ": day 0.00, equity 100,000.00, 0 fills\n"), digest.text());
            assertTrue(Files.isRegularFile(Path.of(digest.attachment())), digest.attachment());
            waiting("a");
            assertEquals(List.of(), waiting("b"));
            restart();
            assertEquals(List.of(), look());
        }
        try (TestDay next = new TestDay(root, "2025-06-23")) {
            long sequence = next.condition(Condition.LOW_DISK, 0, "");
            look();
            assertEquals(List.of(), look());
            assertEquals(1, sequence);
        }
    }

    @Test
    void shouldTellWhatOneChannelRefusesOnTheOthers() throws Exception {
        try (FailingServer refusing = new FailingServer(() -> FailingServer.How.REFUSE);
                FailingServer taking = new FailingServer(() -> FailingServer.How.TAKE);
                TestDay day = new TestDay(root, DAY)) {
            Path file = folder.resolve("alerts.conf");
            Files.writeString(
                    file,
                    "journal = live, state = other, group-ms = 0, channels {\n"
                            + "a { type = webhook, least = critical, url = \"" + taking.url() + "\" }\n"
                            + "b { type = webhook, url = \"" + refusing.url() + "\" } }");
            day.condition(Condition.LIVE_START, 0, "");
            try (AlertService other =
                    new AlertService(AlertSettings.load(file, null, Map.of()), System.currentTimeMillis())) {
                other.start();
                other.look(System.currentTimeMillis());
                long sequence = day.condition(Condition.DISCONNECTED, 0, "gone");
                other.look(System.currentTimeMillis());
                while (taking.taken.isEmpty()) {
                    Thread.onSpinWait();
                }
                String body = taking.taken.get(0).body();
                assertTrue(body.contains("channel b refused a message of 1 alerts: HTTP 403"), body);
                assertTrue(body.contains(DAY + "/" + sequence + "/disconnected"), body);
            }
        }
        try (Stream<Path> left = Files.list(folder.resolve("other"))) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().endsWith(".new")));
        }
    }
}
