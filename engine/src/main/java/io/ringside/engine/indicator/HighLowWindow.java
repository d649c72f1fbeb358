package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;
import java.util.Arrays;

/**
 * Highest high and lowest low of the last bars, the current one included, at three comparisons a bar whatever the period
 * and the prices: the window is the tail of one block of bars and the head of the next; the tails' extremes are computed
 * once a block, backwards, in place (M. van Herk, Pattern Recognition Letters 13, 1992). Extremes are chosen by the sign of
 * a difference and not by a branch, which a processor guesses wrong too often.
 *
 * <p>Thread: indicator stage.
 */
final class HighLowWindow {
    /**
     * At {@link #next} and above: extremes of the previous block, each from there to its end. Below: bars of the current
     * block.
     */
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

    void push(Bar bar) {
        int at = next;
        highs[at] = bar.high;
        lows[at] = bar.low;
        blockHigh = larger(blockHigh, bar.high);
        blockLow = smaller(blockLow, bar.low);
        if (++at < highs.length) {
            highest = larger(blockHigh, highs[at]);
            lowest = smaller(blockLow, lows[at]);
            next = at;
        } else {
            endBlock();
        }
    }

    /** Adjusts the prices for a split. */
    void split(long numerator, long denominator) {
        for (int i = 0; i < highs.length; i++) {
            highs[i] = Split.price(highs[i], numerator, denominator);
            lows[i] = Split.price(lows[i], numerator, denominator);
        }
        blockHigh = Split.price(blockHigh, numerator, denominator);
        blockLow = Split.price(blockLow, numerator, denominator);
        highest = Split.price(highest, numerator, denominator);
        lowest = Split.price(lowest, numerator, denominator);
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
            high = larger(high, highs[i]);
            low = smaller(low, lows[i]);
            highs[i] = high;
            lows[i] = low;
        }
        blockHigh = Double.NEGATIVE_INFINITY;
        blockLow = Double.POSITIVE_INFINITY;
        next = 0;
    }

    private static double larger(double a, double b) {
        return choose(a, b, signOf(a - b));
    }

    private static double smaller(double a, double b) {
        return choose(b, a, signOf(a - b));
    }

    /** All bits set for a negative number, none for another one. */
    private static long signOf(double difference) {
        return Double.doubleToRawLongBits(difference) >> 63;
    }

    /** The first number, or the second one if all bits are set. */
    private static double choose(double first, double second, long bits) {
        long chosen = Double.doubleToRawLongBits(first);
        chosen ^= (chosen ^ Double.doubleToRawLongBits(second)) & bits;
        return Double.longBitsToDouble(chosen);
    }
}
