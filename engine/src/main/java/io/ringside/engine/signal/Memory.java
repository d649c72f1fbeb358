package io.ringside.engine.signal;

/**
 * What a value was when a rule that looks at it was asked before: of values that change with different bars, or are computed of
 * any, there is no one bar before.
 *
 * <p>Thread: made at start-up, then the signal stage.
 */
final class Memory {
    private final Value source;
    private final double[] before = {Double.NaN};
    private double last = Double.NaN;
    private long sequence = -1;

    Memory(Value source) {
        this.source = source;
    }

    /** The number, as a value; not a number when the rule is asked for the first time. */
    Value value() {
        return Value.remembered(source.name() + " before", this, before);
    }

    /** The rule is asked on an event; several rules may share a condition, and one may be asked on several bars of an event. */
    void turn(long asked) {
        if (asked != sequence) {
            before[0] = last;
            sequence = asked;
        }
        last = source.get();
    }

    /** A split has restated what the value is made of. */
    void split() {
        if (!Double.isNaN(last)) {
            last = source.get();
        }
    }
}
