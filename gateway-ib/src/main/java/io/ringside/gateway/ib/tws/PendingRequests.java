package io.ringside.gateway.ib.tws;

import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Requests that wait for their answer, by request id, each with a deadline. What was not answered in time, or was open
 * when the connection ended, is unknown: it must never be taken for an empty answer.
 *
 * <p>Requests without an id on the wire (open orders, positions, completed orders) take one of {@link RequestIds} for
 * here.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: that of the session. Not for hot paths.
 */
public final class PendingRequests {
    /** What became of a request. */
    public enum Outcome {
        /** The end of its answer has come; all that came before is the whole answer. */
        ANSWERED,
        /** The broker refused it. */
        REFUSED,
        /** No end of its answer came: nothing is known. */
        UNKNOWN
    }

    /** Hears of every outcome, once a request; it may open new requests. */
    @FunctionalInterface
    public interface Completion {
        /**
         * A request is over.
         *
         * @param kind what {@link #open} was told
         */
        void completed(int reqId, String kind, Outcome outcome);
    }

    private record Request(String kind, long deadlineNanos) {}

    private final Int2ObjectHashMap<Request> requests = new Int2ObjectHashMap<>();
    private final Completion completion;

    /** None are open. */
    public PendingRequests(Completion completion) {
        this.completion = completion;
    }

    /**
     * A request is about to be sent.
     *
     * @param kind a word for what it asks
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

    /** The end of an answer has come; false if the request is not open (any more). */
    public boolean answered(int reqId) {
        return complete(reqId, Outcome.ANSWERED);
    }

    /** The broker refused a request; false if it is not open (any more). */
    public boolean refused(int reqId) {
        return complete(reqId, Outcome.REFUSED);
    }

    /** Ends what is past its deadline, as unknown; how many those were. */
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

    /** Ends everything as unknown: the connection has ended; how many those were. */
    public int disconnected() {
        int ended = 0;
        for (int reqId : ids()) {
            ended += complete(reqId, Outcome.UNKNOWN) ? 1 : 0;
        }
        return ended;
    }

    /** In ascending order, so that outcomes come in the order in which requests were made. */
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
