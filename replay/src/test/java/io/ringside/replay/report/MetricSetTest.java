package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricSetTest {
    private static final List<SessionEquity> SESSIONS = EquityFile.read(Golden.file("equity.csv"));

    private static MetricSet account(List<SessionEquity> sessions) {
        return MetricSet.of(
                DailyReturns.ofEquity(Golden.START_E8, sessions),
                DailyReturns.ofBenchmark(Golden.START_E8, sessions),
                0);
    }

    @Test
    void shouldAgreeWithNumpyOnTheAccount() {
        assertAgrees("metric.", account(SESSIONS));
    }

    @Test
    void shouldAgreeWithNumpyOnTheBenchmark() {
        assertAgrees("benchmark.", MetricSet.of(DailyReturns.ofBenchmark(Golden.START_E8, SESSIONS), 0));
    }

    @Test
    void shouldAgreeWithTheSummaryWhereBothTellTheSame() {
        Summary summary =
                Summary.of(new Run(Golden.START_E8, 0, 0, 1, 1, "", false, Double.NaN, false, 0), List.of(), SESSIONS);
        MetricSet set = account(SESSIONS);
        Map.of(
                        "sharpe", 1.0,
                        "sortino", 1.0,
                        "calmar", 1.0)
                .forEach((name, scale) -> Golden.assertClose(
                        name, summary.number(name), set.metric(name).value()));
        Map.of(
                        "total_return_pct",
                        "cumulative_return",
                        "cagr_pct",
                        "cagr",
                        "max_drawdown_pct",
                        "max_drawdown",
                        "volatility_pct",
                        "volatility")
                .forEach((percent, name) -> Golden.assertClose(
                        name, summary.number(percent), 100 * set.metric(name).value()));
    }

    @Test
    void shouldTellAFormulaWithEveryMetric() {
        Set<String> labels = new HashSet<>();
        for (Metric metric : account(SESSIONS).metrics()) {
            assertTrue(metric.formula().length() > 5 && metric.name().matches("[a-z0-9_]+"), metric.toString());
            assertTrue(labels.add(metric.group() + metric.label()), metric.label());
        }
    }

    @Test
    void shouldCallUndefinedWhatTooFewOrFlatDaysCannotTell() {
        List<SessionEquity> flat = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            flat.add(new SessionEquity(20_229 + day, Golden.START_E8, Golden.START_E8, 0, Golden.START_E8, 0));
        }
        for (int days = 0; days <= 5; days++) {
            for (Metric metric : account(flat.subList(0, days)).metrics()) {
                assertFalse(Double.isInfinite(metric.value()), metric.toString());
            }
        }
        MetricSet set = account(flat);
        assertTrue(Double.isNaN(set.metric("sharpe").value()));
        assertTrue(Double.isNaN(set.metric("profit_factor_days").value()));
        assertTrue(Double.isNaN(set.metric("beta").value()));
        assertEquals(0, set.metric("cumulative_return").value());
        assertEquals(0, set.metric("max_drawdown").value());
    }

    @Test
    void shouldSurviveAnAccountThatIsLost() {
        long e8 = FixedPoint.ONE_E8;
        List<SessionEquity> lost = List.of(
                new SessionEquity(20_229, e8, e8, 0, e8, 1),
                new SessionEquity(20_230, 0, 0, 0, e8, 1),
                new SessionEquity(20_231, -5 * e8, -5 * e8, 0, e8, 0));
        account(lost).metrics().forEach(metric -> assertFalse(Double.isInfinite(metric.value()), metric.toString()));
        Summary summary =
                Summary.of(new Run(Golden.START_E8, 0, 0, 1, 1, "", false, Double.NaN, false, 0), List.of(), lost);
        assertFalse(summary.json().contains("NaN"));
        assertEquals(-100, summary.number("total_return_pct"), 1e-9);
    }

    @Test
    void shouldKnowTheNormalDistribution() {
        // scipy.stats.norm.cdf
        assertEquals(0.5, Moments.normal(0));
        assertEquals(0.9750021048517795, Moments.normal(1.96), 1e-15);
        assertEquals(0.0013498980316300933, Moments.normal(-3), 1e-15);
        assertEquals(0.9999999990134123, Moments.normal(6), 1e-15);
        assertEquals(1, Moments.normal(40));
        assertEquals(0, Moments.normal(-40));
    }

    private static void assertAgrees(String prefix, MetricSet set) {
        int compared = 0;
        for (var entry : Golden.expected().entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                String name = entry.getKey().substring(prefix.length());
                Metric metric = set.metric(name);
                assertNotNull(metric, name);
                Golden.assertClose(name, entry.getValue(), metric.value());
                compared++;
            }
        }
        assertEquals(set.metrics().size(), compared, "every metric has a golden value");
    }

    /** One day tells of growth, of the best and worst, and counts; averages and ratios want a second one. */
    @Test
    void shouldTellOfOneDayWhatOneDayCanTell() {
        List<SessionEquity> one = List.of(new SessionEquity(20_229, 2 * Golden.START_E8, 0, 0, Golden.START_E8, 0));
        MetricSet set = account(one);
        assertEquals(1, set.metric("longest_winning_days").value());
        assertEquals(0, set.metric("longest_losing_days").value());
        assertEquals(1, set.metric("cumulative_return").value());
        assertTrue(Double.isNaN(set.metric("expected_shortfall").value()));
        assertTrue(Double.isNaN(set.metric("sharpe").value()));
    }

    /** Two of three days won: a third over five thirds, to the third power. */
    @Test
    void shouldTellTheRiskOfRuinOfThreeDays() {
        List<SessionEquity> days = new ArrayList<>();
        long equity = Golden.START_E8;
        for (int day = 0; day < 3; day++) {
            equity += day == 1 ? -1_000 * FixedPoint.ONE_E8 : 1_000 * FixedPoint.ONE_E8;
            days.add(new SessionEquity(20_229 + day, equity, equity, 0, Golden.START_E8, 0));
        }
        assertEquals(0.008, account(days).metric("risk_of_ruin").value(), 1e-12);
    }

    /** Nineteen days at rest and one that loses a tenth: it alone is beyond the bound, and it is all of the tail. */
    @Test
    void shouldTakeASingleDayBeyondTheBoundForTheTail() {
        List<SessionEquity> days = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            long equity = day < 10 ? Golden.START_E8 : Golden.START_E8 / 10 * 9;
            days.add(new SessionEquity(20_229 + day, equity, equity, 0, Golden.START_E8, 0));
        }
        assertEquals(-0.1, account(days).metric("expected_shortfall").value(), 1e-12);
    }
}
