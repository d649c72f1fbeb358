package io.ringside.perf;

/**
 * One figure of the benchmark: what was measured, beside what, and what is asked of it.
 *
 * <p>Thread: any; immutable.
 *
 * @param id which figure of the README's table it belongs to; several rows may share one
 * @param name what was measured, and against what
 * @param value the median; NaN if there is no figure
 * @param unit of value, reference, minimum and maximum
 * @param reference what it is held against, in the same unit; NaN if nothing
 * @param ratio of the two, the way round in which the goal reads it; NaN if there is no reference
 * @param min the least of the measurements
 * @param max the greatest
 * @param goal what is asked of the ratio or of the value; null for a foil that is shown for comparison
 * @param note how it was measured, or why there is no figure
 * @param refused whether its check failed, so that there is no figure
 */
record BenchRow(
        int id,
        String name,
        double value,
        String unit,
        double reference,
        double ratio,
        double min,
        double max,
        Goal goal,
        String note,
        boolean refused) {

    /** A figure that is judged by itself. */
    static BenchRow of(int id, String name, Samples samples, String unit, Goal goal) {
        return new BenchRow(
                id,
                name,
                samples.median(),
                unit,
                Double.NaN,
                Double.NaN,
                samples.min(),
                samples.max(),
                goal,
                "",
                false);
    }

    /** A figure that is judged by its ratio to another one. */
    static BenchRow ratio(
            int id, String name, Samples samples, String unit, double reference, double ratio, Goal goal) {
        return new BenchRow(
                id, name, samples.median(), unit, reference, ratio, samples.min(), samples.max(), goal, "", false);
    }

    /** A figure that could not be had here. */
    static BenchRow skipped(int id, String name, Goal goal, String why) {
        return none(id, name, goal, "skipped: " + why, false);
    }

    /** A figure whose check failed. */
    static BenchRow refused(int id, String name, Goal goal, String why) {
        return none(id, name, goal, "refused: " + why, true);
    }

    private static BenchRow none(int id, String name, Goal goal, String note, boolean refused) {
        double nan = Double.NaN;
        return new BenchRow(id, name, nan, "", nan, nan, nan, nan, goal, note, refused);
    }

    /** The same with a remark. */
    BenchRow noting(String remark) {
        return new BenchRow(id, name, value, unit, reference, ratio, min, max, goal, remark, refused);
    }

    /** Whether there is a figure. */
    boolean isMeasured() {
        return !Double.isNaN(value);
    }

    /** Whether something is asked of it, and it was measured. */
    boolean isJudged() {
        return goal != null && isMeasured();
    }

    /** Whether it is what it must be. */
    boolean meetsGate() {
        return isJudged() && goal.meetsGate(judged());
    }

    /** Whether it is what it should be. */
    boolean meetsAmbition() {
        return isJudged() && goal.meetsAmbition(judged());
    }

    private double judged() {
        return Double.isNaN(ratio) || !goal.isOfRatio() ? value : ratio;
    }
}
