/** The commands that look after a store of market data: {@code ringside data import, update, list, check, export}. */
package io.ringside.replay.store;
