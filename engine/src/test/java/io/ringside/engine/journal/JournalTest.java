package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JournalTest {
    private static final long SEED = 4711;

    @TempDir
    Path temp;

    private final EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);

    @Test
    void shouldReadBackEveryRecordWhenClosed() {
        Path journal = Journals.write(temp.resolve("j"), SEED, 3_000);
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        RandomEvents events = new RandomEvents(SEED);
        try (JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.closed());
            assertTrue(reader.next());
            assertEquals(EventType.OPEN, reader.type());
            assertEquals(Journals.CONFIGURATION, reader.openRecord().configuration());
            for (int i = 1; i <= 3_000; i++) {
                assertTrue(reader.next());
                assertEquals(i, reader.sequence());
                events.fill(event, i);
                assertNull(comparison.difference(
                        reader.buffer(), reader.offset(), reader.length(), event, RandomEvents.BOUNDS));
            }
            assertTrue(reader.next());
            assertEquals(EventType.CLOSE, reader.type());
            assertEquals(
                    3_002, CloseRecord.decode(reader.buffer(), reader.offset()).records());
            assertFalse(reader.next());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldGoStraightToAnyEventsRecordByTheIndex() {
        Path journal = Journals.write(temp.resolve("j"), SEED, 3_000);
        List<byte[]> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                records.add(bytes(reader));
            }
        }
        for (int sequence : new int[] {1, 2, 254, 255, 256, 257, 1_024, 2_999, 3_000}) {
            try (JournalReader reader = JournalReader.open(journal)) {
                assertTrue(reader.seek(sequence), "sequence " + sequence);
                assertArrayEquals(records.get(sequence), bytes(reader), "sequence " + sequence);
                assertEquals(JournalRecord.type(reader.buffer(), reader.offset()), reader.type());
            }
        }
        // The journal's own records, and none.
        for (long sequence : new long[] {-1, 0, 3_001, 3_002, 1 << 20, Long.MAX_VALUE}) {
            try (JournalReader reader = JournalReader.open(journal)) {
                assertFalse(reader.seek(sequence), "sequence " + sequence);
            }
        }
    }

    private static byte[] bytes(JournalReader reader) {
        byte[] bytes = new byte[reader.length()];
        reader.buffer().getBytes(reader.offset(), bytes);
        return bytes;
    }

    @Test
    void shouldNotGoToARecordThatIsNotIntact() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 600);
        long place = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < 400 && reader.next()) {
                place = reader.filePosition();
            }
        }
        try (FileChannel file = FileChannel.open(
                new JournalFolder(journal).cycle(Journals.EPOCH_DAY),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, place + 4 + JournalRecord.SEQUENCE_OFFSET + 20);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            file.write(one, place + 4 + JournalRecord.SEQUENCE_OFFSET + 20);
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            assertFalse(reader.seek(400));
            assertTrue(reader.seek(401));
        }
    }

    @Test
    void shouldGoToARecordOfAJournalThatIsBeingWritten() {
        Path journal = temp.resolve("j");
        RandomEvents events = new RandomEvents(SEED);
        try (JournalWriter writer = Journals.create(journal)) {
            for (int i = 1; i <= 600; i++) {
                writer.append(events.fill(event, i));
                try (JournalReader reader = JournalReader.open(journal)) {
                    assertTrue(reader.seek(i), "sequence " + i);
                    assertEquals(i, JournalRecord.sequence(reader.buffer(), reader.offset()));
                    assertFalse(reader.seek(i + 1), "sequence " + (i + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepEveryRecordWhenPagesAreTouchedAhead(JournalSettings.Sync sync) {
        Path journal = temp.resolve("j");
        int records = 100_000;
        RandomEvents written = new RandomEvents(SEED);
        JournalSettings touched = new JournalSettings(sync, 0, 1_000, true);
        try (JournalWriter writer = JournalWriter.create(
                journal, Journals.EPOCH_DAY, "test", Journals.CONFIGURATION, touched, RandomEvents.BOUNDS)) {
            for (int i = 1; i <= records; i++) {
                written.fill(event, i);
                event.intentCount = 0;
                writer.append(event);
            }
        }
        RecordComparison comparison = new RecordComparison(RandomEvents.BOUNDS);
        RandomEvents events = new RandomEvents(SEED);
        try (JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.next());
            for (int i = 1; i <= records; i++) {
                assertTrue(reader.next());
                events.fill(event, i);
                event.intentCount = 0;
                assertNull(comparison.difference(
                        reader.buffer(), reader.offset(), reader.length(), event, RandomEvents.BOUNDS));
            }
            assertTrue(reader.next());
            assertEquals(EventType.CLOSE, reader.type());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldReadTheSameRecordsAsTheQueuesOwnTailer() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 2_000);
        Path copy = Journals.copy(journal, temp.resolve("copy"));
        Files.delete(copy.resolve(JournalFolder.MANIFEST));
        byte[] expected = new byte[JournalRecord.LENGTH_MAX];
        byte[] actual = new byte[JournalRecord.LENGTH_MAX];
        int records = 0;
        try (JournalReader reader = JournalReader.open(journal);
                SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(copy)
                        .rollCycle(RollCycles.FAST_DAILY)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            while (reader.next()) {
                try (DocumentContext document = tailer.readingDocument()) {
                    assertTrue(document.isPresent());
                    Bytes<?> bytes = document.wire().bytes();
                    int length = (int) bytes.readRemaining();
                    assertEquals(length, reader.length());
                    bytes.read(expected, 0, length);
                    reader.buffer().getBytes(reader.offset(), actual, 0, length);
                    for (int i = 0; i < length; i++) {
                        assertEquals(expected[i], actual[i]);
                    }
                }
                records++;
            }
            try (DocumentContext document = tailer.readingDocument()) {
                assertFalse(document.isPresent());
            }
        }
        assertEquals(2_002, records);
    }

    @Test
    void shouldLeaveOnlyItsFilesReadableByItsOwnerWhenClosed() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), SEED, 10);
        assertEquals(List.of("20250521F.cq4", "journal.lock", "manifest"), names(journal));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)));
        for (String name : names(journal)) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.resolve(name))),
                    name);
        }
        assertTrue(Files.size(journal.resolve("20250521F.cq4")) < 200_000);
    }

    @Test
    void shouldGoOnWhenReopenedAgainAndAgain() {
        Path journal = Journals.write(temp.resolve("j"), SEED, 300);
        RandomEvents events = new RandomEvents(SEED);
        long next = 302;
        for (int epoch = 2; epoch < 6; epoch++) {
            try (JournalWriter writer = Journals.reopen(journal)) {
                assertEquals(epoch, writer.epoch());
                assertEquals(next + 1, writer.nextSequence());
                for (int i = 0; i < 300; i++) {
                    writer.append(events.fill(event, writer.nextSequence()));
                }
            }
            next += 302;
        }
        assertEquals(next, Journals.scan(journal));
    }

    @Test
    void shouldFollowALiveJournal() {
        RandomEvents events = new RandomEvents(SEED);
        Path journal = temp.resolve("j");
        try (JournalWriter writer = Journals.create(journal);
                JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.next());
            for (int round = 0; round < 50; round++) {
                assertFalse(reader.next());
                for (int i = 0; i < round * 10; i++) {
                    writer.append(events.fill(event, writer.nextSequence()));
                }
                for (int i = 0; i < round * 10; i++) {
                    assertTrue(reader.next());
                }
                assertEquals(writer.nextSequence() - 1, reader.sequence());
            }
        }
    }

    @Test
    void shouldFollowAJournalThatAnotherWriterGoesOnWith() {
        Path journal = Journals.write(temp.resolve("j"), SEED, 30);
        RandomEvents events = new RandomEvents(SEED);
        try (JournalReader reader = JournalReader.open(journal)) {
            for (long records = 32; records < 100; records += 12) {
                while (reader.next()) {
                    // To the end for now.
                }
                assertEquals(records - 1, reader.sequence());
                try (JournalWriter writer = Journals.reopen(journal)) {
                    for (int i = 0; i < 10; i++) {
                        writer.append(events.fill(event, writer.nextSequence()));
                    }
                }
            }
        }
    }

    /** Each writer counts its own records, of which the first and the last are the journal's. */
    @Test
    void shouldCountInTheLastRecordWhatTheWriterWroteAndWhatHeldIntents() {
        Path journal = temp.resolve("j");
        try (JournalWriter writer = Journals.create(journal)) {
            for (int i = 1; i <= 5; i++) {
                event.trade(0, i, 1, 1, 0).clearDecisions();
                event.sequence = i;
                if (i % 2 == 0) {
                    event.addIntent();
                }
                writer.append(event);
            }
        }
        try (JournalWriter writer = Journals.reopen(journal)) {
            assertEquals(8, writer.nextSequence());
        }
        List<CloseRecord> closed = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                if (reader.type() == EventType.CLOSE) {
                    closed.add(CloseRecord.decode(reader.buffer(), reader.offset()));
                }
            }
        }
        assertEquals(2, closed.size());
        assertEquals(7, closed.get(0).records());
        assertEquals(2, closed.get(0).recordsWithIntents());
        assertEquals(2, closed.get(1).records());
        assertEquals(0, closed.get(1).recordsWithIntents());
    }

    @Test
    void shouldFindTheNewestDayOfADaemonsFolder() throws IOException {
        Path days = Files.createDirectory(temp.resolve("days"));
        assertEquals(days, JournalReader.newestDay(days));
        assertEquals(temp.resolve("nowhere"), JournalReader.newestDay(temp.resolve("nowhere")));
        Journals.write(days.resolve("2025-05-21"), SEED, 1);
        Journals.write(days.resolve("2025-05-20"), SEED, 1);
        // A day without a journal, and a journal that is no day's.
        Files.createDirectory(days.resolve("2025-05-22"));
        Journals.write(days.resolve("latest"), SEED, 1);
        assertEquals(days.resolve("2025-05-21"), JournalReader.newestDay(days));
        assertEquals(days.resolve("2025-05-20"), JournalReader.newestDay(days.resolve("2025-05-20")));
        Files.copy(days.resolve("latest").resolve("manifest"), days.resolve("manifest"));
        assertEquals(days, JournalReader.newestDay(days));
    }

    @Test
    void shouldGoOverTheRecordsOfTheJournalItself() {
        Path journal = Journals.write(temp.resolve("j"), SEED, 3);
        Journals.reopen(journal).close();
        List<Long> events = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.nextEvent()) {
                events.add(reader.sequence());
            }
            assertEquals(6, reader.sequence());
        }
        assertEquals(List.of(1L, 2L, 3L), events);
    }

    @Test
    void shouldFailForGoodWhenASequenceIsMissing() {
        Path journal = temp.resolve("j");
        RandomEvents events = new RandomEvents(SEED);
        try (JournalWriter writer = Journals.create(journal)) {
            writer.append(events.fill(event, 1));
            assertThrows(JournalFailure.class, () -> writer.append(events.fill(event, 3)));
            assertThrows(JournalFailure.class, () -> writer.append(events.fill(event, 2)));
        }
        assertEquals(2, Journals.scan(journal));
    }

    @Test
    void shouldAppendFromAnotherThreadThanTheOneThatOpenedIt() throws InterruptedException {
        Path journal = temp.resolve("j");
        List<Throwable> thrown = new ArrayList<>();
        try (JournalWriter writer = Journals.create(journal)) {
            Thread thread = new Thread(
                    () -> {
                        RandomEvents events = new RandomEvents(SEED);
                        for (int i = 1; i <= 100; i++) {
                            writer.append(events.fill(event, i));
                        }
                    },
                    "journal");
            thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
            thread.start();
            thread.join();
        }
        assertEquals(List.of(), thrown);
        assertEquals(102, Journals.scan(journal));
    }

    @Test
    void shouldRefuseToBeginWhenTheFolderIsNotEmpty() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("full"));
        Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThrows(UserError.class, () -> Journals.create(folder));
        assertEquals(List.of("letter.txt"), names(folder));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
