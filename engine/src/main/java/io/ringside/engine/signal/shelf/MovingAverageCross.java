package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * Holds while a fast average is above a slow one: in when it crosses above, out when it is below. Any two indicators of one
 * output will do, {@code sma(50)} and {@code ema(200)} for example.
 */
public final class MovingAverageCross extends Strategy {
    @Override
    protected void define() {
        about("Long when a fast average crosses above a slow one, out when it is below.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value fast = bars.add("fast", indicator("fast", "sma(50)", "the fast average"));
        Value slow = bars.add("slow", indicator("slow", "sma(200)", "the slow average"));
        volatility(bars.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 10_000, "bars", "places stops"))));

        enterLong("CROSS_UP").when(fast.crossesAbove(slow));
        exitLong("CROSS_DOWN").when(fast.below(slow));
    }
}
