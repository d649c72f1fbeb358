package io.ringside.engine.account;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;
import java.util.Arrays;

/**
 * Cash and positions, kept from fills, and the last price of each instrument, kept from market data. Exact to the last
 * 1e-8; overflow is an error.
 *
 * <p>Thread: its owner's; the risk stage has one, and every reader of a journal makes its own.
 */
public final class Ledger {
    private final long[] position;
    private final long[] lastE8;
    /**
     * Instruments with a position, in no order: valuing the account costs what is held, not how many instruments are
     * configured.
     */
    private final int[] held;

    /** Index of each instrument in {@link #held}, counted from 1; 0 if it is flat. */
    private final int[] place;

    private int heldCount;
    private long cashE8;

    /** Starts flat, with the given cash, for so many instruments. */
    public Ledger(long cashE8, int instruments) {
        this.cashE8 = cashE8;
        position = new long[instruments];
        lastE8 = new long[instruments];
        held = new int[instruments];
        place = new int[instruments];
    }

    private void hold(int id, long quantity) {
        position[id] = quantity;
        if (quantity != 0 && place[id] == 0) {
            held[heldCount++] = id;
            place[id] = heldCount;
        } else if (quantity == 0 && place[id] != 0) {
            int moved = held[--heldCount];
            held[place[id] - 1] = moved;
            place[moved] = place[id];
            place[id] = 0;
        }
    }

    /** Sets the last price. */
    public void mark(int instrumentId, long priceE8) {
        lastE8[instrumentId] = priceE8;
    }

    /**
     * Books a fill; its price becomes the last price if there was none yet.
     *
     * @throws IllegalStateException if the quantity or the price is not positive
     */
    public void fill(int instrumentId, Side side, long quantity, long priceE8, long commissionE8) {
        if (priceE8 <= 0 || quantity <= 0 || side == Side.NONE) {
            throw new IllegalStateException(
                    "an execution of " + quantity + " shares at " + FixedPoint.format(priceE8) + " is none");
        }
        long signed = Math.multiplyExact(side.sign(), quantity);
        cashE8 = Math.subtractExact(Math.subtractExact(cashE8, FixedPoint.times(priceE8, signed)), commissionE8);
        hold(instrumentId, Math.addExact(position[instrumentId], signed));
        if (lastE8[instrumentId] == 0) {
            lastE8[instrumentId] = priceE8;
        }
    }

    /**
     * Books a corporate action, before the session opens. At a split the fraction of a share is paid in cash at the last price.
     */
    public void onAction(EngineEvent event) {
        int id = event.instrumentId;
        switch (CorporateAction.ofCode(event.code)) {
            case SPLIT -> split(id, event.quantity, event.argument);
            case DIVIDEND -> cashE8 = Math.addExact(cashE8, FixedPoint.times(event.priceE8, position[id]));
            case DELISTING -> {
                cashE8 = Math.addExact(cashE8, FixedPoint.times(event.priceE8, position[id]));
                hold(id, 0);
            }
            case SYMBOL_CHANGE -> {
                // A new ticker: the same shares.
            }
        }
    }

    private void split(int id, long numerator, long denominator) {
        split(id, numerator, denominator, Split.shares(position[id], numerator, denominator));
    }

    /**
     * Books a split of a part of an account's shares.
     *
     * @param after whole shares that this part gets; the difference to the exact number is paid at the last price
     */
    public void split(int id, long numerator, long denominator, long after) {
        long before = position[id];
        cashE8 = Math.addExact(cashE8, SplitShares.paidE8(before, after, numerator, denominator, lastE8[id]));
        hold(id, after);
        lastE8[id] = Split.priceE8(lastE8[id], numerator, denominator);
    }

    /** Books a charge (positive) or a credit (negative). */
    public void charge(long moneyE8) {
        cashE8 = Math.subtractExact(cashE8, moneyE8);
    }

    /** Begins with the cash that an earlier session ended with. */
    public void restoreCash(long moneyE8) {
        cashE8 = moneyE8;
    }

    /** Adds a position that an earlier session ended with to what is held of the instrument. */
    public void restorePosition(int instrumentId, long quantity, long priceE8) {
        hold(instrumentId, Math.addExact(position[instrumentId], quantity));
        lastE8[instrumentId] = priceE8;
    }

    /** Shares held, negative if short. */
    public long position(int instrumentId) {
        return position[instrumentId];
    }

    /** Last price, 0 if there was none. */
    public long lastE8(int instrumentId) {
        return lastE8[instrumentId];
    }

    /** Cash, negative if borrowed. */
    public long cashE8() {
        return cashE8;
    }

    /** Market value of all positions, short ones negative. */
    public long positionValueE8() {
        return positionValueE8(this);
    }

    /** The same at the last prices of another ledger of the same instruments. */
    public long positionValueE8(Ledger prices) {
        long value = 0;
        for (int i = 0; i < heldCount; i++) {
            value = Math.addExact(value, FixedPoint.times(prices.lastE8[held[i]], position[held[i]]));
        }
        return value;
    }

    /** Sum of the positions' absolute market values. */
    public long grossValueE8() {
        long value = 0;
        for (int i = 0; i < heldCount; i++) {
            value = Math.addExact(value, Math.abs(FixedPoint.times(lastE8[held[i]], position[held[i]])));
        }
        return value;
    }

    /** Cash and positions at the last prices. */
    public long equityE8() {
        return Math.addExact(cashE8, positionValueE8());
    }

    @Override
    public String toString() {
        return "cash " + FixedPoint.format(cashE8) + ", positions " + Arrays.toString(position);
    }
}
