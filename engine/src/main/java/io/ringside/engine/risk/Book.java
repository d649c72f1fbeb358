package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.Terms;
import io.ringside.engine.event.TripPart;
import java.util.List;

/**
 * The risk stage's record of one strategy on one instrument: its position and its orders.
 *
 * <p>Thread: risk stage.
 */
final class Book {
    final int bindingId;
    final int instrumentId;
    /** All books of its strategy's position; this book only, unless the position has several parts. */
    StrategyBooks owner;

    /** Shares held, negative if short. */
    long position;

    /** The working entry, or 0. */
    long entryRef;
    /** The working entry sells. */
    boolean entryShort;
    /** A cancellation of the working entry was sent. */
    boolean entryCancelling;
    /** Limit and trigger of the working entry at 1e-8, or 0. */
    long entryLimitE8;

    long entryTriggerE8;
    /** Shares of the working entry that have not executed. */
    private long entryLeft;
    /** The one-cancels-all group of stop, target and exit, which reduce each other: the entry's reference, or 0. */
    long groupRef;

    /** The working protective stop, or 0. */
    long stopRef;
    /** Trigger of the protective stop. */
    long stopE8;
    /** Quantity of the stop order, executed shares included, as last ordered or reduced by its group. */
    long stopQuantity;
    /** Shares that the stop order has executed. */
    long stopFilled;
    /** The stop is attached to the working entry: the broker lets it cover what the entry has executed. */
    boolean stopAttached;
    /** A wrong quantity of the stop or target at the broker was corrected since the last fill. */
    boolean quantityMended;

    /** The working profit target, or 0. */
    long targetRef;
    /** Limit of the profit target. */
    long targetE8;
    /** As {@link #stopQuantity}. */
    long targetQuantity;
    /** As {@link #stopFilled}. */
    long targetFilled;

    /** The working exit, or 0. */
    long exitRef;
    /** The position is to be closed: an exit that ends early is placed again. */
    boolean closing;
    /** Purpose of the exit. */
    Purpose exitPurpose = Purpose.EXIT;
    /** Reason of the exit, as an index in the strategy's reasons. */
    int exitReason;

    /** The position comes from an order that should have been cancelled; orders that still work belong to the position before. */
    boolean unwanted;
    /** Orders placed again since {@link #mendedNanos} or the last fill. */
    int mends;
    /** Since when {@link #mends} counts. */
    long mendedNanos;

    /** An entry waits for the open print that will size and fill it. */
    boolean waitingForOpen;

    /** An entry waits for the end of the position that it reverses. */
    boolean waitingForFlat;

    final EntryRequest waiting = new EntryRequest();

    /** Terms of the working entry or of the position. */
    Terms terms = Terms.STANDARD;
    /** Bars that closed since the entry was placed or, once it has filled, since the first fill. */
    private int barsOn;
    /** Best price of the position at 1e-8: the highest of a long one, the lowest of a short one; 0 for none yet. */
    private long bestE8;

    /** Bars that closed since the position was last closed. */
    int barsSinceExit = Integer.MAX_VALUE;

    /** Volatility of the strategy's last signal, or 0. */
    double atrBefore;
    /** Price of the strategy's last signal, or 0. */
    long priceBeforeE8;

    /** Proceeds of the position's fills so far (buys negative), commissions not counted. */
    private long proceedsE8;

    Book(int bindingId, int instrumentId) {
        this.bindingId = bindingId;
        this.instrumentId = instrumentId;
    }

    /** Adds the parts that the next session begins with. */
    void carry(long lastE8, List<Carried> parts) {
        long argument = Carried.argument(bindingId, barsSinceExit);
        if (position != 0 || barsSinceExit < Integer.MAX_VALUE) {
            parts.add(new Carried(instrumentId, 0, argument, groupRef, position, lastE8));
        }
        if (!isFlat() && !terms.equals(Terms.STANDARD)) {
            parts.add(Carried.ofTerms(instrumentId, bindingId, terms, barsOn, bestE8));
        }
        if (isIdle()) {
            return;
        }
        carryOrder(Purpose.ENTRY, entryRef, entryShort ? -stopQuantity : stopQuantity, 0, parts);
        carryOrder(Purpose.STOP, stopRef, stopQuantity, stopE8, parts);
        carryOrder(Purpose.TARGET, targetRef, targetQuantity, targetE8, parts);
        carryOrder(Purpose.EXIT, exitRef, held(), 0, parts);
    }

