/** The risk stage's side of a portfolio: what is held of it, and the orders that bring it to what its strategy wants. */
package io.ringside.engine.portfolio.rebalance;
