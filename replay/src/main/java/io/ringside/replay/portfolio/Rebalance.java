package io.ringside.replay.portfolio;

import java.util.ArrayList;
import java.util.List;

/**
 * One decision of a portfolio.
 *
 * <p>Thread: that of its state.
 */
final class Rebalance {
    /** Session at whose end it was made, days since 1970. */
    final int day;
    /** Equity at the decision. */
    final long equityE8;
    /** Cash then. */
    final long cashE8;
    /** Names in the order of the ranking; of earlier decisions only those that were held, ordered or refused. */
    final List<NameDecision> names = new ArrayList<>();
    /** How many names had a rank. */
    int ranked;

    Rebalance(int day, long equityE8, long cashE8) {
        this.day = day;
        this.equityE8 = equityE8;
        this.cashE8 = cashE8;
    }

    /** Value of executed purchases, or sales. */
    long tradedE8(boolean bought) {
        long sum = 0;
        for (NameDecision one : names) {
            if (isOrdered(one, bought)) {
                sum = Math.addExact(sum, one.filledE8);
            }
        }
        return sum;
    }

    /** How many orders were sales, or buys. */
    int orders(boolean bought) {
        return (int) names.stream().filter(one -> isOrdered(one, bought)).count();
    }

    private static boolean isOrdered(NameDecision name, boolean bought) {
        return bought ? name.order > 0 : name.order < 0;
    }

    /** Number of names whose order was refused. */
    int refused() {
        return (int) names.stream().filter(one -> one.outcome.isRefusal()).count();
    }

    /** Half of the traded value, as a part of the equity. */
    double turnover() {
        return equityE8 <= 0 ? 0 : ((double) tradedE8(true) + tradedE8(false)) / 2 / equityE8;
    }
}
