package io.ringside.engine.risk;

import io.ringside.engine.event.Side;

/**
 * The entries of the last moments: one with the same instrument, side, quantity and price is refused as a duplicate. If more
 * were sent than are kept, any further one is refused.
 *
 * <p>Thread: risk stage.
 */
final class RecentEntries {
    private static final int KEPT = 64;

    private final long windowNanos;
    private final int[] instrumentId = new int[KEPT];
    private final Side[] side = new Side[KEPT];
    private final long[] quantity = new long[KEPT];
    private final long[] priceE8 = new long[KEPT];
    private final long[] nanos = new long[KEPT];
    private int next;

    RecentEntries(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    boolean isDuplicate(int ofInstrument, Side ofSide, long ofQuantity, long ofPriceE8, long nowNanos) {
        if (windowNanos == Limits.OFF) {
            return false;
        }
        for (int i = 0; i < KEPT; i++) {
            boolean recent = side[i] != null && nowNanos - nanos[i] < windowNanos;
            boolean same = instrumentId[i] == ofInstrument
                    && side[i] == ofSide
                    && quantity[i] == ofQuantity
                    && priceE8[i] == ofPriceE8;
            if (recent && (same || i == next)) {
                return true;
            }
        }
        return false;
    }

    void onEntry(int ofInstrument, Side ofSide, long ofQuantity, long ofPriceE8, long nowNanos) {
        instrumentId[next] = ofInstrument;
        side[next] = ofSide;
        quantity[next] = ofQuantity;
        priceE8[next] = ofPriceE8;
        nanos[next] = nowNanos;
        next = (next + 1) % KEPT;
    }
}
