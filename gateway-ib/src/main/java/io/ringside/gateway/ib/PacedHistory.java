package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.HistoricalPacer;
import io.ringside.gateway.ib.tws.TwsContract;

/**
 * Whether the broker's rules allow another request for bars of the past: one account of all that asks for them. Times are the
 * market's: those are the broker's own, in a simulated market that runs faster as well; or any that only goes on.
 *
 * <p>Thread: session.
 */
public final class PacedHistory {
    private final boolean paces;
    private HistoricalPacer pacer = new HistoricalPacer();
    private long lastNanos;

    /** @param paces whether there are rules; a simulated broker may have none */
    public PacedHistory(boolean paces) {
        this.paces = paces;
    }

    /**
     * Takes note of a request that leaves now, if it may.
     *
     * @param barSeconds length of the bars
     * @param rest what else tells it from others
     * @return how long it has to wait; 0 if it may leave
     */
    public long take(TwsContract contract, int barSeconds, String rest, long nowNanos) {
        if (!paces) {
            return 0;
        }
        if (nowNanos < lastNanos) {
            // The clock was set back: nothing of what was counted says anything.
            pacer = new HistoricalPacer();
        }
        lastNanos = nowNanos;
        HistoricalPacer.Request request =
                new HistoricalPacer.Request(contract.conId(), "SMART", "TRADES", barSeconds, rest);
        long delay = pacer.delayNanos(request, nowNanos);
        if (delay == 0) {
            pacer.sent(request, nowNanos);
        }
        return delay;
    }

    /** A request was answered, refused or given up. */
    public void closed() {
        if (paces) {
            pacer.closed();
        }
    }

    /** Nothing that is open will be answered. */
    public void disconnected() {
        if (paces) {
            pacer.disconnected();
        }
    }
}
