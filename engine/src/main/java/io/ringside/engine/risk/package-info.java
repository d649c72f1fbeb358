/** From signals to orders: sizes, limits, stops, and the ledger they are computed from. */
package io.ringside.engine.risk;
