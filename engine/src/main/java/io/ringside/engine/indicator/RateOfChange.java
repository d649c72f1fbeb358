package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Change of the close against the one {@code n} bars before, in per cent of that one. Against a close of 0 it is 0, as in
 * TA-Lib.
 *
 * <p>Warm-up: the period and one bar. Thread: indicator stage.
 */
public final class RateOfChange implements Indicator {
    private final CloseWindow window;
    private double change;

    /**
     * @param period bars to look back, at least 1
     */
    public RateOfChange(int period) {
        window = new CloseWindow(period, 1);
    }

    @Override
    public double update(Bar bar) {
        long beforeE8 = window.push(bar.closeE8);
        change = beforeE8 == 0 ? 0 : 100 * ((double) (bar.closeE8 - beforeE8) / beforeE8);
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        window.split(numerator, denominator);
    }

    @Override
    public int warmUp() {
        return window.period() + 1;
    }

    @Override
    public double value(int output) {
        return change;
    }
}
