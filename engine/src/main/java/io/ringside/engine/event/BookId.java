package io.ringside.engine.event;

/**
 * Whose an order, a verdict or a carried part is: a strategy's on one instrument has its binding id, from 0 on; a portfolio's
 * is -1 for the first one, -2 for the second and so on. An operator's command about one portfolio alone has it in the upper
 * half of its argument.
 *
 * <p>Thread: any; it has no state.
 */
public final class BookId {
    /** No portfolio in particular. */
    public static final int ALL = -1;

    private static final int UPPER = 32;
    private static final long LOWER = 0xffff_ffffL;

    private BookId() {}

    /** The id of a portfolio's book. */
    public static int ofPortfolio(int portfolioId) {
        return -1 - portfolioId;
    }

    /** Whether it is a portfolio's. */
    public static boolean isPortfolio(int bindingId) {
        return bindingId < 0;
    }

    /** Index of the portfolio whose book it is; only of one that is a portfolio's. */
    public static int portfolioId(int bindingId) {
        return -1 - bindingId;
    }

    /** An argument that is about one portfolio alone, or about {@link #ALL}. */
    public static long argument(int portfolioId, long lower) {
        return (lower & LOWER) | ((long) (portfolioId + 1) << UPPER);
    }

    /** The portfolio that an argument is about, or {@link #ALL}. */
    public static int scope(long argument) {
        return (int) (argument >>> UPPER) - 1;
    }

    /** What else an argument says. */
    public static int lower(long argument) {
        return (int) argument;
    }
}
