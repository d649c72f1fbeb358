package io.ringside.engine.signal.shelf;

import io.ringside.engine.indicator.HighestHigh;
import io.ringside.engine.indicator.LowestLow;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Rule;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * The turtles' breakout (R. Donchian; C. Faith, Way of the Turtle, 2007): enters when the close leaves the channel of the
 * bars before, exits when it leaves a shorter channel on the other side. With more than one unit it adds one each time the
 * price has moved on by half an N, as the turtles did.
 */
public final class DonchianBreakout extends Strategy {
    @Override
    protected void define() {
        about("Enters when the close leaves the channel of the bars before, leaves by a shorter channel.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value close = bars.close();
        int entry = number("entry", 20, 1, 10_000, "bars", "channel to break out of");
        int exit = number("exit", 10, 1, 10_000, "bars", "channel to leave by");
        Value entryHigh = bars.add("entry high", new HighestHigh(entry));
        Value entryLow = bars.add("entry low", new LowestLow(entry));
        Value exitHigh = bars.add("exit high", new HighestHigh(exit));
        Value exitLow = bars.add("exit low", new LowestLow(exit));
        Value n = bars.add("n", new WilderAverageTrueRange(number("atr", 20, 1, 10_000, "bars", "the turtles' N")));
        int units = number("units", 1, 1, 10, "", "of a position that grows as the price goes on; the turtles had 4");
        double unitStep = decimal("unit-step", 0.5, 0.01, 100, "N", "from one unit's price to the next one's");
        volatility(n);

        Rule up = enterLong("BREAKOUT_UP").when(close.above(entryHigh.before()));
        Rule down = enterShort("BREAKOUT_DOWN").when(close.below(entryLow.before()));
        if (units > 1) {
            Value step = value("step", () -> unitStep * n.get());
            up.pyramid(units, step).fixedStop();
            down.pyramid(units, step).fixedStop();
        }
        exitLong("CHANNEL_LOW").when(close.below(exitLow.before()));
        exitShort("CHANNEL_HIGH").when(close.above(exitHigh.before()));
    }
}
