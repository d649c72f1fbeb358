package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Linearly weighted moving average of closes: the newest counts {@code n} times, the oldest once, over {@code n (n + 1) /
 * 2}. From exact sums, so that it depends on its window and on nothing else.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
public final class WeightedMovingAverage implements Indicator {
    private final CloseWindow window;
    private final WideSum weighted = new WideSum();
    private final double divisor;

    /**
     * @param period bars in the window, at least 1
     */
    public WeightedMovingAverage(int period) {
        window = new CloseWindow(period, 1);
        divisor = 0.5 * period * (period + 1.0) * CloseWindow.UNIT_E8;
    }

    @Override
    public double update(Bar bar) {
        // Each bar in the window loses one weight, the oldest its last; the new one enters with all of them.
        weighted.addProduct(-1, window.sumE8());
        weighted.addProduct(window.period(), bar.closeE8);
        window.push(bar.closeE8);
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        window.split(numerator, denominator);
        weighted.clear();
        for (int back = 0; back < window.period(); back++) {
            weighted.addProduct(window.period() - back, window.closeE8(back));
        }
    }

    @Override
    public int warmUp() {
        return window.period();
    }

    @Override
    public double value(int output) {
        return weighted.toDouble() / divisor;
    }
}
