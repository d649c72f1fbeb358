package io.ringside.engine.journal;

import java.io.IOException;

/**
 * The manifest of a journal that is being written. It follows the records: its mark, up to where it may vouch next, is set by
 * the journal stage, and {@link #advance} moves it on to what has been synced, and every so often to all the rest.
 *
 * <p>Thread: {@link #mark} and {@link #vouch} the journal stage's, which never waits for the disk of {@link #advance}; that one
 * any.
 */
final class ManifestKeeper {
    /** After so many rounds without a synced record the mark moves on all the same. */
    private static final int ROUNDS_A_MARK = 10;

    private final JournalFolder folder;
    private final boolean durable;
    private volatile Manifest manifest;

    private final Object markLock = new Object();
    private volatile boolean markWanted = true;
    private long markRecords;
    private int markCrc;
    private long markBytes;
    private boolean markSynced;
    private int roundsSinceMark;

    /** @param durable whether what it vouches for is to survive the machine */
    ManifestKeeper(JournalFolder folder, boolean durable) {
        this.folder = folder;
        this.durable = durable;
    }

    /** What was written last. */
    Manifest manifest() {
        return manifest;
    }

    /** Whether the last mark is used up. */
    boolean isMarkWanted() {
        return markWanted;
    }

    /**
     * Sets the mark.
     *
     * @param records so many records are written
     * @param crc of the last of them
     * @param bytes the cycle file's length behind it
     * @param synced whether they are on the disk
     */
    void mark(long records, int crc, long bytes, boolean synced) {
        synchronized (markLock) {
            markRecords = records;
            markCrc = crc;
            markBytes = bytes;
            markSynced = synced;
            markWanted = false;
        }
    }

    /**
     * Moves on to the mark, if it is time to.
     *
     * @return whether there was room for it: a disk without may still have it for the last records of the day
     */
    boolean advance(CycleWriter cycle) throws IOException {
        long records;
        int crc;
        long bytes;
        boolean synced;
        synchronized (markLock) {
            records = markRecords;
            crc = markCrc;
            bytes = markBytes;
            synced = markSynced;
        }
        if (records <= manifest.records() || (!synced && ++roundsSinceMark < ROUNDS_A_MARK)) {
            return true;
        }
        if (!synced && durable) {
            cycle.force();
        }
        try {
            vouch(records, crc, bytes, false);
        } catch (IOException e) {
            return false;
        }
        roundsSinceMark = 0;
        markWanted = true;
        return true;
    }

    /** Vouches for so many records, unless it does for more already. */
    void vouch(long records, int crc, long bytes, boolean closed) throws IOException {
        write(new Manifest(manifest.epochDay(), manifest.recordMax(), records, crc, bytes, closed));
    }

    /** Writes a manifest that is newer, and keeps one that is not. */
    synchronized void write(Manifest newer) throws IOException {
        if (manifest == null || newer.closed() || newer.records() >= manifest.records()) {
            newer.write(folder, durable);
            manifest = newer;
        }
    }
}
