package io.ringside.engine.indicator;

/**
 * The highest high of the window, the current bar included.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class HighestHigh extends HighLowIndicator {
    /**
     * @param period bars in the window, at least 1
     */
    public HighestHigh(int period) {
        super(period);
    }

    @Override
    public double value(int output) {
        return window.highest();
    }
}
