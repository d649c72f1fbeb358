package io.ringside.engine.risk;

import java.util.Arrays;

/**
 * Stops a strategy that enters too often: one entry more than allowed within a span locks the binding until an operator
 * resumes it.
 *
 * <p>Thread: risk stage.
 */
final class EntryThrottle {
    private final long spanNanos;
    private final boolean on;
    private final long[][] entered;
    private final int[] next;
    private final boolean[] locked;

    EntryThrottle(Limits.Rate rate, int bindings) {
        on = rate.entries() != Limits.OFF && rate.entriesNanos() != Limits.OFF;
        spanNanos = rate.entriesNanos();
        entered = new long[bindings][on ? (int) rate.entries() : 1];
        for (long[] times : entered) {
            Arrays.fill(times, Long.MIN_VALUE);
        }
        next = new int[bindings];
        locked = new boolean[bindings];
    }

    /** Whether the binding may enter; if not, the binding is locked by this call. */
    boolean mayEnter(int bindingId, long nowNanos) {
        long oldest = entered[bindingId][next[bindingId]];
        if (on && oldest != Long.MIN_VALUE && nowNanos - oldest < spanNanos) {
            locked[bindingId] = true;
        }
        return !locked[bindingId];
    }

    /** Counts an entry of the binding. */
    void onEntry(int bindingId, long nowNanos) {
        entered[bindingId][next[bindingId]] = nowNanos;
        next[bindingId] = (next[bindingId] + 1) % entered[bindingId].length;
    }

    /** Unlocks all bindings, at an operator's command. */
    void resume() {
        for (long[] times : entered) {
            Arrays.fill(times, Long.MIN_VALUE);
        }
        Arrays.fill(locked, false);
    }
}
