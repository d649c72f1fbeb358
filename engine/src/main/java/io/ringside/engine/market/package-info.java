/**
 * Instruments, the exchange calendar, and bars made from ticks or smaller bars.
 *
 * <p>{@code ExchangeCalendar} is the one place that knows sessions and New York's clock, {@code BarSpec} the one that knows sizes
 * of bars, {@code SymbolHistory} the one that knows which ticker meant what when. {@code BarAggregator} is the indicator stage's:
 * the same code makes the bars of a back test, a live day and a replay.
 */
package io.ringside.engine.market;
