package io.ringside.replay.research;

import io.ringside.replay.report.Moments;
import io.ringside.replay.report.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of the best of many back tests is luck.
 *
 * <ul>
 *   <li>The deflated Sharpe ratio: the probability that the true Sharpe ratio of the best set is above 0, given that it is
 *       the best of N trials and how its returns are distributed: D. H. Bailey and M. Lopez de Prado, The Deflated Sharpe
 *       Ratio, Journal of Portfolio Management 40(5), 2014. Neighbours in a grid trade alike: N is, as there, the number of
 *       independent trials that M sets with the mean correlation rho amount to, rho + (1 - rho) M. Their spread is theirs,
 *       but not more than the sampling error of a Sharpe ratio of 0 (A. W. Lo, The Statistics of Sharpe Ratios, Financial
 *       Analysts Journal 58(4), 2002): what lies further apart is no luck.
 *   <li>The probability of backtest overfitting, by combinatorially symmetric cross-validation: the share of all ways to
 *       halve the blocks of sessions in which the set that is best in one half does no better than the median in the other:
 *       D. H. Bailey, J. M. Borwein, M. Lopez de Prado and Q. J. Zhu, The Probability of Backtest Overfitting, Journal of
 *       Computational Finance 20(4), 2017.
 * </ul>
 *
 * @param trials sets whose Sharpe ratio is defined
 * @param independent trials that they amount to
 * @param sharpe of the best set, a year
 * @param expectedSharpe that the best of so many trials would have without any skill, a year
 * @param deflatedSharpe probability that the best set's true Sharpe ratio is above 0; NaN if undefined
 * @param splits ways to halve the sessions that were tried, 0 if there are too few sessions or sets
 * @param backtestOverfitting probability of backtest overfitting; NaN if undefined
 * @param lossOutOfSample share of the splits in which the set chosen in one half loses in the other; NaN if undefined
 */
