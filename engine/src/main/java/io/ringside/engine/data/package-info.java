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
 * <p>{@code GuardedInput} limits bytes and lines, {@code CsvFile} splits fields and reports defects with line and column,
 * {@code BarReader} and {@code TickFile} read the vendors' formats, {@code BarJudge} and {@code TickJudge} decide which rows
 * are used. Whatever is left out is counted in a {@code FileReport}. {@code SharedBars} and {@code SharedTicks} read a file
 * of several symbols once. {@code DataCheck} goes on where these would stop, and reports.
 *
 * <p>Thread: all readers and sources belong to the one thread that drives the run; no stage of the engine reads a file.
 */
package io.ringside.engine.data;
