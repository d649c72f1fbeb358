package io.ringside.engine.indicator;

import java.util.List;
import java.util.function.Function;

/**
 * An indicator that settings can name, such as {@code bollinger(20, 2)}.
 *
 * @param name in settings
 * @param about its description, in a sentence
 * @param arguments its arguments, in order
 * @param outputs names of the numbers that it yields
 * @param maker makes a new indicator from its arguments; an {@link IllegalArgumentException} refuses them
 */
public record IndicatorKind(
        String name,
        String about,
        List<Argument> arguments,
        List<String> outputs,
        Function<double[], Indicator> maker) {
    public IndicatorKind {
        arguments = List.copyOf(arguments);
        outputs = List.copyOf(outputs);
    }

    /**
     * One argument.
     *
     * @param name what it is called
     * @param standard what it is if it is left out
     * @param unit what it counts, such as {@code bars}; empty for none
     */
    public record Argument(String name, double standard, String unit) {}

    /** An indicator of one period, in bars, and one output of its own name. */
    public static IndicatorKind ofPeriod(String name, String about, int standard, Function<Integer, Indicator> maker) {
        return new IndicatorKind(
                name,
                about,
                List.of(new Argument("period", standard, "bars")),
                List.of(name),
                arguments -> maker.apply(whole("period", arguments[0])));
    }

    /**
     * A number that must be whole.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static int whole(String name, double argument) {
        if (argument != Math.rint(argument) || Math.abs(argument) > 1_000_000) {
            throw new IllegalArgumentException(name + " must be a whole number, not " + argument);
        }
        return (int) argument;
    }
}
