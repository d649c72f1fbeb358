package io.ringside.replay.research;

import io.ringside.engine.event.FixedPoint;
import io.ringside.replay.report.Moments;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Statistics;
import io.ringside.replay.report.Summary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The result of one parameter set: figures of the {@link Summary} by name, and the moments and sums of its daily returns for
 * the statistics of the sweep.
 *
 * <p>Thread: any; immutable.
 */
public final class SetResult implements Serializable {
    private static final long serialVersionUID = 1;

    static final String RUINED = "ruined";

    /** The figures, by the summary's keys; that of {@code ruined} is 1 or 0. */
    public static final List<String> FIGURES = List.of(
            "trades",
            "final_equity",
            "net_profit",
            "total_return_pct",
            "cagr_pct",
            "volatility_pct",
            "max_drawdown_pct",
            "sharpe",
            "sortino",
            "calmar",
            "profit_factor",
            "win_rate_pct",
            "expectancy",
            "time_in_market_pct",
            "commissions",
            "slippage",
            RUINED);

    private final int index;
    private final String digest;
    private final double[] figures;
    private final double skew;
    private final double kurtosis;
    private final double[] sums;
    private final double[] squares;

    /**
     * @param index place in the grid
     * @param digest of the configuration
     * @param figures one a {@link #FIGURES}, NaN where undefined
     * @param skew of the daily returns
     * @param kurtosis of the daily returns, excess over the normal's
     * @param sums sum of the daily returns of each block of sessions
     * @param squares sum of their squares
     */
    SetResult(
            int index, String digest, double[] figures, double skew, double kurtosis, double[] sums, double[] squares) {
        this.index = index;
        this.digest = digest;
        this.figures = figures;
        this.skew = skew;
        this.kurtosis = kurtosis;
        this.sums = sums;
        this.squares = squares;
    }

    static SetResult of(
            int index, String digest, Summary summary, long startE8, List<SessionEquity> days, Blocks blocks) {
        double[] figures = new double[FIGURES.size()];
        for (int i = 0; i < figures.length; i++) {
            String key = FIGURES.get(i);
            boolean flag = key.equals(RUINED);
            figures[i] = flag ? (Boolean.TRUE.equals(summary.values().get(key)) ? 1 : 0) : summary.number(key);
        }
        double[] returns = Statistics.returns(
                FixedPoint.toDoubleRounded(startE8),
                days.stream()
                        .mapToDouble(day -> FixedPoint.toDoubleRounded(day.equityE8()))
                        .toArray());
        // After its ruin a run has no further sessions; their returns are 0.
        returns = Arrays.copyOf(returns, Math.max(returns.length, blocks.sessions()));
        double[] sums = new double[blocks.count()];
        double[] squares = new double[blocks.count()];
        for (int i = 0; i < returns.length; i++) {
            int block = blocks.of(i, returns.length);
            if (block >= 0) {
                sums[block] += returns[i];
                squares[block] += returns[i] * returns[i];
            }
        }
        return new SetResult(index, digest, figures, Moments.skew(returns), Moments.kurtosis(returns), sums, squares);
    }

    /** Whether another run of the same set has the same numbers; undefined ones count as equal. */
    boolean isRepeatedBy(SetResult other) {
        return digest.equals(other.digest)
                && same(figures, other.figures)
                && same(sums, other.sums)
                && same(squares, other.squares)
                && same(new double[] {skew, kurtosis}, new double[] {other.skew, other.kurtosis});
    }

    private static boolean same(double[] one, double[] other) {
        boolean same = one.length == other.length;
        for (int i = 0; same && i < one.length; i++) {
            // A sweep's log does not hold infinite numbers.
            same = one[i] == other[i] || (!Double.isFinite(one[i]) && !Double.isFinite(other[i]));
        }
        return same;
    }

    /** One figure; NaN if it is undefined. */
    public double figure(String key) {
        return figures[FIGURES.indexOf(key)];
    }

    /** Whether the account was ruined. */
    public boolean isRuined() {
        return figure(RUINED) == 1;
    }

    /** Place in the grid. */
    public int index() {
        return index;
    }

    /** Digest of the configuration. */
    public String digest() {
        return digest;
    }

    double skew() {
        return skew;
    }

    double kurtosis() {
        return kurtosis;
    }

    /** Not a copy. */
    double[] sums() {
        return sums;
    }

    /** Not a copy. */
    double[] squares() {
        return squares;
    }
}
