package io.ringside.replay.report;

import io.ringside.replay.report.Metric.Unit;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The metrics that readers of a QuantStats tear sheet expect, of daily returns; ratios use returns above a riskless rate.
 * Each carries its formula; where QuantStats is known to differ from the literature or from itself, the formula says what is
 * computed here.
 *
 * <p>Thread: any; it is immutable once built.
 */
public final class MetricSet {
    private static final double DAYS = Statistics.DAYS_A_YEAR;
    /** The 5 % quantile of the standard normal distribution. */
    private static final double NORMAL_5_PERCENT = -1.6448536269514722;

    /** Annualised figures, which need more than a few sessions. */
    private static final Set<String> ANNUAL = Set.of("cagr", "cagr_252", "calmar");
    /** Groups whose figures are of single returns; all others compare several. */
    private static final Set<String> OF_ONE_DAY = Set.of("Growth", "Best and worst", "Recent");

    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final DailyReturns returns;
    private final double[] r;
    /** The returns above the riskless one. */
    private final double[] excess;

    private final double riskless;
    private final double deviation;
    private String group = "";

    private MetricSet(DailyReturns returns, double riskless) {
        this.returns = returns;
        this.riskless = riskless;
        r = returns.values();
        excess = Statistics.excess(r, riskless);
        deviation = Statistics.deviation(r);
        addGrowth();
        addRisk();
        addRatios();
        addDays();
        addPeriods();
        addRecent();
    }

    /** Of one series by itself, an account or a benchmark, above a riskless return a day. */
    static MetricSet of(DailyReturns returns, double riskless) {
        return new MetricSet(returns, riskless);
    }

    /** Of an account, with what relates it to a benchmark over the same days. */
    static MetricSet of(DailyReturns returns, DailyReturns benchmark, double riskless) {
        var set = new MetricSet(returns, riskless);
        set.addRelative(benchmark.values());
        return set;
    }

    /** All metrics, grouped, in the order of a tear sheet. */
    public Collection<Metric> metrics() {
        return metrics.values();
    }

    /** One by name; null if there is none. */
    public Metric metric(String name) {
        return metrics.get(name);
    }

    private void addGrowth() {
        group = "Growth";
        double all = returns.compounded();
        percent("cumulative_return", "Cumulative return", all, "product of (1 + r) - 1 over all days");
        percent(
                "cagr",
                "CAGR, calendar",
                Statistics.annualGrowth(1, 1 + all, returns.calendarDays()),
                "(1 + cumulative return)^(365.25 / calendar days from the first session to the last) - 1");
        percent(
                "cagr_252",
                "CAGR, 252 days",
                StrictMath.pow(1 + all, DAYS / r.length) - 1,
                "(1 + cumulative return)^(252 / N) - 1, N sessions");
        percent("expected_daily", "Expected daily", geometric(r), "geometric mean: (product of (1 + r))^(1/N) - 1");
        percent(
                "expected_monthly",
                "Expected monthly",
                geometric(values(returns.byMonth())),
                "geometric mean of the calendar months' returns");
        percent(
                "expected_yearly",
                "Expected yearly",
                geometric(values(returns.byYear())),
                "geometric mean of the calendar years' returns, broken years as they are");
    }

