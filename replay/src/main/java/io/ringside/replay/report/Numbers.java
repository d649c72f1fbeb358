package io.ringside.replay.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.ringside.engine.event.FixedPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, the same on every JDK and in every locale.
 *
 * <p>Thread: any; it has no state.
 */
public final class Numbers {
    private static final int DIGITS_MIN = 15;
    private static final int DIGITS_MAX = 17;
    private static final int SCALE_MAX = 400;
    private static final int MONEY_DIGITS_MAX = 10;
    private static final long MANTISSA_BITS = (1L << 52) - 1;

    private Numbers() {}

    /**
     * The decimal text of 15 to 17 digits that reads back as the same double, without an exponent. {@code Double.toString}
     * changed its digits between JDK 17 and 19.
     *
     * @throws ArithmeticException if the value is not finite
     */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("not a number to print: " + value);
        }
        if (value == 0) {
            return "0";
        }
        if (hasEvenNeighbours(value)) {
            return new BigDecimal(NumberOutput.toString(value, true))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        var exact = new BigDecimal(value);
        for (int digits = DIGITS_MIN; digits < DIGITS_MAX; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros().toPlainString();
            }
        }
        return exact.round(new MathContext(DIGITS_MAX, RoundingMode.HALF_EVEN)).toPlainString();
    }

    /**
     * Whether the doubles beside a value are as far away on both sides. Then the shortest decimal that reads back, which
     * Schubfach's method finds at a quarter of the cost, is the exact value rounded to as many digits.
     */
    private static boolean hasEvenNeighbours(double value) {
        return Math.abs(value) >= Double.MIN_NORMAL && (Double.doubleToRawLongBits(value) & MANTISSA_BITS) != 0;
    }

    /**
     * Reads an amount of a foreign file, often a double with all its digits: beyond eight decimals it is rounded, ties to
     * even.
     *
     * @throws NumberFormatException if the text is no decimal number, or beyond ten billion
     */
    static long moneyE8(String text) {
        BigDecimal value = decimal(text);
        if (value.signum() != 0 && value.precision() - value.scale() > MONEY_DIGITS_MAX) {
            throw new NumberFormatException("beyond ten billion: " + text);
        }
        return value.setScale(8, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    /**
     * Reads a finite number.
     *
     * @throws NumberFormatException if the text is none
     */
    public static double number(String text) {
        return decimal(text).doubleValue();
    }

    /** The exact decimal of an amount, with two decimals at least. */
    static BigDecimal money(long valueE8) {
        return new BigDecimal(FixedPoint.format(valueE8));
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > 64) {
            throw new NumberFormatException("too long for a number");
        }
        var value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) > SCALE_MAX) {
            throw new NumberFormatException("exponent out of range: " + text);
        }
        return value;
    }
}
