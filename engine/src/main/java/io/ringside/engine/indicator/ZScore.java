package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * How many standard deviations the close lies above the mean of its window, the current bar included; with the deviation
 * of {@link StandardDeviation}, population or sample. A window without any spread yields 0.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class ZScore implements Indicator {
    private final CloseMoments window;
    private final int divisor;
    private long closeE8;

    private ZScore(CloseMoments window, int divisor) {
        this.window = window;
        this.divisor = divisor;
    }

    /**
     * With the deviation that divides by {@code n}.
     *
     * @param period bars in the window, at least 2
     */
    public static ZScore population(int period) {
        return new ZScore(new CloseMoments(period, 2), period);
    }

    /**
     * With the deviation that divides by {@code n - 1}.
     *
     * @param period bars in the window, at least 2
     */
    public static ZScore sample(int period) {
        return new ZScore(new CloseMoments(period, 2), period - 1);
    }

    @Override
    public double update(Bar bar) {
        closeE8 = bar.closeE8;
        window.push(closeE8);
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        window.split(numerator, denominator);
        closeE8 = Split.priceE8(closeE8, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return window.period();
    }

    @Override
    public double value(int output) {
        int n = window.period();
        double squaredE16 = window.squaredDeviationsE16();
        double aboveMeanE8 = (double) Math.subtractExact(Math.multiplyExact(n, closeE8), window.sumE8()) / n;
        return squaredE16 > 0 ? aboveMeanE8 / Math.sqrt(squaredE16 / divisor) : 0;
    }
}
