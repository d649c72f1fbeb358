package io.ringside.replay.research;

import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objective of a search: the greatest value of a figure, among the sets that meet all constraints. A set with an undefined
 * figure or constraint is never chosen.
 *
 * <p>Thread: any; immutable.
 */
final class Objective {
    private static final Pattern CONSTRAINT = Pattern.compile("\\s*(\\w+)\\s*(>=|<=|>|<)\\s*(-?\\d+(?:\\.\\d+)?)\\s*");

    private final String figure;
    private final List<Constraint> constraints;

    private record Constraint(String figure, DoublePredicate holds) {}

    private Objective(String figure, List<Constraint> constraints) {
        this.figure = figure;
        this.constraints = List.copyOf(constraints);
    }

    /**
     * Reads the options.
     *
     * @throws UserError naming the option and what is allowed
     */
    static Objective of(String figure, List<String> constraints) {
        require("--objective " + figure, figure);
        List<Constraint> all = new ArrayList<>();
        for (String text : constraints) {
            Matcher parts = CONSTRAINT.matcher(text);
            if (!parts.matches()) {
                throw new UserError("--constraint " + text
                        + ": must be a figure, >, >=, < or <=, and a number, such as \"max_drawdown_pct > -20\"");
            }
            String key = parts.group(1);
            require("--constraint " + text, key);
            double bound = Double.parseDouble(parts.group(3));
            all.add(new Constraint(
                    key,
                    switch (parts.group(2)) {
                        case ">" -> value -> value > bound;
                        case ">=" -> value -> value >= bound;
                        case "<" -> value -> value < bound;
                        default -> value -> value <= bound;
                    }));
        }
        return new Objective(figure, all);
    }

    private static void require(String option, String figure) {
        if (!SetResult.FIGURES.contains(figure)) {
            throw new UserError(option + ": " + figure + " is no figure; one of " + SetResult.FIGURES);
        }
    }

    /** The figure's name. */
    String figure() {
        return figure;
    }

    /** Value of a set; NaN if it is excluded, the least of all if it ruined the account. */
    double value(SetResult result) {
        for (Constraint constraint : constraints) {
            double value = result.figure(constraint.figure);
            if (!constraint.holds.test(value)) {
                return Double.NaN;
            }
        }
        double value = result.figure(figure);
        return result.isRuined() && !Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    /** The best one, of equals the first; null if all are excluded or ruined. */
    SetResult best(List<SetResult> results) {
        SetResult best = null;
        for (SetResult one : results) {
            double value = value(one);
            if (Double.isFinite(value) && (best == null || value > value(best))) {
                best = one;
            }
        }
        return best;
    }
}
