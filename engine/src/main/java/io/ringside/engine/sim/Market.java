package io.ringside.engine.sim;

import io.ringside.engine.event.EngineEvent;

/**
 * The simulated broker's view of one instrument's market, and of the event that it is processing.
 *
 * <p>Thread: the broker's driver.
 */
final class Market {
    final long tickE8;
    final long lot;

    /** Last price in the hours that count; 0 if there was none in the session {@link #lastDay}. */
    long lastE8;
    /** Session of the last price. */
    int lastDay = -1;
    /** Best bid, 0 if unknown. */
    long bidE8;
    /** Best offer, 0 if unknown. */
    long askE8;
    /** Session of the quote. */
    int quoteDay = -1;

    /** Last session with an opening print. */
    int openedDay = -1;
    /** Time of that print. */
    long openedNanos;
    /** Start of the bar whose open print was processed. */
    long printNanos = Long.MIN_VALUE;
    /** Number of that print among the market events. */
    long printTick;

    /** The bar that orders are being executed on. */
    long openE8;

    long highE8;
    long lowE8;
    long closeE8;

    /** The current price is an auction's: there is no spread. */
    boolean auction;
    /** The current price is a bar's open print, which is part of the complete bar again. */
    boolean barPrint;
    /** The quote is valid at the time of the current price. */
    boolean quoted;
    /** The current price is the first after a gap: a resting order executes at it, and not at its limit. */
    boolean gap;
    /** Prices between these bounds trigger and fill none of the instrument's orders; the range is empty while it is not known. */
    long inertAboveE8 = Long.MAX_VALUE;

    long inertBelowE8;

    Market(long tickE8, long lot) {
        this.tickE8 = tickE8;
        this.lot = lot;
    }

    /** Whether prices of a range are known to trigger and fill none of the instrument's orders. */
    boolean isInert(long lowE8, long highE8) {
        return lowE8 > inertAboveE8 && highE8 < inertBelowE8;
    }

    void last(long priceE8, int day) {
        lastE8 = priceE8;
        lastDay = day;
    }

    void quote(EngineEvent event, int day) {
        boolean crossed = event.bidE8 > 0 && event.askE8 > 0 && event.bidE8 > event.askE8;
        bidE8 = crossed ? 0 : Math.max(0, event.bidE8);
        askE8 = crossed ? 0 : Math.max(0, event.askE8);
        quoteDay = day;
    }

    void bar(EngineEvent bar) {
        openE8 = bar.openE8;
        highE8 = bar.highE8;
        lowE8 = bar.lowE8;
        closeE8 = bar.closeE8;
    }

    /** Price of the opposite side of the quote, 0 if there is no quote. */
    long oppositeE8(boolean buys) {
        return !quoted ? 0 : buys ? askE8 : bidE8;
    }
}
