package io.ringside.gateway.sim;

import java.util.PriorityQueue;

/**
 * Queue of actions by simulated time; actions at one time run in the order in which they were added.
 *
 * <p>Thread: the workstation's.
 */
final class Agenda {
    private record Item(long nanos, long sequence, Runnable action) {}

    private final PriorityQueue<Item> items = new PriorityQueue<>(
            (a, b) -> a.nanos != b.nanos ? Long.compare(a.nanos, b.nanos) : Long.compare(a.sequence, b.sequence));
    private long sequence;

    /** Adds an action. */
    void at(long nanos, Runnable action) {
        items.add(new Item(nanos, sequence++, action));
    }

    /** Time of the next action; {@code Long.MAX_VALUE} if there is none. */
    long nextNanos() {
        return items.isEmpty() ? Long.MAX_VALUE : items.peek().nanos;
    }

    /** Runs the next action. */
    void runNext() {
        items.remove().action.run();
    }
}
