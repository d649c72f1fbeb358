/**
 * Instruments, the exchange calendar, and bars made from ticks or smaller bars.
 *
 * <p>{@code ExchangeCalendar} alone knows sessions and New York's clock, {@code BarSpec} the sizes of bars,
 * {@code SymbolHistory} which instrument a ticker meant on a day. {@code BarAggregator} makes the bars of a back test, a
 * live day and a replay alike.
 *
 * <p>Threads: calendar, instruments and histories are immutable and read by any thread; a {@code BarAggregator} and a
 * {@code CurrentSession} belong to their owner, in the engine the indicator stage.
 */
package io.ringside.engine.market;
