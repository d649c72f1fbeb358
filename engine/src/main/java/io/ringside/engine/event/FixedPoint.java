package io.ringside.engine.event;

/**
 * Converts between decimal prices and the {@code long} at a scale of 1e-8 in which they are stored, compared, journaled and
 * sent; nothing else does. Exact, or an {@link ArithmeticException}; never a wrap, never a silent rounding.
 *
 * <p>Thread: any; it has no state.
 */
public final class FixedPoint {
    /** 1.0 at the engine's scale. */
    public static final long ONE_E8 = 100_000_000L;

    private static final int SCALE = 8;
    /** Up to this value every long is exact as a double, so one correctly rounded division gives the nearest double. */
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /**
     * The bits of 2^52, whose last bit counts ones: a smaller number put into them and taken off again is converted exactly.
     * The processor's conversion instruction depends on the old value of its target register, so it would wait for the
     * division before it.
     */
    private static final long TWO_TO_52_BITS = 0x433L << 52;

    private FixedPoint() {}

    /**
     * The nearest double to a fixed-point number: what parsing its decimal text would give.
     *
     * @throws ArithmeticException beyond 90 million (2^53 at this scale), where the quotient could be off by one ulp
     */
    public static double toDouble(long valueE8) {
        return isUsual(valueE8) ? usualToDouble(valueE8) : unusualToDouble(valueE8);
    }

    /** Whether {@link #usualToDouble} converts the number; several numbers may be tested at once by their bitwise or. */
    static boolean isUsual(long value) {
        return value >>> 52 == 0;
    }

    /** {@link #toDouble} of a number that {@link #isUsual}. */
    static double usualToDouble(long valueE8) {
        return usualToWhole(valueE8) / 1e8;
    }

    /** A whole number as the nearest double, without any scale. */
    public static double toWhole(long value) {
        return isUsual(value) ? usualToWhole(value) : value;
    }

    private static double usualToWhole(long value) {
        return Double.longBitsToDouble(TWO_TO_52_BITS | value) - 0x1p52;
    }

    private static double unusualToDouble(long valueE8) {
        requireExact(valueE8);
        return valueE8 / 1e8;
    }

    /** Throws if {@link #toDouble} would. */
    public static void requireExact(long valueE8) {
        if (valueE8 > EXACT_IN_DOUBLE || valueE8 < -EXACT_IN_DOUBLE) {
            throw new ArithmeticException("fixed-point number too large for an exact double: " + valueE8 + "e-8");
        }
    }

    /** The double for arithmetic that tolerates its last bit: sizing over large amounts of money, reports. */
    public static double toDoubleRounded(long valueE8) {
        return valueE8 / 1e8;
    }

    /**
     * The fixed-point number nearest to a double, ties to even.
     *
     * @throws ArithmeticException if the value is not finite or out of range
     */
    public static long ofDouble(double value) {
        double scaled = Math.rint(value * 1e8);
        if (!(scaled > -9.2e18 && scaled < 9.2e18)) {
            throw new ArithmeticException("not a fixed-point number: " + value);
        }
        return (long) scaled;
    }

    /**
     * The multiple of a tick nearest to a double, ties to even on the double's exact binary value: what Python's
     * {@code round(x, 2)} gives for a tick of 0.01. The product with the ticks per unit is taken with its exact residual
     * (fused multiply-add), so that no tie is misjudged.
     *
     * @param tickE8 the tick at 1e-8; 1 must be a whole multiple of it
     * @throws ArithmeticException if the value is not finite, out of range, or the tick does not divide 1
     */
    public static long roundToTick(double value, long tickE8) {
        long ticks = tickE8 <= 0 ? 0 : ONE_E8 / tickE8;
        if (ticks * tickE8 != ONE_E8) {
            throw new ArithmeticException("a tick must divide 1: " + tickE8 + "e-8");
        }
        double ticksPerUnit = ticks;
        double product = value * ticksPerUnit;
        if (!(Math.abs(product) < 1L << 51)) {
            throw new ArithmeticException("not a price: " + value);
        }
        double residual = Math.fma(value, ticksPerUnit, -product);
        double floor = Math.floor(product);
        double beyondHalf = product - floor - 0.5;
        boolean up = beyondHalf > 0 || (beyondHalf == 0 && (residual > 0 || (residual == 0 && (long) floor % 2 != 0)));
        return Math.multiplyExact((long) floor + (up ? 1 : 0), tickE8);
    }

    /** Price times quantity, at 1e-8. */
    public static long times(long priceE8, long quantity) {
        return Math.multiplyExact(priceE8, quantity);
    }

    /**
     * Reads a plain decimal number such as {@code -12.5}; up to eight decimals, or more if they are zeros. No exponent, no
     * blanks, no grouping.
     *
     * @throws NumberFormatException if the text is anything else, or out of range
     */
    public static long parse(CharSequence text) {
        return parse(text, 0, text.length());
    }

    /** As {@link #parse(CharSequence)}, over the characters from start to end. */
    public static long parse(CharSequence text, int start, int end) {
        int at = start;
        boolean negative = at < end && text.charAt(at) == '-';
        if (negative || (at < end && text.charAt(at) == '+')) {
            at++;
        }
        long units = 0;
        int decimals = -1;
        boolean digits = false;
        for (; at < end; at++) {
            char c = text.charAt(at);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c >= '0' && c <= '9') {
                digits = true;
                if (decimals < SCALE) {
                    if (units > (Long.MAX_VALUE - (c - '0')) / 10) {
                        throw notANumber(text, start, end);
                    }
                    units = units * 10 + (c - '0');
                    decimals += decimals >= 0 ? 1 : 0;
                } else if (c != '0') {
                    throw notANumber(text, start, end);
                }
            } else {
                throw notANumber(text, start, end);
            }
        }
        if (!digits) {
            throw notANumber(text, start, end);
        }
        for (int i = Math.max(decimals, 0); i < SCALE; i++) {
            if (units > Long.MAX_VALUE / 10) {
                throw notANumber(text, start, end);
            }
            units *= 10;
        }
        return negative ? -units : units;
    }

    /** Writes the shortest plain decimal text that {@link #parse} reads back, with two decimals at least. */
    public static StringBuilder append(StringBuilder out, long valueE8) {
        if (valueE8 == Long.MIN_VALUE) {
            throw new ArithmeticException("not a fixed-point number: " + valueE8);
        }
        if (valueE8 < 0) {
            out.append('-');
        }
        long magnitude = Math.abs(valueE8);
        out.append(magnitude / ONE_E8).append('.');
        long fraction = magnitude % ONE_E8;
        long digit = ONE_E8 / 10;
        for (int i = 0; i < 2 || fraction > 0; i++) {
            out.append((char) ('0' + fraction / digit));
            fraction %= digit;
            digit /= 10;
        }
        return out;
    }

    /** The text of {@link #append}. */
    public static String format(long valueE8) {
        return append(new StringBuilder(24), valueE8).toString();
    }

    private static NumberFormatException notANumber(CharSequence text, int start, int end) {
        return new NumberFormatException("not a decimal number: \"" + text.subSequence(start, end) + "\"");
    }
}
