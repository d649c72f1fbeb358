/**
 * A place for market data: bars in mapped columns, one file a symbol and size or, within a day, a symbol, size and year;
 * splits, dividends and delistings beside them; and what was revised, so that a reader may ask as of a day.
 *
 * <pre>
 *   STORE/ringside-store            which version of the layout this is
 *   STORE/lock                      held by the one writer
 *   STORE/us/1d/AAPL.bars           {@link io.ringside.engine.store.Segment}: header and columns
 *   STORE/us/5m/AAPL/2024.bars
 *   STORE/us/1d/AAPL.revisions      rows as they were before they were revised, and when that was
 *   STORE/us/actions/AAPL.csv       {@link io.ringside.engine.store.StoredActions}
 * </pre>
 *
 * <p>Prices are stored as they were traded, so that a split rewrites nothing; they are adjusted as they are read. A file
 * changes by a new one that takes its name, synced before: a reader sees the old rows or the new ones, and a writer may be
 * killed at any point.
 */
package io.ringside.engine.store;
