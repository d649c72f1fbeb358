package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * Exponential moving average of closes: the mean of the first {@code n}, then {@code previous + 2 / (n + 1) * (close -
 * previous)}. The seed and the formula are TA-Lib's.
 *
 * <p>Every bar since the first one counts, ever less. Warm-up: the period. Thread: indicator stage.
 */
public final class ExponentialMovingAverage implements Indicator {
    private final int period;
    private final double weight;
    private int seen;
    private double average;

    /**
     * @param period bars that seed it and set its weight, at least 1
     */
    public ExponentialMovingAverage(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        this.period = period;
        weight = 2.0 / (period + 1.0);
    }

    @Override
    public double update(Bar bar) {
        add(bar.close);
        return value(0);
    }

    /** Takes the next number in. */
    void add(double number) {
        if (seen >= period) {
            average += weight * (number - average);
        } else {
            seen++;
            average += number;
            if (seen == period) {
                average /= period;
            }
        }
    }

    @Override
    public void split(long numerator, long denominator) {
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
