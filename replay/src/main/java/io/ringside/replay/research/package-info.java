/**
 * Research on the one engine: the assumption ladder, what-if, divergence, sweeps, walk-forward, the look-ahead check.
 *
 * <pre>
 *   files --> MarketTape --> Window --> TapeRun      all five stages and the broker, as a back test
 *                                  \--> SharedRun    stages 3 to 5 and the broker, on signals that were recorded once
 * </pre>
 *
 * <p>Nothing here has rules or metrics of its own: decisions are the engine's, fills the simulated broker's, figures the
 * report's.
 *
 * <p>Threads: a command runs on its main thread; {@code CoreEngine} runs sets on a pool; tapes and signal tracks are shared
 * read-only.
 */
package io.ringside.replay.research;
