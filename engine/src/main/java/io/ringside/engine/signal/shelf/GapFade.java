package io.ringside.engine.signal.shelf;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;

/**
 * Bets that a gap between yesterday's close and today's open is filled: after the session's first bar it buys below a gap
 * down and sells short above a gap up. The target is yesterday's close; at a time of the day the position is closed if the
 * target is not reached.
 */
public final class GapFade extends Strategy {
    private int sessionDay;
    private double open;
    private double previousClose = Double.NaN;
    private double lastClose = Double.NaN;
    private boolean first;

    @Override
    protected void define() {
        about("Trades a gap at the open back to the close of the day before; flat at a time of the day.");
        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
        Value gap = bars.value("gap in per cent", () -> 100 * (open / previousClose - 1));
        Value close = bars.close();
        Value previous = bars.value("close of the day before", () -> previousClose);
        double least = decimal("gap", 0.5, 0, 50, "per cent", "smallest gap that is traded");
        Value flat = timeOfDay("exit-at", "12:00", "what is held is left on the first bar that ends then");
        volatility(bars.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 10_000, "bars", "places stops"))));

        Condition atOpen = check("the session's first bar", () -> first);
        enterLong("GAP_DOWN")
                .when(atOpen, gap.atMost(-least), close.below(previous))
                .targetAt(previous);
        enterShort("GAP_UP")
                .when(atOpen, gap.atLeast(least), close.above(previous))
                .targetAt(previous);
        exit("TIME_EXIT").when(bars.endTime().atLeast(flat)).oncePerSession();
    }

    @Override
    protected void onSplit(Instrument of, long numerator, long denominator) {
        previousClose = Split.price(previousClose, numerator, denominator);
        lastClose = Split.price(lastClose, numerator, denominator);
        open = Split.price(open, numerator, denominator);
    }

    @Override
    protected void onBar(Bars bars) {
        Bar bar = bars.last();
        first = bar.sessionDay != sessionDay;
        if (first) {
            sessionDay = bar.sessionDay;
            previousClose = lastClose;
            open = bar.open();
        }
        lastClose = bar.close;
    }
}
