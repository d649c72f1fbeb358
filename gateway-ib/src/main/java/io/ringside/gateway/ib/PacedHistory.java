package io.ringside.gateway.ib;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.ib.tws.HistoricalPacer;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.live.market.HistoryPlan;

/**
 * Whether the broker's rules allow another request for bars of the past: one account of all that asks for them. Times are the
 * market's: those are the broker's own, in a simulated market that runs faster as well.
 *
 * <p>Thread: session.
 */
final class PacedHistory {
    private static final int DAY_SECONDS = 86_400;

    private final boolean paces;
    private HistoricalPacer pacer = new HistoricalPacer();
    private long lastNanos;

    /** @param paces whether there are rules; a simulated broker may have none */
    PacedHistory(boolean paces) {
        this.paces = paces;
    }

    /**
     * Takes note of a request that leaves now, if it may.
     *
     * @param sizeNanos length of the bars, or {@link HistoryPlan#SESSION}
     * @param rest what else tells it from others
     * @return how long it has to wait; 0 if it may leave
     */
    long take(TwsContract contract, long sizeNanos, String rest, long nowNanos) {
        if (!paces) {
            return 0;
        }
        if (nowNanos < lastNanos) {
            // The clock was set back: nothing of what was counted says anything.
            pacer = new HistoricalPacer();
        }
        lastNanos = nowNanos;
        int seconds =
                sizeNanos == HistoryPlan.SESSION ? DAY_SECONDS : (int) (sizeNanos / ExchangeCalendar.SECOND_NANOS);
        HistoricalPacer.Request request =
                new HistoricalPacer.Request(contract.conId(), "SMART", "TRADES", seconds, rest);
        long delay = pacer.delayNanos(request, nowNanos);
        if (delay == 0) {
            pacer.sent(request, nowNanos);
        }
        return delay;
    }

    /** A request was answered, refused or given up. */
    void closed() {
        if (paces) {
            pacer.closed();
        }
    }

    /** Nothing that is open will be answered. */
    void disconnected() {
        if (paces) {
            pacer.disconnected();
        }
    }
}
