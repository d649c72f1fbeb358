/**
 * The commands that look after a store of market data, {@code ringside data import, update, list, check, export}; the store itself
 * is {@code engine.store}'s, and vendors are {@code replay.vendor}'s. {@code StoreOptions} says which store and which of its names.
 */
package io.ringside.replay.store;
