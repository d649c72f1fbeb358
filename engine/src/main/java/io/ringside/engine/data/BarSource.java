package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;

/**
 * Bars of one instrument, with primitive accessors for the bar that the cursor stands on. A subclass sets that bar in its
 * {@link #next} by {@link #at} and {@link #prices}.
 *
 * <p>Thread: the one that drives the run.
 */
public abstract non-sealed class BarSource implements MarketSource {
    private int sessionDay;
    private long startNanos;
    private long endNanos;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long volume;

    /** Size of the bars. */
    public abstract BarSpec size();

    /** Sets the bar that the cursor stands on: its session, start and end. */
    protected final void at(int sessionDay, long startNanos, long endNanos) {
        this.sessionDay = sessionDay;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
    }

    /** Sets its prices and volume. */
    protected final void prices(long openE8, long highE8, long lowE8, long closeE8, long volume) {
        this.openE8 = openE8;
        this.highE8 = highE8;
        this.lowE8 = lowE8;
        this.closeE8 = closeE8;
        this.volume = volume;
    }

    /** Sets the bar to the one that another source stands on. */
    protected final void standOn(BarSource other) {
        at(other.sessionDay, other.startNanos, other.endNanos);
        prices(other.openE8, other.highE8, other.lowE8, other.closeE8, other.volume);
    }

    @Override
    public final int sessionDay() {
        return sessionDay;
    }

    /** First instant of the bar. */
    public final long startNanos() {
        return startNanos;
    }

    /** When the bar is over: at its size, or with the session if that ends before. */
    public final long endNanos() {
        return endNanos;
    }

    /** First price. */
    public final long openE8() {
        return openE8;
    }

    /** Highest price. */
    public final long highE8() {
        return highE8;
    }

    /** Lowest price. */
    public final long lowE8() {
        return lowE8;
    }

    /** Last price. */
    public final long closeE8() {
        return closeE8;
    }

    /** Shares traded. */
    public final long volume() {
        return volume;
    }
}
