package io.ringside.replay;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Split;

/**
 * A buy-and-hold account: equal parts of the capital are invested in every instrument at the open of its first traded
 * session, and held. Money for an instrument whose data begin later is cash. Prices at 1e-8.
 *
 * <p>Thread: its owner's.
 */
public final class BuyAndHold {
    private long startE8;
    private final long[] boughtE8;
    /** Dividends a share over its price, cumulated. */
    private final double[] paid;

    private final boolean[] gone;

    /** Starts with so much capital, for so many instruments. */
    public BuyAndHold(long startE8, int instruments) {
        this.startE8 = startE8;
        boughtE8 = new long[instruments];
        paid = new double[instruments];
        gone = new boolean[instruments];
    }

    /** Sets the initial capital, if it is known only later. */
    void begin(long capitalE8) {
        startE8 = capitalE8;
    }

    /** Whether an instrument is still to be bought. */
    public boolean waitsFor(int instrumentId) {
        return boughtE8[instrumentId] == 0;
    }

    /** Buys an instrument, unless it is held already. */
    public void buy(int instrumentId, long priceE8) {
        if (boughtE8[instrumentId] == 0) {
            boughtE8[instrumentId] = priceE8;
        }
    }

    /** A split, a dividend or a delisting of an instrument; its fractions of shares are kept. */
    public void onAction(EngineEvent event) {
        int id = event.instrumentId;
        if (boughtE8[id] == 0) {
            return;
        }
        switch (CorporateAction.ofCode(event.code)) {
            case SPLIT -> boughtE8[id] = Split.priceE8(boughtE8[id], event.quantity, event.argument);
            case DIVIDEND -> paid[id] += gone[id] ? 0 : (double) event.priceE8 / boughtE8[id];
            case DELISTING -> {
                paid[id] += gone[id] ? 0 : (double) event.priceE8 / boughtE8[id];
                gone[id] = true;
            }
            case SYMBOL_CHANGE -> {
                // The same shares.
            }
        }
    }

    /** What it is worth at the instruments' last prices. */
    public long valueE8(long[] lastE8) {
        double ratio = 0;
        for (int i = 0; i < boughtE8.length; i++) {
            ratio += boughtE8[i] == 0 ? 1 : paid[i] + (gone[i] ? 0 : (double) lastE8[i] / boughtE8[i]);
        }
        return Math.round(startE8 * (ratio / boughtE8.length));
    }
}
