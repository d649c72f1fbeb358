/**
 * The risk stage's side of a portfolio: its holdings, and the orders that bring them to its strategy's targets. Thread: risk
 * stage.
 *
 * <pre>
 *   standings of a ranking > Rebalancer > Plan (prices of the decision, HoldingLimits, OrderCheck)
 *                                |          |
 *                                |          +-> PlannedOrders > intents: sales first, buys when the cash is there
 *   fills, cancels, rejections --+-> Holdings
 *   flatten, close, late orders -+-> Departures        end of the session > CarriedParts > the next one
 * </pre>
 */
package io.ringside.engine.portfolio.rebalance;
