/**
 * Running statistics of bar series. {@code IndicatorHandler}, the first stage, closes the bars of each {@code BarSeries} and
 * updates the indicators that strategies subscribed to on it; their values go to the strategies with the event.
 *
 * <p>Thread: the indicator stage's; nothing here is shared.
 *
 * <p>Each indicator is one file with one test. {@code ShippedIndicators} gives names to those that settings can use.
 *
 * <p>There are two kinds. Indicators of a window: simple and weighted average, standard deviation, z-score, Bollinger bands,
 * rate of change, highest and lowest, Donchian channel, Williams %R, linear regression. They keep exact sums of fixed-point
 * prices, in 128 bits where a product needs them ({@code WideSum}), or blockwise extremes ({@code HighLowWindow}); so the
 * value depends on the window alone, to the bit, however long the history. Indicators of all bars since the first: the
 * recursions of Wilder and the exponential average (ATR, RSI, ADX, EMA, MACD, Keltner channel), whose seeds fade, and the
 * sums of session VWAP and on-balance volume. Each class states its formula, its warm-up, and where TA-Lib differs.
 *
 * <p>A period that is refused is an {@link java.lang.IllegalArgumentException}, a sum that would overflow an {@link
 * java.lang.ArithmeticException}.
 */
package io.ringside.engine.indicator;
