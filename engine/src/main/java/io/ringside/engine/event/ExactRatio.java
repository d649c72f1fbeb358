package io.ringside.engine.event;

/**
 * {@code amount * numerator / denominator} with an exact product of 128 bits and one rounding, so that a share of an amount
 * of money is right to the last 1e-8 whatever its size.
 *
 * <p>Thread: any; it has no state.
 */
public final class ExactRatio {
    private ExactRatio() {}

    /**
     * Rounded to the nearest, halves up.
     *
     * @throws ArithmeticException if an argument is negative, the denominator zero, or the result out of range
     */
    public static long nearest(long amount, long numerator, long denominator) {
        return of(amount, numerator, denominator, denominator - denominator / 2);
    }

    /** {@code amount / (above / below)}, such as a price after a split; otherwise as {@link #nearest}. */
    public static long nearestQuotient(long amount, long above, long below) {
        return of(amount, below, above, above - above / 2);
    }

    /** Rounded up; otherwise as {@link #nearest}. */
    public static long ceiling(long amount, long numerator, long denominator) {
        return of(amount, numerator, denominator, 1);
    }

    /** Rounded down; otherwise as {@link #nearest}. */
    public static long floor(long amount, long numerator, long denominator) {
        return of(amount, numerator, denominator, Long.MAX_VALUE);
    }

    /** The greatest common divisor of two numbers that are not negative. */
    public static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The quotient, one more where the remainder is at least {@code roundUpFrom}. */
    private static long of(long amount, long numerator, long denominator, long roundUpFrom) {
        if (amount < 0 || numerator < 0 || denominator <= 0) {
            throw new ArithmeticException("no ratio of " + amount + " * " + numerator + " / " + denominator);
        }
        long high = Math.multiplyHigh(amount, numerator);
        long low = amount * numerator;
        long quotient;
        long remainder;
        if (high == 0 && low >= 0) {
            quotient = low / denominator;
            remainder = low % denominator;
        } else {
            if (high >= denominator) {
                throw new ArithmeticException(amount + " * " + numerator + " / " + denominator + " is out of range");
            }
            // Schoolbook division, a bit at a time: the remainder stays below the denominator, so it never overflows.
            quotient = low;
            remainder = high;
            for (int bit = 0; bit < Long.SIZE; bit++) {
                remainder = (remainder << 1) | (quotient >>> (Long.SIZE - 1));
                quotient <<= 1;
                if (Long.compareUnsigned(remainder, denominator) >= 0) {
                    remainder -= denominator;
                    quotient |= 1;
                }
            }
            if (quotient < 0) {
                throw new ArithmeticException(amount + " * " + numerator + " / " + denominator + " is out of range");
            }
        }
        return remainder >= roundUpFrom ? Math.addExact(quotient, 1) : quotient;
    }
}
