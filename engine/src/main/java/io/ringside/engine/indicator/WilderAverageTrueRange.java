package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * Wilder's average true range: the mean of the first {@code n} true ranges, then {@code ((n - 1) * previous + range) / n}
 * (J. W. Wilder, New Concepts in Technical Trading Systems, 1978). The first bar's true range is high minus low; TA-Lib
 * leaves that one out, and agrees once the seed has faded.
 *
 * <p>Thread: indicator stage.
 */
public final class WilderAverageTrueRange implements Indicator {
    private final int period;
    /** The period, and the period less one, as doubles. */
    private final double divisor;

    private final double weight;
    private int seen;
    private double previousClose;
    private double average;

    /**
     * @param period bars to average over, at least 1
     */
    public WilderAverageTrueRange(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        this.period = period;
        divisor = period;
        weight = period - 1;
    }

    @Override
    public double update(Bar bar) {
        double range = seen > 0 ? trueRange(bar) : bar.high - bar.low;
        if (seen >= period) {
            average = (weight * average + range) / divisor;
        } else {
            seen++;
            average += range;
            if (seen == period) {
                average /= divisor;
            }
        }
        previousClose = bar.close;
        return value(0);
    }

    /** The largest of high minus low, and either one's distance from the previous close: the bar, and a gap before it. */
    private double trueRange(Bar bar) {
        double top = previousClose > bar.high ? previousClose : bar.high;
        double bottom = previousClose < bar.low ? previousClose : bar.low;
        return top - bottom;
    }

    @Override
    public void split(long numerator, long denominator) {
        previousClose = Split.price(previousClose, numerator, denominator);
        average = Split.amount(average, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return period;
    }

    @Override
    public double value(int output) {
        return average;
    }
}
