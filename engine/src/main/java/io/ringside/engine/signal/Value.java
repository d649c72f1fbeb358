package io.ringside.engine.signal;

import java.util.function.DoubleSupplier;

/**
 * A named number that a strategy reads: an indicator's output, a price of a bar, a setting, or a number computed from them.
 * Comparing two values gives a {@link Condition}.
 *
 * <p>Thread: created at start-up, read by the signal stage.
 */
public final class Value {
    private final String name;
    /** The bars with which it changes, or null. */
    private final Bars bars;

    private final double[] place;
    private final int at;
    /** Computes the number, or null if it is stored in the array. */
    private final DoubleSupplier computed;
    /** The memory to update when a rule that reads it is evaluated, or null. */
    private final Memory memory;

    private Value(String name, Bars bars, double[] place, int at, DoubleSupplier computed, Memory memory) {
        this.name = name;
        this.bars = bars;
        this.place = place;
        this.at = at;
        this.computed = computed;
        this.memory = memory;
    }

    /** A number that never changes. */
    static Value constant(String name, double number) {
        return new Value(name, null, new double[] {number}, 0, null, null);
    }

    /** A number that the bars store in an array when one of them closes. */
    static Value stored(String name, Bars bars, double[] place, int at) {
        return new Value(name, bars, place, at, null, null);
    }

    /** A number that is computed whenever it is read; {@code bars} may be null. */
    static Value computed(String name, Bars bars, DoubleSupplier number) {
        return new Value(name, bars, null, 0, number, null);
    }

    /** A number that a memory stores in an array. */
    static Value remembered(String name, Memory memory, double[] place) {
        return new Value(name, null, place, 0, null, memory);
    }

    /** The number now. */
    public double get() {
        return computed == null ? place[at] : computed.getAsDouble();
    }

    /** The array that holds it, or null if it is computed. */
    double[] place() {
        return place;
    }

    int at() {
        return at;
    }

    /** The function that computes it, or null if it is stored. */
    DoubleSupplier computed() {
        return computed;
    }

    Memory memory() {
        return memory;
    }

    /** Its name in reports. */
    public String name() {
        return name;
    }

    /**
     * The number on the previous one of its own bars; NaN on the first one. A computed value is evaluated just before the
     * next of its bars closes: other bars that it reads may have closed meanwhile.
     *
     * @throws IllegalStateException if it does not belong to bars, see {@link Bars#value}
     */
    public Value before() {
        if (bars != null) {
            return bars.before(this);
        }
        if (computed != null) {
            throw new IllegalStateException(name + " belongs to no bars: make it with Bars.value, not Strategy.value");
        }
        return this;
    }

    /** It is greater than the other one. */
    public Condition above(Value other) {
        return new Condition(this, Comparison.ABOVE, other);
    }

    /** It is greater than a number. */
    public Condition above(double number) {
        return above(literal(number));
    }

    /** It is less than the other one. */
    public Condition below(Value other) {
        return new Condition(this, Comparison.BELOW, other);
    }

    /** It is less than a number. */
    public Condition below(double number) {
        return below(literal(number));
    }

    /** It is as great as the other one, or greater. */
    public Condition atLeast(Value other) {
        return new Condition(this, Comparison.AT_LEAST, other);
    }

    /** It is as great as a number, or greater. */
    public Condition atLeast(double number) {
        return atLeast(literal(number));
    }

    /** It is as small as the other one, or smaller. */
    public Condition atMost(Value other) {
        return new Condition(this, Comparison.AT_MOST, other);
    }

    /** It is as small as a number, or smaller. */
    public Condition atMost(double number) {
        return atMost(literal(number));
    }

    /**
     * It is above the other one, and was not on the bar before. If both are not of the same bars, or one is computed, it is:
     * and was not when the rule was evaluated before.
     */
    public Condition crossesAbove(Value other) {
        return above(other).and(beside(other).atMost(other.beside(this)));
    }

    /** It is above a number, and was not on the bar before. */
    public Condition crossesAbove(double number) {
        return crossesAbove(literal(number));
    }

    /** It is below the other one, and was not before, see {@link #crossesAbove(Value)}. */
    public Condition crossesBelow(Value other) {
        return below(other).and(beside(other).atLeast(other.beside(this)));
    }

    /** It is below a number, and was not on the bar before. */
    public Condition crossesBelow(double number) {
        return crossesBelow(literal(number));
    }

    /** The previous number, at the same time as the other value's. */
    private Value beside(Value other) {
        if (isConstant()) {
            return this;
        }
        boolean together = computed == null && (other.isConstant() || (other.computed == null && bars == other.bars));
        return together ? before() : new Memory(this).value();
    }

    private boolean isConstant() {
        return bars == null && computed == null;
    }

    private static Value literal(double number) {
        return constant(plain(number), number);
    }

    /** A number as text, without a fraction if it is whole. */
    static String plain(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? String.valueOf((long) number) : String.valueOf(number);
    }
}
