package io.ringside.perf;

/**
 * What a figure must reach, and what it should: a bound from above or from below.
 *
 * <p>Thread: any; immutable.
 *
 * @param atMost whether smaller is better
 * @param gate what must be reached
 * @param ambition what is aimed at
 * @param unit for people, such as {@code x} or {@code ns}
 */
record Goal(boolean atMost, double gate, double ambition, String unit) {
    static Goal atMost(double gate, double ambition, String unit) {
        return new Goal(true, gate, ambition, unit);
    }

    static Goal atLeast(double gate, double ambition, String unit) {
        return new Goal(false, gate, ambition, unit);
    }

    /** Whether it asks something of a ratio, where there is one. */
    boolean isOfRatio() {
        return unit.equals("x");
    }

    boolean meetsGate(double figure) {
        return atMost ? figure <= gate : figure >= gate;
    }

    boolean meetsAmbition(double figure) {
        return atMost ? figure <= ambition : figure >= ambition;
    }

    String gateText() {
        return text(gate);
    }

    String ambitionText() {
        return text(ambition);
    }

    private String text(double bound) {
        return (atMost ? "<= " : ">= ") + BenchTable.bound(bound) + (unit.equals("x") ? "" : " ") + unit;
    }
}