    private void addRisk() {
        group = "Risk";
        double[] drawdowns = returns.drawdowns();
        double deepest = -worst(drawdowns);
        double ulcer = Math.sqrt(squares(drawdowns) / (r.length - 1));
        percent("volatility", "Volatility", deviation * Math.sqrt(DAYS), "sample deviation of r x sqrt(252)");
        percent(
                "max_drawdown",
                "Max drawdown",
                -deepest,
                "least of equity / highest equity so far - 1; the starting capital is the first peak");
        percent("ulcer_index", "Ulcer index", ulcer, "sqrt(sum of drawdown^2 / (N - 1))");
        ratio(
                "ulcer_performance",
                "Ulcer performance",
                returns.compounded() / ulcer,
                "cumulative return / ulcer index");
        ratio(
                "serenity",
                "Serenity index",
                Statistics.sum(r) / (ulcer * (-shortfall(drawdowns) / deviation)),
                "sum of r / (ulcer index x pitfall); pitfall = -expected shortfall of the drawdowns / deviation of r");
        ratio(
                "recovery_factor",
                "Recovery factor",
                Math.abs(Statistics.sum(r)) / deepest,
                "|sum of r| / |max drawdown|");
        percent(
                "value_at_risk",
                "Value at risk, 95 %",
                valueAtRisk(r),
                "normal quantile: mean of r - 1.64485 x deviation of r, a day");
        percent(
                "expected_shortfall",
                "Expected shortfall",
                shortfall(r),
                "mean of the r below the value at risk, a day");
        ratio("skew", "Skew", Moments.skew(r), "sample skewness, corrected for bias");
        ratio("kurtosis", "Excess kurtosis", Moments.kurtosis(r), "sample kurtosis - 3, corrected for bias");
        percent(
                "exposure_days",
                "Days with a return",
                Math.ceil((double) count(r, 1, 1) / r.length * 100) / 100,
                "share of the days whose r is not 0, rounded up to 1 %");
    }

    private void addRatios() {
        group = "Ratios";
        double sharpe = Statistics.sharpe(excess);
        double sortino = Statistics.sortino(excess);
        double penalty = Moments.autocorrelationPenalty(r);
        double growth = Statistics.annualGrowth(1, 1 + returns.compounded(), returns.calendarDays());
        ratio("sharpe", "Sharpe", sharpe, "mean of x / deviation of x x sqrt(252), x = r - riskless return of a day");
        ratio(
                "smart_sharpe",
                "Smart Sharpe",
                sharpe / penalty,
                "Sharpe / sqrt(1 + 2 x sum over k < N of (N - k)/N x |rho|^k), rho = autocorrelation at one day");
        percent(
                "probabilistic_sharpe",
                "Probabilistic Sharpe",
                Moments.probabilisticSharpe(Statistics.mean(excess) / deviation, excess),
                "Phi(S / sqrt((1 + S^2/2 - skew S + (kurt - 3)/4 S^2) / (N - 1))), S a day's Sharpe, kurt of a normal 3");
        ratio(
                "sortino",
                "Sortino",
                sortino,
                "mean of x / sqrt(sum of min(x, 0)^2 / N) x sqrt(252), x = r - riskless return of a day");
        ratio("smart_sortino", "Smart Sortino", sortino / penalty, "Sortino / the divisor of smart Sharpe");
        ratio("sortino_sqrt2", "Sortino / sqrt 2", sortino / Math.sqrt(2), "Sortino / sqrt(2), comparable to Sharpe");
        ratio("omega", "Omega", gains() / -losses(), "sum of the r above 0 / |sum of the r below 0|");
        ratio("calmar", "Calmar", growth / -worst(returns.drawdowns()), "CAGR by the calendar / |max drawdown|");
        ratio("gain_to_pain", "Gain to pain", Statistics.sum(r) / -losses(), "sum of r / |sum of the r below 0|");
        double[] months = values(returns.byMonth());
        ratio(
                "gain_to_pain_monthly",
                "Gain to pain, months",
                Statistics.sum(months) / -sumBelow(months),
                "the same over calendar months");
    }

