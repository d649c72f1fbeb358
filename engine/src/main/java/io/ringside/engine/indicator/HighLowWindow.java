package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.FixedPoint;
import java.util.Arrays;

/**
 * Highest high and lowest low of the last bars, the current one included, at three comparisons a bar whatever the period
 * and the prices: the window is the tail of one block of bars and the head of the next; the tails' extremes are computed
 * once a block, backwards, in place (M. van Herk, Pattern Recognition Letters 13, 1992). Fixed-point prices are compared,
 * since the extremes of doubles take several times as long.
 *
 * <p>Thread: indicator stage.
 */
final class HighLowWindow {
    /** From {@link #next} on: extremes of the block before from there to its end. Below: the current block's bars. */
    private final long[] highsE8;

    private final long[] lowsE8;
    private int next;
    private long blockHighE8 = Long.MIN_VALUE;
    private long blockLowE8 = Long.MAX_VALUE;
    private long highestE8;
    private long lowestE8;

    HighLowWindow(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        highsE8 = new long[period];
        lowsE8 = new long[period];
        Arrays.fill(highsE8, Long.MIN_VALUE);
        Arrays.fill(lowsE8, Long.MAX_VALUE);
    }

    void push(Bar bar) {
        int at = next;
        highsE8[at] = bar.highE8;
        lowsE8[at] = bar.lowE8;
        blockHighE8 = Math.max(blockHighE8, bar.highE8);
        blockLowE8 = Math.min(blockLowE8, bar.lowE8);
        if (++at < highsE8.length) {
            highestE8 = Math.max(blockHighE8, highsE8[at]);
            lowestE8 = Math.min(blockLowE8, lowsE8[at]);
            next = at;
        } else {
            endBlock();
        }
    }

    int period() {
        return highsE8.length;
    }

    double highest() {
        return FixedPoint.toDouble(highestE8);
    }

    double lowest() {
        return FixedPoint.toDouble(lowestE8);
    }

    private void endBlock() {
        highestE8 = blockHighE8;
        lowestE8 = blockLowE8;
        long highE8 = Long.MIN_VALUE;
        long lowE8 = Long.MAX_VALUE;
        for (int i = highsE8.length - 1; i >= 0; i--) {
            highE8 = Math.max(highE8, highsE8[i]);
            lowE8 = Math.min(lowE8, lowsE8[i]);
            highsE8[i] = highE8;
            lowsE8[i] = lowE8;
        }
        blockHighE8 = Long.MIN_VALUE;
        blockLowE8 = Long.MAX_VALUE;
        next = 0;
    }
}
