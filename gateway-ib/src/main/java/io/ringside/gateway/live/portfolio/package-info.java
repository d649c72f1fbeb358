/**
 * Portfolios in the daemon: the source of their bars, the time of their decisions, and the sending of their plans. Thread:
 * session.
 *
 * <pre>
 *   a day's journal begins              its session ends                       the next session's opening auction
 *   history, holdings, orders, plan     BAR BAR ... BAR SESSION_CLOSE          FILL FILL ...
 *   (warm-up, CARRIED)                   |              |
 *   SessionStore, PortfolioPast          |              decision, then CONTINUE by CONTINUE, each once the broker has accepted
 *                                        |              the orders of the one before (PortfolioDay)
 *                                        once the store has them (SessionStore)
 * </pre>
 *
 * <p>Live prices are not subscribed to: a portfolio decides on the same bars as a back test, those of the store, so that
 * both decide the same. A decision whose bars are missing is tried again, also on the next morning, until it is too late for
 * its orders.
 */
package io.ringside.gateway.live.portfolio;
