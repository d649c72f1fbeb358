/**
 * Strategies: rules on market data that know no position and no order.
 *
 * <pre>
 *   define(), once every bar or moment that a rule asks for
 *   settings --> Bars, Value   closed bar --> Bars --> Value --> Condition --> Rule --> Signal
 *                Condition                                          |
 *                Rule                                               +--> explain: the same conditions, as text
 * </pre>
 *
 * <p>{@link io.ringside.engine.signal.Strategy} is what a user writes; {@link io.ringside.engine.signal.StrategyTrial} tests
 * it by itself; {@link io.ringside.engine.signal.Strategies} registers them by name. Package {@code shelf} has those that
 * come with the engine, {@code load} loads a user's own.
 *
 * <p>Threads: {@code define} runs at start-up; after it everything belongs to the signal stage, whose handler is
 * {@code SignalHandler}.
 */
package io.ringside.engine.signal;
