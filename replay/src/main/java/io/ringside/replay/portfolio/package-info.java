/**
 * Back tests of portfolios: their data, their run, and what it leaves in files.
 *
 * <p>{@code PortfolioData} joins bars, universe and actions to settings; {@code PortfolioBacktest} plays them and has
 * {@code PortfolioLog} (executions, round trips, equity) and {@code PortfolioState} (holdings and decisions) listen;
 * {@code Rebalance} makes one decision for {@code rank} and {@code rebalance}, by the same engine. What is read from a journal
 * of a live day is read by the same listeners.
 */
package io.ringside.replay.portfolio;
