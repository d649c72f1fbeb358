package io.ringside.engine.account;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.TripPart;

/**
 * One position of one strategy, from flat to flat. Prices and money at 1e-8, times UTC nanoseconds since 1970.
 *
 * <p>Thread: its owner's.
 */
public final class RoundTrip {
    private final int bindingId;
    private final int instrumentId;
    private final Side side;
    private final boolean carried;
    private long entryNanos;
    /** Order of its first execution; null if this engine never placed it. */
    private final OrderHistory.Order entry;

    private long entryRef;
    /** Money at risk at the entry and whether the stop has trailed, as of earlier sessions. */
    private long carriedRiskE8;

    private boolean carriedTrailed;
    private long open;
    private long entryQuantity;
    private long entryValueE8;
    private long exitQuantity;
    private long exitValueE8;
    private long commissionE8;
    /** Cash received for fractions of shares at splits. */
    private long fractionsE8;

    private long exitNanos;
    private OrderHistory.Order exit;
    private long lowE8 = Long.MAX_VALUE;
    private long highE8;
    /** End of the last bar, which counts once the position is known to have outlived it. */
    private long barEndNanos = Long.MIN_VALUE;

    private long barLowE8;
    private long barHighE8;
    private long barCloseE8;
    private int bars;
    private boolean watched = true;

    RoundTrip(int bindingId, EngineEvent event, Side side, OrderHistory.Order entry, boolean carried) {
        this.bindingId = bindingId;
        instrumentId = event.instrumentId;
        this.side = side;
        this.carried = carried;
        this.entry = entry;
        entryNanos = event.eventNanos;
        entryRef = carried ? OrderRef.NONE : event.orderRef;
    }

    /** Index of the strategy's binding; -1 if it belongs to no strategy. */
    public int bindingId() {
        return bindingId;
    }

    /** Index of the instrument. */
    public int instrumentId() {
        return instrumentId;
    }

    /** BUY for a long position, SELL for a short one. */
    public Side side() {
        return side;
    }

    /** Whether it was carried over from an earlier session; then it counts from the price with which it was. */
    public boolean isCarried() {
        return carried;
    }

    /** Time of its first execution. */
    public long entryNanos() {
        return entryNanos;
    }

    /** The first order that filled; {@link OrderRef#NONE} if it was carried from a session that does not tell. */
    public long entryRef() {
        return entryRef;
    }

    /** The order of its first execution, or null if it is not known. */
    public OrderHistory.Order entry() {
        return entry;
    }

    /** Money at risk between entry and stop, at 1e-8; 0 if unknown. */
    public long riskE8() {
        return entry == null ? carriedRiskE8 : entry.riskE8();
    }

    /** Whether its stop has trailed in an earlier session. */
    public boolean hasTrailedBefore() {
        return carriedTrailed;
    }

    /** Shares held now, not negative. */
    public long open() {
        return open;
    }

    /** Whether nothing is held any more. */
    public boolean isClosed() {
        return open == 0;
    }

    /** Shares entered in all. */
    public long entryQuantity() {
        return entryQuantity;
    }

    /** Money of the shares entered, at 1e-8, not negative. */
    public long entryValueE8() {
        return entryValueE8;
    }

    /** Shares that have left. */
    public long exitQuantity() {
        return exitQuantity;
    }

    /** Money of the shares that have left, with what was paid for fractions of shares at splits, at 1e-8. */
    public long exitValueE8() {
        return Math.addExact(exitValueE8, side == Side.BUY ? fractionsE8 : -fractionsE8);
    }

    /** Lowest price since the entry, at 1e-8. */
    public long lowE8() {
        return outlived() ? Math.min(lowE8, barLowE8) : lowE8;
    }

    /** Highest price since the entry, at 1e-8. */
    public long highE8() {
        return outlived() ? Math.max(highE8, barHighE8) : highE8;
    }

    /** Average price of the shares entered. */
    public long entryPriceE8() {
        return average(entryValueE8, entryQuantity);
    }

    /** Average price of the shares exited, 0 if there are none. */
    public long exitPriceE8() {
        return average(exitValueE8, exitQuantity);
    }

    /** Time of the last exit, 0 if there was none. */
    public long exitNanos() {
        return exitNanos;
    }

    /** The order of the last exit, or null if there was none or it is not known. */
    public OrderHistory.Order exit() {
        return exit;
    }

    /** Commission so far, at 1e-8. */
    public long commissionE8() {
        return commissionE8;
    }

    /** Profit after commission; shares that are still held are valued at the given price. */
    public long profitE8(long priceE8) {
        long worthE8 = Math.addExact(exitValueE8, FixedPoint.times(priceE8, open));
        long grossE8 = side == Side.BUY ? worthE8 - entryValueE8 : entryValueE8 - worthE8;
        return Math.subtractExact(Math.addExact(grossE8, fractionsE8), commissionE8);
    }

    /** Money that the largest position was down at its worst, not negative; -1 if not every price was seen. */
    public long adverseE8() {
        return excursionE8(side == Side.BUY ? entryPriceE8() - lowE8 : highE8 - entryPriceE8());
    }

    /** Money that the largest position was up at its best, not negative; -1 if not every price was seen. */
    public long favourableE8() {
        return excursionE8(side == Side.BUY ? highE8 - entryPriceE8() : entryPriceE8() - lowE8);
    }

