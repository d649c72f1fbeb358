/**
 * Strategies: views of the market that know no position and no order.
 *
 * <pre>
 *   define(), once                          every bar or moment that a rule asks for
 *   settings --> Bars, Value   closed bar --> Bars --> Value --> Condition --> Rule --> Signal
 *                Condition                                          |
 *                Rule                                               +--> explain: the same conditions, in words
 * </pre>
 *
 * <p>{@link io.ringside.engine.signal.Strategy} is what a user writes; {@link
 * io.ringside.engine.signal.StrategyTrial} tests it by itself; {@link io.ringside.engine.signal.Strategies} knows them by
 * name. {@code shelf} has those that come with the engine, {@code load} finds those that do not.
 */
package io.ringside.engine.signal;
