/** The engine library: ring, stages, journal, simulated broker and market-data files. */
package io.ringside.engine;
