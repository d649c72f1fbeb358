package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;

/**
 * Fractions (at 1e-8) of amounts of money; exact products of 128 bits, rounded down once.
 *
 * <p>Thread: any; it has no state.
 */
final class Fractions {
    private Fractions() {}

    /** A part of an amount, rounded down. */
    static long floor(long amountE8, long fractionE8) {
        return ExactRatio.floor(amountE8, fractionE8, FixedPoint.ONE_E8);
    }

    /** An amount less a part of it. */
    static long without(long amountE8, long fractionE8) {
        return ExactRatio.floor(amountE8, FixedPoint.ONE_E8 - fractionE8, FixedPoint.ONE_E8);
    }

    /** Shares reduced to the part that the money covers: {@code shares * fraction * money / cost}, rounded down. */
    static long scaled(long shares, long fractionE8, long moneyE8, long costE8) {
        long common = ExactRatio.gcd(fractionE8, FixedPoint.ONE_E8);
        long numerator = Math.multiplyExact(shares, fractionE8 / common);
        return ExactRatio.floor(moneyE8, numerator, Math.multiplyExact(costE8, FixedPoint.ONE_E8 / common));
    }
}
