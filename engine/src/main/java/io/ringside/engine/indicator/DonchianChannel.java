package io.ringside.engine.indicator;

/**
 * Donchian's channel: highest high, lowest low and the middle between them, the current bar included. A breakout is judged
 * against the channel of the bar before.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class DonchianChannel extends HighLowIndicator {
    /** Output: halfway between both ends. */
    public static final int MIDDLE = 0;
    /** Output: the highest high. */
    public static final int UPPER = 1;
    /** Output: the lowest low. */
    public static final int LOWER = 2;

    /**
     * @param period bars in the window, at least 1
     */
    public DonchianChannel(int period) {
        super(period);
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
