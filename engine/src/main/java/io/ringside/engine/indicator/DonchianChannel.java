package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Donchian's channel: highest high, lowest low and the middle between them, the current bar included. A breakout is judged
 * against the channel of the bar before.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class DonchianChannel implements Indicator {
    /** Output: halfway between both ends. */
    public static final int MIDDLE = 0;
    /** Output: the highest high. */
    public static final int UPPER = 1;
    /** Output: the lowest low. */
    public static final int LOWER = 2;

    private final HighLowWindow window;

    /**
     * @param period bars in the window, at least 1
     */
    public DonchianChannel(int period) {
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
    public int outputs() {
        return 3;
    }

    @Override
    public double value(int output) {
        return switch (output) {
            case MIDDLE -> (window.highest() + window.lowest()) / 2;
            case UPPER -> window.highest();
            default -> window.lowest();
        };
    }
}
