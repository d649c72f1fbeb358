package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.live.operator.OperatorCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user types, as processes of their own. */
class LiveCommandIT {
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void shouldEndASimulatedDayWhenItIsToldTo() throws Exception {
        try (LiveProcess live = new LiveProcess(folder, "--simulate", "--speed", "100000", "--until", "09:45")) {
            assertEquals(0, live.exitCode(), live::output);
            assertTrue(live.output().contains("Try next:"), live::output);
        }
    }

    @Test
    void shouldShowADayWithTradesWhoseJournalReplaysWhenItIsSimulated() throws Exception {
        try (LiveProcess live = new LiveProcess(folder, "--simulate", "--speed", "100000")) {
            live.awaitStatus("\"broker\": \"ready\"");
            assertEquals(0, live.exitCode(), live::output);
            String said = live.output();
            Path journal = live.root.resolve("2025-06-20");
            assertTrue(said.contains("SYNTHETIC"), said);
            assertEquals(2, count(said, "(?m)^ +QQQ +long .* exit .*$"), said);
            assertTrue(said.contains("\n  ringside verify " + journal + "\n"), said);
            assertFalse(said.contains("ERROR"), said);
            LiveBench.replay(journal, event -> {});
            LiveProcess.Answer audit = LiveProcess.run(new AuditCommand(), journal.toString());
            assertEquals(0, audit.code(), audit.out());
            LiveProcess.Answer status = live.operator(OperatorCommand.of("status"));
            assertEquals(1, status.code());
            assertTrue(status.err().contains("no daemon runs in " + live.root), status.err());
            assertTrue(status.out().contains("\"state\": \"stopped\""), status.out());
            try (JournalReader reader = JournalReader.open(journal)) {
                reader.next();
                OpenRecord open = reader.openRecord();
                assertTrue(status.out().contains("\"build\": \"" + open.build() + "\""), status.out());
                assertTrue(
                        status.out().contains("\"configuration\": \"" + open.configurationDigest() + "\""),
                        status.out());
            }
        }
    }

    @Test
    void shouldAnswerEachCommandWithTheRecordThatItCaused() throws Exception {
        Map<Long, Operator> told = new HashMap<>();
        try (LiveProcess live = new LiveProcess(folder, "--simulate", "--speed", "300")) {
            live.awaitStatus("\"broker\": \"ready\"");
            told.put(record(live.operator(OperatorCommand.of("halt"), "lunch")), Operator.HALT);
            live.awaitStatus("\"entries\": \"trading is halted\"");
            told.put(record(live.operator(OperatorCommand.of("resume"))), Operator.RESUME);
            live.awaitStatus("\"entries\": \"allowed\"");
            told.put(record(live.operator(OperatorCommand.of("flatten"))), Operator.FLATTEN);
            told.put(record(live.operator(OperatorCommand.of("kill"), "enough")), Operator.KILL);
            live.awaitStatus("\"killed\": true");
            assertTrue(Files.exists(live.root.resolve("kill")));
            told.put(record(live.operator(OperatorCommand.of("unlatch"))), Operator.UNLATCH);
            assertFalse(Files.exists(live.root.resolve("kill")));
            live.process.toHandle().destroy();
            assertEquals(TERMINATED, live.exitCode());
            assertTrue(live.output().contains("Stopped before the close."), live::output);
            Map<Long, Operator> journaled = new HashMap<>();
            LiveBench.replay(live.root.resolve("2025-06-20"), event -> {
                if (event.type == EventType.COMMAND) {
                    journaled.put(event.sequence, Operator.ofCode(event.code));
                }
            });
            assertTrue(journaled.entrySet().containsAll(told.entrySet()), told + " " + journaled);
        }
    }

