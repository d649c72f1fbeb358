package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Split;

/**
 * Wilder's true range: the span of the bar and the close before it (J. W. Wilder, New Concepts in Technical Trading
 * Systems, 1978). The first bar's is high minus low; TA-Lib has none there.
 *
 * <p>Warm-up: 1. Thread: indicator stage.
 */
public final class TrueRange implements Indicator {
    private boolean first = true;
    private long previousCloseE8;
    private long rangeE8;

    @Override
    public double update(Bar bar) {
        rangeE8 = first ? bar.highE8 - bar.lowE8 : of(bar, previousCloseE8);
        first = false;
        previousCloseE8 = bar.closeE8;
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        previousCloseE8 = Split.priceE8(previousCloseE8, numerator, denominator);
        rangeE8 = Split.priceE8(rangeE8, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return 1;
    }

    @Override
    public double value(int output) {
        return FixedPoint.toDouble(rangeE8);
    }

    /** The largest of high minus low, and either one's distance from the previous close. */
    static long of(Bar bar, long previousCloseE8) {
        return Math.max(bar.highE8, previousCloseE8) - Math.min(bar.lowE8, previousCloseE8);
    }
}
