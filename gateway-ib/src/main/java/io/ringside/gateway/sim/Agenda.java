package io.ringside.gateway.sim;

import java.util.PriorityQueue;

/**
 * What is to happen at which simulated time; of several things at one time the one that was entered first comes first.
 *
 * <p>Thread: the workstation's.
 */
final class Agenda {
    private record Item(long nanos, long sequence, Runnable action) {}

    private final PriorityQueue<Item> items = new PriorityQueue<>(
            (a, b) -> a.nanos != b.nanos ? Long.compare(a.nanos, b.nanos) : Long.compare(a.sequence, b.sequence));
    private long sequence;

    /** Enters an action. */
    void at(long nanos, Runnable action) {
        items.add(new Item(nanos, sequence++, action));
    }

    /** When something is next to happen; the end of time if nothing is. */
    long nextNanos() {
        return items.isEmpty() ? Long.MAX_VALUE : items.peek().nanos;
    }

    /** Does the next thing. */
    void runNext() {
        items.remove().action.run();
    }
}
