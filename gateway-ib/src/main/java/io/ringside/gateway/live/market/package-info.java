/**
 * Prices of a live day from the feed and from history, in order and without gaps, for any broker.
 *
 * <p>{@code HistoryPlan} decides which historical bars an instrument's strategies need; {@code InstrumentFeed} buffers live
 * prices while history is missing before them, and publishes 5-second bars or trades, from which the indicator stage
 * aggregates all larger bars.
 *
 * <p>Threads: the broker's reader delivers prices, the session's thread requests history; a feed has a lock of its own,
 * under which it publishes.
 */
package io.ringside.gateway.live.market;