    private void addDays() {
        group = "Days";
        int ups = count(r, 0, 1);
        int downs = count(r, 1, 0);
        int notDown = r.length - downs;
        double winRate = (double) ups / (ups + downs);
        double payoff = gains() / ups / (-losses() / downs);
        double factor = gains() / -losses();
        double tail = Math.abs(Moments.quantile(r, 0.95) / Moments.quantile(r, 0.05));
        percent("win_rate_days", "Win rate", winRate, "days with r > 0 / days with r not 0");
        ratio("payoff_ratio", "Payoff ratio", payoff, "mean of the r above 0 / |mean of the r below 0|");
        ratio("profit_factor_days", "Profit factor", factor, "sum of the r not below 0 / |sum of the r below 0|");
        ratio(
                "profit_ratio",
                "Profit ratio",
                gains() / notDown / notDown / (-losses() / downs / downs),
                "(mean / number of the r not below 0) / (|mean| / number of the r below 0)");
        ratio("cpc_index", "CPC index", factor * winRate * payoff, "profit factor x win rate x payoff ratio");
        ratio("tail_ratio", "Tail ratio", tail, "|95 % quantile of r / 5 % quantile of r|");
        ratio("common_sense_ratio", "Common sense ratio", factor * tail, "profit factor x tail ratio");
        ratio(
                "outlier_win_ratio",
                "Outlier win ratio",
                Moments.quantile(r, 0.99) / (gains() / notDown),
                "99 % quantile of r / mean of the r not below 0");
        ratio(
                "outlier_loss_ratio",
                "Outlier loss ratio",
                Moments.quantile(r, 0.01) / (losses() / downs),
                "1 % quantile of r / mean of the r below 0");
        percent("kelly", "Kelly", (payoff * winRate - (1 - winRate)) / payoff, "(b p - q) / b, b payoff, p win rate");
        percent(
                "risk_of_ruin",
                "Risk of ruin",
                StrictMath.pow((1 - winRate) / (1 + winRate), r.length),
                "((1 - p) / (1 + p))^N, p win rate");
        count("longest_winning_days", "Longest run of gains", run(1), "most days with r > 0 in a row");
        count("longest_losing_days", "Longest run of losses", run(-1), "most days with r < 0 in a row");
        percent("win_days", "Winning days", (double) ups / r.length, "days with r > 0 / all days");
    }

    private void addPeriods() {
        group = "Best and worst";
        double[] months = values(returns.byMonth());
        double[] quarters = values(returns.byQuarter());
        double[] years = values(returns.byYear());
        percent("best_day", "Best day", best(r), "greatest r");
        percent("worst_day", "Worst day", worst(r), "least r");
        percent("best_month", "Best month", best(months), "greatest return of a calendar month");
        percent("worst_month", "Worst month", worst(months), "least return of a calendar month");
        percent("best_year", "Best year", best(years), "greatest return of a calendar year");
        percent("worst_year", "Worst year", worst(years), "least return of a calendar year");
        percent(
                "average_up_month",
                "Average up month",
                sumAbove(months) / count(months, 0, 1),
                "mean of the months above 0");
        percent(
                "average_down_month",
                "Average down month",
                sumBelow(months) / count(months, 1, 0),
                "mean of the months below 0");
        percent("win_months", "Winning months", share(months), "months above 0 / all months");
        percent("win_quarters", "Winning quarters", share(quarters), "quarters above 0 / all quarters");
        percent("win_years", "Winning years", share(years), "years above 0 / all years");
    }

    private void addRecent() {
        group = "Recent";
        if (r.length == 0) {
            return;
        }
        LocalDate last = returns.day(r.length - 1);
        percent(
                "month_to_date",
                "Month to date",
                returns.byMonth().get(YearMonth.from(last)),
                "return of the last session's month");
        recent("three_months", "Three months", last.minusMonths(3));
        recent("six_months", "Six months", last.minusMonths(6));
        percent(
                "year_to_date",
                "Year to date",
                returns.byYear().get(last.getYear()),
                "return of the last session's year");
        recent("one_year", "One year", last.minusYears(1));
        annual("three_years", "Three years, a year", last, 3);
        annual("five_years", "Five years, a year", last, 5);
        annual("ten_years", "Ten years, a year", last, 10);
    }

