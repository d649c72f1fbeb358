package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.Split;

/**
 * Volume-weighted average price of the session so far: every bar's typical price {@code (high + low + close) / 3}, weighted
 * with its volume. It begins anew with each session; that is its definition, not a reset. While nothing has been traded it
 * is the typical price of the last bar.
 *
 * <p>Warm-up: 1. Thread: indicator stage.
 */
public final class SessionVwap implements Indicator {
    private static final double THREE_UNITS_E8 = 3 * CloseWindow.UNIT_E8;

    /** Sum of high + low + close, times volume. */
    private final WideSum turnoverE8 = new WideSum();

    private int sessionDay = Integer.MIN_VALUE;
    private long volume;
    private long lastE8;

    @Override
    public double update(Bar bar) {
        if (bar.sessionDay != sessionDay) {
            sessionDay = bar.sessionDay;
            turnoverE8.clear();
            volume = 0;
        }
        lastE8 = bar.highE8 + bar.lowE8 + bar.closeE8;
        turnoverE8.addProduct(lastE8, bar.volume);
        volume = Math.addExact(volume, bar.volume);
        return value(0);
    }

    @Override
    public void split(long numerator, long denominator) {
        // A split does not change price times volume.
        volume = ExactRatio.floor(volume, numerator, denominator);
        lastE8 = Split.priceE8(lastE8, numerator, denominator);
    }

    @Override
    public int warmUp() {
        return 1;
    }

    @Override
    public double value(int output) {
        return (volume > 0 ? turnoverE8.toDouble() / volume : lastE8) / THREE_UNITS_E8;
    }
}
