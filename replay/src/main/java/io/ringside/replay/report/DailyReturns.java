package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Daily returns of an account, the first one on the starting capital.
 *
 * <p>Thread: any; it is immutable.
 */
final class DailyReturns {
    private final LocalDate[] days;
    private final double[] values;
    private final double[] wealth;

    private DailyReturns(LocalDate[] days, double start, double[] equity) {
        this.days = days;
        values = Statistics.returns(start, equity);
        wealth = Statistics.untilRuin(equity);
        for (int i = 0; i < wealth.length; i++) {
            wealth[i] /= start;
        }
    }

    /** Of the account. */
    static DailyReturns ofEquity(long startE8, List<SessionEquity> sessions) {
        return of(startE8, sessions, SessionEquity::equityE8);
    }

    /** Of the benchmark; null if a session has none. */
    static DailyReturns ofBenchmark(long startE8, List<SessionEquity> sessions) {
        boolean known = sessions.stream().allMatch(session -> session.benchmarkE8() > 0);
        return known ? of(startE8, sessions, SessionEquity::benchmarkE8) : null;
    }

    private static DailyReturns of(long startE8, List<SessionEquity> sessions, ToLongFunction<SessionEquity> amountE8) {
        return new DailyReturns(
                sessions.stream()
                        .map(session -> LocalDate.ofEpochDay(session.epochDay()))
                        .toArray(LocalDate[]::new),
                FixedPoint.toDoubleRounded(startE8),
                sessions.stream()
                        .mapToDouble(session -> FixedPoint.toDoubleRounded(amountE8.applyAsLong(session)))
                        .toArray());
    }

    int count() {
        return values.length;
    }

    LocalDate day(int index) {
        return days[index];
    }

    /** The returns; not a copy. */
    double[] values() {
        return values;
    }

    /** Equity after each session in units of the starting capital; not a copy. */
    double[] wealth() {
        return wealth;
    }

    /** Drawdown after each session, with the starting capital as the first peak. */
    double[] drawdowns() {
        return Statistics.drawdowns(1, wealth);
    }

    /** Return over all days; 0 without any. */
    double compounded() {
        return wealth.length == 0 ? 0 : wealth[wealth.length - 1] - 1;
    }

    /** Calendar days from the first session to the last. */
    long calendarDays() {
        return days.length == 0 ? 0 : days[days.length - 1].toEpochDay() - days[0].toEpochDay();
    }

    Map<YearMonth, Double> byMonth() {
        return by(YearMonth::from);
    }

    Map<Integer, Double> byYear() {
        return by(LocalDate::getYear);
    }

    /** Keys are 4 x year + quarter - 1. */
    Map<Integer, Double> byQuarter() {
        return by(day -> 4 * day.getYear() + (day.getMonthValue() - 1) / 3);
    }

    /** Return over the days after a day; NaN if the record does not reach back to it. */
    double since(LocalDate day) {
        if (days.length == 0 || day.isBefore(days[0])) {
            return Double.NaN;
        }
        double product = 1;
        for (int i = 0; i < values.length; i++) {
            product *= days[i].isAfter(day) ? 1 + values[i] : 1;
        }
        return product - 1;
    }

    private <K> Map<K, Double> by(Function<LocalDate, K> period) {
        Map<K, Double> products = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            products.merge(period.apply(days[i]), 1 + values[i], (before, factor) -> before * factor);
        }
        products.replaceAll((key, product) -> product - 1);
        return products;
    }
}
