package io.ringside.gateway.ib.tws;

import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Requests without an answer yet, by request id, each with a deadline. A request that was not answered in time, or was open
 * when the connection ended, has an unknown result, which must never be taken for an empty one.
 *
 * <p>Requests without an id in the protocol (open orders, positions, completed orders) use an id of {@link RequestIds} here.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: that of the session. Not for hot paths.
 */
public final class PendingRequests {
    /** Outcome of a request. */
    public enum Outcome {
        /** The end of its answer has come; the answer is complete. */
        ANSWERED,
        /** The broker refused it. */
        REFUSED,
        /** The end of its answer did not come: the result is unknown. */
        UNKNOWN
    }

    /** Called once for every request's outcome; it may open new requests. */
    @FunctionalInterface
    public interface Completion {
        /**
         * Handles the outcome of a request.
         *
         * @param kind as given to {@link #open}
         */
        void completed(int reqId, String kind, Outcome outcome);
    }

    private record Request(String kind, long deadlineNanos) {}

    private final Int2ObjectHashMap<Request> requests = new Int2ObjectHashMap<>();
    private final Completion completion;

    /** Begins without open requests. */
    public PendingRequests(Completion completion) {
        this.completion = completion;
    }

    /**
     * Registers a request before it is sent.
     *
     * @param kind a word for its kind
     * @throws IllegalStateException if the id is open already
     */
    public void open(int reqId, String kind, long deadlineNanos) {
        if (requests.containsKey(reqId)) {
            throw new IllegalStateException("request " + reqId + " is open already");
        }
        requests.put(reqId, new Request(kind, deadlineNanos));
    }

    /** Whether the id is open. */
    public boolean isOpen(int reqId) {
        return requests.containsKey(reqId);
    }

    /** How many are open. */
    public int size() {
        return requests.size();
    }

    /** Completes an answered request; false if the request is not (or no longer) open. */
    public boolean answered(int reqId) {
        return complete(reqId, Outcome.ANSWERED);
    }

    /** Completes a refused request; false if it is not (or no longer) open. */
    public boolean refused(int reqId) {
        return complete(reqId, Outcome.REFUSED);
    }

    /** Completes requests past their deadline as unknown; returns how many. */
    public int expire(long nowNanos) {
        int expired = 0;
        for (int reqId : ids()) {
            Request request = requests.get(reqId);
            if (request != null && nowNanos - request.deadlineNanos >= 0 && complete(reqId, Outcome.UNKNOWN)) {
                expired++;
            }
        }
        return expired;
    }

    /** Completes all requests as unknown since the connection has ended; returns how many. */
    public int disconnected() {
        int ended = 0;
        for (int reqId : ids()) {
            ended += complete(reqId, Outcome.UNKNOWN) ? 1 : 0;
        }
        return ended;
    }

    /** Ids in ascending order, so that outcomes come in the order of the requests. */
    private int[] ids() {
        int[] ids = new int[requests.size()];
        int count = 0;
        Int2ObjectHashMap<Request>.KeyIterator keys = requests.keySet().iterator();
        while (keys.hasNext()) {
            ids[count++] = keys.nextInt();
        }
        Arrays.sort(ids);
        return ids;
    }

    private boolean complete(int reqId, Outcome outcome) {
        Request request = requests.remove(reqId);
        if (request == null) {
            return false;
        }
        completion.completed(reqId, request.kind, outcome);
        return true;
    }
}
