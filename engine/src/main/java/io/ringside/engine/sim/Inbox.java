package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;

/**
 * Requests in transit to the simulated broker: they arrive in the order in which they were sent, after so many market events
 * and so much market time.
 *
 * <p>Thread: the broker's driver.
 */
final class Inbox {
    /** A request in transit. */
    static final class Request {
        final Intent intent = new Intent();
        /** Handled before its arrival. */
        boolean done;
        /** The order that it placed before its arrival, or null. */
        WorkingOrder placed;

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

    /** Adds a request sent at the given time; its latency counts from the stamp. */
    void add(Intent intent, long nanos) {
        if (end - first == requests.length) {
            grow();
        }
        Request request = at(end++);
        request.intent.copyFrom(intent);
        request.done = false;
        request.placed = null;
        request.sentNanos = nanos;
    }

    /** Stamps the requests added since the last stamp with the number of the market event that they were decided on. */
    void stamp(long tick) {
        while (firstNotStamped < end) {
            at(firstNotStamped++).sentTick = tick;
        }
    }

    /** How many requests were added since the last stamp. */
    int notStamped() {
        return (int) (end - firstNotStamped);
    }

    /** One of the requests added since the last stamp. */
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

    /** Arrival time of a request. */
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
