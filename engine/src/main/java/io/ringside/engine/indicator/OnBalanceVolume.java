package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Split;

/**
 * On-balance volume: the volumes of bars that closed higher than the bar before, less those that closed lower (J.
 * Granville, Granville's New Key to Stock Market Profits, 1963). It begins with the first bar's volume, as TA-Lib's does;
 * only its changes mean anything.
 *
 * <p>Warm-up: 1. Thread: indicator stage.
 */
public final class OnBalanceVolume implements Indicator {
    private long previousCloseE8 = Long.MIN_VALUE;
    private long balance;

    @Override
    public double update(Bar bar) {
        balance = Math.addExact(balance, Integer.signum(Long.compare(bar.closeE8, previousCloseE8)) * bar.volume);
        previousCloseE8 = bar.closeE8;
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        balance = Split.shares(balance, numerator, denominator);
        if (previousCloseE8 != Long.MIN_VALUE) {
            previousCloseE8 = Split.priceE8(previousCloseE8, numerator, denominator);
        }
    }

    @Override
    public int warmUp() {
        return 1;
    }

    @Override
    public double value(int output) {
        return balance;
    }
}
