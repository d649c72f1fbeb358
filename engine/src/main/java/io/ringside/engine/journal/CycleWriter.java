package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.io.ReferenceOwner;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.posix.PosixAPI;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one place where Chronicle Queue is used: excerpts from a private buffer, by one bounded write each, always into the
 * same cycle.
 *
 * <p>Thread: the journal stage's, but {@link #check} and {@link #reserveAhead}, which any may call, and {@link #touchAhead}, the
 * toucher's.
 */
final class CycleWriter {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int QUEUE_TIMEOUT_MS = 2_000;
    private static final int PAGE = 4 << 10;

    /** How much of the file is filled with zeros at a time, and how far ahead of the excerpts the watchdog keeps it filled. */
    private static final int RESERVE_BYTES = 64 << 10;

    private static final int RESERVE_AHEAD_BYTES = 1 << 20;
    /** How far ahead pages are touched: as much as the fastest appender writes in some milliseconds. */
    private static final int TOUCH_AHEAD_BYTES = 4 << 20;

    /** Most bytes that the queue adds to an excerpt: header words and an index page. */
    private static final int RESERVE_MARGIN = CycleLayout.META_LENGTH_MAX + 64;

    static {
        // Nothing that is used of the queue needs its binding to the operating system, which is left out: see force().
        PosixAPI.useNoOpPosixApi();
    }

    private final JournalFolder folder;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(RESERVE_BYTES);

    /** The buffer in the queue's own type, once the queue is open. */
    private Bytes<ByteBuffer> queueBytes;

    private Path file;
    private Object fileKey;
    private FileChannel channel;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private volatile long position;
    private volatile long reserved;
    private ReferenceOwner toucher;
    private long touched;

