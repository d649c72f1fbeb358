/**
 * From signals to orders: sizes, limits, stops, and the ledger they are computed from.
 *
 * <p>{@link io.ringside.engine.risk.RiskHandler} is the stage: it hands an event to who answers for it, in this order.
 *
 * <ul>
 *   <li>Reports: {@code PositionKeeper} (fills, cancels, rejections of strategies' orders), {@code HolderActions} (splits,
 *       delistings), {@code OperatorActions} (flatten, close, cancel), {@code SessionState} (what is carried over or adopted).
 *   <li>Signals: {@code Entries} (a verdict, the size of {@code Sizing}, the limits of {@code Controls}), {@code Exits},
 *       {@code StopFollower} (trailing stops and targets).
 *   <li>Portfolios' plans: {@code Portfolios}, each with money of its own.
 * </ul>
 *
 * <p>A strategy's position on an instrument is a {@code Book}; one in several parts has several, together
 * {@code StrategyBooks}. {@code TradingState} says whether entries are allowed at all. Orders leave through
 * {@code IntentWriter} and nowhere else.
 */
package io.ringside.engine.risk;
