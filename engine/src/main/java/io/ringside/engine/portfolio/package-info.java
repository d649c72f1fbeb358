/**
 * Portfolios on the ring: strategies that rank the names of a universe and say what should become of each.
 *
 * <pre>
 *   bars of a session        its close             as many as the ranking needs      the next session's opening auction
 *   BAR BAR BAR ... BAR      SESSION_CLOSE         CONTINUE CONTINUE ...             FILL FILL ...
 *    |                         |                     |
 *    v                         v                     v
 *   {@link io.ringside.engine.portfolio.PriceHistory}    {@link io.ringside.engine.portfolio.PortfolioHandler}       the rest of the standings, then verdicts and orders
 *                            asks the strategy     ({@link io.ringside.engine.portfolio.rebalance.Rebalancer})
 *                            if it is due
 * </pre>
 *
 * <p>A strategy sees names, bars and its own indicators, and never positions or orders. What it says of each name is one
 * {@link io.ringside.engine.event.Standing}. An event carries a fixed number of them, and of the verdicts and intents that
 * the risk stage makes of them; while there is more, the driver sends CONTINUE events. So a slot does not grow with the
 * universe, and the journal holds the whole plan.
 */
package io.ringside.engine.portfolio;
