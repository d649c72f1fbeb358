package io.ringside.engine.signal.load;

import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.signal.Strategies;
import java.util.List;

/**
 * What one file brings.
 *
 * @param file the file
 * @param strategies its strategies
 * @param indicators its indicators
 */
record Found(CodeFile file, List<Strategies.Kind> strategies, List<Indicators.Known> indicators) {}
