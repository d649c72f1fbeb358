package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that want to be believed, and the guards around the one writer. */
final class JournalSafetyTest {
    @TempDir
    Path temp;

    private final EngineEvent event = new EngineEvent(RandomEvents.BOUNDS);

    /** Says when it is loaded: a queue that opens a file loads the class that the file names. */
    static final class Trap {
        static {
            System.setProperty("journal.trap", "sprung");
        }
    }

    /** A twin, for the proof that the crafted file works as feared. */
    static final class ControlTrap {
        static {
            System.setProperty("journal.control.trap", "sprung");
        }
    }

    @Test
    void shouldRefuseACraftedHeaderBeforeAnyClassIsLoaded() throws IOException {
        Path journal = Journals.write(temp.resolve("j"), 1, 5);
        craft(journal, JournalSafetyTest.class.getName() + "$Trap");
        assertThrows(JournalDamage.class, () -> Journals.scan(journal));
        assertThrows(JournalDamage.class, () -> Journals.reopen(journal));
        assertThrows(UserError.class, () -> JournalRepair.repair(journal, temp.resolve("repaired")));
        assertEquals(null, System.getProperty("journal.trap"));

        Path control = Journals.write(temp.resolve("control"), 1, 5);
        craft(control, JournalSafetyTest.class.getName() + "$ControlTrap");
        Files.delete(control.resolve(JournalFolder.MANIFEST));
        assertThrows(Throwable.class, () -> open(control));
        assertEquals("sprung", System.getProperty("journal.control.trap"));
    }

