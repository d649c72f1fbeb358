package io.ringside.engine.portfolio;

import io.ringside.engine.event.BookId;

/**
 * What the argument of a REBALANCE command says: at the close of which session the portfolio is to decide, and whether it does
 * so also where its schedule says that nothing is due.
 */
public final class DecisionCall {
    private DecisionCall() {}

    /**
     * The argument.
     *
     * @param sessionDay the session whose bars are the last ones, days since 1970
     * @param portfolioId of the portfolio that is meant, or {@link BookId#ALL}
     */
    public static long of(int sessionDay, boolean forced, int portfolioId) {
        return BookId.argument(portfolioId, ((long) sessionDay << 1) | (forced ? 1 : 0));
    }

    /** The session. */
    public static int sessionDay(long argument) {
        return BookId.lower(argument) >> 1;
    }

    /** Whether a portfolio is meant. */
    public static boolean isFor(long argument, int portfolioId) {
        int scope = BookId.scope(argument);
        return scope == BookId.ALL || scope == portfolioId;
    }

    /** Whether the schedule is not asked. */
    public static boolean isForced(long argument) {
        return (argument & 1) != 0;
    }
}
