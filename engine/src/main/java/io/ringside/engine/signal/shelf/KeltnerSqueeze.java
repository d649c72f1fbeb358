package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.BollingerBands;
import io.ringside.engine.indicator.KeltnerChannel;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * Waits until Bollinger's bands lie within Keltner's channel, a squeeze, and goes with the first close after they have
 * left it (J. Carter, Mastering the Trade, 2005): long above the channel's middle, short below; out on its other side.
 */
public final class KeltnerSqueeze extends Strategy {
    @Override
    protected void define() {
        about("Goes with the first move out of a squeeze of Bollinger's bands within Keltner's channel.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value close = bars.close();
        int period = number("period", 20, 2, 10_000, "bars", "both channels");
        Value[] bands = bars.add(
                new BollingerBands(period, decimal("bollinger-width", 2, 0.1, 10, "standard deviations", "the bands")),
                "mean",
                "upper band",
                "lower band");
        double width = decimal("keltner-width", 1.5, 0.1, 10, "atr", "the channel");
        Value[] channel =
                bars.add(new KeltnerChannel(period, period, width), "channel middle", "channel top", "channel bottom");
        Value top = channel[KeltnerChannel.UPPER];
        Value middle = channel[KeltnerChannel.MIDDLE];
        Value upper = bands[BollingerBands.UPPER];
        volatility(bars.value("atr", () -> (top.get() - middle.get()) / width));

        Condition squeezed = upper.before().below(top.before());
        Condition released = upper.atLeast(top);
        enterLong("RELEASED_UP").when(squeezed, released, close.above(middle));
        enterShort("RELEASED_DOWN").when(squeezed, released, close.below(middle));
        exitLong("BELOW_MIDDLE").when(close.crossesBelow(middle));
        exitShort("ABOVE_MIDDLE").when(close.crossesAbove(middle));
    }
}
