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
 * <p>Start is: own lock, permissions, folder's content, plain scan of all records, manifest, queue, OPEN record, read back.
 * Whatever does not agree stops it. A record is encoded into a private buffer first and handed to the queue in one bounded
 * write. Once an append has failed, for whatever reason, every later one fails: the engine has to stop.
 *
 * <p>Records that ask something of the broker are on the disk when {@link #append} returns, if the settings say so: by
 * {@code fsync} of the cycle's file, which reports its failure and takes the queue's header and index along. (The queue's
 * own {@code sync()} costs as much and writes a line to the log if it fails.)
 *
 * <p>The manifest follows, see {@link ManifestKeeper}, so that a cycle file that lacks what it vouches for is known for what it is.
 *
 * <p>Thread: the journal stage's, but {@link #check} and {@link #lowOnSpace}, which any may call.
 */
public final class JournalWriter implements AutoCloseable {
    /** Below this the journal is not opened at all: recovery itself needs room. */
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
     * Loads on a thread of its own what a journal needs that is written, for whoever has something else to do first. Once in a
     * Java machine that takes a sixth of a second.
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
            throw new UserError("cannot begin the journal " + path + ": " + JournalFolder.reason(e), e);
        } finally {
            if (!ready) {
                writer.abandon();
                folder.clear();
            }
        }
    }

    /**
     * Goes on with a journal that was closed, or whose writer died. All of it is scanned first.
     *
     * @throws UserError if another process writes it, or permissions or disk do not allow it
     * @throws JournalDamage if it is not what its writer left
     */
    public static JournalWriter reopen(
            Path path, String build, String configuration, JournalSettings settings, Bounds bounds) {
        CycleWriter.refuseDangerousProperties();
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
            throw new UserError("cannot go on with the journal " + path + ": " + JournalFolder.reason(e), e);
        } finally {
            if (!ready) {
                writer.abandon();
            }
        }
    }

    /** Whether there is a journal to go on with: a folder in which a writer has at least begun. */
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

    /** Build and configuration with which this writer began. */
    public OpenRecord openRecord() {
        return openRecord;
    }

    /** The sequence that the next event must have. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Which writer of this journal this is, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Appends an event's record, without a wall clock. */
    public void append(EngineEvent event) {
        append(event, 0);
    }

    /**
     * Appends an event's record. When it returns, the record survives this process; with intents in it, and if the
     * settings say so, this machine.
     *
     * @param journalNanos wall clock now, 0 in back tests
     * @throws JournalFailure if it cannot, now and at every later call
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
            if (manifests.isMarkWanted()) {
                manifests.mark(nextSequence, lastCrc, cycle.position(), false);
            }
            if (event.intentCount > 0) {
                recordsWithIntents++;
                if (settings.sync() == JournalSettings.Sync.INTENTS) {
                    sync();
                }
            }
        } catch (Throwable t) {
            // Even an InternalError: that is what a full disk or a file cut short under the mapping raises.
            throw fail(t);
        }
    }

    /**
     * Looks whether the file is still the one that was opened, as long as what was written, and the disk not full; makes
     * room ahead, and moves the manifest's mark on. For a watchdog, about once a second.
     *
     * @throws JournalFailure if it is not; every later append fails too
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

    /** Whether the disk, when last looked at, had too little room for going on for long: no entries then. */
    public boolean lowOnSpace() {
        return lowOnSpace;
    }

    /** How long appends and syncs took. */
    public JournalTimes times() {
        return times;
    }

    /** Brings all records to the disk, and lets the manifest vouch for them. */
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
        // It would be that of another journal from here on.
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
            // Nothing of the dead writer's queue but the records themselves is used: least of all its lock.
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

    /** Cuts off what the dead writer left after its last record, and completes the queue's index. */
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

    /** The queue says that it wrote the OPEN record; only the file itself proves it. */
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

    /** What cannot be had ahead may still be enough for the last records of the day. */
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

    /** Lets go of everything, and leaves the files as they are. */
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
