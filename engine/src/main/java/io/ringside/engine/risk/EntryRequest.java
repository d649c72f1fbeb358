package io.ringside.engine.risk;

import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.Terms;

/**
 * A strategy's request to enter, kept while it waits for the open that sizes it or for the end of the position that it reverses.
 *
 * <p>Thread: risk stage.
 */
final class EntryRequest {
    boolean isShort;
    /** Sequence of the event that carried the signal. */
    long causeSequence;
    /** Price that the signal was based on, at 1e-8. */
    long priceE8;

    double atr;
    /** Absolute stop at 1e-8, or 0 for one that the terms or the settings place. */
    long stopE8;
    /** Absolute target at 1e-8, or 0. */
    long targetE8;
    /** Limit and trigger of the order at 1e-8, or 0. */
    long limitE8;

    long triggerE8;
    /** Targets of the parts that exit before the rest. */
    final long[] partTargetE8 = new long[Parts.MOST - 1];
    /** Price distance from one unit to the next, in price units; 0 if there is one unit only. */
    double unitStep;

    int reason;
    Terms terms = Terms.STANDARD;

    void of(Signal signal, boolean isShort, long causeSequence) {
        this.isShort = isShort;
        this.causeSequence = causeSequence;
        priceE8 = signal.priceE8;
        atr = signal.atr;
        stopE8 = signal.stopE8;
        targetE8 = signal.targetE8;
        limitE8 = signal.entryLimitE8;
        triggerE8 = signal.entryStopE8;
        reason = signal.reason;
        terms = signal.terms;
        for (int i = 0; i < partTargetE8.length; i++) {
            partTargetE8[i] = signal.partTargetE8[i];
        }
        unitStep = signal.unitStep;
    }

    /** Copies another request for a further unit, with the time and price of a later signal. */
    void more(EntryRequest other, Signal signal, long nowSequence) {
        copy(other);
        causeSequence = nowSequence;
        priceE8 = signal.priceE8;
        atr = signal.atr;
        stopE8 = 0;
        limitE8 = 0;
        triggerE8 = 0;
    }

    /** Copies another request without the targets of parts, which are placed already. */
    void copy(EntryRequest other) {
        isShort = other.isShort;
        causeSequence = other.causeSequence;
        priceE8 = other.priceE8;
        atr = other.atr;
        stopE8 = other.stopE8;
        targetE8 = other.targetE8;
        limitE8 = other.limitE8;
        triggerE8 = other.triggerE8;
        reason = other.reason;
        terms = other.terms;
        unitStep = other.unitStep;
    }

    /** Adjusts the request's prices for a split of one share into {@code numerator / denominator}. */
    void split(long numerator, long denominator, long tickE8) {
        priceE8 = Split.priceE8(priceE8, numerator, denominator);
        atr = Split.amount(atr, numerator, denominator);
        stopE8 = priceOf(stopE8, numerator, denominator, tickE8);
        targetE8 = priceOf(targetE8, numerator, denominator, tickE8);
        limitE8 = priceOf(limitE8, numerator, denominator, tickE8);
        triggerE8 = priceOf(triggerE8, numerator, denominator, tickE8);
        for (int i = 0; i < partTargetE8.length; i++) {
            partTargetE8[i] = priceOf(partTargetE8[i], numerator, denominator, tickE8);
        }
        unitStep = Split.amount(unitStep, numerator, denominator);
        terms = terms.split(numerator, denominator);
    }

    private static long priceOf(long wantedE8, long numerator, long denominator, long tickE8) {
        return wantedE8 == Signal.NO_PRICE ? wantedE8 : Split.orderPriceE8(wantedE8, numerator, denominator, tickE8);
    }

    /** Whether the strategy could compute all prices of the request. */
    boolean isPriced() {
        if (terms.parts().grows() && !(unitStep > 0 && unitStep < Double.POSITIVE_INFINITY)) {
            return false;
        }
        for (int i = 0; !terms.parts().grows() && i < terms.parts().count() - 1; i++) {
            if (partTargetE8[i] == Signal.NO_PRICE) {
                return false;
            }
        }
        return stopE8 != Signal.NO_PRICE
                && targetE8 != Signal.NO_PRICE
                && limitE8 != Signal.NO_PRICE
                && triggerE8 != Signal.NO_PRICE;
    }

    /** Whether it has a volatility. */
    boolean isMeasured() {
        return atr > 0 && atr <= Double.MAX_VALUE;
    }

    /** The price at which its order is expected to execute, given the market's price. */
    long orderPriceE8(long marketE8) {
        return switch (terms.entry()) {
            case LIMIT, STOP_LIMIT -> limitE8;
            case STOP -> triggerE8;
            case MARKET, AT_THE_OPEN, AT_THE_CLOSE -> marketE8;
        };
    }
}
