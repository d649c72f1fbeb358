package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Wilder's average true range: the mean of the first {@code n} true ranges, then {@code ((n - 1) * previous + range) / n}
 * (J. W. Wilder, New Concepts in Technical Trading Systems, 1978). The first bar's true range is high minus low; TA-Lib
 * leaves that one out, and agrees once the seed has faded.
 *
 * <p>Thread: indicator stage.
 */
public final class WilderAverageTrueRange implements Indicator {
    private final int period;
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
    }

    @Override
    public double update(Bar bar) {
        double range = bar.high - bar.low;
        if (seen > 0) {
            range = Math.max(range, Math.max(Math.abs(bar.high - previousClose), Math.abs(bar.low - previousClose)));
        }
        if (seen >= period) {
            average = ((period - 1) * average + range) / period;
        } else {
            seen++;
            average += range;
            if (seen == period) {
                average /= period;
            }
        }
        previousClose = bar.close;
        return value(0);
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
