package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Split;

/**
 * The mean of the last closes. Kept as an exact sum of fixed-point closes and divided once, so that it depends on nothing
 * before its window and never drifts.
 *
 * <p>Thread: indicator stage.
 */
public final class SimpleMovingAverage implements Indicator {
    private final long[] closesE8;
    private final double divisor;
    private long sumE8;
    private int next;

    /**
     * @param period bars in the window, at least 1
     */
    public SimpleMovingAverage(int period) {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, not " + period);
        }
        closesE8 = new long[period];
        divisor = period * 1e8;
    }

    @Override
    public double update(Bar bar) {
        sumE8 = Math.addExact(sumE8, bar.closeE8 - closesE8[next]);
        closesE8[next] = bar.closeE8;
        if (++next == closesE8.length) {
            next = 0;
        }
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        sumE8 = 0;
        for (int i = 0; i < closesE8.length; i++) {
            closesE8[i] = Split.priceE8(closesE8[i], numerator, denominator);
            sumE8 = Math.addExact(sumE8, closesE8[i]);
        }
    }

    @Override
    public int warmUp() {
        return closesE8.length;
    }

    @Override
    public double value(int output) {
        return FixedPoint.toWhole(sumE8) / divisor;
    }
}