    CycleWriter(JournalFolder folder, int recordMax) {
        this.folder = folder;
        bytes = ByteBuffer.allocateDirect(recordMax).order(LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(bytes);
    }

    /** Loads most of the classes that the first queue of a JVM needs, see {@link QueueLoading}. */
    static void load() {
        Bytes.wrapForWrite(ByteBuffer.allocateDirect(Long.BYTES));
    }

    /** Opens the queue; its clock stands still at the session's date, so that it never rolls. */
    void open(int epochDay) {
        QueueLoading.await();
        queueBytes = Bytes.wrapForWrite(bytes);
        queueBytes.singleThreadedCheckDisabled(true);
        toucher = ReferenceOwner.temporary("toucher");
        file = folder.cycle(epochDay);
        queue = SingleChronicleQueueBuilder.binary(folder.path())
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> epochDay * DAY_MILLIS)
                .timeoutMS(QUEUE_TIMEOUT_MS)
                .syncMode(SyncMode.NONE)
                .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /** Buffer into which the next excerpt is encoded. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** The same memory for checksums. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Appends the buffer's first bytes. */
    void write(int length) {
        queueBytes.readPositionRemaining(0, length);
        appender.writeBytes(queueBytes);
        position = appender.wire().bytes().writePosition();
    }

    /** To be called after the first excerpt, with which the queue creates its file. */
    void begun() throws IOException {
        JournalFolder.ownerOnly(file);
        JournalFolder.ownerOnly(folder.metadata());
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        fileKey = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        reserved = position + 2 * PAGE & -PAGE;
    }

    /** File position at which the last excerpt ends. */
    long position() {
        return position;
    }

    /** Syncs all excerpts to the disk, or throws. */
    void force() throws IOException {
        channel.force(false);
    }

    /**
     * Fills the file with zeros ahead of the next excerpt. A full disk then fails on the zeros, before the excerpt. Without
     * them a store into the mapping could be lost for want of disk space, while the header word that publishes the excerpt
     * is stored.
     */
    void reserve(int length) throws IOException {
        long until = position + length + RESERVE_MARGIN;
        if (until > reserved) {
            reserveUntil(until);
        }
    }

    /** As {@link #reserve}, further ahead, so that the journal stage rarely has to do it. */
    void reserveAhead() throws IOException {
        reserveUntil(position + RESERVE_AHEAD_BYTES);
    }

    /** Never overwrites an excerpt with zeros: no excerpt is written beyond the zeros that are finished. */
    private synchronized void reserveUntil(long until) throws IOException {
        while (until > reserved) {
            zeros.clear();
            long at = reserved;
            while (zeros.hasRemaining()) {
                at += channel.write(zeros, at);
            }
            reserved = at;
        }
    }

    /**
     * Fills the file with zeros ahead, step by step, and touches its pages in the mapping, so that the appender meets no
     * page fault. A compare-and-set of zero to zero counts as a store and cannot overwrite what the appender writes
     * meanwhile. The queue may release the mapping at any time, so it is reserved while it is touched.
     */
    void touchAhead() throws IOException {
        long until = position + TOUCH_AHEAD_BYTES & -PAGE;
        touched = Math.max(touched, position + PAGE & -PAGE);
        while (touched < until) {
            reserveUntil(Math.min(until, touched + RESERVE_BYTES));
            if (!touch(Math.min(until, reserved))) {
                return;
            }
        }
    }

    private synchronized boolean touch(long until) throws IOException {
        if (appender == null
                || channel.size() < until
                || !(appender.wire().bytes().bytesStore() instanceof MappedBytesStore store)
                || !store.tryReserve(toucher)) {
            return false;
        }
        try {
            for (; touched < until; touched += PAGE) {
                if (!store.inside(touched, Integer.BYTES)) {
                    return false;
                }
                store.compareAndSwapInt(touched, 0, 0);
            }
            return true;
        } finally {
            store.release(toucher);
        }
    }

    /** Fails if the file is not the one that was opened, or shorter than what was written. */
    void check() throws IOException {
        long written = position;
        if (!fileKey.equals(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey())) {
            throw new IllegalStateException("another file stands at " + file);
        }
        if (Files.size(file) < written) {
            throw new IllegalStateException("the file " + file + " was cut to " + Files.size(file) + " bytes");
        }
    }

    /** Closes the queue and truncates the file where the excerpts end; returns that position. */
    long finish(boolean durable) throws IOException {
        closeQueue();
        long end = endOfExcerpts();
        channel.truncate(end);
        if (durable) {
            channel.force(true);
        }
        channel.close();
        Files.deleteIfExists(folder.metadata());
        return end;
    }

    /** Releases all resources and leaves the files as they are. */
    void abandon() throws IOException {
        closeQueue();
        if (channel != null) {
            channel.close();
        }
    }

    private synchronized void closeQueue() {
        if (appender != null) {
            appender.close();
            appender = null;
        }
        if (queue != null) {
            queue.close();
            queue = null;
        }
    }

    /** File position after the last excerpt and the index page that may follow it. */
    private long endOfExcerpts() throws IOException {
        ByteBuffer word = ByteBuffer.allocate(4).order(LITTLE_ENDIAN);
        long at = position;
        while (channel.read(word.clear(), at) == 4 && word.getInt(0) != 0) {
            at += 4 + (word.getInt(0) & 0x3fff_ffff) + 3 & ~3L;
        }
        return at;
    }

    /** Refuses system properties of the queue's under which records could be lost. */
    static void refuseDangerousProperties() {
        String unlock = System.getProperty("queue.force.unlock.mode", "");
        if (unlock.toUpperCase(Locale.ROOT).equals("ALWAYS")) {
            throw new UserError("-Dqueue.force.unlock.mode=ALWAYS loses journal records; remove it");
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        if (!Files.isDirectory(temporary) || !Files.isWritable(temporary)) {
            throw new UserError("-Djava.io.tmpdir=" + temporary
                    + " is no folder that may be written, and a library of the journal's needs one; name another");
        }
        for (String name : new String[] {"queue.ignoreIndexingFailure", "queue.dont.recover.lock.timeout"}) {
            if (System.getProperty(name) != null) {
                throw new UserError("-D" + name + " makes journals unsafe; remove it");
            }
        }
    }
}
