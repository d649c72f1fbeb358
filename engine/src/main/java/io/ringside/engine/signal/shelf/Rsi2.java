package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.RelativeStrengthIndex;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * Buys a short dip in an upward trend (L. Connors, C. Alvarez, Short Term Trading Strategies That Work, 2008): a relative
 * strength index of two bars is low while the close is above its long average; out when the close is above a short one.
 */
public final class Rsi2 extends Strategy {
    @Override
    protected void define() {
        about("Buys when a two-bar RSI is low above the long average, sells above the short average.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads; Connors' are 1d"));
        Value close = bars.close();
        Value trend = bars.add("trend", new SimpleMovingAverage(number("trend", 200, 1, 10_000, "bars", "the trend")));
        Value mean =
                bars.add("mean", new SimpleMovingAverage(number("mean", 5, 1, 10_000, "bars", "where it is sold")));
        Value rsi = bars.add("rsi", new RelativeStrengthIndex(number("rsi", 2, 1, 10_000, "bars", "the dip")));
        Value entryBelow = threshold("entry-below", 10, 0, 100, "RSI", "so deep a dip is bought");
        volatility(bars.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 10_000, "bars", "places stops"))));

        enterLong("DIP").when(close.above(trend), rsi.below(entryBelow));
        exitLong("RECOVERED").when(close.crossesAbove(mean));
    }
}
