package io.ringside.engine.portfolio;

import io.ringside.engine.event.BookId;

/**
 * The argument of a REBALANCE command: the session at whose close the portfolio is to decide, and whether it decides even if
 * its schedule says that nothing is due.
 */
public final class DecisionCall {
    private DecisionCall() {}

    /**
     * The argument.
     *
     * @param sessionDay the session whose bars are the last ones, days since 1970
     * @param portfolioId of the portfolio, or {@link BookId#ALL}
     */
    public static long of(int sessionDay, boolean forced, int portfolioId) {
        return BookId.argument(portfolioId, ((long) sessionDay << 1) | (forced ? 1 : 0));
    }

    /** The session. */
    public static int sessionDay(long argument) {
        return BookId.lower(argument) >> 1;
    }

    /** Whether the command is for a portfolio. */
    public static boolean isFor(long argument, int portfolioId) {
        int scope = BookId.scope(argument);
        return scope == BookId.ALL || scope == portfolioId;
    }

    /** Whether the schedule is ignored. */
    public static boolean isForced(long argument) {
        return (argument & 1) != 0;
    }
}
