package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalRepairTest {
    private static final long SEED = 99;

    @TempDir
    Path temp;

    private int copies;

    @Test
    void shouldCopyAllWhenNothingIsDamaged() {
        Path journal = Journals.write(temp.resolve("j"), SEED, 50);
        JournalRepair.Report report = repair(journal);
        assertEquals(new JournalRepair.Report(52, null, 0, 0, 0, 52), report);
        assertCopied(journal, 52);
    }

    @Test
    void shouldCopyTheRecordsBeforeTheDamageAndCountThoseBehindIt() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 50);
        List<byte[]> all = records(journal);
        long place = 0;
        int intents = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                place = reader.sequence() == 20 ? reader.filePosition() : place;
                boolean behind = reader.sequence() > 20;
                intents +=
                        behind && JournalRecord.hasIntents(reader.buffer(), reader.offset(), reader.length()) ? 1 : 0;
            }
        }
        flip(journal, place + 100);
        JournalRepair.Report report = repair(journal);
        assertEquals(20, report.records());
        assertEquals(52 - 21, report.recordsLeft());
        assertEquals(intents, report.recordsWithIntentsLeft());
        assertTrue(intents > 0);
        assertEquals(Files.size(journal.resolve("20250521F.cq4")) - place, report.bytesLeft());
        assertTrue(report.fault().contains("byte " + place + ": the record's checksum is wrong"), report.fault());
        assertThrows(JournalDamage.class, () -> Journals.scan(journal));
        List<byte[]> saved = records(copy());
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(all.get(i), saved.get(i));
        }
    }

    @Test
    void shouldSaveEveryRecordBeforeADamageAnywhere() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 300);
        byte[] cycle = Files.readAllBytes(journal.resolve("20250521F.cq4"));
        long first;
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            first = reader.filePosition();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(cycle.length);
            flip(journal, at);
            long good = goodRecords(journal);
            if (at >= first) {
                JournalRepair.Report report = repair(journal);
                assertNotNull(report.fault());
                assertEquals(good, report.records(), "seed " + SEED + " byte " + at);
                // The damaged record itself counts if only the word before it is damaged.
                long seen = report.records() + report.recordsLeft();
                assertTrue(seen == 301 || seen == 302, "seed " + SEED + " byte " + at + ": " + seen);
                assertEquals(good, Journals.scan(copy()));
                Journals.reopen(copy()).close();
            }
            flip(journal, at);
        }
    }

    @Test
    void shouldSaveAllRecordsWhenOnlyManifestOrIndexIsDamaged() throws IOException {
        for (String what : List.of("manifest-flipped", "manifest-missing", "index", "foreign", "lock")) {
            Path journal = Journals.write(temp.resolve(what), SEED, 50);
            switch (what) {
                case "manifest-flipped" -> flip(journal.resolve("manifest"), 20, 1);
                case "manifest-missing" -> Files.delete(journal.resolve("manifest"));
                case "index" -> flip(journal, 33_040);
                case "foreign" -> Files.writeString(journal.resolve("letter.txt"), "dear");
                default -> Files.delete(journal.resolve("journal.lock"));
            }
            JournalRepair.Report report = repair(journal);
            assertEquals(52, report.records(), what);
            assertEquals(0, report.recordsLeft(), what);
            assertEquals(what.startsWith("manifest") || what.equals("index"), report.fault() != null, what);
            assertEquals(52, Journals.scan(copy()));
        }
    }

    @Test
    void shouldSayHowManyRecordsAreMissingWhenTheFileWasCutAtARecordsEnd() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 50);
        long place = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < 40) {
                reader.next();
                place = reader.filePosition();
            }
        }
        try (FileChannel channel = FileChannel.open(journal.resolve("20250521F.cq4"), StandardOpenOption.WRITE)) {
            channel.truncate(place);
        }
        JournalRepair.Report report = repair(journal);
        assertEquals(40, report.records());
        assertEquals(52, report.recordsVouchedFor());
        assertNotNull(report.fault());
        assertEquals(0, report.recordsLeft());
    }

    @Test
    void shouldRefuseWhatCannotBeRepairedAndLeaveNothingBehind() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 5);
        assertThrows(UserError.class, () -> JournalRepair.repair(temp.resolve("nowhere"), temp.resolve("x")));
        Path full = Files.createDirectory(temp.resolve("full"));
        Files.writeString(full.resolve("letter.txt"), "dear");
        assertThrows(UserError.class, () -> JournalRepair.repair(journal, full));
        assertThrows(UserError.class, () -> JournalRepair.repair(full, temp.resolve("x")));
        flip(journal, 3);
        assertThrows(UserError.class, () -> JournalRepair.repair(journal, temp.resolve("x")));
        assertFalse(Files.exists(temp.resolve("x")));
        Path live = temp.resolve("live");
        try (JournalWriter writer = Journals.create(live)) {
            UserError error = assertThrows(UserError.class, () -> JournalRepair.repair(live, temp.resolve("x")));
            assertTrue(error.getMessage().contains("is being written by process"), error.getMessage());
            assertEquals(1, writer.nextSequence());
        }
        assertFalse(Files.exists(temp.resolve("x")));
        assertEquals(2, Journals.scan(live));
    }

    /** Nothing is left of a writer's death but reserved zeros. */
    @Test
    void shouldCopyAllThatADeadWriterLeft() {
        Path journal = temp.resolve("j");
        Journals.create(journal).abandon();
        assertEquals(new JournalRepair.Report(1, null, 0, 0, 0, 1), repair(journal));
    }

    @Test
    void shouldSayWhatTheManifestVouchesForWhereAnOlderFileStandsInItsPlace() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 5);
        Path file = journal.resolve("20250521F.cq4");
        byte[] older = Files.readAllBytes(file);
        Journals.reopen(journal).close();
        Files.write(file, older);
        assertEquals(
                new JournalRepair.Report(7, "ends after 7 records, though the manifest vouches for 9", 0, 0, 0, 9),
                repair(journal));
    }

    @Test
    void shouldSayThatThereIsNoGoodRecordAndWhy() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 5);
        Path file = journal.resolve("20250521F.cq4");
        byte[] whole = Files.readAllBytes(file);
        flip(journal, 3);
        String text = assertThrows(UserError.class, () -> JournalRepair.repair(journal, temp.resolve("x")))
                .getMessage();
        assertTrue(
                text.startsWith("no good record in " + file + "; nothing was copied (damaged journal: " + file), text);
        // Header and index alone are no damage.
        byte[] empty = java.util.Arrays.copyOf(whole, 65_808);
        Files.write(file, empty);
        assertEquals(
                "no good record in " + file + "; nothing was copied",
                assertThrows(UserError.class, () -> JournalRepair.repair(journal, temp.resolve("x")))
                        .getMessage());
        assertFalse(Files.exists(temp.resolve("x")));
    }

    @Test
    void shouldNotMakeALockInTheDamagedJournal() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 5);
        Files.delete(journal.resolve("journal.lock"));
        repair(journal);
        assertFalse(Files.exists(journal.resolve("journal.lock")));
    }

    /** Of a file that is much larger than what is read of it at once. */
    @Test
    void shouldCountEveryRecordBehindADamage() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 1_500);
        assertTrue(Files.size(journal.resolve("20250521F.cq4")) > 3 * ExcerptWalker.BUFFER_LENGTH);
        long place = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < 20 && reader.next()) {
                place = reader.filePosition();
            }
        }
        flip(journal, place + 100);
        JournalRepair.Report report = repair(journal);
        assertEquals(20, report.records());
        assertEquals(1_502 - 21, report.recordsLeft());
    }

    private JournalRepair.Report repair(Path journal) {
        copies++;
        return JournalRepair.repair(journal, copy());
    }

    private Path copy() {
        return temp.resolve("copy" + copies);
    }

    private void assertCopied(Path journal, int count) {
        List<byte[]> expected = records(journal);
        List<byte[]> actual = records(copy());
        assertEquals(count, actual.size());
        for (int i = 0; i < count; i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    private static List<byte[]> records(Path journal) {
        List<byte[]> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                byte[] record = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), record);
                records.add(record);
            }
        }
        return records;
    }

    private static long goodRecords(Path journal) {
        try {
            return Journals.scan(journal);
        } catch (JournalDamage damage) {
            return damage.lastGoodSequence() + 1;
        }
    }

    private static void flip(Path journal, long at) throws IOException {
        flip(journal.resolve("20250521F.cq4"), at, 1);
    }

    private static void flip(Path file, long at, int mask) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ mask)).flip();
            channel.write(one, at);
        }
    }
}
