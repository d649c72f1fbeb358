/**
 * The simulated broker, and what drives it in a back test.
 *
 * <pre>
 *   intents --> Inbox --> OrderChecks --> WorkingOrders  wait here, by instrument, in the order of arrival
 *               latency                        |
 *   market events --> SessionClock --> Matching --> FillModel (honest or literal: does it execute, at what price)
 *                     days, auctions      |            Costs: spread, slippage
 *                                         v
 *                                     OrderDesk --> Ledger, Commissions, children, groups --> Reports --> events
 *                                     Financing: interest at the close
 * </pre>
 *
 * <p>{@link io.ringside.engine.sim.BrokerSettings} are the rules, {@code HonestFills} says which fills
 * the market data prove.
 */
package io.ringside.engine.sim;
