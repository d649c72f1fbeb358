package io.ringside.engine.portfolio;

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
     */
    public static long of(int sessionDay, boolean forced) {
        return ((long) sessionDay << 1) | (forced ? 1 : 0);
    }

    /** The session. */
    public static int sessionDay(long argument) {
        return (int) (argument >> 1);
    }

    /** Whether the schedule is not asked. */
    public static boolean isForced(long argument) {
        return (argument & 1) != 0;
    }
}
