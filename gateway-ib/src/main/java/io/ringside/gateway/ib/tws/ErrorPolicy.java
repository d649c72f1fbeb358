package io.ringside.gateway.ib.tws;

/**
 * How to react to an error code of the broker's. Many codes are warnings about orders that stay working, and a few end an
 * order although they read like warnings; an unknown code about an order means that the order must be queried, never that it
 * has ended.
 *
 * <p>Source: the broker's list of message codes, and reports of projects that trade through it.
 *
 * <p>Thread: any; it has no state.
 */
public enum ErrorPolicy {
    /** Log it; its order or request is not affected. */
    ADVISORY,
    /**
     * The broker's own link is down while our socket is up: send cancels only, feeds are stale, callbacks are still valid.
     */
    CONNECTION_LOST,
    /** The link is back, subscriptions are gone: subscribe again, then reconcile. */
    RESTORED_DATA_LOST,
    /** The link is back: reconcile, and check that every subscription still ticks. */
    RESTORED,
    /** A data farm is down. */
    FARM_BROKEN,
    /** A data farm is back: check that its subscriptions still tick. */
    FARM_OK,
    /**
     * The broker rejects the request. A new order has ended; after a rejected modification the order stays as it was: query it.
     */
    ORDER_REJECTED,
    /** The order was cancelled; final only together with its status, and late fills may follow. */
    ORDER_CANCELLED,
    /** A cancel or modification crossed with another change: query the order, it is not rejected. */
    RACE_QUERY,
    /** We send too fast: pause. */
    PACING,
    /** The request was refused or has failed; its answer will not come. */
    REQUEST_FAILED,
    /** The subscription has ended, and may be made again. */
    RESUBSCRIBE,
    /** Another session of the same user has the feed: try again later. */
    COMPETING_SESSION,
    /**
     * Another connection has our client id, possibly a dying one of our own: reconnect later, never with another id.
     */
    CLIENT_ID_IN_USE,
    /** The API port has changed and the socket drops: reconnect as configured, and raise an alarm. */
    PORT_CHANGED,
    /** Nothing will work until somebody changes the settings of TWS or ours. */
    FATAL_CONFIG,
    /** Unknown, about an order: log it and query the order. */
    WARNING_QUERY,
    /** Unknown, about none of our orders: log it. */
    WARNING;

    private static final String READ_ONLY = "read-only";
    private static final String PACING_VIOLATION = "pacing violation";
    private static final String PERMISSIONS = "permission";

    /**
     * The policy for an error.
     *
     * @param id the id that came with it: of an order, of a request, or -1
     * @param code the broker's code
     * @param text the broker's text, which decides the meaning of some codes
     */
    public static ErrorPolicy of(int id, int code, CharSequence text) {
        boolean order = RequestIds.isOrderId(id);
        return switch (code) {
            case 1100, 2110 -> CONNECTION_LOST;
            case 1101 -> RESTORED_DATA_LOST;
            case 1102 -> RESTORED;
            case 1300 -> PORT_CHANGED;
            case 2103, 2105, 2157 -> FARM_BROKEN;
            case 2104, 2106, 2158 -> FARM_OK;
            case 2100, 2101, 2107, 2108, 2109, 2119, 2137, 2161, 2174 -> ADVISORY;
            case 165, 366, 399, 404, 10090, 10167, 10349 -> ADVISORY;
            case 100 -> PACING;
            // "Invalid real-time query": for a missing permission, or for too many requests.
            case 420 -> contains(text, PERMISSIONS) ? REQUEST_FAILED : PACING;
            case 104, 135, 136, 161, 2102, 10147, 10148 -> RACE_QUERY;
            case 202 -> ORDER_CANCELLED;
            case 103, 105, 106, 107, 109, 110, 111, 113, 163 -> orderOrRequest(order);
            case 200, 201, 203, 383, 451, 460 -> orderOrRequest(order);
            case 320, 10243, 10268, 10285, 10289, 10293, 10311, 10314, 10326, 10329 -> orderOrRequest(order);
            case 321 -> contains(text, READ_ONLY) ? FATAL_CONFIG : orderOrRequest(order);
            case 347, 348, 405, 413, 10006 -> orderOrRequest(order);
            case 162 -> contains(text, PACING_VIOLATION) ? PACING : REQUEST_FAILED;
            case 101, 102, 354, 10089, 10168, 10186, 10187, 10189, 10190 -> REQUEST_FAILED;
            case 317, 10225 -> RESUBSCRIBE;
            case 10197 -> COMPETING_SESSION;
            case 326 -> CLIENT_ID_IN_USE;
            case 327, 503, 505, 508 -> FATAL_CONFIG;
            default -> order ? WARNING_QUERY : WARNING;
        };
    }

    private static ErrorPolicy orderOrRequest(boolean order) {
        return order ? ORDER_REJECTED : REQUEST_FAILED;
    }

    /** Whether the text contains the words, ignoring case. */
    private static boolean contains(CharSequence text, String words) {
        for (int from = 0; from + words.length() <= text.length(); from++) {
            int i = 0;
            while (i < words.length() && lower(text.charAt(from + i)) == words.charAt(i)) {
                i++;
            }
            if (i == words.length()) {
                return true;
            }
        }
        return false;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }
}
