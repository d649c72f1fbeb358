/**
 * The user's own strategies and indicators, beside the engine's jar and without a change to it.
 *
 * <pre>
 *   strategies.path of a configuration file, or --strategy-path
 *        |
 *   StrategyPath: a folder of jars, a jar, or one source file
 *        |                    |
 *   StrategyJar: services   SourceFile: compiled in memory
 *        |                    |
 *   MemoryLoader: classes of the very bytes whose SHA-256 the journal notes
 *        |
 *   Strategies, Indicators: by name
 * </pre>
 *
 * <p>A path never comes out of a journal: whoever could write a journal could name code to run.
 */
package io.ringside.engine.signal.load;
