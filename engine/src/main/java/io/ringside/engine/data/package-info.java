/**
 * Market data on its way into the engine: files of bars and ticks, checked row by row, and generated ones.
 *
 * <pre>
 *   CSV, CSV.gz > GuardedInput > CsvFile > BarReader > BarFile ---+
 *                                      \-----------> TickFile ----+--> MarketFeed > EngineEvent
 *   seed > SyntheticBars, SyntheticTicks -------------------------+
 *                                                 ticks > TickBars > BarWriter > CSV
 * </pre>
 *
 * <p>{@code GuardedInput} bounds bytes and lines, {@code CsvFile} splits fields and names what is wrong with them,
 * {@code BarReader} and {@code TickFile} know the vendors' forms, {@code BarFile} insists on order and session.
 * {@code SharedBars} and {@code SharedTicks} read a file of several symbols once.
 * {@code DataCheck} goes on where these would stop, and reports.
 */
package io.ringside.engine.data;
