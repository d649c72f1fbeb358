/**
 * Back tests of portfolios: their data, their run, and their result files.
 *
 * <p>{@code PortfolioData} joins bars, universe and actions to settings; {@code PortfolioBacktest} plays them while
 * {@code PortfolioLog} (round trips, equity), {@code PortfolioOrders} (what became of the orders) and {@code PortfolioState}
 * (holdings and decisions) process the events; {@code Decision} makes one decision for {@code rank} and {@code rebalance}, by
 * the same engine. Of a daemon's days {@code PortfolioDays} adds decisions and orders to the account's results. Thread: the
 * command's.
 */
package io.ringside.replay.portfolio;
