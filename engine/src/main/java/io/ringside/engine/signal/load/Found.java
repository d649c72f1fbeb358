package io.ringside.engine.signal.load;

import io.ringside.engine.indicator.Indicators;
import java.util.List;

/**
 * The content of one file.
 *
 * @param file the file
 * @param strategies its strategies
 * @param indicators its indicators
 */
record Found(CodeFile file, List<OwnStrategy> strategies, List<Indicators.Known> indicators) {}
