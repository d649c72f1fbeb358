package io.ringside.engine.indicator;

import java.util.List;

/**
 * Indicators that settings can name, found as a service: a jar lists its implementation in {@code
 * META-INF/services/io.ringside.engine.indicator.IndicatorShelf}.
 *
 * <p>Thread: start-up.
 */
public interface IndicatorShelf {
    /** The indicators that this jar provides. */
    List<IndicatorKind> indicators();
}
