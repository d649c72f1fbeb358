package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;

/**
 * A running statistic of one bar series, O(1) a bar, without allocation. Indicators count bars, not time; they never
 * reset. The value depends on the bars seen, with splits between them, and on nothing else.
 *
 * <p>Thread: indicator stage; one instance belongs to one series.
 */
public interface Indicator {
    /** Adds the next closed bar and returns the first output, since a second call would cost as much as the arithmetic. */
    double update(Bar bar);

    /**
     * One share has become {@code numerator / denominator} shares: adjusts the state as if all bars before had been of the
     * new share, with prices divided by the ratio and volumes multiplied. An indicator that does not override it is refused
     * at the start if the data have splits as events; see {@link io.ringside.engine.event.Split}.
     */
    default void split(long numerator, long denominator) {
        throw new UnsupportedOperationException(getClass().getName() + " does not say what a split makes of it");
    }

    /** Bars needed before {@link #value} may be used; from then on every value is finite. */
    int warmUp();

    /** How many numbers it yields. */
    default int outputs() {
        return 1;
    }

    /** The given output after the last bar; undefined before {@link #warmUp} bars. */
    double value(int output);
}
