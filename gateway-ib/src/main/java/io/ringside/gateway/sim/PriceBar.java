package io.ringside.gateway.sim;

import io.ringside.engine.data.BarSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices of a span of time.
 *
 * @param startNanos first instant, UTC nanoseconds since 1970
 * @param endNanos first instant after it
 * @param openE8 first price at 1e-8
 * @param highE8 highest price at 1e-8
 * @param lowE8 lowest price at 1e-8
 * @param closeE8 last price at 1e-8
 * @param volume shares traded
 * @param trades approximate number of trades
 */
public record PriceBar(
        long startNanos, long endNanos, long openE8, long highE8, long lowE8, long closeE8, long volume, int trades) {
    public PriceBar {
        if (lowE8 > Math.min(openE8, closeE8) || highE8 < Math.max(openE8, closeE8) || volume < 0) {
            throw new IllegalArgumentException("no bar: open " + openE8 + " high " + highE8 + " low " + lowE8
                    + " close " + closeE8 + " volume " + volume);
        }
    }

    /** A bar of which the number of trades is not known. */
    public static PriceBar of(
            long startNanos, long endNanos, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        int trades = volume == 0 ? 0 : (int) Math.max(1, Math.min(volume / 120, Integer.MAX_VALUE));
        return new PriceBar(startNanos, endNanos, openE8, highE8, lowE8, closeE8, volume, trades);
    }

    /** All remaining bars of a source, which is closed. */
    public static List<PriceBar> allOf(BarSource source) {
        List<PriceBar> bars = new ArrayList<>();
        try (source) {
            while (source.next()) {
                bars.add(of(
                        source.startNanos(),
                        source.endNanos(),
                        source.openE8(),
                        source.highE8(),
                        source.lowE8(),
                        source.closeE8(),
                        source.volume()));
            }
        }
        return bars;
    }

    /** Merges consecutive bars into one with the given start and end. */
    public static PriceBar over(List<PriceBar> parts, long startNanos, long endNanos) {
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long volume = 0;
        int trades = 0;
        for (PriceBar part : parts) {
            high = Math.max(high, part.highE8);
            low = Math.min(low, part.lowE8);
            volume = Math.addExact(volume, part.volume);
            trades += part.trades;
        }
        return new PriceBar(
                startNanos,
                endNanos,
                parts.get(0).openE8,
                high,
                low,
                parts.get(parts.size() - 1).closeE8,
                volume,
                trades);
    }

    /** Its average price, estimated from its four prices. */
    long averageE8() {
        return openE8 / 4 + highE8 / 4 + lowE8 / 4 + closeE8 / 4;
    }
}
