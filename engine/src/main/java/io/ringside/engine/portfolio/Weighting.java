package io.ringside.engine.portfolio;

/** How the size of a holding is determined. */
public enum Weighting {
    /** The weight that the strategy gives. */
    GIVEN,
    /** The number of shares that the strategy gives. */
    SHARES,
    /** Equal weights for all names held after the decision. */
    EQUAL,
    /** New names share the cash and the proceeds of sales equally; holdings are never resized. */
    SPLIT,
    /** The number of shares whose average true range is a fixed part of the portfolio. */
    VOLATILITY,
    /** New names get an amount of money that grows with the strategy's confidence; holdings are never resized. */
    CONFIDENCE
}
