package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that die without notice. */
final class JournalCrashIT {
    @TempDir
    Path temp;

    @Test
    void shouldLoseNothingAcknowledgedWhenKilledAtRandom() throws IOException {
        killAndReopen(false, 5, 5);
    }

    @Test
    @Tag("long")
    void shouldLoseNothingAcknowledgedWhenKilledHundredsOfTimes() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            killAndReopen(seed % 2 == 1, 10, 1_000 + seed);
        }
    }

    @Test
    void shouldLoseNothingAcknowledgedWhenKilledWithPagesTouchedAhead() throws IOException {
        killAndReopen(true, 5, 77);
    }

    /** One journal, killed and continued: no record that was said to be written is ever missing. */
    private void killAndReopen(boolean touching, int kills, long seed) throws IOException {
        Path journal = temp.resolve("killed" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        long records = 0;
        for (int kill = 0; kill < kills; kill++) {
            long acknowledged = -1;
            try (Child child =
                    Child.start(List.of(), Child.touching(touching), "append", journal, seed + kill, Long.MAX_VALUE)) {
                for (int i = random.nextInt(1, 5_000); i > 0; i--) {
                    acknowledged = Long.parseLong(child.line());
                }
                child.kill();
                for (String line = child.line(); line != null; line = child.line()) {
                    // A line that the kill cut off acknowledges nothing.
                    acknowledged = Math.max(acknowledged, Long.parseLong(line));
                }
            }
            long found = Journals.scan(journal);
            assertTrue(found > records, "seed " + seed + " kill " + kill);
            assertTrue(found >= acknowledged + 1, "seed " + seed + " kill " + kill + ": " + found);
            assertTrue(found <= acknowledged + 2, "seed " + seed + " kill " + kill + ": " + found);
            records = found;
        }
        Journals.reopen(journal).close();
        assertEquals(records + 2, Journals.scan(journal));
    }

    @Test
    void shouldFollowAnotherProcessAtFullSpeed() throws IOException {
        Path journal = temp.resolve("live");
        int events = 100_000;
        try (Child child = Child.start("append", journal, 1, events)) {
            assertEquals("1", child.line());
            Thread drain = new Thread(child::lines, "drain");
            drain.start();
            long deadline = System.nanoTime() + 60_000_000_000L;
            try (JournalReader reader = JournalReader.open(journal)) {
                assertFalse(reader.closed());
                while (reader.sequence() < events + 1) {
                    reader.next();
                    assertTrue(System.nanoTime() < deadline, "stuck at " + reader.sequence());
                }
                assertFalse(reader.next());
            }
        }
        assertEquals(events + 2, Journals.scan(journal));
    }

    @Test
    void shouldRefuseASecondWriterAtOnceAndNameTheFirst() throws IOException {
        Path journal = temp.resolve("held");
        try (Child first = Child.start("hold", journal)) {
            assertEquals("holding 1", first.line());
            try (Child second = Child.start("reopen", journal)) {
                assertEquals(
                        List.of("refused the journal " + journal + " is being written by process " + first.pid()
                                + "; stop it, or name another journal"),
                        second.lines());
            }
            first.signal("STOP");
            try (Child third = Child.start("reopen", journal)) {
                assertTrue(third.lines().get(0).startsWith("refused the journal"));
            }
            first.kill();
            first.exit();
            try (Child heir = Child.start("reopen", journal)) {
                assertEquals(List.of("reopened 3"), heir.lines());
            }
        }
    }

    @Test
    void shouldGoOnWhenAWriterOfTheSameProcessIdDiedHoldingTheQueuesLock() throws IOException {
        List<String> namespace = List.of("unshare", "--pid", "--fork", "--mount-proc");
        assumeTrue(
                Child.run("unshare", "--pid", "--fork", "--mount-proc", "true"),
                "skipped: this user may not make a process namespace");
        Path journal = temp.resolve("same");
        try (Child first = Child.start(namespace, List.of(), "die-in-queue", journal)) {
            assertEquals(List.of("pid 1"), first.lines());
        }
        long start = System.nanoTime();
        try (Child second = Child.start(namespace, List.of(), "reopen", journal)) {
            assertEquals(List.of("reopened 3"), second.lines());
        }
        assertTrue(System.nanoTime() - start < 12_000_000_000L, "it waited for a lock of its own process id");
    }
}
