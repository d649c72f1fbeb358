package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.indicator.WilliamsR;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * Buys a dip in an upward trend: enters long when Williams %R is deep and the close above its moving average, leaves when
 * %R has recovered but the close is below the average. Stops come from the average true range.
 */
public class MeanReversionInTrend extends Strategy {
    @Override
    protected void define() {
        about("Buys a dip (Williams %R) above the moving average, sells when the dip is over below it.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value close = bars.close();
        Value sma = bars.add("sma", new SimpleMovingAverage(number("sma", 200, 1, 100_000, "bars", "the trend")));
        Value atr = bars.add(
                "atr",
                new WilderAverageTrueRange(number("atr", 14, 1, 100_000, "bars", "the volatility that places stops")));
        Value willr = bars.add("willr", new WilliamsR(number("willr", 10, 1, 100_000, "bars", "the dip")));
        Value entryBelow = threshold("entry-below", -80, -100, 0, "%R", "so deep a dip is bought");
        Value exitAbove = threshold("exit-above", -20, -100, 0, "%R", "above it the dip is over");
        Value entryFrom = timeOfDay("entry-from", "09:30", "start of the first bar that may signal an entry");
        Value entryTo = timeOfDay("entry-to", "16:00", "start of the last one");
        if (entryFrom.get() > entryTo.get()) {
            throw refused("entry-from", "must not be after entry-to");
        }
        volatility(atr);

        // The trend first: it rarely changes, so the branch is predicted well.
        Condition inHours =
                bars.startTime().atLeast(entryFrom).and(bars.startTime().atMost(entryTo));
        enterLong("WILLR_SMA").when(close.above(sma), willr.below(entryBelow), atr.above(0), inHours);
        exitLong("WILLR_SMA").when(close.below(sma), willr.above(exitAbove));
    }
}
