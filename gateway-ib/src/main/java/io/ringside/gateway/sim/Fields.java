package io.ringside.gateway.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A cursor over the fields of one request. Clients write unset values in several ways, and TWS accepts all of them:
 * an empty field stands for 0, false or "not set", and the largest int or double for "not set".
 *
 * <p>Thread: the workstation's.
 */
final class Fields {
    /** A number that the client left unset. */
    static final long UNSET = Long.MIN_VALUE;

    /** A field that cannot be read; TWS answers with error 320. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private final List<String> values;
    private int next;

    Fields(List<String> values) {
        this.values = values;
    }

    /** Whether no field is left. */
    boolean atEnd() {
        return next >= values.size();
    }

    /** Passes over so many fields. */
    Fields skip(int count) {
        for (int i = 0; i < count; i++) {
            string();
        }
        return this;
    }

    /** Text as it stands. */
    String string() {
        if (atEnd()) {
            throw new Malformed("message ends after field " + next);
        }
        return values.get(next++);
    }

    /** Whole number; unset is 0. */
    int integer() {
        long value = integerOrUnset();
        return value == UNSET ? 0 : (int) value;
    }

    /** Whole number, or {@link #UNSET}. */
    long integerOrUnset() {
        String text = string();
        if (text.isEmpty() || text.equals(Text.UNSET_INT)) {
            return UNSET;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw malformed("an integer", text);
        }
    }

    /** Yes or no; unset is no. */
    boolean flag() {
        String text = string();
        return switch (text) {
            case "1", "true" -> true;
            case "", "0", "false" -> false;
            default -> throw malformed("0 or 1", text);
        };
    }

    /** Number at 1e-8, or {@link #UNSET}; clients write doubles, whose last digits are rounded. */
    long decimalOrUnset() {
        String text = string();
        if (text.isEmpty() || text.equals(Text.UNSET_INT) || text.equals("9223372036854775807")) {
            return UNSET;
        }
        try {
            BigDecimal value = new BigDecimal(text.replace(",", ""));
            if (value.compareTo(new BigDecimal("1e300")) > 0) {
                return UNSET;
            }
            return value.setScale(8, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw malformed("a decimal number", text);
        }
    }

    /** Number at 1e-8; unset is 0. */
    long decimal() {
        long value = decimalOrUnset();
        return value == UNSET ? 0 : value;
    }

    private Malformed malformed(String wanted, String text) {
        return new Malformed("field " + next + " should be " + wanted + ", not \"" + text + "\"");
    }
}