    private void carryOrder(Purpose purpose, long ref, long quantity, long priceE8, List<Carried> parts) {
        if (ref != 0) {
            long argument = Carried.argument(bindingId, barsSinceExit);
            parts.add(new Carried(instrumentId, purpose.code(), argument, ref, quantity, priceE8));
        }
    }

    /** Restores one part that {@link #carry} added. */
    void restore(EngineEvent event) {
        if (event.code == Carried.TERMS) {
            terms = Carried.termsOf(event);
            barsOn = (int) (event.argument >>> 32);
            bestE8 = event.orderRef;
            return;
        }
        if (TripPart.is(event.code)) {
            goOn(event);
            return;
        }
        Purpose purpose = Purpose.ofCode(event.code);
        if (event.code == 0) {
            position = event.quantity;
            groupRef = event.orderRef;
            barsSinceExit = (int) (event.argument >>> 32);
            proceedsE8 = -FixedPoint.times(event.priceE8, position);
        } else if (purpose == Purpose.ENTRY) {
            entryRef = event.orderRef;
            entryShort = event.quantity < 0;
            entryLeft = Math.max(0, Math.abs(event.quantity) - held());
            groupRef = event.orderRef;
        } else if (purpose == Purpose.STOP) {
            stopRef = event.orderRef;
            stopE8 = event.priceE8;
            stopQuantity = event.quantity;
            stopAttached = entryRef != 0;
            stopFilled = stopAttached ? 0 : Math.max(0, stopQuantity - held());
        } else if (purpose == Purpose.TARGET) {
            targetRef = event.orderRef;
            targetE8 = event.priceE8;
            targetQuantity = event.quantity;
            targetFilled = entryRef != 0 ? 0 : Math.max(0, targetQuantity - held());
        } else {
            exitRef = event.orderRef;
            closing = true;
        }
    }

    /** Counts the position from its entry; without these parts, as in older journals, it counts from the last price. */
    private void goOn(EngineEvent event) {
        if (event.code == TripPart.ENTERED) {
            proceedsE8 = -FixedPoint.times(event.priceE8, position);
        } else if (event.code == TripPart.ENTRIES) {
            proceedsE8 = -Long.signum(position) * event.priceE8;
        } else if (event.code == TripPart.EXITS) {
            proceedsE8 = Math.addExact(proceedsE8, Long.signum(position) * event.priceE8);
        }
    }

    /** Whether one of the working orders sells. */
    boolean sells(long ref) {
        boolean isShort = position != 0 ? position < 0 : entryShort;
        return (ref == entryRef) == isShort;
    }

    /** Notes an entry with these terms. */
    void enters(Terms wanted) {
        terms = wanted;
        barsOn = 0;
        bestE8 = 0;
    }

    /**
     * Counts a closed bar; the prices are at 1e-8. Of the bar within which a limit or stop entry was filled, only the close is
     * known to have come after the fill.
     */
    void barClosed(long highOfBarE8, long lowOfBarE8, long closeE8) {
        boolean within = barsOn == 0 && terms.entry().waitsForPrice();
        long highE8 = within ? closeE8 : highOfBarE8;
        long lowE8 = within ? closeE8 : lowOfBarE8;
        barsOn++;
        if (position > 0) {
            bestE8 = Math.max(bestE8, highE8);
        } else if (position < 0) {
            bestE8 = bestE8 == 0 ? lowE8 : Math.min(bestE8, lowE8);
        }
    }

    /** Notes the position's first fill. */
    void opened(long priceE8) {
        barsOn = 0;
        bestE8 = priceE8;
    }

    /** Whether the entry has worked for as many bars as its terms allow. */
    boolean entryExpires() {
        return terms.entryBars() > 0
                && position == 0
                && entryRef != 0
                && !entryCancelling
                && barsOn >= terms.entryBars();
    }

    /** Whether the position has been held for as many bars as its terms allow. */
    boolean isHeldLongEnough() {
        return terms.holdBars() > 0 && position != 0 && barsOn >= terms.holdBars();
    }

    long bestE8() {
        return bestE8;
    }

