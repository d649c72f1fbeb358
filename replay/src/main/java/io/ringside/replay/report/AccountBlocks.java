package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The account's part of a tear sheet, as JSON values: curves, drawdowns, calendar, rolling figures, costs.
 *
 * <p>Thread: its owner's.
 */
final class AccountBlocks {
    private static final int DRAWDOWNS = 5;
    private static final int HISTOGRAM_INTERVALS = 30;
    /** Digits of a point of a curve. */
    private static final MathContext CURVE = new MathContext(8, RoundingMode.HALF_EVEN);
    /** Smallest number of that many digits. */
    private static final double LEAST_OF_DIGITS = 1e7;

    private static final double BEYOND_DIGITS = 1e8;
    /** The last power of ten that a double has exactly. */
    private static final int EXACT_SCALE_MAX = 22;
    /** Distance from the middle between two numbers below which a product of doubles does not decide the rounding. */
    private static final double TIE = 1e-6;

    private final List<SessionEquity> sessions;
    private final DailyReturns account;
    private final DailyReturns benchmark;
    private final double start;
    /** A day. */
    private final double riskless;

    /** @param risklessPercent riskless rate, a year */
    AccountBlocks(long startE8, List<SessionEquity> sessions, double risklessPercent) {
        this.sessions = sessions;
        riskless = Statistics.daily(risklessPercent / 100);
        start = FixedPoint.toDoubleRounded(startE8);
        account = DailyReturns.ofEquity(startE8, sessions);
        benchmark = DailyReturns.ofBenchmark(startE8, sessions);
    }

    /** Values a session: equity and buy-and-hold in money, falls and shares as shares of 1. */
    Map<String, Object> curves() {
        Map<String, Object> curves = new LinkedHashMap<>();
        curves.put("day", sessions.stream().map(SessionEquity::epochDay).toList());
        curves.put("start", start);
        curves.put("equity", curve(scaled(account.wealth())));
        curves.put("drawdown", curve(account.drawdowns()));
        curves.put("benchmark", benchmark == null ? null : curve(scaled(benchmark.wealth())));
        curves.put("benchmark_drawdown", benchmark == null ? null : curve(benchmark.drawdowns()));
        curves.put("exposure", column(SessionEquity::exposure));
        curves.put("leverage", column(SessionEquity::leverage));
        return curves;
    }

    List<Object> drawdowns() {
        List<Object> rows = new ArrayList<>();
        for (Drawdown fall : Drawdown.worst(account, DRAWDOWNS)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("start", fall.start().toString());
            row.put("valley", fall.valley().toString());
            row.put("end", fall.end() == null ? null : fall.end().toString());
            row.put("days", fall.days());
            row.put("depth", finite(fall.depth()));
            rows.add(row);
        }
        return rows;
    }

    /** A row a year: its twelve months, the year, and buy-and-hold's year; null without sessions. */
    List<Object> calendar() {
        Map<YearMonth, Double> months = account.byMonth();
        Map<Integer, Double> benchmarkYears = benchmark == null ? Map.of() : benchmark.byYear();
        List<Object> rows = new ArrayList<>();
        account.byYear().forEach((year, whole) -> {
            List<Object> cells = new ArrayList<>();
            for (int month = 1; month <= 12; month++) {
                cells.add(finite(months.getOrDefault(YearMonth.of(year, month), Double.NaN)));
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("year", year);
            row.put("months", cells);
            row.put("whole", finite(whole));
            row.put("benchmark", finite(benchmarkYears.getOrDefault(year, Double.NaN)));
            rows.add(row);
        });
        return rows;
    }

    /** How the daily returns are spread, in percent. */
    Object returns() {
        Histogram histogram = Histogram.of(
                Arrays.stream(account.values())
                        .filter(Double::isFinite)
                        .map(value -> 100 * value)
                        .toArray(),
                HISTOGRAM_INTERVALS);
        return histogram == null ? null : histogram.json();
    }

    /** Figures over a moving window, half a year if the record is long enough; null if it is too short. */
    Object rolling() {
        int count = account.count();
        int window = count >= 252 ? 126 : count >= 126 ? 63 : 21;
        if (count < 2 * window) {
            return null;
        }
        int points = count - window + 1;
        double[] sharpe = new double[points];
        double[] volatility = new double[points];
        double[] beta = new double[points];
        for (int i = 0; i < points; i++) {
            double[] part = Arrays.copyOfRange(account.values(), i, i + window);
            sharpe[i] = Statistics.sharpe(Statistics.excess(part, riskless));
            volatility[i] = Statistics.volatility(part);
            if (benchmark != null) {
                double[] other = Arrays.copyOfRange(benchmark.values(), i, i + window);
                beta[i] = Moments.covariance(part, other) / Moments.covariance(other, other);
            }
        }
        Map<String, Object> rolling = new LinkedHashMap<>();
        rolling.put("window", window);
        rolling.put(
                "day",
                sessions.subList(window - 1, count).stream()
                        .map(SessionEquity::epochDay)
                        .toList());
        rolling.put("sharpe", curve(sharpe));
        rolling.put("volatility", curve(volatility));
        rolling.put("beta", benchmark == null ? null : curve(beta));
        return rolling;
    }

    /** All metrics, with buy-and-hold's beside them. */
    List<Object> metrics() {
        List<Object> rows = new ArrayList<>();
        MetricSet own =
                benchmark == null ? MetricSet.of(account, riskless) : MetricSet.of(account, benchmark, riskless);
        MetricSet other = benchmark == null ? null : MetricSet.of(benchmark, riskless);
        for (Metric metric : own.metrics()) {
            Metric beside = other == null ? null : other.metric(metric.name());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", metric.name());
            row.put("group", metric.group());
            row.put("label", metric.label());
            row.put("unit", metric.unit().name());
            row.put("value", finite(metric.value()));
            row.put("benchmark", beside == null ? null : finite(beside.value()));
            row.put("formula", metric.formula());
            rows.add(row);
        }
        return rows;
    }

    private double[] scaled(double[] wealth) {
        return Arrays.stream(wealth).map(value -> value * start).toArray();
    }

    private List<Object> column(ToDoubleFunction<SessionEquity> value) {
        return curve(sessions.stream().mapToDouble(value).toArray());
    }

    /** Points of a curve, rounded to the visible digits. */
    static List<Object> curve(double[] values) {
        List<Object> points = new ArrayList<>(values.length);
        for (double value : values) {
            points.add(point(value));
        }
        return points;
    }

    /** One point of a curve; null if it is undefined. */
    static BigDecimal point(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal rounded = rounded(value).stripTrailingZeros();
        return rounded.scale() > 12
                ? rounded.setScale(12, RoundingMode.HALF_EVEN).stripTrailingZeros()
                : rounded;
    }

    /** Rounds as the exact decimal, which has some fifty digits and is computed only if doubles do not decide. */
    private static BigDecimal rounded(double value) {
        double scaled = value;
        double power = 1;
        int scale = 0;
        while (Math.abs(scaled) < LEAST_OF_DIGITS && scale < EXACT_SCALE_MAX) {
            power *= 10;
            scaled = value * power;
            scale++;
        }
        double size = Math.abs(scaled);
        boolean told = size >= LEAST_OF_DIGITS && size < BEYOND_DIGITS && Math.abs(size - Math.floor(size) - 0.5) > TIE;
        return told ? BigDecimal.valueOf((long) Math.rint(scaled), scale) : new BigDecimal(value).round(CURVE);
    }

    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
