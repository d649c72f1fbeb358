package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.BollingerBands;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/** Buys what closes below its lower Bollinger band, sells short what closes above the upper one, leaves at the mean. */
public final class BollingerReversion extends Strategy {
    @Override
    protected void define() {
        about("Buys below the lower Bollinger band, sells short above the upper one, leaves at the mean.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value close = bars.close();
        int period = number("period", 20, 2, 10_000, "bars", "the mean and its deviation");
        double width = decimal("width", 2, 0.1, 10, "standard deviations", "from the mean to a band");
        Value[] bands = bars.add(new BollingerBands(period, width), "mean", "upper band", "lower band");
        Value mean = bands[BollingerBands.MIDDLE];
        volatility(bars.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 10_000, "bars", "places stops"))));

        enterLong("BELOW_BAND").when(close.below(bands[BollingerBands.LOWER]));
        enterShort("ABOVE_BAND").when(close.above(bands[BollingerBands.UPPER]));
        exitLong("MEAN").when(close.crossesAbove(mean));
        exitShort("MEAN").when(close.crossesBelow(mean));
    }
}
