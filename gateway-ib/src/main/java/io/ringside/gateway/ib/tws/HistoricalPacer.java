package io.ringside.gateway.ib.tws;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Paces history requests by the broker's rules, in addition to the rate of all messages:
 *
 * <ul>
 *   <li>bars of 30 seconds and less, and new subscriptions to 5-second bars: 60 in ten minutes; BID_ASK counts double
 *   <li>the same request not again within 15 seconds
 *   <li>fewer than six for the same contract, exchange and kind within two seconds
 *   <li>at most 50 open at a time
 * </ul>
 *
 * <p>Time is passed in, in nanoseconds of any monotone clock.
 *
 * <p>Thread: that of the session. Not for hot paths: it allocates.
 */
public final class HistoricalPacer {
    private static final long SECOND = 1_000_000_000L;
    private static final long SMALL_BAR_WINDOW = 600 * SECOND;
    private static final int SMALL_BARS_MAX = 60;
    private static final long IDENTICAL_WINDOW = 15 * SECOND;
    private static final long SIMILAR_WINDOW = 2 * SECOND;
    private static final int SIMILAR_MAX = 5;
    private static final int OPEN_MAX = 50;

    /**
     * The properties by which requests count as equal or similar.
     *
     * @param contractId the broker's id
     * @param whatToShow such as {@code TRADES}
     * @param barSeconds length of a bar
     * @param rest everything else that distinguishes requests: end, duration, regular hours
     */
    public record Request(int contractId, String exchange, String whatToShow, int barSeconds, String rest) {
        int weight() {
            return whatToShow.equals("BID_ASK") ? 2 : 1;
        }

        boolean isSmall() {
            return barSeconds <= 30;
        }

        boolean isLike(Request other) {
            return contractId == other.contractId
                    && exchange.equals(other.exchange)
                    && whatToShow.equals(other.whatToShow);
        }
    }

    private record Sent(Request request, long nanos) {}

    private final ArrayDeque<Sent> small = new ArrayDeque<>();
    private final ArrayDeque<Sent> recent = new ArrayDeque<>();
    private final Map<Request, Long> lastSent = new HashMap<>();
    private int open;

    /** How long a request must wait, 0 if it may be sent now; {@link Long#MAX_VALUE} while the maximum is open. */
    public long delayNanos(Request request, long nowNanos) {
        forget(nowNanos);
        if (open >= OPEN_MAX) {
            return Long.MAX_VALUE;
        }
        long delay = 0;
        if (request.isSmall()) {
            delay = Math.max(delay, smallDelay(request.weight(), nowNanos));
        }
        Long same = lastSent.get(request);
        if (same != null) {
            delay = Math.max(delay, same + IDENTICAL_WINDOW - nowNanos);
        }
        return Math.max(delay, similarDelay(request, nowNanos));
    }

    /** Counts a request that is sent now. */
    public void sent(Request request, long nowNanos) {
        forget(nowNanos);
        if (request.isSmall()) {
            small.add(new Sent(request, nowNanos));
        }
        recent.add(new Sent(request, nowNanos));
        lastSent.put(request, nowNanos);
        open++;
    }

    /** Counts a request as answered, refused, cancelled or lost. A subscription stays open while it runs. */
    public void closed() {
        open = Math.max(0, open - 1);
    }

    /** Drops open requests: the connection has ended. Sent requests still count. */
    public void disconnected() {
        open = 0;
    }

    private void forget(long nowNanos) {
        while (!small.isEmpty() && nowNanos - small.peek().nanos >= SMALL_BAR_WINDOW) {
            small.remove();
        }
        while (!recent.isEmpty() && nowNanos - recent.peek().nanos >= SIMILAR_WINDOW) {
            recent.remove();
        }
        lastSent.values().removeIf(sent -> nowNanos - sent >= IDENTICAL_WINDOW);
    }

    /** Delay until enough of the oldest requests have left the window. */
    private long smallDelay(int weight, long nowNanos) {
        int over = weight - SMALL_BARS_MAX;
        for (Sent sent : small) {
            over += sent.request.weight();
        }
        long delay = 0;
        for (Sent sent : small) {
            if (over <= 0) {
                break;
            }
            over -= sent.request.weight();
            delay = sent.nanos + SMALL_BAR_WINDOW - nowNanos;
        }
        return delay;
    }

    private long similarDelay(Request request, long nowNanos) {
        int over = 1 - SIMILAR_MAX;
        for (Sent sent : recent) {
            over += sent.request.isLike(request) ? 1 : 0;
        }
        long delay = 0;
        for (Sent sent : recent) {
            if (over <= 0) {
                break;
            }
            if (sent.request.isLike(request)) {
                over--;
                delay = sent.nanos + SIMILAR_WINDOW - nowNanos;
            }
        }
        return delay;
    }
}
