package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.SessionVwap;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * Buys far below the session's volume-weighted average price and sells short far above it; out when the price is back there,
 * and before the close.
 */
public final class VwapReversion extends Strategy {
    @Override
    protected void define() {
        about("Trades back to the session's volume-weighted average price; flat before the close.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value close = bars.close();
        Value vwap = bars.add("vwap", new SessionVwap());
        Value atr = bars.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 10_000, "bars", "the distance")));
        double distance = decimal("distance", 3, 0.1, 100, "atr", "so far from the average it is traded");
        Value low = bars.value("vwap - distance", () -> vwap.get() - distance * atr.get());
        Value high = bars.value("vwap + distance", () -> vwap.get() + distance * atr.get());
        Value until = timeOfDay("entry-until", "15:00", "no entry on a bar that ends after it");
        Value flat = timeOfDay("exit-at", "15:55", "everything is left on the first bar that ends then");
        Condition inTime = bars.endTime().atMost(until);
        volatility(atr);

        exit("END_OF_DAY").when(bars.endTime().atLeast(flat));
        enterLong("FAR_BELOW").when(close.below(low), inTime);
        enterShort("FAR_ABOVE").when(close.above(high), inTime);
        exitLong("BACK").when(close.crossesAbove(vwap));
        exitShort("BACK").when(close.crossesBelow(vwap));
    }
}
