package io.ringside.replay.research;

import java.util.List;

/**
 * The neighbourhood of a set: a peak with worthless neighbours is luck, a plateau may be more.
 *
 * @param neighbours sets that differ by at most one step on each axis
 * @param defined those of them that the objective is defined for
 * @param mean of the objective over them; NaN without any
 * @param worst of them; NaN without any
 */
record Plateau(int neighbours, int defined, double mean, double worst) {
    /** Index of no set. */
    static final int NONE = -1;

    static Plateau around(Grid grid, List<SetResult> results, Objective objective, int index) {
        double sum = 0;
        double worst = Double.NaN;
        int defined = 0;
        List<Integer> near = grid.neighbours(index);
        for (int other : near) {
            double value = objective.value(results.get(other));
            if (!Double.isNaN(value)) {
                sum += value;
                worst = defined++ == 0 ? value : Math.min(worst, value);
            }
        }
        return new Plateau(near.size(), defined, sum / defined, worst);
    }

    /**
     * The set with the best mean over itself and its neighbours, among those that have neighbours on both sides; {@link #NONE} if
     * there is none. Undefined neighbours count as 0; one that ruins the account disqualifies the sets around it.
     */
    static int middle(Grid grid, List<SetResult> results, Objective objective) {
        int middle = NONE;
        double best = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < results.size(); index++) {
            double own = objective.value(results.get(index));
            if (!Double.isFinite(own) || !grid.isInterior(index)) {
                continue;
            }
            Plateau around = around(grid, results, objective, index);
            double sum = own + (around.defined() == 0 ? 0 : around.mean() * around.defined());
            double mean = sum / (1 + around.neighbours());
            if (mean > best) {
                best = mean;
                middle = index;
            }
        }
        return middle;
    }
}
