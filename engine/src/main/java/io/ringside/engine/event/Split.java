package io.ringside.engine.event;

/**
 * Adjusts shares and prices for a split: one share becomes {@code numerator / denominator} shares, so that prices are
 * divided by the ratio and numbers of shares multiplied. Exact up to one rounding each.
 *
 * <p>Thread: any; it has no state.
 */
public final class Split {
    private Split() {}

    /** Whole shares after the split, negative if short; the fraction of a share is paid in cash. */
    public static long shares(long shares, long numerator, long denominator) {
        return Long.signum(shares) * ExactRatio.floor(Math.abs(shares), numerator, denominator);
    }

    /** A price at 1e-8, to the nearest 1e-8; 0 for none stays 0. */
    public static long priceE8(long priceE8, long numerator, long denominator) {
        return ExactRatio.nearestQuotient(priceE8, numerator, denominator);
    }

    /** A price of an order at 1e-8, to the nearest tick; 0 for none stays 0. */
    public static long orderPriceE8(long priceE8, long numerator, long denominator, long tickE8) {
        return ExactRatio.nearest(priceE8(priceE8, numerator, denominator), 1, tickE8) * tickE8;
    }

    /** A price at 1e-8 held as a double: rounded as the exact price is. NaN and infinite values stay as they are. */
    public static double price(double price, long numerator, long denominator) {
        return Double.isFinite(price)
                ? FixedPoint.toDouble(priceE8(FixedPoint.ofDouble(price), numerator, denominator))
                : price;
    }

    /** A computed amount in price units, such as an average range, of either sign. */
    public static double amount(double amount, long numerator, long denominator) {
        return amount * denominator / numerator;
    }
}
