package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.HistoricalPacer;
import io.ringside.gateway.ib.tws.TwsContract;

/**
 * Paces history requests by the broker's rules; all requests of a process share it. Times are market time, which is the
 * broker's own in a faster simulated market too, or any monotone time.
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
     * Counts a request as sent, if it may be sent now.
     *
     * @param barSeconds length of the bars
     * @param rest everything else that distinguishes it from other requests
     * @return how long it has to wait; 0 if it may be sent
     */
    public long take(TwsContract contract, int barSeconds, String rest, long nowNanos) {
        if (!paces) {
            return 0;
        }
        if (nowNanos < lastNanos) {
            // The clock was set back: the counts are meaningless.
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

    /** Counts a request as answered, refused or abandoned. */
    public void closed() {
        if (paces) {
            pacer.closed();
        }
    }

    /** Drops all open requests: they will not be answered. */
    public void disconnected() {
        if (paces) {
            pacer.disconnected();
        }
    }
}
