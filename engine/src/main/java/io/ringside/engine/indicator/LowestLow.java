package io.ringside.engine.indicator;

/**
 * The lowest low of the window, the current bar included.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class LowestLow extends HighLowIndicator {
    /**
     * @param period bars in the window, at least 1
     */
    public LowestLow(int period) {
        super(period);
    }

    @Override
    public double value(int output) {
        return window.lowest();
    }
}
