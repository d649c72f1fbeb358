package io.ringside.gateway.ib.tws;

/**
 * Keeps below the broker's limit on messages a second, which closes the connection at the third violation. The limit holds
 * for any interval of one second: the pacer keeps the send times of the last messages, since a token bucket would allow
 * twice the rate in the second after a pause. Part of the rate is reserved for orders, and a part of that for cancels.
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: whoever holds the outbox.
 */
final class RequestPacer {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final long[] sentNanos;
    private final int orderLimit;
    private final int requestLimit;
    private int oldest;
    private int used;

    /**
     * A pacer that has sent nothing.
     *
     * @param perSecond messages in any second; 0 for any number
     * @param cancelReserve how many of them only cancels may use
     * @param orderReserve how many more of them only orders and cancels may use
     */
    RequestPacer(int perSecond, int cancelReserve, int orderReserve) {
        if (cancelReserve < 0
                || orderReserve < 0
                || perSecond < 0
                || (perSecond > 0 && perSecond - cancelReserve - orderReserve < 1)) {
            throw new IllegalArgumentException("a rate of " + perSecond + " a second leaves nothing over reserves of "
                    + cancelReserve + " and " + orderReserve);
        }
        sentNanos = new long[perSecond];
        orderLimit = perSecond - cancelReserve;
        requestLimit = orderLimit - orderReserve;
    }

    /** How long a message must wait, 0 if it may be sent now. */
    long delayNanos(Priority priority, long nowNanos) {
        if (sentNanos.length == 0) {
            return 0;
        }
        while (used > 0 && nowNanos - sentNanos[oldest] >= WINDOW_NANOS) {
            oldest = next(oldest, 1);
            used--;
        }
        int limit = limit(priority);
        return used < limit ? 0 : sentNanos[next(oldest, used - limit)] + WINDOW_NANOS - nowNanos;
    }

    /** Counts a message that is sent now, after {@link #delayNanos} allowed it. */
    void sent(long nowNanos) {
        if (sentNanos.length == 0) {
            return;
        }
        if (used == sentNanos.length) {
            throw new IllegalStateException("a message was sent that the rate did not allow");
        }
        sentNanos[next(oldest, used)] = nowNanos;
        used++;
    }

    private int limit(Priority priority) {
        return switch (priority) {
            case CANCEL -> sentNanos.length;
            case ORDER -> orderLimit;
            case REQUEST -> requestLimit;
        };
    }

    private int next(int index, int steps) {
        int next = index + steps;
        return next < sentNanos.length ? next : next - sentNanos.length;
    }
}
