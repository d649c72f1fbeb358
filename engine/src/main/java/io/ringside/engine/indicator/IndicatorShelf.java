package io.ringside.engine.indicator;

import java.util.List;

/**
 * Indicators that settings can name, found as a service: a jar lists its implementation in {@code
 * META-INF/services/io.ringside.engine.indicator.IndicatorShelf}.
 *
 * <p>Thread: start-up.
 */
public interface IndicatorShelf {
    /** What is on it. */
    List<IndicatorKind> indicators();
}
