package io.ringside.engine.event;

/**
 * Codes of POSITION events with {@link EngineEvent#FLAG_CARRIED} that are parts of a portfolio. Its working orders have the code
 * of their {@link Purpose}; the argument of them all is -1, since they belong to no strategy on one instrument, unless said
 * otherwise. The codes stand in journals for ever.
 */
public final class PortfolioPart {
    /** Shares that the portfolio holds. */
    public static final int HOLDING = 104;
    /** Shares that it was to buy, or to sell if negative, and had not ordered; the argument says why and how. */
    public static final int PLANNED = 105;

    private PortfolioPart() {}
}
