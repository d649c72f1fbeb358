package io.ringside.engine.data;

/**
 * Recognises overnight price changes that look like a split for which the prices were not adjusted.
 *
 * <p>Thread: any; it has no state.
 */
public final class Splits {
    /** How far a change may be from a split's ratio, for the day's own change on top. */
    private static final double TOLERANCE = 0.05;

    private static final double[] RATIOS = {1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50};

    private Splits() {}

    /** Whether a split of this ratio, or its inverse, shows in the prices; smaller ones are lost in a day's own change. */
    public static boolean isLarge(double ratio) {
        return Math.max(ratio, 1 / ratio) >= RATIOS[0] * (1 - TOLERANCE);
    }

    /** Whether the ratio of an open to the close before is that of a split, or its inverse. */
    public static boolean isSplit(double ratio) {
        double larger = Math.max(ratio, 1 / ratio);
        if (!isLarge(ratio)) {
            return false;
        }
        for (double split : RATIOS) {
            if (Math.abs(larger / split - 1) < TOLERANCE) {
                return true;
            }
        }
        return false;
    }
}
