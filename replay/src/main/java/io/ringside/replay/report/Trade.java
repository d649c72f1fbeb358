package io.ringside.replay.report;

import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One round trip: entry to exit of a position. Times are UTC nanoseconds since 1970, money and prices at 1e-8. A foreign
 * trade list may have less: then a {@code long} is {@link #UNKNOWN}, a {@code double} NaN, a text empty.
 *
 * @param symbol ticker
 * @param side BUY for a long position, SELL for a short one
 * @param quantity shares
 * @param signalBarNanos start of the bar on which the entry was decided
 * @param entryNanos when the entry filled
 * @param entryPriceE8 average price of the entry
 * @param exitBarNanos start of the bar in which the position ended; never unknown
 * @param exitNanos when the exit filled
 * @param exitPriceE8 average price of the exit
 * @param exitReason such as TRAILING_STOP
 * @param commissionE8 charged for both sides
 * @param pnlE8 profit after commission; never unknown
 * @param rMultiple profit in units of the money risked at entry
 * @param equityAfterE8 cash equity after the exit
 * @param indicators values on the signal's bar, by name, in the strategy's order
 * @param orderRef the entry's order; 0 if unknown
 * @param strategy the strategy's name; empty if unknown
 * @param maeE8 maximum adverse excursion: money that the position was down at its worst, not negative
 * @param mfeE8 maximum favourable excursion: money that it was up at its best, not negative
 * @param barsHeld bars that ended with the position
 */
public record Trade(
        String symbol,
        Side side,
        long quantity,
        long signalBarNanos,
        long entryNanos,
        long entryPriceE8,
        long exitBarNanos,
        long exitNanos,
        long exitPriceE8,
        String exitReason,
        long commissionE8,
        long pnlE8,
        double rMultiple,
        long equityAfterE8,
        Map<String, Double> indicators,
        long orderRef,
        String strategy,
        long maeE8,
        long mfeE8,
        long barsHeld) {
    /** Stands for a time, price or amount that a trade list does not have. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    public Trade {
        if (exitBarNanos == UNKNOWN || pnlE8 == UNKNOWN) {
            throw new IllegalArgumentException("a trade has an exit and a profit");
        }
        // Sweeps create millions of trades, without indicators.
        indicators = indicators.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    }

    /** Profit in percent of the money that the position was entered with; NaN if that is not known. */
    public double returnPercent() {
        boolean known = quantity != UNKNOWN && quantity != 0 && entryPriceE8 != UNKNOWN && entryPriceE8 != 0;
        return known ? 100.0 * pnlE8 / ((double) entryPriceE8 * quantity) : Double.NaN;
    }

    /** The first instant known of it, the exit's bar at the latest. */
    public long firstNanos() {
        return entryNanos != UNKNOWN ? entryNanos : signalBarNanos != UNKNOWN ? signalBarNanos : exitBarNanos;
    }

    /** Whether it made money; a trade of exactly nothing counts as lost. */
    public boolean isWin() {
        return pnlE8 > 0;
    }

    /** The entry's order as reports print it, empty if unknown. */
    public String orderRefText() {
        return OrderRef.format(orderRef);
    }
}
