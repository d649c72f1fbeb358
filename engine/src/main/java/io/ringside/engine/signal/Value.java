package io.ringside.engine.signal;

import java.util.function.DoubleSupplier;

/**
 * A named number that a strategy looks at: an indicator's output, a price of a bar, a setting, or something computed from
 * them. Comparing two of them gives a {@link Condition}, which decides and explains alike.
 *
 * <p>Thread: made at start-up, read by the signal stage.
 */
public final class Value {
    private final String name;
    /** The bars that it is of, or null if it does not change with them. */
    private final Bars bars;

    private final double[] place;
    private final int at;
    /** Makes the number when asked, or null if it stands in its place. */
    private final DoubleSupplier computed;
    /** What must be told when a rule that looks at it is asked, or null. */
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

    /** A number that the bars put into a place when one of them closes. */
    static Value stored(String name, Bars bars, double[] place, int at) {
        return new Value(name, bars, place, at, null, null);
    }

    /** A number that is made whenever somebody looks; {@code bars} may be null. */
    static Value computed(String name, Bars bars, DoubleSupplier number) {
        return new Value(name, bars, null, 0, number, null);
    }

    /** A number that a memory puts into a place. */
    static Value remembered(String name, Memory memory, double[] place) {
        return new Value(name, null, place, 0, null, memory);
    }

    /** The number now. */
    public double get() {
        return computed == null ? place[at] : computed.getAsDouble();
    }

    /** Where it stands, or null if it is computed. */
    double[] place() {
        return place;
    }

    int at() {
        return at;
    }

    /** What makes it, or null if it stands in its place. */
    DoubleSupplier computed() {
        return computed;
    }

    Memory memory() {
        return memory;
    }

    /** As reports print it. */
    public String name() {
        return name;
    }

    /**
     * The number on the bar before, of its own bars; not a number on the first one. One that is computed is so just before the next
     * of its bars closes: other bars that it looks at may have closed meanwhile.
     *
     * @throws IllegalStateException if it is a value of no bars, see {@link Bars#value}
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
     * It is above the other one, and was not on the bar before. Where both are not of the same bars, or one is computed, that is: and
     * was not when the rule was asked before.
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

    /** The number before, at the same time as the other one's. */
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

    /** Without a fraction where there is none. */
    static String plain(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? String.valueOf((long) number) : String.valueOf(number);
    }
}
