package io.ringside.replay.report;

/**
 * Figures of a series of returns. Undefined is NaN, which is shown as "n/a".
 *
 * <p>Thread: any; it has no state.
 */
public final class Statistics {
    /** Trading days of a year, by convention. */
    public static final double DAYS_A_YEAR = 252;

    /** Least number of sessions for an annualised figure. */
    static final int SESSIONS_FOR_A_YEAR = 20;

    private Statistics() {}

    /** The values up to the first that is not above zero; zero from there on, since a ruined account stays ruined. */
    static double[] untilRuin(double[] values) {
        double[] kept = new double[values.length];
        for (int i = 0; i < values.length && !(values[i] <= 0); i++) {
            kept[i] = values[i];
        }
        return kept;
    }

    /** The daily riskless return for a yearly rate, both as shares of 1. */
    static double daily(double year) {
        return StrictMath.pow(1 + year, 1 / DAYS_A_YEAR) - 1;
    }

    /** Returns less the riskless return. */
    static double[] excess(double[] returns, double riskless) {
        double[] excess = new double[returns.length];
        for (int i = 0; i < returns.length; i++) {
            excess[i] = returns[i] - riskless;
        }
        return excess;
    }

    /** Returns from one value to the next, the first one from the start; -1 on the day of ruin, 0 after it. */
    public static double[] returns(double start, double[] values) {
        double[] returns = new double[values.length];
        double[] kept = untilRuin(values);
        double before = start;
        for (int i = 0; i < kept.length; i++) {
            returns[i] = before == 0 ? 0 : kept[i] / before - 1;
            before = kept[i];
        }
        return returns;
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    public static double mean(double[] values) {
        return sum(values) / values.length;
    }

    /** Standard deviation of a sample (n - 1). */
    public static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /** Mean over deviation, for a year, without a riskless rate. */
    public static double sharpe(double[] returns) {
        double deviation = deviation(returns);
        return isNothing(deviation, returns) ? Double.NaN : mean(returns) / deviation * Math.sqrt(DAYS_A_YEAR);
    }

    /**
     * Mean over the root of the mean square of the losses (over all days), for a year: Sortino and Price, 1994. Undefined
     * for one day, like the Sharpe ratio.
     */
    static double sortino(double[] returns) {
        double squares = 0;
        for (double value : returns) {
            squares += value < 0 ? value * value : 0;
        }
        double downside = Math.sqrt(squares / returns.length);
        return downside > 0 && returns.length > 1 ? mean(returns) / downside * Math.sqrt(DAYS_A_YEAR) : Double.NaN;
    }

    static double volatility(double[] returns) {
        return deviation(returns) * Math.sqrt(DAYS_A_YEAR);
    }

    /** Drawdown of each value from the highest one so far, 0 or negative; the start counts as a value. */
    static double[] drawdowns(double start, double[] series) {
        double[] values = untilRuin(series);
        double[] drawdowns = new double[values.length];
        double peak = start;
        for (int i = 0; i < values.length; i++) {
            peak = Math.max(peak, values[i]);
            drawdowns[i] = peak > 0 ? (values[i] - peak) / peak : Double.NaN;
        }
        return drawdowns;
    }

    /** The least of the values; NaN if there is none, or one is NaN. */
    static double least(double[] values) {
        double least = values.length == 0 ? Double.NaN : values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    /** Growth a year over calendar days: (end/start)^(365.25/days) - 1. */
    static double annualGrowth(double start, double end, long calendarDays) {
        return start > 0 && end >= 0 && calendarDays > 0
                ? StrictMath.pow(end / start, 365.25 / calendarDays) - 1
                : Double.NaN;
    }

    /** Whether a deviation is only rounding noise of equal values. */
    private static boolean isNothing(double deviation, double[] values) {
        return !(deviation > 1e-15 * Math.max(1e-300, Math.abs(mean(values))));
    }
}
