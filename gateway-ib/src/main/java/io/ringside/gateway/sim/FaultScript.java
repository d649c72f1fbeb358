package io.ringside.gateway.sim;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Which faults happen when. A script is a text file with one fault a line, {@code #} beginning a comment:
 *
 * <pre>
 *  REJECT every=5                        every fifth order
 *  CLOSE_MID_FRAME nth=40 message=11     the 40th execDetails that is sent
 *  LINK_LOST_DATA_KEPT at=10:30 seconds=40
 *  EXECUTION_CORRECTION rate=0.1 max=3
 *  REJECT nth=1 ref=R20250521            the first order whose reference begins so
 * </pre>
 *
 * <p>A line is a {@link FaultKind}, one trigger ({@code nth}, {@code every}, {@code rate}, or {@code at} a time of the New
 * York day) and, where wanted, {@code max}, {@code seconds} of market time, {@code message} id and order {@code ref}.
 *
 * @param rules the faults
 * @param seed seed of the rules' probabilities
 */
public record FaultScript(List<FaultRule> rules, long seed) {
    private static final int BYTES_MAX = 1 << 20;

    public FaultScript {
        rules = List.copyOf(rules);
    }

    /** No faults. */
    public static FaultScript none() {
        return new FaultScript(List.of(), 0);
    }

    /**
     * The faults that a seed chooses: for each kind the usual rate, none, or ten times the usual one.
     *
     * @param seed any number; the same one gives the same faults for the same traffic
     */
    public static FaultScript seeded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FaultRule> rules = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            int choice = random.nextInt(8);
            double factor = choice < 3 ? 0 : choice < 7 ? 1 : 10;
            if (factor > 0) {
                rules.add(FaultRule.atRate(kind, Math.min(0.5, factor * kind.seededRate())));
            }
        }
        return new FaultScript(rules, seed);
    }

    /**
     * Reads a script.
     *
     * @throws UserError if the file cannot be read or a line is not understood
     */
    public static FaultScript read(Path file, long seed) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new UserError(
                        file + ": is larger than " + BYTES_MAX + " bytes; give a script of faults to --faults");
            }
            return parse(file.toString(), Files.readAllLines(file), seed);
        } catch (IOException e) {
            throw new UserError(
                    file + ": cannot be read (" + UserError.reason(e) + "); give a script of faults to --faults", e);
        }
    }

    /** As {@link #read}, of lines; the name is for error messages. */
    public static FaultScript parse(String name, List<String> lines, long seed) {
        List<FaultRule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                rules.add(rule(name + ":" + (i + 1) + ": ", line));
            }
        }
        return new FaultScript(rules, seed);
    }

    private static FaultRule rule(String where, String line) {
        String[] words = line.split("\\s+", -1);
        FaultKind kind = kind(where, words[0]);
        long nth = 0;
        long every = 0;
        double rate = 0;
        int at = -1;
        long max = Long.MAX_VALUE;
        double seconds = -1;
        int message = -1;
        String ref = "";
        int triggers = 0;
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            switch (key) {
                case "nth" -> nth = (long) number(where, key, value, 1, 1e12);
                case "every" -> every = (long) number(where, key, value, 1, 1e12);
                case "rate" -> rate = number(where, key, value, 1e-9, 1);
                case "at" -> at = timeOfDay(where, value);
                case "max" -> max = (long) number(where, key, value, 1, 1e12);
                case "seconds" -> seconds = number(where, key, value, 0, 86_400);
                case "message" -> message = (int) number(where, key, value, 0, 1e6);
                case "ref" -> ref = value;
                default ->
                    throw new UserError(
                            where + "\"" + word
                                    + "\" is not understood: use nth=, every=, rate= or at=, and max=, seconds=, message=, ref=");
            }
            triggers += List.of("nth", "every", "rate", "at").contains(key) ? 1 : 0;
        }
        if (triggers != 1) {
            throw new UserError(
                    where + kind + " needs one of nth=, every=, rate= and at=, not " + triggers + " of them");
        }
        return new FaultRule(kind, nth, every, rate, at, max, seconds, message, ref);
    }

    private static FaultKind kind(String where, String word) {
        for (FaultKind kind : FaultKind.values()) {
            if (kind.name().equals(word.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new UserError(
                where + "there is no fault \"" + word + "\": use one of " + Arrays.toString(FaultKind.values()));
    }

    private static double number(String where, String key, String value, double min, double max) {
        try {
            double number = Double.parseDouble(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UserError(where + key + " = \"" + value + "\" is not a number", e);
        }
        throw new UserError(where + key + " = " + value + " must lie between " + min + " and " + max);
    }

    private static int timeOfDay(String where, String value) {
        try {
            return LocalTime.parse(value).toSecondOfDay();
        } catch (DateTimeParseException e) {
            throw new UserError(where + "at = \"" + value + "\" is no time: use HH:MM or HH:MM:SS", e);
        }
    }
}
