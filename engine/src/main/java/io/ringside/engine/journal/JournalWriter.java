package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a journal: one record an event, in one total order, by one writer.
 *
 * <p>To open, it takes its lock, checks permissions and the folder's content, scans all records, checks the manifest, opens
 * the queue, appends the OPEN record and reads it back. Any disagreement is an error. A record is encoded into a private
 * buffer first and handed to the queue in one bounded write. Once an append has failed, for whatever reason, every later one
 * fails: the engine has to stop.
 *
 * <p>Records with intents are on the disk when {@link #append} returns, if the settings say so: by {@code fsync} of the
 * cycle's file, which reports failure and includes the queue's header and index. (The queue's own {@code sync()} costs as
 * much and writes a line to the log if it fails.)
 *
 * <p>The manifest is updated afterwards, see {@link ManifestKeeper}, so that a reader recognises a truncated cycle file.
 *
 * <p>Thread: the journal stage's, but {@link #check} and {@link #lowOnSpace}, which any may call.
 */
public final class JournalWriter implements AutoCloseable {
    /** With less free space the journal is not opened: recovery itself needs space. */
    private static final long OPEN_FREE_BYTES = 64L << 20;

    private final JournalFolder folder;
    private final JournalSettings settings;
    private final JournalLock lock;
    private final CycleWriter cycle;
    private final UnsafeBuffer buffer;
    private final CRC32C crc32c = new CRC32C();
    private final boolean durable;

    private OpenRecord openRecord;
    private final ManifestKeeper manifests;
    private int epoch;
    private int lastCrc;
    private long nextSequence;
    private long firstSequenceOfEpoch;
    private long recordsWithIntents;
    private int syncedSinceManifest;
    private boolean closed;
    private final JournalTimes times = new JournalTimes();
    private PageToucher toucher;

    private volatile boolean lowOnSpace;
    private volatile JournalFailure failure;

    private JournalWriter(JournalFolder folder, JournalSettings settings, JournalLock lock, int recordMax) {
        this.folder = folder;
        this.settings = settings;
        this.lock = lock;
        durable = settings.sync() != JournalSettings.Sync.NONE;
        manifests = new ManifestKeeper(folder, durable);
        cycle = new CycleWriter(folder, recordMax);
        buffer = cycle.buffer();
    }

    /**
     * Starts loading the classes that writing a journal needs, on a thread of its own, for a caller that has other work
     * first. It takes a sixth of a second once in a JVM.
     *
     * @throws UserError if the Java machine does not allow journals to be written
     */
    public static void loadAhead() {
        CycleWriter.refuseDangerousProperties();
        QueueLoading.begin();
    }

    /**
     * Begins a new journal.
     *
     * @param path a folder that does not exist or is empty
     * @param epochDay the session's date, days since 1970
     * @param build name of the running build
     * @param configuration the configuration in full
     * @throws UserError if the folder, the disk or the Java machine does not allow it; nothing is left behind
     */
    public static JournalWriter create(
            Path path, int epochDay, String build, String configuration, JournalSettings settings, Bounds bounds) {
        CycleWriter.refuseDangerousProperties();
        OpenRecord open = openRecord(build, configuration);
        int recordMax = JournalRecord.maxLength(bounds);
        open.encode(0, new UnsafeBuffer(ByteBuffer.allocateDirect(recordMax)));
        JournalFolder folder = new JournalFolder(path);
        folder.create();
        JournalLock lock = JournalLock.acquire(folder);
        JournalWriter writer = new JournalWriter(folder, settings, lock, recordMax);
        boolean ready = false;
        try {
            writer.requireSpace();
            writer.beginAnew(Manifest.empty(epochDay, recordMax), open);
            ready = true;
            return writer;
        } catch (IOException e) {
            throw new UserError("cannot begin the journal " + path + ": " + UserError.reasonWithFile(e), e);
        } finally {
            if (!ready) {
                writer.abandon();
                folder.clear();
            }
        }
    }

    /**
     * Continues a journal that was closed or whose writer died. All of it is scanned first.
     *
     * @throws UserError if another process writes it, or permissions or disk do not allow it
     * @throws JournalDamage if it is damaged
     */
    public static JournalWriter reopen(
            Path path, String build, String configuration, JournalSettings settings, Bounds bounds) {
        // Runs while the records are scanned.
        loadAhead();
        OpenRecord open = openRecord(build, configuration);
        JournalFolder folder = new JournalFolder(path);
        folder.requireReadable();
        JournalLock lock = JournalLock.acquire(folder);
        JournalWriter writer = new JournalWriter(folder, settings, lock, JournalRecord.maxLength(bounds));
        boolean ready = false;
        try {
            writer.requireSpace();
            folder.requireWritable();
            writer.recover(open);
            ready = true;
            return writer;
        } catch (IOException e) {
            throw new UserError("cannot go on with the journal " + path + ": " + UserError.reasonWithFile(e), e);
        } finally {
            if (!ready) {
                writer.abandon();
            }
        }
    }

    /** Whether there is a journal to continue: a folder in which a writer has written the manifest. */
    public static boolean exists(Path path) {
        return Files.isDirectory(path) && !new JournalFolder(path).isUnbegun();
    }

    /**
     * Whether a journal holds any record; its writer may have died before the first one.
     *
     * @throws JournalDamage if its beginning is damaged
     */
    public static boolean hasRecords(Path path) {
        if (!exists(path)) {
            return false;
        }
        JournalFolder folder = new JournalFolder(path);
        folder.requireReadable();
        Manifest manifest = Manifest.read(folder);
        return manifest.records() > 0 || hasRecords(folder, folder.cycle(manifest.epochDay()));
    }

    /** This writer's OPEN record: build and configuration. */
    public OpenRecord openRecord() {
        return openRecord;
    }

    /** The sequence that the next event must have. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Epoch: the number of this writer in the journal, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Appends an event's record, without a wall clock. */
    public void append(EngineEvent event) {
        append(event, 0);
    }

    /**
     * Appends an event's record. When it returns, the record survives a crash of the process; if it holds intents and the
     * settings say so, also a crash of the machine.
     *
     * @param journalNanos wall clock now, 0 in back tests
     * @throws JournalFailure if it fails; every later call fails too
     */
    public void append(EngineEvent event, long journalNanos) {
        requireUsable();
        try {
            if (event.sequence != nextSequence) {
                throw new IllegalStateException("sequence " + event.sequence + " where " + nextSequence + " must come");
            }
            boolean timed = JournalTimes.isTimed(event.sequence);
            long begunNanos = timed ? System.nanoTime() : 0;
            int length = JournalRecord.encode(event, journalNanos, buffer);
            reserve(length);
            append(length);
            if (timed) {
                times.appended(System.nanoTime() - begunNanos);
            }
            if (manifests.isMarkDue()) {
                manifests.mark(nextSequence, lastCrc, cycle.position(), false);
            }
            if (event.intentCount > 0) {
                recordsWithIntents++;
                if (settings.sync() == JournalSettings.Sync.INTENTS) {
                    sync();
                }
            }
        } catch (Throwable t) {
            // Including InternalError, which a full disk or a file truncated under the mapping raises.
            throw fail(t);
        }
    }

    /**
     * Checks that the file is still the one that was opened, not truncated, and the disk not full; reserves file space and
     * advances the manifest. For a watchdog, about once a second.
     *
     * @throws JournalFailure if a check fails; every later append fails too
     */
    public void check() {
        requireUsable();
        try {
            cycle.check();
            lowOnSpace = folder.freeBytes() < settings.minFreeBytes();
            reserveAhead();
            if (!manifests.advance(cycle)) {
                lowOnSpace = true;
            }
        } catch (IOException | IllegalStateException e) {
            throw fail(e);
        }
    }

    /** Whether the disk had too little free space at the last check: entries must stop. */
    public boolean lowOnSpace() {
        return lowOnSpace;
    }

    /** How long appends and syncs took. */
    public JournalTimes times() {
        return times;
    }

    /** Syncs all records to the disk and advances the manifest to them. */
    public void flush() {
        requireUsable();
        try {
            cycle.force();
            manifests.vouch(nextSequence, lastCrc, cycle.position(), false);
            syncedSinceManifest = 0;
        } catch (Throwable t) {
            throw fail(t);
        }
    }

    /** Appends the CLOSE record and closes the journal; after a failed append it leaves the journal as it is. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopTouching();
        if (failure != null) {
            abandon();
            return;
        }
        try {
            long records = nextSequence - firstSequenceOfEpoch + 1;
            reserve(CloseRecord.LENGTH);
            append(new CloseRecord(nowNanos(), records, recordsWithIntents).encode(nextSequence, buffer));
            if (durable) {
                cycle.force();
            }
            manifests.vouch(nextSequence, lastCrc, cycle.finish(durable), true);
            lock.empty();
        } catch (Throwable t) {
            throw fail(t);
        } finally {
            abandon();
        }
    }

    private void beginAnew(Manifest empty, OpenRecord open) throws IOException {
        manifests.write(empty);
        cycle.open(empty.epochDay());
        begin(open);
        try (JournalReader reader = JournalReader.open(folder.path())) {
            readBack(reader);
        }
    }

    private void recover(OpenRecord open) throws IOException {
        Manifest before = Manifest.read(folder);
        int max = Math.max(before.recordMax(), buffer.capacity());
        Path file = folder.cycle(before.epochDay());
        // With further records the seal would no longer match.
        Files.deleteIfExists(folder.seal());
        if (before.records() == 0 && !hasRecords(folder, file)) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder.metadata());
            beginAnew(Manifest.empty(before.epochDay(), max), open);
            return;
        }
        try (JournalReader reader = JournalReader.open(folder.path())) {
            while (reader.next()) {
                nextSequence = reader.sequence() + 1;
            }
            epoch = reader.epoch();
            lastCrc = reader.crc();
            long end = restore(file, reader.walker());
            // Of the dead writer's queue only the records are used: its lock table is deleted.
            Files.deleteIfExists(folder.metadata());
            Manifest now = new Manifest(before.epochDay(), max, nextSequence, lastCrc, end, false);
            manifests.write(now);
            reader.manifest(now);
            cycle.open(before.epochDay());
            begin(open);
            readBack(reader);
        }
    }

    private static boolean hasRecords(JournalFolder folder, Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (JournalReader reader = JournalReader.open(folder.path())) {
            return reader.next();
        }
    }

    /** Truncates an unfinished record of the dead writer and completes the queue's index. */
    private long restore(Path file, ExcerptWalker walker) throws IOException {
        try (FileChannel repair = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = walker.position();
            repair.truncate(end);
            end = walker.restoreIndex(repair);
            if (durable) {
                repair.force(true);
            }
            return end;
        }
    }

    private void begin(OpenRecord open) throws IOException {
        openRecord = open;
        epoch++;
        firstSequenceOfEpoch = nextSequence;
        try {
            append(open.encode(nextSequence, buffer));
        } catch (IllegalStateException | AssertionError e) {
            throw new UserError(
                    "the journal " + folder.path() + " cannot be written: " + e.getMessage()
                            + "; is the Java machine started with config/jvm.options?",
                    e);
        }
        cycle.begun();
        if (durable) {
            cycle.force();
            folder.sync();
        }
        manifests.vouch(nextSequence, lastCrc, cycle.position(), false);
        lowOnSpace = folder.freeBytes() < settings.minFreeBytes();
        if (settings.preTouch()) {
            toucher = new PageToucher(cycle);
        }
    }

    private void stopTouching() {
        if (toucher != null) {
            toucher.close();
            toucher = null;
        }
    }

    /** Reads the OPEN record back from the file, to prove that the queue has written it. */
    private void readBack(JournalReader reader) {
        reader.manifest(manifests.manifest());
        if (!reader.next() || reader.sequence() != nextSequence - 1 || reader.crc() != lastCrc) {
            throw new UserError("the journal " + folder.path() + " does not keep what is written to it");
        }
    }

    private void append(int length) {
        buffer.putInt(JournalRecord.EPOCH_OFFSET, epoch, LITTLE_ENDIAN);
        buffer.putInt(JournalRecord.CRC_BEFORE_OFFSET, lastCrc, LITTLE_ENDIAN);
        int crc = JournalReader.crc(crc32c, cycle.bytes(), 0, length);
        buffer.putInt(JournalRecord.CRC_OFFSET, crc, LITTLE_ENDIAN);
        cycle.write(length);
        lastCrc = crc;
        nextSequence++;
    }

    private void reserve(int length) throws IOException {
        if (settings.makesRoom()) {
            cycle.reserve(length);
        }
    }

    /** Reserves space ahead; if that fails, there may still be enough for the day's last records. */
    private void reserveAhead() {
        try {
            if (settings.makesRoom()) {
                cycle.reserveAhead();
            }
        } catch (IOException e) {
            lowOnSpace = true;
        }
    }

    private void sync() throws IOException {
        long begunNanos = System.nanoTime();
        cycle.force();
        times.synced(System.nanoTime() - begunNanos);
        manifests.mark(nextSequence, lastCrc, cycle.position(), true);
        if (++syncedSinceManifest >= settings.manifestEvery()) {
            manifests.vouch(nextSequence, lastCrc, cycle.position(), false);
            syncedSinceManifest = 0;
        }
    }

    private void requireUsable() {
        JournalFailure failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private void requireSpace() throws IOException {
        long free = folder.freeBytes();
        if (free < OPEN_FREE_BYTES) {
            throw new UserError("only " + free + " bytes free for the journal " + folder.path() + "; make room for "
                    + OPEN_FREE_BYTES);
        }
    }

    private JournalFailure fail(Throwable cause) {
        JournalFailure failed = failure;
        if (failed == null) {
            failed = new JournalFailure("the journal " + folder.path() + " failed: " + cause, cause);
            failure = failed;
        }
        return failed;
    }

    /** Releases all resources and leaves the files as they are. */
    void abandon() {
        closed = true;
        stopTouching();
        try {
            cycle.abandon();
        } catch (IOException e) {
            throw fail(e);
        } finally {
            lock.close();
        }
    }

    private static long nowNanos() {
        Instant now = Clock.systemUTC().instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static OpenRecord openRecord(String build, String configuration) {
        return new OpenRecord(build, System.getProperty("java.version"), nowNanos(), configuration);
    }
}
