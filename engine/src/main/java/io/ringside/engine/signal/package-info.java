/** Strategies: views of the market that know no position and no order. */
package io.ringside.engine.signal;