    /** Whoever stops it in its first moments: it ends at once, and says so without a stack trace; the next start is right. */
    @Test
    void shouldEndWhereItIsStoppedWhileItBegins() throws Exception {
        for (int after = 0; after <= 300; after += 75) {
            Path own = Files.createDirectory(folder.resolve("after" + after));
            try (LiveProcess live = new LiveProcess(own, "--set", "gateway.port=7999")) {
                while (!Files.exists(live.root.resolve("daemon.lock"))) {
                    assertTrue(live.process.isAlive(), live::output);
                    LockSupport.parkNanos(1_000_000);
                }
                LockSupport.parkNanos(after * 1_000_000L);
                live.process.toHandle().destroy();
                assertEquals(TERMINATED, live.exitCode());
                assertTrue(
                        live.output().contains("stopped before it had begun")
                                || live.output().contains("stopped in order"),
                        live::output);
                assertFalse(live.output().contains("\tat "), live::output);
                assertFalse(live.output().contains("internal error"), live::output);
            }
        }
    }

    /** The account's number is nowhere but in the configuration. */
    @Test
    void shouldMaskTheAccountWhereverItWrites() throws Exception {
        String canary = "DU7654321";
        try (LiveProcess live =
                new LiveProcess(folder, "--simulate", "--speed", "2000", "--set", "gateway.account=" + canary)) {
            live.awaitStatus("\"broker\": \"ready\"");
            live.operator(OperatorCommand.of("kill"), "canary");
            live.awaitStatus("\"killed\": true");
            live.process.toHandle().destroy();
            live.exitCode();
            assertTrue(Files.readString(live.root.resolve("log/ringside.log")).contains("DU*****21"));
            assertTrue(Files.readString(live.root.resolve("log/alarms.log")).contains("canary"));
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(canary), file::toString);
            }
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrongAndLeaveNothingBehind() throws IOException {
        check("--day 2025-06-21: nothing is traded on it", "--simulate", "--day", "2025-06-21");
        check("--speed 0.0: must be", "--simulate", "--speed", "0");
        check("--speed is for --simulate", "--speed", "3");
        check("--out is for --simulate", "--out", "x");
        check("data.bar = 1m: live takes 5s, or ticks", "--set", "data.bar=1m");
        check("gateway.port = x", "--simulate", "--set", "gateway.port=x");
        check("--until 9h: must look like 09:45", "--simulate", "--until", "9h");
        check("--until is for --simulate", "--until", "10:00");
        check("--to 2025-06-20: goes with --from", "--simulate", "--to", "2025-06-20");
        check("--bars XYZ=", "--simulate", "--bars", "XYZ=x.csv");
        check("mode = live needs live-trading", "--set", "gateway.mode=live");
        check("is no paper account", "--set", "gateway.account=U1234567");
        check("needs journal.sync = intents", "--set", "journal.sync=none");
        Path missing = folder.resolve("none.conf");
        check(missing.toString(), "--config", missing.toString());
        for (OperatorCommand command :
                new OperatorCommand[] {OperatorCommand.of("status"), OperatorCommand.of("halt")}) {
            LiveProcess.Answer answer = LiveProcess.run(
                    command, "--journal", folder.resolve("nobody").toString());
            assertEquals(2, answer.code());
            assertEquals(1, answer.err().lines().count(), answer.err());
        }
        LiveProcess.Answer audit =
                LiveProcess.run(new AuditCommand(), folder.resolve("nobody").toString());
        assertEquals(2, audit.code(), audit.err());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    private void check(String expected, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--journal";
        all[1] = folder.resolve("live").toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        LiveProcess.Answer answer = LiveProcess.run(new LiveCommand(), all);
        assertEquals(2, answer.code(), answer.err());
        assertTrue(answer.err().contains(expected), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
    }

    private static long record(LiveProcess.Answer answer) {
        Matcher words =
                Pattern.compile("journaled as record (\\d+) of 2025-06-20").matcher(answer.out());
        assertTrue(words.find(), answer.out() + answer.err());
        assertEquals(0, answer.code());
        return Long.parseLong(words.group(1));
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