    private void addRelative(double[] b) {
        group = "Against buy and hold";
        double covariance = Moments.covariance(r, b);
        double beta = covariance / Moments.covariance(b, b);
        double[] active = new double[r.length];
        for (int i = 0; i < r.length; i++) {
            active[i] = r[i] - b[i];
        }
        double trackingError = Statistics.deviation(active);
        ratio("beta", "Beta", beta, "covariance of r and b / variance of b, b the benchmark's daily returns");
        double[] above = Statistics.excess(b, riskless);
        percent(
                "alpha",
                "Alpha",
                (Statistics.mean(excess) - beta * Statistics.mean(above)) * DAYS,
                "(mean of x - beta x mean of y) x 252, x = r and y = b - riskless return of a day");
        ratio(
                "r_squared",
                "R squared",
                covariance * covariance / (Moments.covariance(r, r) * Moments.covariance(b, b)),
                "squared correlation of r and b");
        ratio(
                "information_ratio",
                "Information ratio",
                Statistics.mean(active) / trackingError,
                "mean of r - b / deviation of r - b, a day");
        percent("tracking_error", "Tracking error", trackingError * Math.sqrt(DAYS), "deviation of r - b x sqrt(252)");
        ratio("treynor", "Treynor", returns.compounded() / beta, "cumulative return / beta");
    }

    private void recent(String name, String label, LocalDate cut) {
        percent(name, label, returns.since(cut), "return since " + label.toLowerCase(java.util.Locale.ROOT) + " ago");
    }

    private void annual(String name, String label, LocalDate last, int years) {
        LocalDate cut = last.minusYears(years);
        double factor = 1 + returns.since(cut);
        percent(
                name,
                label,
                StrictMath.pow(factor, 365.25 / (last.toEpochDay() - cut.toEpochDay())) - 1,
                "CAGR by the calendar over the last " + years + " years");
    }

    private void percent(String name, String label, double value, String formula) {
        add(name, label, Unit.PERCENT, value, formula);
    }

    private void ratio(String name, String label, double value, String formula) {
        add(name, label, Unit.RATIO, value, formula);
    }

    private void count(String name, String label, int value, String formula) {
        add(name, label, Unit.COUNT, value, formula);
    }

    private void add(String name, String label, Unit unit, double value, String formula) {
        int needed = ANNUAL.contains(name)
                ? Statistics.SESSIONS_FOR_A_YEAR
                : unit == Unit.COUNT || OF_ONE_DAY.contains(group) ? 1 : 2;
        boolean defined = r.length >= needed && Double.isFinite(value);
        metrics.put(name, new Metric(name, label, group, unit, defined ? value : Double.NaN, formula));
    }

    private double gains() {
        return sumAbove(r);
    }

    private double losses() {
        return sumBelow(r);
    }

    /** Longest run of returns of a sign. */
    private int run(int sign) {
        int longest = 0;
        int current = 0;
        for (double value : r) {
            current = Math.signum(value) == sign ? current + 1 : 0;
            longest = Math.max(longest, current);
        }
        return longest;
    }

    private static double valueAtRisk(double[] values) {
        return Statistics.mean(values) + NORMAL_5_PERCENT * Statistics.deviation(values);
    }

    private static double shortfall(double[] values) {
        double bound = valueAtRisk(values);
        double sum = 0;
        int below = 0;
        for (double value : values) {
            if (value < bound) {
                sum += value;
                below++;
            }
        }
        return below == 0 ? bound : sum / below;
    }

    private static double geometric(double[] values) {
        double product = 1;
        for (double value : values) {
            product *= 1 + value;
        }
        return StrictMath.pow(product, 1.0 / values.length) - 1;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** How many values are below 0 (if the first weight is 1) and above it (if the second is). */
    private static int count(double[] values, int below, int above) {
        int count = 0;
        for (double value : values) {
            count += value < 0 ? below : value > 0 ? above : 0;
        }
        return count;
    }

    private static double share(double[] values) {
        return (double) count(values, 0, 1) / values.length;
    }

    private static double sumAbove(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.max(value, 0);
        }
        return sum;
    }

    private static double sumBelow(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.min(value, 0);
        }
        return sum;
    }

    private static double best(double[] values) {
        double best = values.length == 0 ? Double.NaN : values[0];
        for (double value : values) {
            best = Math.max(best, value);
        }
        return best;
    }

    private static double worst(double[] values) {
        return Statistics.least(values);
    }

    private static double[] values(Map<?, Double> periods) {
        return new ArrayList<>(periods.values())
                .stream().mapToDouble(value -> value).toArray();
    }
}
