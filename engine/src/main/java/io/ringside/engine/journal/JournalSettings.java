package io.ringside.engine.journal;

/**
 * Durability settings of a journal.
 *
 * @param sync which records are synced to the disk before the append returns
 * @param minFreeBytes below this much free space {@link JournalWriter#lowOnSpace} says so, and entries must stop
 * @param manifestEvery how many synced records may be appended until the manifest is advanced to them
 * @param preTouch whether a thread of the journal reserves file space and touches pages ahead of the appender
 */
public record JournalSettings(Sync sync, long minFreeBytes, int manifestEvery, boolean preTouch) {
    /** Which records survive a power cut. */
    public enum Sync {
        /** Every record with intents, and all records before it. */
        INTENTS,
        /** None is synced: for back tests, which can be run again. */
        NONE
    }

    private static final long GIBIBYTE = 1L << 30;

    public JournalSettings {
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("min-free-bytes must not be negative: " + minFreeBytes);
        }
        if (manifestEvery < 1) {
            throw new IllegalArgumentException("manifest-every must be at least 1: " + manifestEvery);
        }
    }

    /** Without touching pages ahead. */
    public JournalSettings(Sync sync, long minFreeBytes, int manifestEvery) {
        this(sync, minFreeBytes, manifestEvery, false);
    }

    /** Whether file space is reserved before each record. Back tests do without, which is faster: they can be run again. */
    boolean makesRoom() {
        return sync != Sync.NONE || preTouch;
    }

    /** The same, with pages touched ahead or not. */
    public JournalSettings withPreTouch(boolean on) {
        return new JournalSettings(sync, minFreeBytes, manifestEvery, on);
    }

    /** For trading: intents survive a power cut, entries stop below 2 GiB of free space. */
    public static JournalSettings live() {
        return new JournalSettings(Sync.INTENTS, 2 * GIBIBYTE, 1_000);
    }

    /** For back tests: appends do not wait for the disk. */
    public static JournalSettings backtest() {
        return new JournalSettings(Sync.NONE, GIBIBYTE / 4, 1_000);
    }
}
