package io.ringside.engine.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * A value, a comparison and a threshold, with the words that tell them: what a rule asks, and what {@code explain} prints.
 *
 * <p>Thread: made at start-up, asked by the signal stage.
 */
public final class Condition {
    private final Value value;
    private final Comparison comparison;
    private final Value threshold;
    private final String text;
    /** What must hold as well, or null. */
    private final Condition also;

    Condition(Value value, Comparison comparison, Value threshold) {
        this(value, comparison, threshold, value.name() + " " + comparison.sign() + " " + threshold.name(), null);
    }

    private Condition(Value value, Comparison comparison, Value threshold, String text, Condition also) {
        this.value = value;
        this.comparison = comparison;
        this.threshold = threshold;
        this.text = text;
        this.also = also;
    }

    /** The same in other words. */
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
        return comparison.holds(value.get(), threshold.get());
    }

    /** Tells this part as it is now. */
    void tell(String purpose, Strategy.Conditions out) {
        out.condition(purpose, text, value.get(), threshold.get(), holds());
    }
}
