package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Standard deviation of the last closes: of the window itself (population, divided by {@code n}, as TA-Lib and Bollinger
 * have it) or as an estimate from it (sample, divided by {@code n - 1}). From exact sums, so that it depends on its window
 * and on nothing else.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class StandardDeviation implements Indicator {
    private final CloseMoments window;
    private final int divisor;

    private StandardDeviation(CloseMoments window, int divisor) {
        this.window = window;
        this.divisor = divisor;
    }

    /**
     * Divides by {@code n}.
     *
     * @param period bars in the window, at least 1
     */
    public static StandardDeviation population(int period) {
        return new StandardDeviation(new CloseMoments(period, 1), period);
    }

    /**
     * Divides by {@code n - 1}.
     *
     * @param period bars in the window, at least 2
     */
    public static StandardDeviation sample(int period) {
        return new StandardDeviation(new CloseMoments(period, 2), period - 1);
    }

    @Override
    public double update(Bar bar) {
        window.push(bar.closeE8);
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        window.split(numerator, denominator);
    }

    @Override
    public int warmUp() {
        return window.period();
    }

    @Override
    public double value(int output) {
        return window.deviation(divisor);
    }
}
