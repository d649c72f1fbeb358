package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * Base of indicators that depend on the highs and lows of a window only, the current bar included.
 *
 * <p>Warm-up: the period. Thread: indicator stage.
 */
abstract class HighLowIndicator implements Indicator {
    final HighLowWindow window;

    HighLowIndicator(int period) {
        window = new HighLowWindow(period);
    }

    @Override
    public double update(Bar bar) {
        window.push(bar);
        return value(0);
    }

    @Override
    public final void split(long numerator, long denominator) {
        window.split(numerator, denominator);
    }

    @Override
    public final int warmUp() {
        return window.period();
    }
}
