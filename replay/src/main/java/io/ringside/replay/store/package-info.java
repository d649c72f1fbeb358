/**
 * The commands on a store of market data, {@code ringside data import, update, list, check, export}; the store itself is
 * {@code engine.store}'s, and vendors are {@code replay.vendor}'s. {@code StoreOptions} selects the store and its names.
 * Thread: the command's; one process writes a store at a time.
 */
package io.ringside.replay.store;
