package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * The highest high of the window, the current bar included.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class HighestHigh implements Indicator {
    private final HighLowWindow window;

    /**
     * @param period bars in the window, at least 1
     */
    public HighestHigh(int period) {
        window = new HighLowWindow(period);
    }

    @Override
    public double update(Bar bar) {
        window.push(bar);
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
        return window.highest();
    }
}
