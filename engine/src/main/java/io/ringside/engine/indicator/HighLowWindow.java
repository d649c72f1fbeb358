package io.ringside.engine.indicator;

import java.util.Arrays;

/**
 * Highest high and lowest low of the last bars, the current one included, at three comparisons a bar whatever the period
 * and the prices: the window is the tail of one block of bars and the head of the next; the tails' extremes are computed
 * once a block, backwards, in place (M. van Herk, Pattern Recognition Letters 13, 1992).
 *
 * <p>Thread: indicator stage.
 */
final class HighLowWindow {
    /** From {@link #next} on: extremes of the block before from there to its end. Below: the current block's bars. */
    private final double[] highs;

    private final double[] lows;
    private int next;
    private double blockHigh = Double.NEGATIVE_INFINITY;
    private double blockLow = Double.POSITIVE_INFINITY;
    private double highest;
    private double lowest;

    HighLowWindow(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        highs = new double[period];
        lows = new double[period];
        Arrays.fill(highs, Double.NEGATIVE_INFINITY);
        Arrays.fill(lows, Double.POSITIVE_INFINITY);
    }

    void push(double high, double low) {
        int at = next;
        highs[at] = high;
        lows[at] = low;
        blockHigh = Math.max(blockHigh, high);
        blockLow = Math.min(blockLow, low);
        if (++at < highs.length) {
            highest = Math.max(blockHigh, highs[at]);
            lowest = Math.min(blockLow, lows[at]);
            next = at;
        } else {
            endBlock();
        }
    }

    int period() {
        return highs.length;
    }

    double highest() {
        return highest;
    }

    double lowest() {
        return lowest;
    }

    private void endBlock() {
        highest = blockHigh;
        lowest = blockLow;
        double high = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        for (int i = highs.length - 1; i >= 0; i--) {
            high = Math.max(high, highs[i]);
            low = Math.min(low, lows[i]);
            highs[i] = high;
            lows[i] = low;
        }
        blockHigh = Double.NEGATIVE_INFINITY;
        blockLow = Double.POSITIVE_INFINITY;
        next = 0;
    }
}
