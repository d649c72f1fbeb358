package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Williams %R: where the close lies between the lowest low (-100) and the highest high (0) of the window, the current bar
 * included: {@code 100 * ((close - low) / (high - low) - 1)} (L. Williams, How I Made One Million Dollars, 1973). A window
 * without any range yields the neutral -50; TA-Lib yields 0 there.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class WilliamsR extends HighLowIndicator {
    private static final double NEUTRAL = -50;

    private double value;

    /**
     * @param period bars in the window, at least 1
     */
    public WilliamsR(int period) {
        super(period);
    }

    @Override
    public double update(Bar bar) {
        window.push(bar);
        double lowest = window.lowest();
        double range = window.highest() - lowest;
        value = range > 0 ? 100 * ((bar.close - lowest) / range - 1) : NEUTRAL;
        return value(0);
    }

    @Override
    public double value(int output) {
        return value;
    }
}