record Overfitting(
        int trials,
        int independent,
        double sharpe,
        double expectedSharpe,
        double deflatedSharpe,
        int splits,
        double backtestOverfitting,
        double lossOutOfSample) {
    private static final double EULER_MASCHERONI = 0.5772156649015329;
    /** Least probability for the best set to count as more than luck. */
    static final double CONFIDENCE = 0.95;
    /** Largest share of losses out of sample for the choice to count as profitable. */
    static final double LOSS_MAX = 0.2;
    /** Largest probability of overfitting for the choice to count as more than luck. */
    static final double OVERFITTING_MAX = 0.2;

    /** The statistics of a sweep. */
    static Overfitting of(List<SetResult> results, Blocks blocks) {
        List<SetResult> defined = results.stream()
                .filter(one -> Double.isFinite(one.figure("sharpe")))
                .toList();
        if (defined.isEmpty()) {
            return new Overfitting(0, 0, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN);
        }
        double year = Math.sqrt(Statistics.DAYS_A_YEAR);
        double[] daily =
                defined.stream().mapToDouble(one -> one.figure("sharpe") / year).toArray();
        int best = 0;
        for (int i = 1; i < daily.length; i++) {
            best = daily[i] > daily[best] ? i : best;
        }
        int independent = independentTrials(defined);
        double threshold = expectedBest(spread(daily, blocks.sessions()), independent);
        SetResult chosen = defined.get(best);
        double deflated =
                probabilistic(daily[best], threshold, chosen.skew(), chosen.kurtosis() + 3, blocks.sessions());
        double[] cross = crossValidate(defined, blocks);
        return new Overfitting(
                daily.length,
                independent,
                daily[best] * year,
                threshold * year,
                deflated,
                (int) cross[0],
                cross[1],
                cross[2]);
    }

    /** Whether the best set may be taken for a finding. */
    boolean isFinding() {
        return deflatedSharpe >= CONFIDENCE && !(lossOutOfSample > LOSS_MAX);
    }

    /** The verdict in one sentence or two. */
    String verdict() {
        if (Double.isNaN(deflatedSharpe)) {
            return "No set has a Sharpe ratio: nothing traded, or too few sessions; there is nothing to judge.";
        }
        if (!isFinding()) {
            return deflatedSharpe < CONFIDENCE
                    ? "No finding: the best of so many sets without any skill could look like this."
                    : "No finding: what is best on one half of the sessions loses on the other too often.";
        }
        return "The best set is better than the best of as many lucky ones: it may be a finding."
                + (backtestOverfitting > OVERFITTING_MAX
                        ? " Which of the sets is best is luck, though: take the middle of the plateau."
                        : "");
    }

    /**
     * Spread of the Sharpe ratios of trials without skill: that of the trials, but at most the sampling error of a true
     * Sharpe ratio of 0. Trials further apart than that truly differ, by skill or by costs.
     */
    private static double spread(double[] sharpes, int observations) {
        return sharpes.length < 2 || observations < 2
                ? 0
                : Math.min(Statistics.deviation(sharpes), 1 / Math.sqrt(observations - 1));
    }

    /** How many independent trials the sets amount to, by the mean correlation of their returns over the blocks. */
    private static int independentTrials(List<SetResult> sets) {
        int blocks = sets.get(0).sums().length;
        double[] sum = new double[blocks];
        int moving = 0;
        for (SetResult set : sets) {
            double mean = Statistics.mean(set.sums());
            double length = Statistics.deviation(set.sums()) * Math.sqrt(blocks - 1);
            if (length > 0) {
                moving++;
                for (int block = 0; block < blocks; block++) {
                    sum[block] += (set.sums()[block] - mean) / length;
                }
            }
        }
        double together = 0;
        for (double value : sum) {
            together += value * value;
        }
        // The square of the sum of m unit vectors is m and twice the sum of their correlations.
        double correlation = moving < 2 ? 0 : (together - moving) / ((double) moving * (moving - 1));
        double within = Math.max(0, Math.min(1, correlation));
        return (int) Math.round(within + (1 - within) * sets.size());
    }

    /** The Sharpe ratio that the best of so many trials with this spread and no skill is expected to have. */
    static double expectedBest(double deviation, int trials) {
        if (!(deviation > 0) || trials < 2) {
            return 0;
        }
        return deviation
                * ((1 - EULER_MASCHERONI) * inverseNormal(1 - 1.0 / trials)
                        + EULER_MASCHERONI * inverseNormal(1 - 1.0 / (trials * Math.E)));
    }

    /**
     * Probability that the true Sharpe ratio is above a threshold; both per observation.
     *
     * @param kurtosis of a normal distribution 3
     */
    static double probabilistic(double sharpe, double threshold, double skew, double kurtosis, int observations) {
        double variance = 1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        return variance > 0 && observations > 1
                ? Moments.normal((sharpe - threshold) * Math.sqrt(observations - 1) / Math.sqrt(variance))
                : Double.NaN;
    }

    /** Number of splits, probability of overfitting, share of losses out of sample. */
    private static double[] crossValidate(List<SetResult> sets, Blocks blocks) {
        int count = blocks.count();
        if (count == 0 || sets.size() < 2) {
            return new double[] {0, Double.NaN, Double.NaN};
        }
        double observations = count / 2.0 * blocks.length();
        // Each pair of halves by the one without the last block, on all cores: sums of whole numbers have no order.
        int[] found = IntStream.range(0, 1 << (count - 1))
                .filter(mask -> Integer.bitCount(mask) == count / 2)
                .parallel()
                .mapToObj(mask -> {
                    double[] one = sharpes(sets, mask, observations);
                    double[] other = sharpes(sets, ~mask, observations);
                    return sum(judge(one, other), judge(other, one));
                })
                .reduce(new int[3], Overfitting::sum);
        return new double[] {found[0], (double) found[1] / found[0], (double) found[2] / found[0]};
    }

    /** One split: 1; 1 if the best set inside is not in the better half outside; 1 if it loses there. */
    private static int[] judge(double[] inside, double[] outside) {
        int chosen = 0;
        for (int i = 1; i < inside.length; i++) {
            chosen = inside[i] > inside[chosen] ? i : chosen;
        }
        double below = 0;
        for (double other : outside) {
            below += other < outside[chosen] ? 1 : other == outside[chosen] ? 0.5 : 0;
        }
        // The relative rank; itself counts as half of an equal.
        double rank = (below + 0.5) / (outside.length + 1);
        return new int[] {1, rank <= 0.5 ? 1 : 0, outside[chosen] < 0 ? 1 : 0};
    }

    private static int[] sum(int[] one, int[] other) {
        return new int[] {one[0] + other[0], one[1] + other[1], one[2] + other[2]};
    }

    private static double[] sharpes(List<SetResult> sets, int mask, double observations) {
        double[] sharpes = new double[sets.size()];
        for (int i = 0; i < sharpes.length; i++) {
            sharpes[i] = sharpe(sets.get(i), mask, observations);
        }
        return sharpes;
    }

    /** Mean over deviation of the blocks of a mask; of a set that earned nothing there, 0. */
    private static double sharpe(SetResult set, int mask, double observations) {
        double sum = 0;
        double squares = 0;
        double[] sums = set.sums();
        double[] ofSquares = set.squares();
        for (int block = 0; block < sums.length; block++) {
            if ((mask >> block & 1) != 0) {
                sum += sums[block];
                squares += ofSquares[block];
            }
        }
        double mean = sum / observations;
        double variance = squares / observations - mean * mean;
        return variance > 1e-18 ? mean / Math.sqrt(variance) : 0;
    }

    /**
     * Quantile of the standard normal distribution: P. J. Acklam's rational approximation, with one step of Newton's method
     * to full precision.
     */
    static double inverseNormal(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a probability between 0 and 1, not " + p);
        }
        double low = 0.02425;
        double x;
        if (p < low || p > 1 - low) {
            double q = StrictMath.sqrt(-2 * StrictMath.log(Math.min(p, 1 - p)));
            x = horner(
                            q,
                            -7.784894002430293e-03,
                            -3.223964580411365e-01,
                            -2.400758277161838,
                            -2.549732539343734,
                            4.374664141464968,
                            2.938163982698783)
                    / horner(q, 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1);
            x = p < 0.5 ? x : -x;
        } else {
            double q = p - 0.5;
            double r = q * q;
            x = q
                    * horner(
                            r,
                            -3.969683028665376e+01,
                            2.209460984245205e+02,
                            -2.759285104469687e+02,
                            1.383577518672690e+02,
                            -3.066479806614716e+01,
                            2.506628277459239)
                    / horner(
                            r,
                            -5.447609879822406e+01,
                            1.615858368580409e+02,
                            -1.556989798598866e+02,
                            6.680131188771972e+01,
                            -1.328068155288572e+01,
                            1);
        }
        double error = Moments.normal(x) - p;
        double step = error * Math.sqrt(2 * Math.PI) * StrictMath.exp(x * x / 2);
        return x - step;
    }

    private static double horner(double x, double... coefficients) {
        return Arrays.stream(coefficients).reduce(0, (value, next) -> value * x + next);
    }
}