    @Test
    void shouldNotBelieveACraftedLockTable() throws IOException {
        Path journal = temp.resolve("j");
        Journals.create(journal).abandon();
        Path metadata = journal.resolve(JournalFolder.METADATA);
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, renamed(bytes, "STStore", JournalSafetyTest.class.getName() + "$Trap"));
        assertEquals(1, Journals.scan(journal));
        Journals.reopen(journal).close();
        assertEquals(3, Journals.scan(journal));
        assertEquals(null, System.getProperty("journal.trap"));
    }

    @Test
    void shouldReadWhileTheWritersOwnFilesComeAndGo() throws InterruptedException {
        Path journal = Journals.write(temp.resolve("j"), 1, 5);
        Path lockTable = journal.resolve(JournalFolder.METADATA);
        AtomicBoolean read = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try {
                while (!read.get()) {
                    Files.createFile(lockTable);
                    Files.delete(lockTable);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        try {
            for (int times = 0; times < 1_000; times++) {
                new JournalFolder(journal).requireReadable();
            }
        } finally {
            read.set(true);
            writer.join();
        }
        assertEquals(7, Journals.scan(journal));
    }

    @Test
    void shouldRefuseASecondWriterOfTheSameProcessAndKeepTheFirstOnesLock() {
        Path journal = temp.resolve("j");
        try (JournalWriter writer = Journals.create(journal)) {
            UserError error = assertThrows(UserError.class, () -> Journals.reopen(journal));
            assertTrue(
                    error.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    error.getMessage());
            assertThrows(
                    UserError.class, () -> Journals.reopen(temp.resolve(".").resolve("j")));
            writer.append(new RandomEvents(1).fill(event, 1));
        }
        Journals.reopen(journal).close();
        assertEquals(5, Journals.scan(journal));
    }

    @Test
    void shouldSayThatSpaceIsLowWhenLessIsFreeThanConfigured() {
        JournalSettings settings = new JournalSettings(JournalSettings.Sync.INTENTS, Long.MAX_VALUE, 10);
        try (JournalWriter writer = JournalWriter.create(
                temp.resolve("j"), Journals.EPOCH_DAY, "test", Journals.CONFIGURATION, settings, RandomEvents.BOUNDS)) {
            assertTrue(writer.lowOnSpace());
            writer.append(new RandomEvents(1).fill(event, 1));
            writer.check();
            assertTrue(writer.lowOnSpace());
        }
        try (JournalWriter writer = Journals.reopen(temp.resolve("j"))) {
            writer.check();
            assertFalse(writer.lowOnSpace());
        }
    }

    @Test
    void shouldVouchInTheManifestForEverySoManySyncedRecords() {
        JournalSettings settings = new JournalSettings(JournalSettings.Sync.INTENTS, 0, 3);
        JournalFolder folder = new JournalFolder(temp.resolve("j"));
        try (JournalWriter writer = JournalWriter.create(
                folder.path(), Journals.EPOCH_DAY, "test", Journals.CONFIGURATION, settings, RandomEvents.BOUNDS)) {
            assertEquals(1, Manifest.read(folder).records());
            for (int i = 1; i <= 7; i++) {
                event.trade(0, i, 1, 1, 0).clearDecisions();
                event.sequence = i;
                event.addIntent();
                writer.append(event);
            }
            assertEquals(7, Manifest.read(folder).records());
            writer.flush();
            assertEquals(8, Manifest.read(folder).records());
            assertFalse(Manifest.read(folder).closed());
        }
        assertEquals(9, Manifest.read(folder).records());
        assertTrue(Manifest.read(folder).closed());
    }

    @Test
    void shouldTimeEverySyncAndOneAppendInSixtyFour() {
        JournalSettings settings = new JournalSettings(JournalSettings.Sync.INTENTS, 0, 1_000);
        try (JournalWriter writer = JournalWriter.create(
                temp.resolve("j"), Journals.EPOCH_DAY, "test", Journals.CONFIGURATION, settings, RandomEvents.BOUNDS)) {
            long beganNanos = System.nanoTime();
            for (int i = 1; i <= 200; i++) {
                event.trade(0, i, 1, 1, 0).clearDecisions();
                event.sequence = i;
                if (i % 100 == 0) {
                    event.addIntent();
                }
                writer.append(event);
            }
            long tookNanos = System.nanoTime() - beganNanos;
            JournalTimes times = writer.times();
            assertEquals(3, times.appends());
            assertEquals(2, times.syncs());
            assertTrue(times.appendNanos() > 0 && times.syncNanos() > 0);
            assertTrue(times.appendNanos() + times.syncNanos() <= tookNanos, "parts of it");
        }
    }

    @Test
    void shouldVouchForSyncedRecordsAtTheNextLookAndForOthersByAndBy() throws IOException {
        JournalSettings settings = new JournalSettings(JournalSettings.Sync.INTENTS, 0, 1_000);
        JournalFolder folder = new JournalFolder(temp.resolve("j"));
        try (JournalWriter writer = JournalWriter.create(
                folder.path(), Journals.EPOCH_DAY, "test", Journals.CONFIGURATION, settings, RandomEvents.BOUNDS)) {
            event.trade(0, 1, 1, 1, 0).clearDecisions();
            event.sequence = 1;
            event.addIntent();
            writer.append(event);
            writer.check();
            assertEquals(2, Manifest.read(folder).records());
            Path older = Journals.copy(folder.path(), temp.resolve("older"));
            event.trade(0, 2, 1, 1, 0).clearDecisions();
            for (int i = 2; i <= 5; i++) {
                event.sequence = i;
                writer.append(event);
            }
            for (int i = 0; i < 10; i++) {
                writer.check();
            }
            assertEquals(3, Manifest.read(folder).records(), "the first one after the mark was written");
            Files.copy(folder.manifest(), older.resolve("manifest"), StandardCopyOption.REPLACE_EXISTING);
            JournalDamage damage = assertThrows(JournalDamage.class, () -> Journals.scan(older));
            assertTrue(damage.getMessage().contains("the manifest vouches for 3"), damage.getMessage());
        }
        assertEquals(7, Journals.scan(folder.path()));
    }

    @Test
    void shouldBeginAnewWhereAWriterDiedBeforeItsManifest() throws IOException {
        Path journal = Files.createDirectories(temp.resolve("j"));
        Files.createFile(journal.resolve(JournalFolder.LOCK));
        Files.writeString(journal.resolve(JournalFolder.MANIFEST_DRAFT), "ringside-jou");
        Journals.create(journal).close();
        assertEquals(2, Journals.scan(journal));
    }

    @Test
    void shouldSayWhatToDoWhenALibraryHasNowhereToUnpackItself() throws IOException {
        String before = System.getProperty("java.io.tmpdir");
        try {
            System.setProperty("java.io.tmpdir", temp.resolve("none").toString());
            UserError error = assertThrows(UserError.class, () -> Journals.create(temp.resolve("j")));
            assertTrue(error.getMessage().startsWith("-Djava.io.tmpdir="), error.getMessage());
            assertFalse(Files.exists(temp.resolve("j")));
            assertEquals(
                    error.getMessage(),
                    assertThrows(UserError.class, JournalWriter::loadAhead).getMessage());
            Path file = Files.createFile(temp.resolve("file"));
            System.setProperty("java.io.tmpdir", file.toString());
            error = assertThrows(UserError.class, () -> Journals.create(temp.resolve("j")));
            assertTrue(error.getMessage().startsWith("-Djava.io.tmpdir=" + file + " is no folder"), error.getMessage());
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void shouldBeginAJournalAtOnceWhileWhatItNeedsIsLoadedAhead() {
        JournalWriter.loadAhead();
        JournalWriter.loadAhead();
        Journals.create(temp.resolve("j")).close();
        assertEquals(2, Journals.scan(temp.resolve("j")));
    }

    @Test
    void shouldRefuseAConfigurationThatIsTooLongAndLeaveNothingBehind() {
        String configuration = "x".repeat(600_000);
        UserError error = assertThrows(
                UserError.class,
                () -> JournalWriter.create(
                        temp.resolve("j"),
                        Journals.EPOCH_DAY,
                        "test",
                        configuration,
                        Journals.SETTINGS,
                        RandomEvents.BOUNDS));
        assertTrue(error.getMessage().contains("600000 bytes"), error.getMessage());
        assertFalse(Files.exists(temp.resolve("j")));
    }

    /** 112 bytes, build, JDK and configuration: the longest OPEN record, for which the reader's buffer is just enough. */
    @Test
    void shouldKeepTheLongestConfiguration() {
        int others = "test".length() + System.getProperty("java.version").length();
        String configuration = "x".repeat(OpenRecord.LENGTH_MAX - 112 - others);
        Path journal = temp.resolve("j");
        JournalWriter.create(journal, Journals.EPOCH_DAY, "test", configuration, Journals.SETTINGS, RandomEvents.BOUNDS)
                .close();
        try (JournalReader reader = JournalReader.open(journal)) {
            assertTrue(reader.next());
            assertEquals(524_288, reader.length());
            assertEquals(configuration, reader.openRecord().configuration());
            assertTrue(reader.next());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldNameTheProcessThatHoldsALockIfItsFileDoes() throws IOException {
        for (String[] one : new String[][] {{"4711\n", "4711"}, {"7", "7"}, {"", "unknown"}, {"me\n", "unknown"}}) {
            Path file = Files.writeString(temp.resolve("lock"), one[0]);
            try (FileChannel channel = FileChannel.open(file)) {
                assertEquals(one[1], JournalLock.holder(channel));
            }
        }
    }

    /** Beyond 2^20 records the queue adds a page to its index, right after the record that needs it. */
    @Test
    @Tag("long")
    void shouldProveAndCompleteTheIndexOfMoreThanAMillionRecords() throws IOException {
        Path journal = temp.resolve("j");
        int page = 1 << 20;
        JournalWriter writer = Journals.create(journal);
        for (int i = 1; i <= page; i++) {
            event.control(EventType.TIMER, i, 0, 0).clearDecisions();
            event.sequence = i;
            writer.append(event);
        }
        writer.abandon();
        assertEquals(page + 1, Journals.scan(journal));
        Path file = journal.resolve("20250521F.cq4");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer cycle = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long last;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                // To the last, after which the page stands.
            }
            last = reader.filePosition();
            int end = (int) reader.goodEnd();
            // As if the writer had died before it made the page.
            Arrays.fill(bytes, end, bytes.length, (byte) 0);
            cycle.putLong(176, page);
            cycle.putLong(224 + 8, 1);
            cycle.putLong(224 + 16 + 8, 0);
            assertEquals(last, cycle.getLong(64));
        }
        Files.write(file, bytes);
        assertEquals(page + 1, Journals.scan(journal));
        Journals.reopen(journal).close();
        assertEquals(page + 3, Journals.scan(journal));
    }

    private static void craft(Path journal, String className) throws IOException {
        Path cycle = journal.resolve("20250521F.cq4");
        byte[] bytes = Files.readAllBytes(cycle);
        Files.write(cycle, renamed(bytes, "SCQStore", className));
    }

    /** The header with another type in it, and its length set right. */
    private static byte[] renamed(byte[] bytes, String type, String className) throws IOException {
        byte[] from = type.getBytes(StandardCharsets.US_ASCII);
        int at = 0;
        while (!Arrays.equals(from, 0, from.length, bytes, at, at + from.length)) {
            at++;
        }
        byte[] to = className.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream crafted = new ByteArrayOutputStream();
        crafted.write(bytes, 0, at - 1);
        crafted.write(to.length);
        crafted.write(to);
        crafted.write(bytes, at + from.length, bytes.length - at - from.length);
        byte[] result = crafted.toByteArray();
        ByteBuffer words = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(0, words.getInt(0) + to.length - from.length);
        return result;
    }

    private static void open(Path folder) {
        try (var queue = SingleChronicleQueueBuilder.binary(folder)
                        .readOnly(true)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            tailer.readBytes(bytes -> {});
        }
    }
}
