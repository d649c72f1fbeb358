package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * Wilder's relative strength index: {@code 100 * gain / (gain + loss)} over Wilder's averages of the closes' rises and
 * falls, each seeded with the mean of the first {@code n} changes (J. W. Wilder, New Concepts in Technical Trading Systems,
 * 1978; TA-Lib agrees). While no price has moved it is 50, where TA-Lib yields 0.
 *
 * <p>Every bar since the first one counts, ever less. Warm-up: the period and one bar. Thread: indicator stage.
 */
public final class RelativeStrengthIndex implements Indicator {
    private static final double NEUTRAL = 50;

    private final int period;
    /** Changes added so far; -1 before the first bar. */
    private int changes = -1;

    private long previousCloseE8;
    private double gainE8;
    private double lossE8;

    /**
     * @param period changes to average over, at least 1
     */
    public RelativeStrengthIndex(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        this.period = period;
    }

    @Override
    public double update(Bar bar) {
        long changeE8 = bar.closeE8 - previousCloseE8;
        previousCloseE8 = bar.closeE8;
        if (changes >= period) {
            gainE8 = ((period - 1) * gainE8 + Math.max(changeE8, 0)) / period;
            lossE8 = ((period - 1) * lossE8 + Math.max(-changeE8, 0)) / period;
            return value(0);
        }
        changes++;
        if (changes > 0) {
            gainE8 += Math.max(changeE8, 0);
            lossE8 += Math.max(-changeE8, 0);
            if (changes == period) {
                gainE8 /= period;
                lossE8 /= period;
            }
        }
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        previousCloseE8 = Split.priceE8(previousCloseE8, numerator, denominator);
        gainE8 = Split.amount(gainE8, numerator, denominator);
        lossE8 = Split.amount(lossE8, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return period + 1;
    }

    @Override
    public double value(int output) {
        double both = gainE8 + lossE8;
        return both > 0 ? 100 * (gainE8 / both) : NEUTRAL;
    }
}
