package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.replay.CommandLine;
import io.ringside.replay.Verification;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved of the golden journal, whole and damaged. */
class RepairCommandTest {
    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        journal = Files.createDirectory(folder.resolve("journal"));
        Path golden =
                Path.of(RepairCommandTest.class.getResource("/journal-qqq-v1").toURI());
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file : files.toList()) {
                Files.copy(file, journal.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void shouldCopyAWholeJournalBesideItself() {
        CommandLine.Outcome outcome = CommandLine.run(new RepairCommand(), journal);
        assertEquals(0, outcome.code(), outcome.err());
        Path target = folder.resolve("journal-repaired");
        assertEquals("saved records=670 to " + target + "\nnothing was damaged\n", outcome.out());
        assertTrue(CommandLine.run(new VerifyCommand(), target).out().startsWith("verified records=670 events=668 "));
    }

    private CommandLine.Outcome damaged(int at) throws IOException {
        Path file = journal.resolve("20240102F.cq4");
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        return CommandLine.run(new RepairCommand(), "--out", folder.resolve("saved"), journal);
    }

    /** A byte in the middle is another one: what comes before it is saved, and orders are among the rest. */
    @Test
    void shouldSayWhatIsLeftOfADamagedJournal() throws IOException {
        CommandLine.Outcome outcome = damaged(81_400);
        assertEquals(1, outcome.code(), outcome.err());
        assertEquals(
                "saved records=100 to " + folder.resolve("saved") + "\ndamaged journal: "
                        + journal.resolve("20240102F.cq4")
                        + " byte 81304: the record's checksum is wrong; last good sequence 99; ./ringside repair "
                        + journal + " copies what is good\n"
                        + "left bytes=81352 intact_records=569 with_intents=20 vouched_for=670\n"
                        + "Orders are among what was left: ask the broker before trading goes on.\n",
                outcome.out());
    }

    /** What was cut off cannot be counted: of a daemon's day it may be orders that work at the broker. */
    @Test
    void shouldSayThatOrdersAfterTheCutOfADaemonsDayAreUnknown() throws IOException {
        Path file = journal.resolve("20240102F.cq4");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 81_400));
        String told = CommandLine.run(new RepairCommand(), "--out", folder.resolve("saved"), journal)
                .out();
        assertTrue(told.contains(" with_intents=0 vouched_for=670\n"), told);
        assertFalse(told.contains("unlatch"), told);
        Files.createFile(folder.resolve("daemon.lock"));
        told = CommandLine.run(new RepairCommand(), "--out", folder.resolve("again"), journal)
                .out();
        assertTrue(told.contains("Orders sent after the last saved record are unknown to this journal"), told);
        assertTrue(told.contains("asks the broker for orders, executions and positions, and latches"), told);
    }

    /** Of the last records of all, one had orders, or none had. */
    @Test
    void shouldSayWhetherOrdersAreAmongWhatIsLeft() throws IOException {
        int before = 0;
        int withIntents = 0;
        int last = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            EngineEvent event = new EngineEvent(Verification.engineOf(reader).bounds());
            while (reader.nextEvent()) {
                reader.decode(event);
                if (event.intentCount > 0) {
                    before = last;
                    withIntents = reader.offset();
                }
                last = reader.offset();
            }
        }
        byte[] bytes = Files.readAllBytes(journal.resolve("20240102F.cq4"));
        String told = damaged(last + 20).out();
        assertTrue(told.contains(" with_intents=0 "), told);
        assertEquals(3, told.lines().count(), told);
        Files.write(journal.resolve("20240102F.cq4"), bytes);
        try (Stream<Path> files = Files.list(folder.resolve("saved"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder.resolve("saved"));
        told = damaged(before + 20).out();
        assertTrue(withIntents > before, told);
        assertTrue(told.contains(" with_intents=1 "), told);
        assertTrue(told.endsWith("Orders are among what was left: ask the broker before trading goes on.\n"), told);
    }
}
