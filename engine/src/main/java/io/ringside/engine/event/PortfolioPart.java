package io.ringside.engine.event;

/**
 * Codes of POSITION events with {@link EngineEvent#FLAG_CARRIED} that are parts of a portfolio. Its working orders have the code
 * of their {@link Purpose}; the lower half of the argument of them all is the portfolio's {@link BookId}, unless said otherwise.
 * The codes stand in journals for ever.
 */
public final class PortfolioPart {
    /** Shares that the portfolio holds. */
    public static final int HOLDING = 104;
    /**
     * Shares that it was to buy, or to sell if negative, and had not ordered; the lower half of the argument says why and how,
     * the upper half is the portfolio's index.
     */
    public static final int PLANNED = 105;

    /** Money of a portfolio that has a part of the account, as price; the part at 1e-8 as quantity. */
    public static final int MONEY = 108;
    /** An operator has stopped the buys of one portfolio. */
    public static final int HALTED = 109;

    private PortfolioPart() {}
}
