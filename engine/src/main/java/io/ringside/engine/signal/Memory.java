package io.ringside.engine.signal;

/**
 * A value's number at the previous evaluation of the rule that uses it: for comparisons of values that change with different
 * bars, or are computed, for which there is no common previous bar.
 *
 * <p>Thread: created at start-up, then the signal stage.
 */
final class Memory {
    private final Value source;
    private final double[] before = {Double.NaN};
    private double last = Double.NaN;
    private long sequence = -1;

    Memory(Value source) {
        this.source = source;
    }

    /** The remembered number, as a value; NaN at the rule's first evaluation. */
    Value value() {
        return Value.remembered(source.name() + " before", this, before);
    }

    /**
     * Called when the rule is evaluated on an event. Several rules may share a condition, and a rule may be evaluated on
     * several bars of an event.
     */
    void turn(long asked) {
        if (asked != sequence) {
            before[0] = last;
            sequence = asked;
        }
        last = source.get();
    }

    /** Called after a split has adjusted the value's inputs. */
    void split() {
        if (!Double.isNaN(last)) {
            last = source.get();
        }
    }
}
