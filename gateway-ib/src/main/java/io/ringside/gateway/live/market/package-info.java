/**
 * Prices of a live day: what is heard and what history adds, in order and without holes, whoever tells it.
 *
 * <p>{@code HistoryPlan} says which bars of the past an instrument's strategies need; {@code InstrumentFeed} lets nothing of now
 * pass before what is missing has come, and publishes 5-second bars or trades, of which the indicator stage makes all else.
 */
package io.ringside.gateway.live.market;
