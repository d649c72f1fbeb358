/**
 * The simulated broker.
 *
 * <pre>
 *   intents --> Inbox --> OrderChecks --> WorkingOrders  working orders by instrument, in the order of arrival
 *               latency                        |
 *   market events --> SessionClock --> Matching --> FillModel (honest or literal: whether and at what price)
 *                     days, auctions      |            Costs: spread, slippage
 *                                         v
 *                                     OrderDesk --> Ledger, Commissions, children, groups --> Reports --> events
 *                                     Financing: interest at the close
 * </pre>
 *
 * <p>{@link io.ringside.engine.sim.BrokerSettings} are the rules; {@code HonestFills} fills only what the market data prove.
 *
 * <p>Thread: the driver's ({@code Backtest}, a sweep, the paper broker of a live day); the order stage calls {@code submit}
 * while the driver waits for it.
 */
package io.ringside.engine.sim;
