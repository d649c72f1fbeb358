/**
 * Portfolios on the ring: strategies that rank the names of a universe and say which to buy, keep or sell.
 *
 * <pre>
 *   bars of a session        its close             as many as the ranking needs      the next session's opening auction
 *   BAR BAR BAR ... BAR      SESSION_CLOSE         CONTINUE CONTINUE ...             FILL FILL ...
 *    |                         |                     |
 *    v                         v                     v
 *   PriceHistory              PortfolioHandler      standings, then verdicts and intents (rebalance.Rebalancer)
 *                             asks the strategy
 *                             if it is due
 * </pre>
 *
 * <p>A strategy reads names, bars and its own indicators, and never positions or orders. Its ranking has for each name one
 * {@link io.ringside.engine.event.Standing}. An event has room for a fixed number of them, and of the verdicts and intents
 * that the risk stage derives from them; while there are more, the driver (back test, daemon) publishes CONTINUE events. So
 * a slot does not grow with the universe, and the journal holds the whole plan.
 *
 * <p>Threads: {@code PortfolioHandler}, strategies and price histories belong to the signal stage, the package
 * {@code rebalance} to the risk stage; the two share only what events carry.
 */
package io.ringside.engine.portfolio;
