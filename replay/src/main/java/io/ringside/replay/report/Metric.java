package io.ringside.replay.report;

/**
 * One figure with its description.
 *
 * @param name in snake case, for programs
 * @param label for people
 * @param group its heading
 * @param unit how to read it
 * @param value a share of 1 where the unit is PERCENT; NaN if undefined
 * @param formula its formula, as text
 */
public record Metric(String name, String label, String group, Unit unit, double value, String formula) {
    /** How a value is to be read. */
    public enum Unit {
        /** A share of 1, shown times 100. */
        PERCENT,
        /** A plain number. */
        RATIO,
        /** A whole number. */
        COUNT
    }
}
