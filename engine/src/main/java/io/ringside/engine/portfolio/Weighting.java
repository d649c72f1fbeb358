package io.ringside.engine.portfolio;

/** How large a holding is to be. */
public enum Weighting {
    /** The part of the portfolio that the strategy names. */
    GIVEN,
    /** So many shares as the strategy names. */
    SHARES,
    /** All names that are held afterwards get the same. */
    EQUAL,
    /** New names share the cash and what is sold equally; holdings are never resized. */
    SPLIT,
    /** So many shares that an average true range costs a fixed part of the portfolio. */
    VOLATILITY,
    /** New names get a small amount of money that grows with the strategy's confidence; holdings are never resized. */
    CONFIDENCE
}
