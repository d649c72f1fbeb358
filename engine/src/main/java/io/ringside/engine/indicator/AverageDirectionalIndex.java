package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * Wilder's directional movement: how much of the true range went up (+DI) and down (-DI), in per cent, and the average of
 * how far the two are apart (ADX) (J. W. Wilder, New Concepts in Technical Trading Systems, 1978).
 *
 * <p>The sums begin with the first {@code n} changes, {@code sum - sum / n + change} from then on; ADX begins with the mean
 * of the first {@code n} directional indices. TA-Lib begins its sums with {@code n - 1} changes and agrees once the seed
 * has faded. Without a true range both DI are 0; without directional movement so is the directional index of that bar,
 * where TA-Lib leaves its average as it was. Ties between rise and fall are judged on exact prices.
 *
 * <p>Every bar since the first one counts, ever less. Warm-up: twice the period. Thread: indicator stage.
 */
public final class AverageDirectionalIndex implements Indicator {
    /** Output: the average directional index. */
    public static final int ADX = 0;
    /** Output: +DI. */
    public static final int PLUS_DI = 1;
    /** Output: -DI. */
    public static final int MINUS_DI = 2;

    private final int period;
    /** Bars taken in, counted to one past the warm-up. */
    private int bars;

    private long previousHighE8;
    private long previousLowE8;
    private long previousCloseE8;
    private double plusE8;
    private double minusE8;
    private double rangeE8;
    private double plusIndex;
    private double minusIndex;
    private double average;

    /**
     * @param period changes to sum and indices to average over, at least 1
     */
    public AverageDirectionalIndex(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        this.period = period;
    }

    @Override
    public double update(Bar bar) {
        if (bars > 0) {
            addChange(bar);
        }
        if (bars <= warmUp()) {
            bars++;
        }
        if (bars > period) {
            addIndex();
        }
        previousHighE8 = bar.highE8;
        previousLowE8 = bar.lowE8;
        previousCloseE8 = bar.closeE8;
        return value(0);
    }

    private void addChange(Bar bar) {
        long riseE8 = bar.highE8 - previousHighE8;
        long fallE8 = previousLowE8 - bar.lowE8;
        if (bars > period) {
            plusE8 -= plusE8 / period;
            minusE8 -= minusE8 / period;
            rangeE8 -= rangeE8 / period;
        }
        plusE8 += riseE8 > fallE8 ? Math.max(riseE8, 0) : 0;
        minusE8 += fallE8 > riseE8 ? Math.max(fallE8, 0) : 0;
        rangeE8 += TrueRange.of(bar, previousCloseE8);
    }

    private void addIndex() {
        plusIndex = rangeE8 > 0 ? 100 * (plusE8 / rangeE8) : 0;
        minusIndex = rangeE8 > 0 ? 100 * (minusE8 / rangeE8) : 0;
        double both = plusE8 + minusE8;
        double index = both > 0 ? 100 * (Math.abs(plusE8 - minusE8) / both) : 0;
        if (bars > warmUp()) {
            average = ((period - 1) * average + index) / period;
        } else {
            average += index;
            if (bars == warmUp()) {
                average /= period;
            }
        }
    }

    @Override
    public void split(long numerator, long denominator) {
        previousHighE8 = Split.priceE8(previousHighE8, numerator, denominator);
        previousLowE8 = Split.priceE8(previousLowE8, numerator, denominator);
        previousCloseE8 = Split.priceE8(previousCloseE8, numerator, denominator);
        // The indices are ratios of these.
        plusE8 = Split.amount(plusE8, numerator, denominator);
        minusE8 = Split.amount(minusE8, numerator, denominator);
        rangeE8 = Split.amount(rangeE8, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return 2 * period;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public double value(int output) {
        return switch (output) {
            case ADX -> average;
            case PLUS_DI -> plusIndex;
            default -> minusIndex;
        };
    }
}
