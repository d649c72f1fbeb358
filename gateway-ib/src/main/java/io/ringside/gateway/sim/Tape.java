package io.ringside.gateway.sim;

import java.util.List;

/**
 * The market data played for one instrument: bars, which are split into 5-second bars, or trades and quotes with the
 * 5-second bars aggregated from them.
 *
 * @param listing the instrument
 * @param bars bars in the order of time, without overlap
 * @param trades trades in the order of time; empty if there are only bars
 * @param quotes quotes in the order of time; empty if they are to be derived from the last price
 */
public record Tape(Listing listing, List<PriceBar> bars, List<Trade> trades, List<Quote> quotes) {
    /**
     * One trade.
     *
     * @param nanos when, UTC nanoseconds since 1970
     * @param priceE8 price at 1e-8
     * @param size shares
     * @param volumeOnly whether the price does not count, as for odd lots and late reports
     */
    public record Trade(long nanos, long priceE8, long size, boolean volumeOnly) {}

    /**
     * Best bid and offer from an instant on.
     *
     * @param nanos when, UTC nanoseconds since 1970
     * @param bidE8 bid at 1e-8
     * @param askE8 offer at 1e-8
     * @param bidSize shares at the bid
     * @param askSize shares at the offer
     */
    public record Quote(long nanos, long bidE8, long askE8, long bidSize, long askSize) {}

    public Tape {
        bars = List.copyOf(bars);
        trades = List.copyOf(trades);
        quotes = List.copyOf(quotes);
        for (int i = 1; i < bars.size(); i++) {
            if (bars.get(i).startNanos() < bars.get(i - 1).endNanos()) {
                throw new IllegalArgumentException("bars of " + listing.symbol() + " overlap at " + bars.get(i));
            }
        }
    }

    /** Bars only. */
    public static Tape ofBars(Listing listing, List<PriceBar> bars) {
        return new Tape(listing, bars, List.of(), List.of());
    }
}
