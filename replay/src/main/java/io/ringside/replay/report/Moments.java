package io.ringside.replay.report;

import java.util.Arrays;

/**
 * Higher moments, quantiles and statistics based on them. Undefined is NaN.
 *
 * <p>Thread: any; it has no state.
 */
public final class Moments {
    private Moments() {}

    /** Covariance of two samples (n - 1). */
    static double covariance(double[] x, double[] y) {
        double meanX = Statistics.mean(x);
        double meanY = Statistics.mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - meanX) * (y[i] - meanY);
        }
        return sum / (x.length - 1);
    }

    /** Skewness of a sample, corrected for bias: Joanes and Gill, 1998, G1. */
    public static double skew(double[] values) {
        double n = values.length;
        double second = central(values, 2);
        return n < 3
                ? Double.NaN
                : Math.sqrt(n * (n - 1)) / (n - 2) * central(values, 3) / (second * Math.sqrt(second));
    }

    /** Excess kurtosis of a sample, corrected for bias: Joanes and Gill, 1998, G2. */
    public static double kurtosis(double[] values) {
        double n = values.length;
        double second = central(values, 2);
        double excess = central(values, 4) / (second * second) - 3;
        return n < 4 ? Double.NaN : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
    }

    /** Probability that the true Sharpe ratio is above 0: Bailey and Lopez de Prado, 2012. */
    static double probabilisticSharpe(double sharpeADay, double[] returns) {
        double variance = (1
                        + 0.5 * sharpeADay * sharpeADay
                        - skew(returns) * sharpeADay
                        + kurtosis(returns) / 4 * sharpeADay * sharpeADay)
                / (returns.length - 1);
        return normal(sharpeADay / Math.sqrt(variance));
    }

    /** Factor by which a Sharpe ratio is overstated with autocorrelated returns: Lo, 2002, for one lag. */
    static double autocorrelationPenalty(double[] values) {
        if (values.length < 3) {
            return Double.NaN;
        }
        double[] before = Arrays.copyOfRange(values, 0, values.length - 1);
        double[] after = Arrays.copyOfRange(values, 1, values.length);
        double correlation =
                Math.abs(covariance(before, after) / Math.sqrt(covariance(before, before) * covariance(after, after)));
        double sum = 0;
        double power = 1;
        for (int k = 1; k < values.length; k++) {
            power *= correlation;
            sum += (double) (values.length - k) / values.length * power;
        }
        return Math.sqrt(1 + 2 * sum);
    }

    /** Quantile with linear interpolation between the order statistics. */
    static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Distribution function of the standard normal: Marsaglia's series (2004), good to about 1e-15. */
    public static double normal(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (Math.abs(x) > 8.2) {
            return x > 0 ? 1 : 0;
        }
        double sum = x;
        double term = x;
        for (int i = 3; sum + term != sum; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    private static double central(double[] values, int power) {
        double mean = Statistics.mean(values);
        double sum = 0;
        for (double value : values) {
            double square = (value - mean) * (value - mean);
            sum += power == 2 ? square : power == 3 ? square * (value - mean) : square * square;
        }
        return sum / values.length;
    }
}
