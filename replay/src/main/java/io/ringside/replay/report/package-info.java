/**
 * Trade lists, equity series, their figures, and the tear sheet.
 *
 * <pre>
 *   trades.csv, equity.csv > TradeFile, EquityFile > Summary (MetricSet, TradeStatistics) > summary.json
 *   run, PricePath > AccountBlocks, TradeBlocks, Page > TearSheet (one HTML file)
 * </pre>
 *
 * <p>Money is summed exactly, at 1e-8; ratios are {@code double}. What is undefined (a profit factor without losses, a
 * deviation of one day) is absent: null in JSON, an empty cell in CSV, "n/a" in text; never NaN. Thread: the command's; most
 * classes are immutable.
 */
package io.ringside.replay.report;
