package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Keltner's channel as L. Raschke draws it: the exponential average of the closes and so many average true ranges above and
 * below it, by {@link ExponentialMovingAverage} and {@link WilderAverageTrueRange} with their seeds.
 *
 * <p>Every bar since the first one counts, ever less. Warm-up: the longer of both periods. Thread: indicator stage.
 */
public final class KeltnerChannel implements Indicator {
    /** Output: the exponential average. */
    public static final int MIDDLE = 0;
    /** Output: the upper end. */
    public static final int UPPER = 1;
    /** Output: the lower end. */
    public static final int LOWER = 2;

    private final ExponentialMovingAverage middle;
    private final WilderAverageTrueRange range;
    private final double width;

    /**
     * @param period bars of the exponential average, at least 1
     * @param atrPeriod bars of the average true range, at least 1
     * @param width distance of an end from the middle in average true ranges, above 0
     */
    public KeltnerChannel(int period, int atrPeriod, double width) {
        if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("width must be above 0, not " + width);
        }
        middle = new ExponentialMovingAverage(period);
        range = new WilderAverageTrueRange(atrPeriod);
        this.width = width;
    }

    @Override
    public double update(Bar bar) {
        middle.update(bar);
        range.update(bar);
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        middle.split(numerator, denominator);
        range.split(numerator, denominator);
    }

    @Override
    public int warmUp() {
        return Math.max(middle.warmUp(), range.warmUp());
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public double value(int output) {
        double distance = width * range.value(0);
        return switch (output) {
            case MIDDLE -> middle.value(0);
            case UPPER -> middle.value(0) + distance;
            default -> middle.value(0) - distance;
        };
    }
}
