package io.ringside.engine.event;

/**
 * One closed bar in a slot: exact prices for the journal and the broker, doubles of the same prices for indicators.
 *
 * <p>A bar has the time of its start and of its end; nothing may be decided on it before {@link #endNanos}. Thread: written
 * by the indicator stage, read by the stages after it.
 */
public final class Bar {
    /** Index of the instrument in the configuration. */
    public int instrumentId;
    /** Index of the bar series (instrument and bar size) in the configuration. */
    public int seriesId;
    /** Whether the engine aggregated the bar from ticks or smaller bars; false for a bar of the feed. */
    public boolean derived;
    /** First instant of the bar, UTC nanoseconds since 1970. */
    public long startNanos;
    /** First instant after the bar, UTC nanoseconds since 1970. */
    public long endNanos;
    /** Days since 1970 of the session the bar belongs to, in the exchange's calendar. */
    public int sessionDay;

    /** Price of the first trade, at 1e-8. */
    public long openE8;
    /** Highest price, at 1e-8. */
    public long highE8;
    /** Lowest price, at 1e-8. */
    public long lowE8;
    /** Price of the last trade, at 1e-8. */
    public long closeE8;
    /** Shares traded. */
    public long volume;

    /** {@link #highE8} as the nearest double. */
    public double high;
    /** {@link #lowE8} as the nearest double. */
    public double low;
    /** {@link #closeE8} as the nearest double. */
    public double close;

    /** Sets identity and both ends. */
    public void at(int instrumentId, int seriesId, int sessionDay, long startNanos, long endNanos) {
        this.instrumentId = instrumentId;
        this.seriesId = seriesId;
        this.sessionDay = sessionDay;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
    }

    /** Sets prices, exact and double, and the volume. */
    public void prices(long openE8, long highE8, long lowE8, long closeE8, long volume) {
        this.openE8 = openE8;
        this.highE8 = highE8;
        this.lowE8 = lowE8;
        this.closeE8 = closeE8;
        this.volume = volume;
        if (FixedPoint.isUsual(openE8 | highE8 | lowE8 | closeE8)) {
            high = FixedPoint.usualToDouble(highE8);
            low = FixedPoint.usualToDouble(lowE8);
            close = FixedPoint.usualToDouble(closeE8);
        } else {
            FixedPoint.requireExact(openE8);
            high = FixedPoint.toDouble(highE8);
            low = FixedPoint.toDouble(lowE8);
            close = FixedPoint.toDouble(closeE8);
        }
    }

    /** Copies all fields. */
    public void copyFrom(Bar other) {
        at(other.instrumentId, other.seriesId, other.sessionDay, other.startNanos, other.endNanos);
        derived = other.derived;
        openE8 = other.openE8;
        highE8 = other.highE8;
        lowE8 = other.lowE8;
        closeE8 = other.closeE8;
        volume = other.volume;
        high = other.high;
        low = other.low;
        close = other.close;
    }

    /** {@link #openE8} as the nearest double; computed on demand, since hardly any indicator uses it. */
    public double open() {
        return FixedPoint.toDouble(openE8);
    }
}
