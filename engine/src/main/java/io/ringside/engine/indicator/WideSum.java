package io.ringside.engine.indicator;

/**
 * A sum of products of longs in 128 bits. Exact, so that a window which adds and removes bars one by one does not drift and
 * does not depend on bars that dropped out.
 *
 * <p>Thread: indicator stage.
 */
final class WideSum {
    private static final double TWO_TO_64 = 0x1p64;

    private long high;
    /** The low 64 bits, unsigned. */
    private long low;

    void set(WideSum other) {
        high = other.high;
        low = other.low;
    }

    void clear() {
        high = 0;
        low = 0;
    }

    /**
     * Adds {@code a * b}.
     *
     * @throws ArithmeticException beyond 2^127
     */
    void addProduct(long a, long b) {
        long product = a * b;
        low += product;
        int carry = Long.compareUnsigned(low, product) < 0 ? 1 : 0;
        high = Math.addExact(high, Math.multiplyHigh(a, b) + carry);
    }

    void add(WideSum other) {
        low += other.low;
        int carry = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        high = Math.addExact(high, other.high + carry);
    }

    /** The sum, to within an ulp; exact up to 2^53. */
    double toDouble() {
        if (high >= 0) {
            return toDouble(high, low);
        }
        return -toDouble(low == 0 ? -high : ~high, -low);
    }

    private static double toDouble(long high, long low) {
        double unsignedLow = low >= 0 ? low : low + TWO_TO_64;
        return high * TWO_TO_64 + unsignedLow;
    }
}