    /** How many bars ended while it was open; -1 if some were skipped. */
    public int bars() {
        return watched ? bars : -1;
    }

    // ---- Written by RoundTrips ------------------------------------------------------------------------------------

    void enter(long quantity, long priceE8, long chargeE8) {
        open = Math.addExact(open, quantity);
        entryQuantity = Math.addExact(entryQuantity, quantity);
        entryValueE8 = Math.addExact(entryValueE8, FixedPoint.times(priceE8, quantity));
        charge(chargeE8);
        see(priceE8);
    }

    /** Takes in how a carried position that nothing has happened to yet came about, see {@link TripPart}. */
    void goOn(EngineEvent event) {
        switch (event.code) {
            case TripPart.ENTERED -> {
                entryValueE8 = FixedPoint.times(event.priceE8, entryQuantity);
                entryRef = event.orderRef;
                bars = (int) (event.argument >>> 32);
                watched = bars >= 0;
            }
            case TripPart.ENTRIES -> {
                entryQuantity = event.quantity;
                entryValueE8 = event.priceE8;
                entryNanos = event.orderRef;
                carriedTrailed = event.argument >>> 32 != 0;
            }
            case TripPart.EXITS -> {
                exitQuantity = event.quantity;
                exitValueE8 = event.priceE8;
                commissionE8 = event.orderRef;
            }
            default -> {
                lowE8 = event.priceE8;
                highE8 = event.orderRef;
                carriedRiskE8 = event.quantity;
            }
        }
    }

    void reduce(long quantity, long priceE8, long chargeE8, long nanos, OrderHistory.Order order) {
        // A position that was stopped out within a bar does not count the bar's prices after the stop.
        if (nanos != barEndNanos || priceE8 == barCloseE8) {
            outlive();
        }
        barEndNanos = Long.MIN_VALUE;
        see(priceE8);
        open -= quantity;
        exitQuantity = Math.addExact(exitQuantity, quantity);
        exitValueE8 = Math.addExact(exitValueE8, FixedPoint.times(priceE8, quantity));
        exitNanos = nanos;
        exit = order;
        charge(chargeE8);
    }

    void charge(long moneyE8) {
        commissionE8 = Math.addExact(commissionE8, moneyE8);
    }

    void see(long priceE8) {
        outlive();
        lowE8 = Math.min(lowE8, priceE8);
        highE8 = Math.max(highE8, priceE8);
    }

    void see(EngineEvent bar) {
        outlive();
        barEndNanos = bar.eventNanos;
        // A bar within which it was entered does not count from its beginning.
        boolean whole = bar.startNanos >= entryNanos;
        barLowE8 = whole ? bar.lowE8 : bar.closeE8;
        barHighE8 = whole ? bar.highE8 : bar.closeE8;
        barCloseE8 = bar.closeE8;
    }

    private boolean outlived() {
        return barEndNanos != Long.MIN_VALUE;
    }

    private void outlive() {
        if (outlived()) {
            barEndNanos = Long.MIN_VALUE;
            lowE8 = Math.min(lowE8, barLowE8);
            highE8 = Math.max(highE8, barHighE8);
        }
    }

    /**
     * Books a split of so many new shares for so many old ones. Average prices are divided by the ratio exactly; a fraction
     * of a share and the cash paid for it are booked as profit or loss of their own.
     *
     * @param openNow shares that are held now
     * @param paidE8 cash paid for the fraction of a share, negative if it was charged
     */
    void split(long numerator, long denominator, long openNow, long paidE8) {
        outlive();
        long exitNow = ExactRatio.floor(exitQuantity, numerator, denominator);
        long entryNow = Math.addExact(openNow, exitNow);
        long entryNowE8 = shareOf(entryValueE8, entryNow, entryQuantity, numerator, denominator);
        long exitNowE8 = shareOf(exitValueE8, exitNow, exitQuantity, numerator, denominator);
        long bookedE8 = Math.subtractExact(exitValueE8 - exitNowE8, entryValueE8 - entryNowE8);
        fractionsE8 = Math.addExact(fractionsE8, Math.addExact(side == Side.BUY ? bookedE8 : -bookedE8, paidE8));
        open = openNow;
        entryQuantity = entryNow;
        entryValueE8 = entryNowE8;
        exitQuantity = exitNow;
        exitValueE8 = exitNowE8;
        lowE8 = lowE8 == Long.MAX_VALUE ? lowE8 : Split.priceE8(lowE8, numerator, denominator);
        highE8 = Split.priceE8(highE8, numerator, denominator);
    }

    /** The part of the money for old shares that goes with so many new ones. */
    private static long shareOf(long valueE8, long now, long old, long numerator, long denominator) {
        return old == 0
                ? 0
                : ExactRatio.nearest(valueE8, Math.multiplyExact(now, denominator), Math.multiplyExact(old, numerator));
    }

    void countBar() {
        bars++;
    }

    void overlook() {
        watched = false;
    }

    private long excursionE8(long aShareE8) {
        return watched ? FixedPoint.times(Math.max(0, aShareE8), entryQuantity) : -1;
    }

    private static long average(long valueE8, long quantity) {
        return quantity == 0 ? 0 : Math.round(valueE8 / (double) quantity);
    }
}
