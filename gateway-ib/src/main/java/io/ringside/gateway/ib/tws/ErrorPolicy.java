package io.ringside.gateway.ib.tws;

/**
 * What an error code of the broker asks for. Many codes are warnings about orders that live on, and a few end an order
 * although they read like warnings; what the table does not know about an order is a reason to ask, never to assume
 * that the order is dead.
 *
 * <p>Source: the broker's list of message codes, and what projects that trade through it have reported of them.
 *
 * <p>Thread: any; it has no state.
 */
public enum ErrorPolicy {
    /** To be told; the order or request that it names lives on. */
    ADVISORY,
    /**
     * The broker's own link is down while our socket is up: no orders but cancels, feeds are stale, callbacks still
     * count.
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
     * The broker refuses what was asked of the order. A new order is dead; of a modification only that, and the order
     * lives on as it was: query it.
     */
    ORDER_REJECTED,
    /** The order was cancelled; final together with its status only, and late fills may follow. */
    ORDER_CANCELLED,
    /** A cancel or modification crossed with something: query the order, it is not rejected. */
    RACE_QUERY,
    /** We send too fast: stop for a while. */
    PACING,
    /** The request was refused or has failed; its answer will not come. */
    REQUEST_FAILED,
    /** The subscription has ended, and may be made again. */
    RESUBSCRIBE,
    /** The feed is taken by another session of the same user: try again later. */
    COMPETING_SESSION,
    /**
     * Another connection has our client id, possibly a dying one of our own: reconnect later, never with another id.
     */
    CLIENT_ID_IN_USE,
    /** The API port has changed and the socket drops: reconnect as configured, and raise an alarm. */
    PORT_CHANGED,
    /** Nothing will work until somebody changes the settings of TWS or ours. */
    FATAL_CONFIG,
    /** Unknown, about an order: tell, and query the order. */
    WARNING_QUERY,
    /** Unknown, about nothing of ours: tell. */
    WARNING;

    private static final String READ_ONLY = "read-only";
    private static final String PACING_VIOLATION = "pacing violation";
    private static final String PERMISSIONS = "permission";

    /**
     * The policy for an error.
     *
     * @param id the id that came with it: of an order, of a request, or -1
     * @param code the broker's code
     * @param text the broker's words, which tell some codes apart
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
            // "Invalid real-time query" of whom may not have the data, and of whom has asked too often.
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

    /** Whether the text holds the words, in any case. */
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
