/**
 * The user's own strategies and indicators, loaded without a change of the engine's jar. Thread: start-up.
 *
 * <pre>
 *   strategies.path of a configuration file, or --strategy-path
 *        |
 *   StrategyPath: a folder of jars, a jar, or one source file
 *        |                    |
 *   StrategyJar: services   SourceFile: compiled in memory
 *        |                    |
 *   MemoryLoader: classes of exactly the bytes whose SHA-256 the journal records
 *        |
 *   Strategies, Indicators: by name
 * </pre>
 *
 * <p>A path is never taken from a journal: whoever can write a journal could otherwise run code.
 */
package io.ringside.engine.signal.load;
