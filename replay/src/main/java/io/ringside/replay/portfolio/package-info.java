/**
 * Back tests of portfolios: their data, their run, and their result files.
 *
 * <p>{@code PortfolioData} joins bars, universe and actions to settings; {@code PortfolioBacktest} plays them while
 * {@code PortfolioLog} (executions, round trips, equity) and {@code PortfolioState} (holdings and decisions) process the
 * events; {@code Decision} makes one decision for {@code rank} and {@code rebalance}, by the same engine. Journals of live
 * days are read by the same classes. Thread: the command's.
 */
package io.ringside.replay.portfolio;
