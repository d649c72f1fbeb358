/**
 * The engine library: ring, stages, journal, simulated broker and market-data files. Here stands what puts them together.
 *
 * <pre>
 *   EngineSettings > Engine > Stages -----------> Pipeline          one event through five stages, in this order:
 *   (configuration)  (fresh     (one handler      (threads, or      indicator   closes bars, updates indicators
 *                    strategies) a stage)          inline)          signal      strategies and portfolios say what they see
 *                                                                   risk        verdicts, sizes, orders wanted (intents)
 *   MarketFeed, daemon > EventPublisher.draft ... publish ------->  journal     the record, on the disk before
 *                                                                   order       the intent leaves by OrderGateway
 *                                                                     |
 *   fills, cancels, rejections are events again <---- SimulatedBroker (Backtest, in lock step), or a live one
 * </pre>
 *
 * <p>A journal gives its settings back ({@code Engine.journaled}), and the same events give the same decisions.
 */
package io.ringside.engine;
