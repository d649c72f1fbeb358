package io.ringside.engine.sim;

import io.ringside.engine.event.EngineEvent;

/**
 * What the simulated broker knows of one instrument's market, and the event that it is looking at.
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

    /** Session that has had its opening print. */
    int openedDay = -1;
    /** When that print was. */
    long openedNanos;
    /** Start of the bar of which the open print has been seen. */
    long printNanos = Long.MIN_VALUE;
    /** Number of that print among the market events. */
    long printTick;

    /** The bar that is being executed. */
    long openE8;

    long highE8;
    long lowE8;
    long closeE8;

    /** The price at hand is an auction's: there is no spread. */
    boolean auction;
    /** The price at hand is a bar's open print: what it did is seen again when the bar is complete. */
    boolean barPrint;
    /** The quote holds at the time of the price at hand. */
    boolean quoted;
    /** The price at hand is the first after a gap: an order that rested gets it, and not its limit. */
    boolean gap;
    /** Between these prices none of the instrument's orders does anything; no price is, where that is not known. */
    long inertAboveE8 = Long.MAX_VALUE;

    long inertBelowE8;

    Market(long tickE8, long lot) {
        this.tickE8 = tickE8;
        this.lot = lot;
    }

    /** Whether prices between two ends are known to do nothing to the instrument's orders. */
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

    /** What an order that takes liquidity meets, 0 if there is no quote. */
    long oppositeE8(boolean buys) {
        return !quoted ? 0 : buys ? askE8 : bidE8;
    }
}
