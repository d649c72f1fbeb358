import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/** Holds while a fast average of the closes is above a slow one. */
public final class MyIdea extends Strategy {
    @Override
    protected void define() {
        about("Holds while a fast average of the closes is above a slow one.");

        // What a configuration may set: key, default, bounds, unit, and what it is for.
        int fastBars = number("fast", 20, 1, 10_000, "bars", "the fast average");
        int slowBars = number("slow", 100, 2, 10_000, "bars", "the slow average");
        if (fastBars >= slowBars) {
            throw refused("fast", "must be less than slow");
        }

        // What it looks at.
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value fast = bars.add("fast average", new SimpleMovingAverage(fastBars));
        Value slow = bars.add("slow average", new SimpleMovingAverage(slowBars));
        Value atr = bars.add("atr", new WilderAverageTrueRange(14));

        // What it does, and when. The stop is risk.atr-multiple average true ranges away, and trails.
        volatility(atr);
        enterLong("CROSS_UP").when(fast.crossesAbove(slow));
        exitLong("CROSS_DOWN").when(fast.below(slow));
    }
}
