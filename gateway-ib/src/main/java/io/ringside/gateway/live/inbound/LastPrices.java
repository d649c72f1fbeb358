package io.ringside.gateway.live.inbound;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Split;

/**
 * The last accepted price of each instrument with its time, for the checks of further messages.
 *
 * <p>Thread: any, under its own lock.
 */
public final class LastPrices {
    private final long[] pricesE8;
    private final long[] nanos;

    /** Begins without prices. */
    public LastPrices(int instruments) {
        pricesE8 = new long[instruments];
        nanos = new long[instruments];
    }

    /** Sets a price, unless it is older than the last one. */
    public synchronized void on(int instrumentId, long priceE8, long eventNanos) {
        if (InboundBounds.isPrice(priceE8) && eventNanos >= nanos[instrumentId]) {
            pricesE8[instrumentId] = priceE8;
            nanos[instrumentId] = eventNanos;
        }
    }

    /** A corporate action: after a split all is held against the price of the new share. */
    public synchronized void onAction(EngineEvent event) {
        if (CorporateAction.ofCode(event.code) == CorporateAction.SPLIT) {
            int id = event.instrumentId;
            pricesE8[id] = Split.priceE8(pricesE8[id], event.quantity, event.argument);
        }
    }

    /** The last price at 1e-8, 0 if none is known. */
    public synchronized long priceE8(int instrumentId) {
        return pricesE8[instrumentId];
    }

    /** Whether the last price is one of the last minutes. */
    public synchronized boolean isFresh(int instrumentId, long nowNanos) {
        return pricesE8[instrumentId] != 0 && nowNanos - nanos[instrumentId] <= InboundBounds.PRICE_OLD_NANOS;
    }

    /** Whether a price lies within the collar around the last one; true if there is no last price. */
    public synchronized boolean isNear(int instrumentId, long priceE8, long nowNanos) {
        long lastE8 = pricesE8[instrumentId];
        boolean old = nowNanos - nanos[instrumentId] > InboundBounds.PRICE_OLD_NANOS;
        return lastE8 == 0
                || InboundBounds.isNear(
                        priceE8, lastE8, old ? InboundBounds.COLLAR_OLD_PERCENT : InboundBounds.COLLAR_PERCENT);
    }
}
