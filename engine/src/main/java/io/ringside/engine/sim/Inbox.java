package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;

/**
 * Requests on their way to the simulated broker: they arrive in the order in which they left, once so many market events
 * and so much market time have passed.
 *
 * <p>Thread: the broker's driver.
 */
final class Inbox {
    /** A request on its way. */
    static final class Request {
        final Intent intent = new Intent();
        /** Done with before its arrival. */
        boolean done;

        private long sentNanos;
        private long sentTick;
    }

    private final int latencyEvents;
    private final long latencyNanos;
    /** A ring, its length a power of two; requests are reused. */
    private Request[] requests = {new Request()};

    private long first;
    private long firstNotStamped;
    private long end;

    Inbox(int latencyEvents, long latencyNanos) {
        this.latencyEvents = latencyEvents;
        this.latencyNanos = latencyNanos;
    }

    /** Takes a request that leaves at the given time; it is under way once it is stamped. */
    void add(Intent intent, long nanos) {
        if (end - first == requests.length) {
            grow();
        }
        Request request = at(end++);
        request.intent.copyFrom(intent);
        request.done = false;
        request.sentNanos = nanos;
    }

    /** Tells the number of the market event on which the requests that came since the last stamp were decided. */
    void stamp(long tick) {
        while (firstNotStamped < end) {
            at(firstNotStamped++).sentTick = tick;
        }
    }

    /** How many requests have come since the last stamp. */
    int notStamped() {
        return (int) (end - firstNotStamped);
    }

    /** One of the requests that have come since the last stamp. */
    Request notStamped(int index) {
        return at(firstNotStamped + index);
    }

    /** The oldest request if it has arrived by the given market event and time, or null. */
    Request arrived(long tick, long nanos) {
        if (first == firstNotStamped) {
            return null;
        }
        Request request = at(first);
        boolean due = tick - request.sentTick >= latencyEvents && nanos - request.sentNanos >= latencyNanos;
        return due ? request : null;
    }

    /** When a request that has arrived did so. */
    long arrivalNanos(Request request, long lastMarketNanos) {
        long arrivalNanos = request.sentNanos + latencyNanos;
        return latencyEvents == 0 ? arrivalNanos : Math.max(arrivalNanos, lastMarketNanos);
    }

    /** Drops the oldest request. */
    void removeFirst() {
        first++;
    }

    boolean isEmpty() {
        return first == end;
    }

    private Request at(long index) {
        return requests[(int) index & (requests.length - 1)];
    }

    private void grow() {
        Request[] larger = new Request[2 * requests.length];
        for (int i = 0; i < larger.length; i++) {
            larger[(int) (first + i) & (larger.length - 1)] = i < requests.length ? at(first + i) : new Request();
        }
        requests = larger;
    }
}