    /** Notes a working entry of so many shares. */
    void entering(long quantity) {
        entryLeft = quantity;
    }

    /** Shares that the working entry may still execute. */
    long entryOpen() {
        return entryRef == 0 ? 0 : entryLeft;
    }

    /** Counts a fill of one of the book's orders. */
    void count(EngineEvent fill) {
        long signed = fill.side.sign() * fill.quantity;
        position = Math.addExact(position, signed);
        proceedsE8 = Math.subtractExact(proceedsE8, FixedPoint.times(fill.priceE8, signed));
        if (fill.orderRef == entryRef) {
            entryLeft = Math.max(0, entryLeft - signed * (entryShort ? -1 : 1));
        }
    }

    /**
     * Adjusts the book for a split of one share into {@code numerator / denominator}.
     *
     * @param shares shares held now: the book's part of the account's
     * @param paidE8 cash paid for the fraction
     */
    void split(long numerator, long denominator, long shares, long paidE8, long tickE8) {
        position = shares;
        proceedsE8 = Math.addExact(proceedsE8, paidE8);
        entryLeft = Split.shares(entryLeft, numerator, denominator);
        entryLimitE8 = Split.orderPriceE8(entryLimitE8, numerator, denominator, tickE8);
        entryTriggerE8 = Split.orderPriceE8(entryTriggerE8, numerator, denominator, tickE8);
        stopE8 = Split.orderPriceE8(stopE8, numerator, denominator, tickE8);
        targetE8 = Split.orderPriceE8(targetE8, numerator, denominator, tickE8);
        // Beside a working entry, stop and target also cover the shares that it may still execute.
        long stopLeft = Split.shares(stopQuantity - stopFilled, numerator, denominator);
        stopFilled = Split.shares(stopFilled, numerator, denominator);
        stopQuantity = stopFilled + (entryRef != 0 ? stopLeft : held());
        long targetLeft = Split.shares(targetQuantity - targetFilled, numerator, denominator);
        targetFilled = Split.shares(targetFilled, numerator, denominator);
        targetQuantity = targetFilled + (entryRef != 0 ? targetLeft : held());
        quantityMended = false;
        bestE8 = Split.priceE8(bestE8, numerator, denominator);
        terms = terms.split(numerator, denominator);
        atrBefore = Split.amount(atrBefore, numerator, denominator);
        priceBeforeE8 = Split.priceE8(priceBeforeE8, numerator, denominator);
        waiting.split(numerator, denominator, tickE8);
    }

    /** Books shares that an operator has added to the position, or removed from it, at a price. */
    void adopt(long signed, long priceE8) {
        position = Math.addExact(position, signed);
        proceedsE8 = Math.subtractExact(proceedsE8, FixedPoint.times(priceE8, signed));
    }

    /** Profit of the closed position without commissions; the next position counts from zero. */
    long takeProceedsE8() {
        long profitE8 = proceedsE8;
        proceedsE8 = 0;
        return profitE8;
    }

    /** Whether the stop of this position is executing: an exit beside it would sell twice. */
    boolean isStopping() {
        return stopRef != 0 && stopFilled > 0 && !unwanted;
    }

    /** Whether there is no position, no entry, and no order left of the last position. */
    boolean isIdle() {
        return isFlat() && !waitingForOpen && !waitingForFlat && !hasLeftovers();
    }

    /** Whether there is no position and no entry. */
    boolean isFlat() {
        return position == 0 && entryRef == 0;
    }

    /** Whether nothing needs correction: no position and no orders, or a position with a stop of its size and nothing else. */
    boolean isSettled() {
        if (closing || unwanted || (entryRef | targetRef | exitRef) != 0) {
            return false;
        }
        return position == 0
                ? (stopRef | groupRef) == 0
                : stopRef != 0 && !stopAttached && stopQuantity == stopFilled + held();
    }

    /** Whether there is no position, but orders of the last one still work. */
    boolean hasLeftovers() {
        return isFlat() && (stopRef != 0 || targetRef != 0 || exitRef != 0);
    }

    long held() {
        return Math.abs(position);
    }

    /** Counts a closed bar since the last exit. */
    void countBar() {
        if (barsSinceExit < Integer.MAX_VALUE) {
            barsSinceExit++;
        }
    }
}
