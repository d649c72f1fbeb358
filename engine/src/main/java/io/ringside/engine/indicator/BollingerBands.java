package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Bollinger's bands: the mean of the closes and so many population standard deviations above and below it (J. Bollinger,
 * Bollinger on Bollinger Bands, 2001).
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class BollingerBands implements Indicator {
    /** Output: the mean. */
    public static final int MIDDLE = 0;
    /** Output: the upper band. */
    public static final int UPPER = 1;
    /** Output: the lower band. */
    public static final int LOWER = 2;

    private final CloseMoments window;
    private final double width;
    private double middle;
    private double distance;

    /**
     * @param period bars in the window, at least 2
     * @param width distance of a band from the mean in standard deviations, above 0
     */
    public BollingerBands(int period, double width) {
        if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("width must be above 0, not " + width);
        }
        window = new CloseMoments(period, 2);
        this.width = width;
    }

    @Override
    public double update(Bar bar) {
        window.push(bar.closeE8);
        measure();
        return value(0);
    }

    private void measure() {
        middle = window.mean();
        distance = width * window.deviation(window.period());
    }

    @Override
    public void split(long numerator, long denominator) {
        window.split(numerator, denominator);
        measure();
    }

    @Override
    public int warmUp() {
        return window.period();
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public double value(int output) {
        return switch (output) {
            case MIDDLE -> middle;
            case UPPER -> middle + distance;
            default -> middle - distance;
        };
    }
}
