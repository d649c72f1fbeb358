package io.ringside.engine.journal;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a journal from its first record, whether it is closed, abandoned or live, and verifies each record before it returns
 * it: position, length, checksum, the checksum of the record before, sequence, epoch. At the end it checks that there are at
 * least as many records as the manifest guarantees, and that the queue's own header and index agree.
 *
 * <pre>{@code
 *   try (JournalReader reader = JournalReader.open(folder)) {
 *       while (reader.next()) {
 *           JournalRecord.decodeIngress(reader.buffer(), reader.offset(), event);
 *       }
 *   }
 * }</pre>
 *
 * <p>Damage is a {@link JournalDamage}, never a shorter journal. While the journal is live, {@link #next} returns false
 * after the last record written so far, and may find more when called again.
 *
 * <p>Thread: one, the caller's. Nothing is allocated a record.
 */
public final class JournalReader implements AutoCloseable {
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private final JournalFolder folder;
    private final ExcerptWalker walker;
    private final ByteBuffer crcView;
    private final CRC32C crc32c = new CRC32C();
    /** Whether the manifest is the journal's own, so that its guarantees are checked. */
    private final boolean demanding;

    private Manifest manifest;
    private long sequence = -1;
    private int crc;
    private int epoch;
    private EventType type;
    private OpenRecord openRecord;
    private long goodEnd;
    private long endChecked = -1;
    private boolean tailChecked;

    private JournalReader(JournalFolder folder, Manifest manifest, boolean demanding) {
        Path file = folder.cycle(manifest.epochDay());
        this.folder = folder;
        this.manifest = manifest;
        this.demanding = demanding;
        walker = new ExcerptWalker(file, bufferLength(file, manifest));
        crcView = walker.buffer().byteBuffer().duplicate();
    }

    /**
     * Opens a journal for reading. It takes no lock and writes nothing.
     *
     * @throws UserError if the folder is no journal or cannot be read
     * @throws JournalDamage if its manifest or its file is damaged
     */
    public static JournalReader open(Path path) {
        JournalFolder folder = new JournalFolder(path);
        folder.requireReadable();
        Manifest manifest = Manifest.read(folder);
        requireOneCycle(folder, manifest);
        Path file = folder.cycle(manifest.epochDay());
        if (!Files.exists(file)) {
            if (manifest.records() == 0) {
                throw new UserError("the journal " + path + " is empty: its writer died before the first record");
            }
            throw new JournalDamage(
                    file, 0, -1, "is missing, though the manifest vouches for " + manifest.records() + " records");
        }
        return new JournalReader(folder, manifest, true);
    }

    /**
     * The newest day's journal of a daemon's folder; any other folder is returned as it is.
     *
     * @throws UserError if this user may not list the folder
     */
    public static Path newestDay(Path path) {
        if (!Files.isDirectory(path) || Files.exists(path.resolve(JournalFolder.MANIFEST))) {
            return path;
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(folder -> folder.getFileName().toString().matches(DAY))
                    .filter(folder -> Files.exists(folder.resolve(JournalFolder.MANIFEST)))
                    .max(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .orElse(path);
        } catch (IOException e) {
            throw new UserError("cannot read the folder " + path + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** Opens a journal with a manifest of the caller's, without checks of its folder. */
    static JournalReader lenient(JournalFolder folder, Manifest manifest) {
        return new JournalReader(folder, manifest, false);
    }

    /** As {@link #next}, to the next record other than OPEN and CLOSE. */
    public boolean nextEvent() {
        while (next()) {
            if (type != EventType.OPEN && type != EventType.CLOSE) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #next}, to the next event that is no report of the broker's. */
    public boolean nextInput() {
        while (nextEvent()) {
            if (!type.isOrderReport()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Goes to the next record.
     *
     * @return false at the end
     * @throws JournalDamage if the journal is damaged
     * @throws UserError if a newer build wrote it
     */
    public boolean next() {
        while (true) {
            try {
                if (walker.next(manifest.recordMax())) {
                    check();
                    return true;
                }
                if (atProvedEnd()) {
                    return false;
                }
            } catch (JournalDamage damage) {
                if (!outdated()) {
                    throw damage;
                }
            }
        }
    }

    /**
     * Goes straight to one event's record, before {@link #next} gets there: the record itself is intact, but the records
     * before it are not verified. Afterwards {@link #next} must not be called.
     *
     * @return false if there is no record of that sequence, or the index, which is written after the records, does not have
     *     it yet
     */
    public boolean seek(long wanted) {
        if (wanted < 0 || !walker.seek(wanted, manifest.recordMax())) {
            return false;
        }
        int offset = walker.offset();
        int length = walker.length();
        if (length < JournalRecord.HEADER_LENGTH || !isIntact(length)) {
            return false;
        }
        type = JournalRecord.type(walker.buffer(), offset);
        if (type == null
                || type == EventType.OPEN
                || type == EventType.CLOSE
                || JournalRecord.sequence(walker.buffer(), offset) != wanted
                || JournalRecord.version(walker.buffer(), offset) > JournalRecord.SCHEMA_VERSION) {
            return false;
        }
        int decisions = JournalRecord.decisionsIn(walker.buffer(), offset, length, type);
        return decisions >= 0 && JournalRecord.isValid(walker.buffer(), offset, type, decisions);
    }

    /**
     * Drops what was read ahead and reads the manifest again: for a reader that learns from the writer how far the journal
     * may be read.
     */
    public void refresh() {
        walker.forgetAhead();
        outdated();
    }

    /** The buffer that holds the current record until the next call of {@link #next}. */
    public DirectBuffer buffer() {
        return walker.buffer();
    }

    /** First byte of the current record in the buffer. */
    public int offset() {
        return walker.offset();
    }

    /** Length of the current record. */
    public int length() {
        return walker.length();
    }

    /** Sequence of the current record, -1 before the first. */
    public long sequence() {
        return sequence;
    }

    /** Event type of the current record. */
    public EventType type() {
        return type;
    }

    /** Epoch of the current record: the number of its writer, from 1. */
    public int epoch() {
        return epoch;
    }

    /**
     * The OPEN record of the current epoch, once {@link #next} has read it.
     *
     * @throws UserError if there is none: the journal is empty
     */
    public OpenRecord openRecord() {
        if (openRecord == null) {
            throw new UserError("the journal " + folder.path() + " holds no records");
        }
        return openRecord;
    }

    /** The session's date, days since 1970. */
    public int epochDay() {
        return manifest.epochDay();
    }

    /** Whether the last writer closed the journal, as of when it was opened for reading. */
    public boolean closed() {
        return manifest.closed();
    }

    /** File position of the current record, for messages. */
    public long filePosition() {
        return walker.excerptPosition();
    }

    /** Reads the current record's input event; not for OPEN and CLOSE. */
    public void decodeIngress(EngineEvent event) {
        JournalRecord.decodeIngress(walker.buffer(), walker.offset(), event);
    }

    /** Reads the whole current record; not for OPEN and CLOSE. */
    public void decode(EngineEvent event) {
        JournalRecord.decode(walker.buffer(), walker.offset(), event);
    }

    @Override
    public void close() {
        walker.close();
    }

    /** Checksum of the current record. */
    int crc() {
        return crc;
    }

    /** File position at which the last verified record ends. */
    long goodEnd() {
        return goodEnd;
    }

    ExcerptWalker walker() {
        return walker;
    }

    /** Sets the manifest that the caller has written since. */
    void manifest(Manifest newer) {
        manifest = newer;
    }

    private void check() {
        UnsafeBuffer buffer = walker.buffer();
        int length = walker.length();
        if (length < JournalRecord.HEADER_LENGTH) {
            throw damage("a record of " + length + " bytes is too short");
        }
        if (!isIntact(length)) {
            // A live journal's record may have been read while it was being written.
            walker.reread();
            if (!isIntact(length)) {
                throw damage("the record's checksum is wrong");
            }
        }
        int offset = walker.offset();
        int version = JournalRecord.version(buffer, offset);
        if (version > JournalRecord.SCHEMA_VERSION) {
            throw new UserError("the journal " + folder.path() + " was written by a newer build: record schema "
                    + version + ", this build reads up to " + JournalRecord.SCHEMA_VERSION + "; use that build");
        }
        type = JournalRecord.type(buffer, offset);
        if (version < 1 || type == null) {
            throw damage("no record of schema " + version + " has the type " + buffer.getByte(offset + 3));
        }
        int decisions = JournalRecord.decisionsIn(buffer, offset, length, type);
        if (decisions < 0) {
            throw damage("the record's counts do not add up to its length of " + length);
        }
        if (!JournalRecord.isValid(buffer, offset, type, decisions)) {
            throw damage("the record has a code, a count or a price that no build writes");
        }
        if (JournalRecord.sequence(buffer, offset) != sequence + 1) {
            throw damage("sequence " + JournalRecord.sequence(buffer, offset) + " instead of " + (sequence + 1));
        }
        if (JournalRecord.crcBefore(buffer, offset) != crc) {
            throw damage("the record does not follow the one before it");
        }
        checkEpoch(buffer, offset);
        sequence++;
        crc = JournalRecord.crc(buffer, offset);
        if (sequence == manifest.records() - 1 && crc != manifest.lastCrc()) {
            sequence--;
            throw damage("the record is not the one that the manifest vouches for");
        }
        goodEnd = walker.position();
        walker.lastGood(sequence);
    }

    private boolean isIntact(int length) {
        UnsafeBuffer buffer = walker.buffer();
        int offset = walker.offset();
        if ((buffer.getShort(offset) & 0xffff) != JournalRecord.MAGIC
                || JournalRecord.length(buffer, offset) != length) {
            return false;
        }
        return crc(crc32c, crcView, offset, length) == JournalRecord.crc(buffer, offset);
    }

    /** CRC32C of a record without its own checksum field. */
    static int crc(CRC32C crc32c, ByteBuffer view, int offset, int length) {
        crc32c.reset();
        view.limit(offset + JournalRecord.CRC_OFFSET).position(offset);
        crc32c.update(view);
        view.limit(offset + length).position(offset + JournalRecord.CRC_OFFSET + 4);
        crc32c.update(view);
        return (int) crc32c.getValue();
    }

    private void checkEpoch(DirectBuffer buffer, int offset) {
        int recordEpoch = JournalRecord.epoch(buffer, offset);
        int expected = type == EventType.OPEN ? epoch + 1 : epoch;
        if (recordEpoch != expected || (epoch == 0 && type != EventType.OPEN)) {
            throw damage("the record is of epoch " + recordEpoch + " instead of " + expected);
        }
        if (type == EventType.OPEN) {
            openRecord = OpenRecord.decode(buffer, offset);
        }
        epoch = recordEpoch;
    }

    /** Whether a writer has appended since, so that what looked like damage must be checked again. */
    private boolean outdated() {
        Manifest newer = demanding ? Manifest.read(folder) : manifest;
        boolean differs = !newer.equals(manifest);
        manifest = newer;
        return differs;
    }

    /** Verifies the journal's end; false if there are more records by now. */
    private boolean atProvedEnd() {
        if (walker.count() == endChecked) {
            return true;
        }
        try {
            checkEnd();
        } catch (JournalDamage damage) {
            if (!manifest.closed() && walker.grown()) {
                return false;
            }
            throw damage;
        }
        endChecked = walker.count();
        return true;
    }

    private void checkEnd() {
        long records = sequence + 1;
        boolean closed = manifest.closed();
        if (records < manifest.records() || (closed && records > manifest.records())) {
            throw walker.damage(
                    walker.position(),
                    "ends after " + records + " records, though the manifest vouches for " + manifest.records());
        }
        if (closed && (walker.position() != manifest.bytes() || walker.size() != manifest.bytes())) {
            throw walker.damage(
                    Math.min(walker.size(), manifest.bytes()),
                    "the file has " + walker.size() + " bytes, though it was closed with " + manifest.bytes());
        }
        walker.checkIndex(closed);
        if (!tailChecked) {
            walker.checkTail();
            tailChecked = true;
        }
    }

    private JournalDamage damage(String what) {
        return walker.damage(walker.excerptPosition(), what);
    }

    /** Length of the read buffer: no larger than the file, but at least one record. */
    private static int bufferLength(Path file, Manifest manifest) {
        try {
            int least = Math.max(manifest.recordMax(), CycleLayout.META_LENGTH_MAX) + 8;
            return (int) Math.max(least, Math.min(Files.size(file), ExcerptWalker.BUFFER_LENGTH));
        } catch (IOException e) {
            throw new JournalDamage(file, 0, -1, "cannot be read: " + UserError.reasonWithFile(e));
        }
    }

    private static void requireOneCycle(JournalFolder folder, Manifest manifest) {
        String expected = JournalFolder.cycleName(manifest.epochDay());
        try (Stream<Path> files = Files.list(folder.path())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(JournalFolder.CYCLE_SUFFIX) && !name.equals(expected))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new UserError("foreign file in the journal's folder: "
                                + folder.path().resolve(name) + "; remove it");
                    });
        } catch (IOException e) {
            throw new UserError("cannot read the folder " + folder.path() + ": " + UserError.reasonWithFile(e), e);
        }
    }
}
