package io.ringside.engine.risk;

import io.ringside.engine.event.FixedPoint;

/**
 * Fixed-fractional position size: the shares that lose the risked share of the equity between entry and stop, but no more
 * than the leverage allows: {@code floor(min(min(equity * fraction, cap) / |entry - stop|, equity * leverage / entry))},
 * then down to whole lots. In doubles, in this order of operations, since published results depend on it.
 *
 * <p>Other rules of {@link SizeRule} replace the risked share; leverage and lots limit them as well.
 *
 * <p>Thread: any; it has no state.
 */
public final class Sizing {
    /** Smallest distance between entry and stop, in price units; below it the size is 0. */
    public static final double SMALLEST_RISK = 0.01;

    private Sizing() {}

    /** Money at risk: the fraction of the equity, capped. */
    public static double moneyAtRisk(long equityE8, RiskSettings settings) {
        return Math.min(
                FixedPoint.toDoubleRounded(equityE8) * settings.fraction(),
                FixedPoint.toDoubleRounded(settings.capE8()));
    }

    /** Price units between entry and stop. */
    public static double riskPerShare(long priceE8, long stopE8) {
        return Math.abs(FixedPoint.toDouble(priceE8) - FixedPoint.toDouble(stopE8));
    }

    /** Shares by the money at risk alone, not rounded. */
    public static double byRisk(long equityE8, long priceE8, long stopE8, RiskSettings settings) {
        return moneyAtRisk(equityE8, settings) / riskPerShare(priceE8, stopE8);
    }

    /** Shares by the leverage alone, not rounded. */
    public static double byLeverage(long equityE8, long priceE8, RiskSettings settings) {
        return FixedPoint.toDoubleRounded(equityE8) * settings.leverage() / FixedPoint.toDouble(priceE8);
    }

    /** Shares by the rule of the settings, not rounded; {@code atr} in price units, if the rule needs it. */
    public static double byRule(long equityE8, long priceE8, long stopE8, double atr, RiskSettings settings) {
        SizeRule rule = settings.sizing();
        double equity = FixedPoint.toDoubleRounded(equityE8);
        return switch (rule.by()) {
            case FRACTION -> byRisk(equityE8, priceE8, stopE8, settings);
            case SHARES -> rule.amount();
            case MONEY -> rule.amount() / FixedPoint.toDouble(priceE8);
            case VOLATILITY -> equity * rule.amount() / atr;
            case KELLY -> equity * rule.amount() / riskPerShare(priceE8, stopE8);
        };
    }

    /** The size in shares; 0 if equity or distance allow none. */
    public static long shares(long equityE8, long priceE8, long stopE8, double atr, long lot, RiskSettings settings) {
        if (equityE8 <= 0 || riskPerShare(priceE8, stopE8) < SMALLEST_RISK) {
            return 0;
        }
        double shares =
                Math.min(byRule(equityE8, priceE8, stopE8, atr, settings), byLeverage(equityE8, priceE8, settings));
        if (!(shares < 1e12)) {
            throw new ArithmeticException("size out of range: " + shares);
        }
        long whole = (long) shares;
        return whole - whole % lot;
    }
}
