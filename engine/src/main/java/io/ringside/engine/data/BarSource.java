package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;

/**
 * Bars of one instrument, with primitive accessors for the bar that the cursor stands on.
 *
 * <p>Thread: the one that drives the run.
 */
public non-sealed interface BarSource extends MarketSource {
    /** Size of the bars. */
    BarSpec size();

    /** First instant of the bar. */
    long startNanos();

    /** When the bar is over: at its size, or with the session if that ends before. */
    long endNanos();

    /** First price. */
    long openE8();

    /** Highest price. */
    long highE8();

    /** Lowest price. */
    long lowE8();

    /** Last price. */
    long closeE8();

    /** Shares traded. */
    long volume();
}
