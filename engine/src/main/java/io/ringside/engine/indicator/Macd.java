package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * Moving average convergence and divergence: the fast exponential average of the closes less the slow one, its own
 * exponential average (the signal), and the difference of both (the histogram) (G. Appel, Technical Analysis: Power Tools
 * for Active Investors, 2005).
 *
 * <p>Each average is seeded with the mean of its own first numbers. TA-Lib starts the fast one later, together with the
 * slow one, and agrees once the seeds have faded.
 *
 * <p>Warm-up: slow + signal - 1. Thread: indicator stage.
 */
public final class Macd implements Indicator {
    /** Output: fast less slow. */
    public static final int MACD = 0;
    /** Output: the average of {@link #MACD}. */
    public static final int SIGNAL = 1;
    /** Output: {@link #MACD} less {@link #SIGNAL}. */
    public static final int HISTOGRAM = 2;

    private final ExponentialMovingAverage fast;
    private final ExponentialMovingAverage slow;
    private final ExponentialMovingAverage signal;
    private int barsToSlow;
    private double difference;

    /**
     * @param fast bars of the fast average, at least 1
     * @param slow bars of the slow average, more than {@code fast}
     * @param signal bars of the signal, at least 1
     */
    public Macd(int fast, int slow, int signal) {
        if (slow <= fast) {
            throw new IllegalArgumentException("slow must be more than fast = " + fast + ", not " + slow);
        }
        this.fast = new ExponentialMovingAverage(fast);
        this.slow = new ExponentialMovingAverage(slow);
        this.signal = new ExponentialMovingAverage(signal);
        barsToSlow = slow;
    }

    @Override
    public double update(Bar bar) {
        fast.add(bar.close);
        slow.add(bar.close);
        if (barsToSlow > 1) {
            barsToSlow--;
        } else {
            difference = fast.value(0) - slow.value(0);
            signal.add(difference);
        }
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        fast.split(numerator, denominator);
        slow.split(numerator, denominator);
        signal.split(numerator, denominator);
        difference = Split.amount(difference, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return slow.warmUp() + signal.warmUp() - 1;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public double value(int output) {
        return switch (output) {
            case MACD -> difference;
            case SIGNAL -> signal.value(0);
            default -> difference - signal.value(0);
        };
    }
}
