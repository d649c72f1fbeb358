/**
 * Running statistics of bar series. One file and one test each; nothing to register.
 *
 * <p>Two kinds. Of a window: simple and weighted average, standard deviation, z-score, Bollinger bands, rate of change,
 * highest and lowest, Donchian channel, Williams %R, linear regression. They keep exact sums of fixed-point prices, in 128
 * bits where a product needs them ({@code WideSum}), or blockwise extremes ({@code HighLowWindow}); so the value depends on
 * the window alone, to the bit, however long the history. Of everything since the first bar: the recursions of Wilder and
 * the exponential average (ATR, RSI, ADX, EMA, MACD, Keltner channel), whose seeds fade, and the sums of session VWAP and
 * on-balance volume. Each class states its formula, its warm-up, and where TA-Lib differs.
 *
 * <p>A period that is refused is an {@link java.lang.IllegalArgumentException}, a sum that would overflow an {@link
 * java.lang.ArithmeticException}.
 */
package io.ringside.engine.indicator;
