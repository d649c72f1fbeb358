/**
 * From signals to orders: sizes, limits, stops, and the ledger they are computed from.
 *
 * <p>{@link io.ringside.engine.risk.RiskHandler} is the stage: it passes an event on, in this order.
 *
 * <ul>
 *   <li>Reports: {@code PositionKeeper} (fills, cancels, rejections of strategies' orders), {@code HolderActions} (splits,
 *       delistings), {@code OperatorActions} (flatten, close, cancel), {@code SessionState} (carried and adopted positions).
 *   <li>Signals: {@code Entries} (a verdict, the size of {@code Sizing}, the limits of {@code Controls}), {@code Exits},
 *       {@code StopFollower} (trailing stops and targets).
 *   <li>Portfolios' plans: {@code Portfolios}, each with money of its own.
 * </ul>
 *
 * <p>A strategy's position on an instrument is a {@code Book}; one in several parts has several, together
 * {@code StrategyBooks}. {@code TradingState} decides whether entries are allowed at all. Only {@code IntentWriter} and the
 * portfolios' {@code Rebalancer} write intents; {@code SentOrders} checks them before the event goes on to the journal.
 *
 * <p>Thread: the risk stage's, for everything here; other threads read {@code RiskSnapshot}.
 */
package io.ringside.engine.risk;
