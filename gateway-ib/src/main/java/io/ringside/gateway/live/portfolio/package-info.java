/**
 * A portfolio in the daemon: what its names' bars are taken from, when it decides, and how its plan leaves.
 *
 * <pre>
 *   a day's journal begins                 its session ends                      the next session's opening auction
 *   history, holdings, orders, plan        BAR BAR ... BAR SESSION_CLOSE          FILL FILL ...
 *   (warm-up, CARRIED)                      |              |
 *   {@link io.ringside.gateway.live.portfolio.SessionStore}                      |              decision, then CONTINUE by CONTINUE
 *                                           |              {@link io.ringside.gateway.live.portfolio.PortfolioDay}: when the broker has taken what left before
 *                                           once the store has them
 * </pre>
 *
 * <p>Live prices are not subscribed to: a portfolio decides on the same bars as a back test, those of the store, so that both
 * decide the same. What was decided while a session's bars were missing is asked again, also on the next morning, until its
 * orders could not leave any more.
 */
package io.ringside.gateway.live.portfolio;
