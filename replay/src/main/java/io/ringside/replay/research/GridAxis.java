package io.ringside.replay.research;

import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One setting of a grid and the values that it takes.
 *
 * @param key path of the setting, such as {@code risk.atr-multiple}
 * @param values in the configuration's notation
 */
record GridAxis(String key, List<String> values) {
    private static final int VALUES_MAX = 10_000;
    private static final int DIGITS_MAX = 30;

    GridAxis {
        values = List.copyOf(values);
    }

    /** Whether its values are several numbers, so that they are ordered. */
    boolean hasOrder() {
        return values.size() > 1 && values.stream().allMatch(value -> value.matches("-?\\d+(\\.\\d+)?"));
    }

    /**
     * Reads {@code KEY=FROM..TO[:STEP]} or {@code KEY=VALUE,VALUE}.
     *
     * @throws UserError if it is none
     */
    static GridAxis parse(String text) {
        int equals = text.indexOf('=');
        String values = text.substring(equals + 1).strip();
        if (equals < 1 || values.isEmpty()) {
            throw error(text, "must be KEY=VALUE,VALUE or KEY=FROM..TO:STEP, such as risk.atr-multiple=1..21:2", null);
        }
        String key = text.substring(0, equals).strip();
        List<String> list = values.contains("..") ? range(text, values) : list(text, values);
        if (new LinkedHashSet<>(list).size() < list.size()) {
            throw error(text, "has a value twice", null);
        }
        return new GridAxis(key, list);
    }

    private static List<String> list(String text, String values) {
        List<String> list = new ArrayList<>();
        for (String value : values.split(",", -1)) {
            if (value.isBlank()) {
                throw error(text, "has an empty value", null);
            }
            list.add(value.strip());
        }
        return list;
    }

    private static List<String> range(String text, String values) {
        int dots = values.indexOf("..");
        int colon = values.indexOf(':', dots);
        boolean stepped = colon != -1;
        try {
            BigDecimal from = new BigDecimal(values.substring(0, dots).strip());
            BigDecimal to = new BigDecimal(values.substring(dots + 2, stepped ? colon : values.length())
                    .strip());
            BigDecimal step =
                    stepped ? new BigDecimal(values.substring(colon + 1).strip()) : BigDecimal.ONE;
            for (BigDecimal one : List.of(from, to, step)) {
                if (one.precision() > DIGITS_MAX || Math.abs(one.scale()) > DIGITS_MAX) {
                    throw error(text, "holds a number of more than " + DIGITS_MAX + " digits", null);
                }
            }
            if (step.signum() <= 0 || from.compareTo(to) > 0) {
                throw error(text, "must rise from FROM to TO by a STEP above 0", null);
            }
            List<String> list = new ArrayList<>();
            for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
                if (list.size() == VALUES_MAX) {
                    throw error(text, "has more than " + VALUES_MAX + " values", null);
                }
                list.add(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
            }
            return list;
        } catch (NumberFormatException e) {
            throw error(text, "must be KEY=FROM..TO:STEP with numbers, such as risk.atr-multiple=1..21:2", e);
        }
    }

    private static UserError error(String text, String remedy, Throwable cause) {
        return new UserError("--grid " + text + ": " + remedy, cause);
    }
}
