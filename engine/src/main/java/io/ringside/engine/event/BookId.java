package io.ringside.engine.event;

/**
 * Identifies the book that an order, a verdict or a carried position belongs to: the binding id, from 0 on, for a strategy
 * on one instrument; -1 for the first portfolio, -2 for the second and so on. An operator's command about one portfolio
 * carries the portfolio in the upper half of its argument.
 *
 * <p>Thread: any; it has no state.
 */
public final class BookId {
    /** A command about all portfolios. */
    public static final int ALL = -1;

    private static final int UPPER = 32;
    private static final long LOWER = 0xffff_ffffL;

    private BookId() {}

    /** The id of a portfolio's book. */
    public static int ofPortfolio(int portfolioId) {
        return -1 - portfolioId;
    }

    /** Whether an id is a portfolio's. */
    public static boolean isPortfolio(int bindingId) {
        return bindingId < 0;
    }

    /** Index of the portfolio of an id for which {@link #isPortfolio} holds. */
    public static int portfolioId(int bindingId) {
        return -1 - bindingId;
    }

    /** A command's argument for one portfolio, or for {@link #ALL}. */
    public static long argument(int portfolioId, long lower) {
        return (lower & LOWER) | ((long) (portfolioId + 1) << UPPER);
    }

    /** The portfolio of a command's argument, or {@link #ALL}. */
    public static int scope(long argument) {
        return (int) (argument >>> UPPER) - 1;
    }

    /** The lower half of a command's argument. */
    public static int lower(long argument) {
        return (int) argument;
    }
}
