package io.ringside.engine.journal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a writer's appends and syncs took, in nanoseconds, since it was opened. Every sync is timed; of appends, which take
 * less than a clock is read in, one in {@value #APPENDS_A_TIMED}.
 *
 * <p>Thread: written by the journal stage, read by any.
 */
public final class JournalTimes {
    static final int APPENDS_A_TIMED = 64;

    private final AtomicLong appends = new AtomicLong();
    private final AtomicLong appendNanos = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();
    private final AtomicLong syncNanos = new AtomicLong();

    static boolean isTimed(long sequence) {
        return sequence % APPENDS_A_TIMED == 0;
    }

    void appended(long nanos) {
        add(appendNanos, nanos);
        add(appends, 1);
    }

    void synced(long nanos) {
        add(syncNanos, nanos);
        add(syncs, 1);
    }

    /** There is only one writing thread, so a plain read and an ordered write are enough. */
    private static void add(AtomicLong sum, long more) {
        sum.lazySet(sum.get() + more);
    }

    /** Appends that were timed. */
    public long appends() {
        return appends.get();
    }

    /** What these took together. */
    public long appendNanos() {
        return appendNanos.get();
    }

    /** Syncs to the disk before orders were sent. */
    public long syncs() {
        return syncs.get();
    }

    /** What these took together. */
    public long syncNanos() {
        return syncNanos.get();
    }
}
