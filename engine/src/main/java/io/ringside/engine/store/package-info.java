/**
 * The store of market data: bars in mapped columns, one file a symbol and size or, within a day, a symbol, size and year;
 * splits, dividends and delistings beside them; and revisions, so that a reader may ask for the data as of a day.
 *
 * <pre>
 *   STORE/ringside-store            version of the layout
 *   STORE/lock                      held by the one writer
 *   STORE/us/1d/AAPL.bars           {@link io.ringside.engine.store.Segment}: header and columns
 *   STORE/us/5m/AAPL/2024.bars
 *   STORE/us/1d/AAPL.revisions      rows as they were before they were revised, and when that was
 *   STORE/us/actions/AAPL.csv       {@link io.ringside.engine.store.StoredActions}
 * </pre>
 *
 * <p>Prices are stored as they were traded, so that a split rewrites nothing; they are adjusted as they are read. A file is
 * replaced by a new one that is synced first and then renamed: a reader sees the old rows or the new ones, and a writer may
 * be killed at any point.
 *
 * <p>{@code DataStore} is the entry point: {@code SeriesWriter} merges bars into segments and records what it replaces in
 * {@code Revisions}; {@code StoredBars} reads a series in a {@code PriceView}. Any number of processes may read while one
 * writes; an object belongs to one thread.
 */
package io.ringside.engine.store;
