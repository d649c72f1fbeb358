package io.ringside.replay;

/**
 * The account of somebody who buys equal shares of the capital in every instrument at the open of its first session that is
 * traded, and holds. Money that waits for an instrument whose data begin later is cash. Prices at 1e-8.
 *
 * <p>Thread: its owner's.
 */
public final class BuyAndHold {
    private long startE8;
    private final long[] boughtE8;

    /** Starts with so much capital, for so many instruments. */
    public BuyAndHold(long startE8, int instruments) {
        this.startE8 = startE8;
        boughtE8 = new long[instruments];
    }

    /** It turns out only now with how much capital the account began. */
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

    /** What it is worth at the instruments' last prices. */
    public long valueE8(long[] lastE8) {
        double ratio = 0;
        for (int i = 0; i < boughtE8.length; i++) {
            ratio += boughtE8[i] == 0 ? 1 : (double) lastE8[i] / boughtE8[i];
        }
        return Math.round(startE8 * (ratio / boughtE8.length));
    }
}
