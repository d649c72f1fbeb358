package io.ringside.engine.event;

/**
 * Codes of POSITION events with {@link EngineEvent#FLAG_CARRIED} that carry a portfolio's state to the next session. Its
 * working orders have the code of their {@link Purpose}; the lower half of each event's argument is the portfolio's
 * {@link BookId}, unless a code says otherwise. The codes stand in journals for ever.
 */
public final class PortfolioPart {
    /** Shares that the portfolio holds. */
    public static final int HOLDING = 104;
    /**
     * Shares that it had decided to buy, or to sell if negative, and not yet ordered; the lower half of the argument holds
     * reason and order type, the upper half is the portfolio's index.
     */
    public static final int PLANNED = 105;

    /** Money of a portfolio that has a part of the account, as price; the part at 1e-8 as quantity. */
    public static final int MONEY = 108;
    /** An operator has stopped the buys of one portfolio. */
    public static final int HALTED = 109;

    private PortfolioPart() {}
}
