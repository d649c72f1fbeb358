package io.ringside.engine.journal;

import java.io.IOException;

/**
 * The manifest of a journal that is being written. It lags behind the records: the journal stage sets a mark, up to which
 * the manifest may be advanced next, and {@link #advance} writes the manifest up to the mark. Marks are set at synced
 * records, and from time to time at others.
 *
 * <p>Thread: {@link #mark} and {@link #vouch} the journal stage's, which never waits for the disk access of
 * {@link #advance}; that one is called by any thread.
 */
final class ManifestKeeper {
    /** After so many calls of {@link #advance} without a synced record a mark is set all the same. */
    private static final int ROUNDS_A_MARK = 10;

    private final JournalFolder folder;
    private final boolean durable;
    private volatile Manifest manifest;

    private final Object markLock = new Object();
    private volatile boolean markDue = true;
    private long markRecords;
    private int markCrc;
    private long markBytes;
    private boolean markSynced;
    private int roundsSinceMark;

    /** @param durable whether the manifest is synced to the disk */
    ManifestKeeper(JournalFolder folder, boolean durable) {
        this.folder = folder;
        this.durable = durable;
    }

    /** The manifest that was written last. */
    Manifest manifest() {
        return manifest;
    }

    /** Whether the last mark was written, so that a new one should be set. */
    boolean isMarkDue() {
        return markDue;
    }

    /**
     * Sets the mark.
     *
     * @param records so many records are written
     * @param crc of the last of them
     * @param bytes the cycle file's length after it
     * @param synced whether they are on the disk
     */
    void mark(long records, int crc, long bytes, boolean synced) {
        synchronized (markLock) {
            markRecords = records;
            markCrc = crc;
            markBytes = bytes;
            markSynced = synced;
            markDue = false;
        }
    }

    /**
     * Writes the manifest up to the mark, if it is due.
     *
     * @return false if the disk had no room for it; there may still be room for the day's last records
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
        markDue = true;
        return true;
    }

    /** Writes a manifest for so many records, unless it covers more already. */
    void vouch(long records, int crc, long bytes, boolean closed) throws IOException {
        write(new Manifest(manifest.epochDay(), manifest.recordMax(), records, crc, bytes, closed));
    }

    /** Writes a manifest if it is newer than the last one. */
    synchronized void write(Manifest newer) throws IOException {
        if (manifest == null || newer.closed() || newer.records() >= manifest.records()) {
            newer.write(folder, durable);
            manifest = newer;
        }
    }
}
