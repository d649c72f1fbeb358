package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in a journal, it is refused, and never read as a shorter one. */
final class JournalDamageTest {
    private static final long SEED = 20_250_521;
    private static final int SMALL = 5;

    @TempDir
    Path temp;

    private int refused;

    @Test
    void shouldRefuseEachFlippedBitOfRecordsHeaderAndManifestOfTheSmallestJournal() throws IOException {
        Path journal = Journals.write(temp.resolve("smallest"), SEED, 1);
        long first = firstRecord(journal);
        flipEveryBit(cycle(journal), 0, CycleLayout.INDEX2INDEX + 64, journal);
        flipEveryBit(cycle(journal), first, Files.size(cycle(journal)), journal);
        flipEveryBit(manifest(journal), 0, Files.size(manifest(journal)), journal);
        assertTrue(refused > 8 * 500);
        assertEquals(3, Journals.scan(journal));
    }

    @Test
    void shouldRefuseFlippedBitsAnywhereInASmallJournal() throws IOException {
        Path journal = small();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1_000; i++) {
            long at = random.nextLong(Files.size(cycle(journal)));
            flip(cycle(journal), at * 8 + random.nextInt(8), journal);
        }
        assertEquals(1_000, refused);
    }

    @Test
    @Tag("long")
    void shouldRefuseEachFlippedBitOfASmallJournal() throws IOException {
        Path journal = small();
        flipEveryBit(cycle(journal), 0, Files.size(cycle(journal)), journal);
        assertEquals(8 * Files.size(cycle(journal)), refused);
    }

    @Test
    void shouldRefuseFlippedBitsAnywhereInAnAbandonedJournal() throws IOException {
        Path journal = abandoned();
        SplittableRandom random = new SplittableRandom(SEED);
        long size = Files.size(cycle(journal));
        for (int i = 0; i < 1_000; i++) {
            // Half of them in the records, which are a small part of the file.
            long from = i % 2 == 0 ? 0 : firstRecord(journal);
            flip(cycle(journal), random.nextLong(8 * from, 8 * size), journal);
        }
        assertEquals(1_000, refused);
    }

    @Test
    @Tag("long")
    void shouldRefuseEachFlippedBitOfAnAbandonedJournal() throws IOException {
        Path journal = abandoned();
        flipEveryBit(cycle(journal), 0, Files.size(cycle(journal)), journal);
        assertEquals(8 * Files.size(cycle(journal)), refused);
    }

    @Test
    void shouldRefuseMutationsOfALargerJournal() throws IOException {
        mutate(200, SEED);
    }

    @Test
    @Tag("long")
    void shouldRefuseTenThousandMutationsOfALargerJournal() throws IOException {
        mutate(10_000, SEED + 1);
    }

    @Test
    void shouldNeverReadAShorterJournalWhenTruncatedAtSomeBytes() throws IOException {
        truncate(small(), 797);
        truncate(abandoned(), 797);
    }

    @Test
    @Tag("long")
    void shouldNeverReadAShorterJournalWhenTruncatedAtAnyByte() throws IOException {
        truncate(small(), 1);
        truncate(abandoned(), 1);
    }

    @Test
    void shouldRefuseToGoOnWithADamagedJournal() throws IOException {
        Path journal = small();
        byte[] cycle = Files.readAllBytes(cycle(journal));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = cycle.clone();
            damaged[random.nextInt(cycle.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(cycle(journal), damaged);
            assertThrows(JournalDamage.class, () -> Journals.reopen(journal));
        }
        Files.write(cycle(journal), cycle);
        Journals.reopen(journal).close();
        assertEquals(SMALL + 4, Journals.scan(journal));
    }

    @Test
    void shouldSayWhichByteOfWhichFileAndTheLastGoodSequence() throws IOException {
        Path journal = small();
        long at;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < 4) {
                reader.next();
            }
            at = reader.filePosition();
        }
        change(cycle(journal), at + 4 + JournalRecord.EVENT_NANOS_OFFSET, 1);
        JournalDamage damage = assertThrows(JournalDamage.class, () -> Journals.scan(journal));
        assertEquals(cycle(journal), damage.file());
        assertEquals(at, damage.offset());
        assertEquals(3, damage.lastGoodSequence());
        assertEquals(
                "damaged journal: " + cycle(journal) + " byte " + at
                        + ": the record's checksum is wrong; last good sequence 3; ./ringside repair " + journal
                        + " copies what is good",
                damage.getMessage());
    }

    /** The manifest's third record is another one than the file's: only two are good. */
    @Test
    void shouldNotCountTheRecordThatTheManifestDoesNotVouchFor() throws IOException {
        Path journal = small();
        JournalFolder folder = new JournalFolder(journal);
        Manifest right = Manifest.read(folder);
        new Manifest(right.epochDay(), right.recordMax(), 3, 12_345, right.bytes(), false).write(folder, false);
        try (JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.next());
            assertTrue(reader.next());
            JournalDamage damage = assertThrows(JournalDamage.class, reader::next);
            assertTrue(
                    damage.getMessage()
                            .contains(
                                    ": the record is not the one that the manifest vouches for; last good sequence 1"),
                    damage.getMessage());
            assertEquals(1, reader.sequence());
        }
    }

    @Test
    void shouldNameTheFirstRecordAsAnyOtherAndTheFolderOfAFileWithoutOne() {
        assertEquals(
                "damaged journal: cycle byte 7: what; last good sequence 0; ./ringside repair . copies what is good",
                new JournalDamage(Path.of("cycle"), 7, 0, "what").getMessage());
        assertEquals(
                "damaged journal: a/cycle byte 7: what; no good record; ./ringside repair a copies what is good",
                new JournalDamage(Path.of("a/cycle"), 7, -1, "what").getMessage());
    }

    /** Of header, index and what lies between: the byte itself, or the figure of eight bytes that it is in. */
    @Test
    void shouldNameTheByteThatIsWrongWhereNoRecordIs() throws IOException {
        Path journal = small();
        byte[] cycle = Files.readAllBytes(cycle(journal));
        SplittableRandom random = new SplittableRandom(SEED);
        long first = firstRecord(journal);
        int told = 0;
        // Where a length is another one, all that follows is somewhere else.
        long page = CycleLayout.INDEX2INDEX + 4 + length(cycle, (int) CycleLayout.INDEX2INDEX);
        for (int at = 4; at < first; at++) {
            boolean ofLength = (at >= CycleLayout.INDEX2INDEX && at < CycleLayout.INDEX2INDEX + 4)
                    || (at >= page && at < page + 4);
            // All that says anything, and some of the rest.
            if (ofLength || (cycle[at] == 0 && random.nextInt(2_000) > 0)) {
                continue;
            }
            told++;
            int mask = 1 << random.nextInt(8);
            change(cycle(journal), at, mask);
            JournalDamage damage = assertThrows(JournalDamage.class, () -> Journals.scan(journal));
            change(cycle(journal), at, mask);
            boolean exact = damage.offset() <= at && at - damage.offset() < 8;
            assertTrue(exact, "seed " + SEED + " byte " + at + ": " + damage.getMessage());
        }
        assertTrue(told > 200, "" + told);
    }

    private static int length(byte[] cycle, int at) {
        return ByteBuffer.wrap(cycle).order(ByteOrder.LITTLE_ENDIAN).getInt(at) & 0x3fff_ffff;
    }

    @Test
    void shouldRefuseWhenFilesAreMissingOrEmpty() throws IOException {
        for (String name : List.of("20250521F.cq4", JournalFolder.MANIFEST)) {
            Path journal = Journals.write(temp.resolve("m" + name), SEED, 5);
            Files.write(journal.resolve(name), new byte[0]);
            assertThrows(JournalDamage.class, () -> Journals.scan(journal));
            Files.delete(journal.resolve(name));
            assertRefused(journal);
        }
        Path journal = Journals.write(temp.resolve("lock"), SEED, 5);
        Files.delete(journal.resolve(JournalFolder.LOCK));
        assertEquals(7, Journals.scan(journal));
    }

    @Test
    void shouldRefuseWhenAnOlderCopyOfTheFileStandsUnderTheManifest() throws IOException {
        Path journal = small();
        byte[] older = Files.readAllBytes(cycle(journal));
        Journals.reopen(journal).close();
        Files.write(cycle(journal), older);
        assertThrows(JournalDamage.class, () -> Journals.scan(journal));
    }

    @Test
    void shouldRefuseForeignFilesAndLinks() throws IOException {
        for (String name : List.of("20250520F.cq4", "notes.txt", "20250521F.cq4.discard", ".hidden", "20250521.cq4")) {
            Path journal = Journals.write(temp.resolve("f" + name), SEED, 5);
            Files.write(journal.resolve(name), new byte[100]);
            UserError error = assertThrows(UserError.class, () -> Journals.scan(journal));
            assertTrue(error.getMessage().contains(name), error.getMessage());
            assertThrows(UserError.class, () -> Journals.reopen(journal));
            assertTrue(Files.exists(journal.resolve(name)));
        }
        Path journal = small();
        Files.move(cycle(journal), temp.resolve("elsewhere"));
        Files.createSymbolicLink(cycle(journal), temp.resolve("elsewhere"));
        assertThrows(UserError.class, () -> Journals.scan(journal));
        Path folder = Files.createDirectory(temp.resolve("d"));
        assertThrows(UserError.class, () -> Journals.scan(folder));
        assertThrows(UserError.class, () -> Journals.reopen(folder));
        assertEquals(0, folder.toFile().list().length);
        assertThrows(UserError.class, () -> Journals.scan(temp.resolve("nowhere")));
        assertThrows(UserError.class, () -> Journals.scan(temp.resolve("elsewhere")));
    }

    @Test
    void shouldGoOnWhenTheQueuesLockTableIsMissingEmptyOrRubbish() throws IOException {
        byte[] rubbish = new byte[131_072];
        SplittableRandom random = new SplittableRandom(SEED);
        random.nextBytes(rubbish);
        for (byte[] content : new byte[][] {null, new byte[0], rubbish}) {
            Path journal = temp.resolve("meta" + (content == null ? -1 : content.length));
            abandon(journal, 20);
            if (content == null) {
                Files.delete(journal.resolve(JournalFolder.METADATA));
            } else {
                Files.write(journal.resolve(JournalFolder.METADATA), content);
            }
            assertEquals(21, Journals.scan(journal));
            Journals.reopen(journal).close();
            assertEquals(23, Journals.scan(journal));
        }
    }

    @Test
    void shouldCompleteTheIndexWhenTheWriterDiedBeforeItDid() throws IOException {
        for (int events : new int[] {1, 2, 255, 256, 257, 511}) {
            Path journal = temp.resolve("before" + events);
            Path after = temp.resolve("after" + events);
            abandon(journal, events - 1);
            abandon(after, events);
            // The same journal one record later, but with header and index as before that record.
            byte[] older = Files.readAllBytes(cycle(journal));
            byte[] newer = Files.readAllBytes(cycle(after));
            System.arraycopy(older, 0, newer, 0, (int) firstRecord(after));
            Files.write(cycle(after), newer);
            assertEquals(events + 1, Journals.scan(after));
            Journals.reopen(after).close();
            assertEquals(events + 3, Journals.scan(after));
        }
    }

    @Test
    void shouldDropWhatADeadWriterLeftOfItsLastRecord() throws IOException {
        for (int part : new int[] {1, 8, 40, 200}) {
            Path journal = abandoned("part" + part);
            long end = Files.size(cycle(journal));
            EngineEvent event =
                    new RandomEvents(SEED).fill(new EngineEvent(RandomEvents.BOUNDS), SMALL + 1, EventType.BAR);
            UnsafeBuffer record = new UnsafeBuffer(new byte[JournalRecord.maxLength(RandomEvents.BOUNDS)]);
            JournalRecord.encode(event, 0, record);
            try (FileChannel channel = FileChannel.open(cycle(journal), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(record.byteArray(), 0, part), end + 4);
                channel.write(ByteBuffer.allocate(1), end + 10_000);
            }
            if (part >= 8) {
                assertEquals(SMALL + 1, Journals.scan(journal));
                Journals.reopen(journal).close();
                assertEquals(SMALL + 3, Journals.scan(journal));
            } else {
                // Less than one store of the processor: no writer leaves that.
                assertThrows(JournalDamage.class, () -> Journals.scan(journal));
            }
        }
    }

    @Test
    void shouldBeginAnewWhenTheWriterDiedBeforeTheFirstRecord() throws IOException {
        Path journal = temp.resolve("young");
        abandon(journal, 0);
        Files.delete(cycle(journal));
        Manifest.empty(Journals.EPOCH_DAY, 61_440).write(new JournalFolder(journal), false);
        assertThrows(UserError.class, () -> Journals.scan(journal));
        Journals.reopen(journal).close();
        assertEquals(2, Journals.scan(journal));
    }

    @Test
    void shouldRefuseANewerSchemaClearly() throws IOException {
        Path journal = small();
        rewrite(journal, record -> record.putByte(JournalRecord.VERSION_OFFSET, (byte) 3));
        UserError error = assertThrows(UserError.class, () -> Journals.scan(journal));
        assertTrue(error.getMessage().contains("record schema 3, this build reads up to 2"), error.getMessage());
        Files.writeString(manifest(journal), newer());
        error = assertThrows(UserError.class, () -> Journals.scan(journal));
        assertTrue(error.getMessage().contains("ringside-journal 2"), error.getMessage());
    }

    @Test
    void shouldRefuseRecordsThatAreIntactButImpossible() throws IOException {
        assertImpossible("type", record -> record.putByte(JournalRecord.TYPE_OFFSET, (byte) 60));
        assertImpossible("sequence", record -> record.putLong(JournalRecord.SEQUENCE_OFFSET, 99));
        assertImpossible("epoch", record -> record.putInt(JournalRecord.EPOCH_OFFSET, 2));
        assertImpossible("chain", record -> record.putInt(JournalRecord.CRC_BEFORE_OFFSET, 1));
        assertImpossible("length", record -> record.putInt(JournalRecord.LENGTH_OFFSET, 72));
        assertImpossible("magic", record -> record.putByte(JournalRecord.MAGIC_OFFSET, (byte) 'S'));
        assertImpossible(
                "counts", record -> record.putShort(JournalRecord.decisionOffset(record, 0) + 12, (short) 0xffff));
    }

    private void assertImpossible(String name, Consumer<UnsafeBuffer> change) throws IOException {
        Path journal = Journals.write(temp.resolve("impossible-" + name), SEED, 20);
        rewrite(journal, change);
        assertThrows(JournalDamage.class, () -> Journals.scan(journal), name);
    }

    /** Changes the sixth record and gives it a checksum that fits. */
    private static void rewrite(Path journal, Consumer<UnsafeBuffer> change) throws IOException {
        try (JournalReader reader = JournalReader.open(journal);
                FileChannel channel = FileChannel.open(cycle(journal), StandardOpenOption.WRITE)) {
            while (reader.sequence() < 5) {
                reader.next();
            }
            ByteBuffer bytes = ByteBuffer.allocateDirect(reader.length());
            UnsafeBuffer record = new UnsafeBuffer(bytes);
            reader.buffer().getBytes(reader.offset(), record, 0, reader.length());
            change.accept(record);
            int crc = JournalReader.crc(new CRC32C(), bytes, 0, reader.length());
            record.putInt(JournalRecord.CRC_OFFSET, crc);
            bytes.clear();
            channel.write(bytes, reader.filePosition() + 4);
        }
    }

    private static String newer() {
        String lines = "ringside-journal 2\nsomething else\n";
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.US_ASCII));
        return lines + "crc " + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
    }

    private void mutate(int count, long seed) throws IOException {
        Path journal = Journals.write(temp.resolve("larger"), SEED, 3_000);
        byte[] cycle = Files.readAllBytes(cycle(journal));
        SplittableRandom random = new SplittableRandom(seed);
        try (FileChannel channel = FileChannel.open(cycle(journal), StandardOpenOption.WRITE)) {
            for (int i = 0; i < count; i++) {
                int bytes = random.nextInt(1, 9);
                int at = random.nextInt(cycle.length - bytes);
                byte[] changed = new byte[bytes];
                boolean differs = false;
                for (int k = 0; k < bytes; k++) {
                    changed[k] = (byte) random.nextInt();
                    differs |= changed[k] != cycle[at + k];
                }
                if (differs) {
                    channel.write(ByteBuffer.wrap(changed), at);
                    assertRefused(journal, "seed " + seed + " mutation " + i + " at " + at);
                    channel.write(ByteBuffer.wrap(cycle, at, bytes), at);
                }
            }
        }
        assertEquals(3_002, Journals.scan(journal));
    }

    private void truncate(Path journal, int step) throws IOException {
        Path file = cycle(journal);
        byte[] cycle = Files.readAllBytes(file);
        for (int length = cycle.length - 1; length >= 0; length -= step) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            assertRefused(journal, "truncated to " + length);
        }
        Files.write(file, cycle);
        Journals.scan(journal);
    }

    private Path small() {
        return Journals.write(temp.resolve("small"), SEED, SMALL);
    }

    private Path abandoned() throws IOException {
        return abandoned("abandoned");
    }

    /** As a killed writer leaves it, but without the sparse rest of the file. */
    private Path abandoned(String name) throws IOException {
        Path journal = temp.resolve(name);
        abandon(journal, SMALL);
        return journal;
    }

    private static void abandon(Path journal, int events) throws IOException {
        RandomEvents random = new RandomEvents(SEED);
        EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);
        JournalWriter writer = Journals.create(journal);
        for (int i = 1; i <= events; i++) {
            writer.append(random.fill(event, i));
        }
        writer.abandon();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                // To the end.
            }
            try (FileChannel channel = FileChannel.open(cycle(journal), StandardOpenOption.WRITE)) {
                channel.truncate(reader.walker().position());
            }
        }
    }

    private static Path cycle(Path journal) {
        return journal.resolve("20250521F.cq4");
    }

    private static Path manifest(Path journal) {
        return journal.resolve(JournalFolder.MANIFEST);
    }

    private static long firstRecord(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.next();
            return reader.filePosition();
        }
    }

    private void flipEveryBit(Path file, long from, long to, Path journal) throws IOException {
        for (long bit = from * 8; bit < to * 8; bit++) {
            flip(file, bit, journal);
        }
    }

    private void flip(Path file, long bit, Path journal) throws IOException {
        change(file, bit / 8, 1 << bit % 8);
        assertRefused(journal, file.getFileName() + " byte " + bit / 8 + " bit " + bit % 8 + " seed " + SEED);
        refused++;
        change(file, bit / 8, 1 << bit % 8);
    }

    private static void change(Path file, long at, int mask) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ mask)).flip();
            channel.write(one, at);
        }
    }

    private static void assertRefused(Path journal) {
        assertRefused(journal, journal.toString());
    }

    private static void assertRefused(Path journal, String what) {
        try {
            long records = Journals.scan(journal);
            throw new AssertionError("accepted with " + records + " records: " + what);
        } catch (JournalDamage | UserError e) {
            // As it must.
        }
    }
}
