package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import java.util.List;

/**
 * Holds while a fast average is above a slow one: in when it crosses above, out when it is below, or with {@code sides =
 * both} turned around, if the settings allow short positions. Any two indicators of one
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

        boolean both = choice("sides", "long", List.of("long", "both"), "whether it sells short below")
                .equals("both");
        if (both) {
            enterLong("CROSS_UP").when(fast.crossesAbove(slow)).reversing();
            enterShort("CROSS_DOWN").when(fast.crossesBelow(slow)).reversing();
        } else {
            enterLong("CROSS_UP").when(fast.crossesAbove(slow));
            exitLong("CROSS_DOWN").when(fast.below(slow));
        }
    }
}
