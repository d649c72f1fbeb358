package io.ringside.perf;

/**
 * The plan of a latency window: when each event is due, whatever became of those before it. Latency counts from there, so
 * that an event which had to wait for its turn is as late as its user would find it (no coordinated omission).
 *
 * <p>Thread: any; immutable.
 *
 * @param runIn events before those that count, so that caches and branches are what they are in a busy minute
 * @param events events that count
 * @param intervalNanos from one to the next
 */
record Pace(int runIn, int events, long intervalNanos) {
    private static final long LEAD_NANOS = 200_000;

    /** All events of the window. */
    int total() {
        return runIn + events;
    }

    /** When the first one is due, a little from now. */
    static long start() {
        return System.nanoTime() + LEAD_NANOS;
    }

    /** When an event is due. */
    long dueNanos(long startNanos, int index) {
        return startNanos + index * intervalNanos;
    }

    /** Waits for an event's turn. */
    void await(long startNanos, int index) {
        long due = dueNanos(startNanos, index);
        while (System.nanoTime() - due < 0) {
            Thread.onSpinWait();
        }
    }
}
