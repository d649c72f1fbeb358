package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;

/**
 * An order in the simulated broker's book. The object is reused after its end: callers must not use it after the next call
 * to the broker.
 *
 * <p>Thread: the broker's driver.
 */
public final class WorkingOrder {
    /** The order's current terms: the quantity is the last one ordered, less what others of its group executed. */
    final Intent terms = new Intent();
    /** Shares executed. */
    long filled;
    /** Shares that others of its group executed in its place. */
    long reduced;
    /** Shares that its parent executed; without a parent, no bound. */
    long released;
    /** Shares that other parts of the same entry executed. */
    long filledBeside;
    /** Money executed, at 1e-8. */
    long valueE8;
    /** Charged so far, commission and fees, at 1e-8. */
    long chargedE8;
    /** Tiered commission so far, before minimum and cap, at 1e-8. */
    long tieredE8;
    /** Exchange fees so far, at 1e-8; negative if rebates prevail. */
    long exchangeE8;

    /** Session in which a DAY or auction order is meant to execute. */
    int day;
    /** Number of the market event from which it is matched; for children the event of their parent's execution. */
    long sinceTick;
    /** When it came. */
    long sinceNanos;
    /** Number of the bar inside which its parent executed, or it was triggered; 0 if that was at a single price. */
    long insideTick;
    /** Price at which its parent executed. */
    long insideE8;
    /** The stop is triggered: it executes as a market or a limit order from then on. */
    boolean triggered;
    /** It was matched against a price without executing, so it makes liquidity from then on. */
    boolean rested;
    /** Number of the execution that last reduced it. */
    long lastReduction;
    /** Its parent works. */
    boolean attached;
    /** It is the parent of other orders. */
    boolean hasChildren;

    /** The price that the model took for the market's, before spread and slippage; set with each execution. */
    long referenceE8;
    /** Price in the opening auction of all instruments that is being executed. */
    long auctionE8;
    /** Whether the execution took liquidity. */
    boolean taking;

    void accept(Intent intent, int day, long tick, long nanos) {
        terms.copyFrom(intent);
        filled = 0;
        reduced = 0;
        released = Long.MAX_VALUE;
        filledBeside = 0;
        valueE8 = 0;
        chargedE8 = 0;
        tieredE8 = 0;
        exchangeE8 = 0;
        this.day = day;
        insideTick = 0;
        insideE8 = 0;
        triggered = false;
        rested = false;
        lastReduction = 0;
        attached = false;
        hasChildren = false;
        arrive(tick, nanos);
    }

    /** Lets it be matched from now on. */
    void arrive(long tick, long nanos) {
        sinceTick = tick;
        sinceNanos = nanos;
    }

    /** The order's current terms, less what others of its group executed. Read only. */
    public Intent terms() {
        return terms;
    }

    /** Shares executed. */
    public long filled() {
        return filled;
    }

    /** Shares not executed. */
    public long open() {
        return terms.quantity - filled;
    }

    /** Shares that may execute now: of a child no more than its parent has executed. */
    public long workable() {
        return Math.max(0, Math.min(terms.quantity, released - reduced) - filled);
    }

    /** Current trigger at 1e-8; of a trailing stop the one it has trailed to. */
    public long triggerE8() {
        return terms.stopE8;
    }

    /** Whether the stop is triggered. */
    public boolean isTriggered() {
        return triggered;
    }

    /** How it executes now: a triggered stop is a market order, a triggered stop-limit order a limit order. */
    public OrderType workingType() {
        if (!triggered) {
            return terms.type;
        }
        return terms.type == OrderType.STOP_LIMIT ? OrderType.LIMIT : OrderType.MARKET;
    }

    /** Whether it is a stop that is not triggered; it is neither for the open nor immediate, see {@link OrderChecks}. */
    boolean isWaitingStop() {
        return terms.type == OrderType.STOP && !triggered;
    }

    boolean buys() {
        return terms.side == Side.BUY;
    }

    /**
     * Adjusts it for a split of one share into {@code numerator / denominator}: shares are rounded down, prices to the
     * nearest tick.
     */
    void split(long numerator, long denominator, long tickE8) {
        // Open shares are rounded themselves: the difference of two rounded numbers could be a share too many.
        long open = Split.shares(open(), numerator, denominator);
        filled = Split.shares(filled, numerator, denominator);
        terms.quantity = Math.addExact(filled, open);
        reduced = Split.shares(reduced, numerator, denominator);
        filledBeside = Split.shares(filledBeside, numerator, denominator);
        // A child whose parent has ended works for its whole quantity.
        released = attached ? Split.shares(released, numerator, denominator) : Long.MAX_VALUE;
        terms.limitE8 = Split.orderPriceE8(terms.limitE8, numerator, denominator, tickE8);
        terms.stopE8 = Split.orderPriceE8(terms.stopE8, numerator, denominator, tickE8);
        terms.trailE8 = Split.orderPriceE8(terms.trailE8, numerator, denominator, tickE8);
    }

    /** Moves a trailing stop after a price; it never moves back. */
    void trail(long priceE8) {
        if (buys()) {
            long stopE8 = Math.addExact(priceE8, terms.trailE8);
            terms.stopE8 = terms.stopE8 == 0 ? stopE8 : Math.min(terms.stopE8, stopE8);
        } else {
            terms.stopE8 = Math.max(terms.stopE8, priceE8 - terms.trailE8);
        }
    }
}
