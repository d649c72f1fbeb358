/**
 * The engine library: ring, stages, journal, simulated broker and market-data files. This package assembles them.
 *
 * <pre>
 *   EngineSettings > Engine > Stages -----------> Pipeline          one event through five stages, in this order:
 *   (configuration)  (fresh     (one handler      (threads, or      indicator   closes bars, updates indicators
 *                    strategies) a stage)          inline)          signal          strategies and portfolios emit signals
 *                                                                   risk        verdicts, sizes, orders to send (intents)
 *   MarketFeed, daemon > EventPublisher.draft ... publish ------->  journal     the record, on the disk before
 *                                                                   order       the intent is sent by OrderGateway
 *                                                                     |
 *   fills, cancels, rejections are events again <---- SimulatedBroker (Backtest, in lock step), or a live one
 * </pre>
 *
 * <p>Threads: with {@code Pipeline.ring} each group of stages has one thread and owns the state of its stages; market data,
 * executions, timer and operator each publish from a thread of their own. With {@code Pipeline.inline} the caller's thread
 * does all of it.
 *
 * <p>A journal holds its settings, so that {@code Engine.journaled} builds the same engine again; the same
 * events give the same decisions.
 */
package io.ringside.engine;
