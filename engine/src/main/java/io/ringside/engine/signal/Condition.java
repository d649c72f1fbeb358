package io.ringside.engine.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A value, a comparison and a threshold, with their text: the rule evaluates it and {@code explain} prints it.
 *
 * <p>Thread: created at start-up, evaluated by the signal stage.
 */
public final class Condition {
    private final Value value;
    private final Comparison comparison;
    private final Value threshold;
    private final String text;
    /** A further condition that must hold as well, or null. */
    private final Condition also;

    // The comparison in the form that is evaluated on every bar: a greater-than or at-least between two numbers, most
    // of which lie in arrays. Through Value and Comparison it took three times as long.
    private final boolean orEqual;
    private final double[] greaterPlace;
    private final int greaterAt;
    private final DoubleSupplier greater;
    private final double[] smallerPlace;
    private final int smallerAt;
    private final DoubleSupplier smaller;

    Condition(Value value, Comparison comparison, Value threshold) {
        this(value, comparison, threshold, value.name() + " " + comparison.sign() + " " + threshold.name(), null);
    }

    private Condition(Value value, Comparison comparison, Value threshold, String text, Condition also) {
        this.value = value;
        this.comparison = comparison;
        this.threshold = threshold;
        this.text = text;
        this.also = also;
        boolean turned = comparison == Comparison.BELOW || comparison == Comparison.AT_MOST;
        Value more = turned ? threshold : value;
        Value less = turned ? value : threshold;
        orEqual = comparison == Comparison.AT_LEAST || comparison == Comparison.AT_MOST;
        greaterPlace = more.place();
        greaterAt = more.at();
        greater = more.computed();
        smallerPlace = less.place();
        smallerAt = less.at();
        smaller = less.computed();
    }

    /** The same with another text. */
    public Condition as(String words) {
        return new Condition(value, comparison, threshold, words, also);
    }

    /** This one and another one. */
    public Condition and(Condition other) {
        return new Condition(value, comparison, threshold, text, also == null ? other : also.and(other));
    }

    /** Its parts, each of one comparison. */
    List<Condition> parts() {
        List<Condition> parts = new ArrayList<>();
        for (Condition part = this; part != null; part = part.also) {
            parts.add(part);
        }
        return parts;
    }

    /** Whether this part holds now. */
    boolean holds() {
        double more = greater == null ? greaterPlace[greaterAt] : greater.getAsDouble();
        double less = smaller == null ? smallerPlace[smallerAt] : smaller.getAsDouble();
        return orEqual ? more >= less : more > less;
    }

    Value value() {
        return value;
    }

    Value threshold() {
        return threshold;
    }

    /** Its text. */
    String text() {
        return text;
    }
}
