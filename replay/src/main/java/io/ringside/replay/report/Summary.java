package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The figures of a run, as {@code summary.json} holds them. Two definitions stand side by side: on the equity marked to
 * market at each session's close, and with {@code _trades} on the equity at exits alone, as the QQQ strategy was
 * published: its drawdown takes what the first trade left for the first peak, and the starting capital for none. A figure
 * that is undefined, or that the input does not allow, is null.
 *
 * <p>On the marked equity: returns run from the starting capital on; {@code max_drawdown_pct} counts that capital as the
 * first peak and is negative; {@code sharpe} and {@code volatility_pct} use the sample deviation and 252 days a year;
 * {@code sortino} divides by the root mean square of the losing days over all days; {@code cagr_pct} is by the calendar,
 * (final/start)^(365.25/days), days counted from the first session (of a trade list: from its first time) to the last,
 * and undefined under 20 sessions;
 * {@code calmar} is that over the drawdown; {@code time_in_market_pct} is the mean of the sessions' exposures; the
 * benchmark is the starting capital in what is traded, bought at the first session's open and held, or what was named
 * instead. {@code highest_gross} is the highest value of all positions over the equity. A run is {@code ruined} whose equity
 * fell to zero or below: its figures stop at -100 %.
 *
 * <p>Thread: any; it is immutable.
 */
public final class Summary {
    private static final String SYNTHETIC = "synthetic";
    private static final String DIGEST = "digest";
    private static final String RUINED = "ruined";
    private static final int BYTES_MAX = 16 << 20;

    /** The figures, in the order in which they are written. */
    public static final List<String> KEYS = List.of(
            "starting_equity",
            "final_equity",
            "net_profit",
            "total_return_pct",
            "trades",
            "wins",
            "losses",
            "win_rate_pct",
            "average_win",
            "largest_win",
            "average_loss",
            "largest_loss",
            "profit_factor",
            "expectancy",
            "max_drawdown_pct",
            "max_drawdown_trades_pct",
            "sharpe",
            "sharpe_trades",
            "sortino",
            "calmar",
            "cagr_pct",
            "volatility_pct",
            "time_in_market_pct",
            "longest_winning_streak",
            "mean_winning_streak",
            "longest_losing_streak",
            "mean_losing_streak",
            "commissions",
            "slippage",
            "benchmark_return_pct",
            "benchmark_max_drawdown_pct",
            "bars",
            "events",
            DIGEST,
            SYNTHETIC,
            "highest_gross",
            "riskless_pct",
            RUINED);

    /** Keys that the summaries of earlier builds do not have. */
    private static final Set<String> LATER = Set.of("highest_gross", "riskless_pct", RUINED);

    private final Map<String, Object> values = new LinkedHashMap<>();

    private Summary() {
        KEYS.forEach(key -> values.put(key, null));
    }

    /** Of a run, from its trades and the account at the close of each session. */
    public static Summary of(Run run, List<Trade> trades, List<SessionEquity> sessions) {
        var summary = new Summary();
        long finalE8 = sessions.isEmpty()
                ? run.startingEquityE8()
                : sessions.get(sessions.size() - 1).equityE8();
        boolean ruined = run.ruined() || sessions.stream().anyMatch(session -> session.equityE8() <= 0);
        summary.putEquity(run.startingEquityE8(), ruined ? 0 : finalE8);
        summary.putTrades(new TradeStatistics(run.startingEquityE8(), trades));
        summary.putSessions(run.startingEquityE8(), sessions, Statistics.daily(run.risklessPercent() / 100));
        summary.putMoney("commissions", run.commissionsE8());
        if (run.slippageE8() != Trade.UNKNOWN) {
            summary.putMoney("slippage", run.slippageE8());
        }
        summary.values.put("bars", BigDecimal.valueOf(run.bars()));
        summary.values.put("events", BigDecimal.valueOf(run.events()));
        summary.values.put(DIGEST, run.digest());
        summary.values.put(SYNTHETIC, run.synthetic());
        summary.put("highest_gross", run.highestGross());
        summary.put("riskless_pct", run.risklessPercent());
        summary.values.put(RUINED, ruined);
        return summary;
    }

    /** Of a list of trades: the figures that it allows. */
    public static Summary ofTrades(long startingEquityE8, List<Trade> trades) {
        var summary = new Summary();
        var statistics = new TradeStatistics(startingEquityE8, trades);
        summary.putEquity(startingEquityE8, statistics.finalEquityE8());
        summary.putTrades(statistics);
        summary.putMoney("commissions", statistics.commissionsE8());
        double growth = Statistics.annualGrowth(
                (double) startingEquityE8, (double) statistics.finalEquityE8(), statistics.calendarDays());
        summary.put("cagr_pct", 100 * growth);
        summary.values.put(RUINED, statistics.isRuined());
        return summary;
    }

    /** Reads {@code summary.json}; keys of others are kept. */
    public static Summary read(Path path) {
        String text;
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new UserError(path + ": is too long for a summary; run the back test again");
            }
            text = Files.readString(path);
        } catch (MalformedInputException e) {
            throw new UserError(path + ": is no UTF-8 text; run the back test again", e);
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read; give the folder that a back test wrote", e);
        }
        if (!(Json.read(path.toString(), text) instanceof Map<?, ?> members)) {
            throw new UserError(path + ": holds no summary; run the back test again");
        }
        var summary = new Summary();
        members.forEach((key, value) -> summary.values.put((String) key, value));
        for (String key : KEYS) {
            Object value = members.get(key);
            boolean flag = key.equals(SYNTHETIC) || key.equals(RUINED);
            Class<?> type = flag ? Boolean.class : key.equals(DIGEST) ? String.class : BigDecimal.class;
            if ((!members.containsKey(key) && !LATER.contains(key)) || (value != null && !type.isInstance(value))) {
                throw new UserError(
                        path + ": key " + key + (members.containsKey(key) ? " has a wrong value" : " is missing")
                                + "; run the back test again");
            }
        }
        return summary;
    }

    /** The text of {@code summary.json}. */
    public String json() {
        return Json.write(values);
    }

    /** All values: {@link BigDecimal}, {@link String}, {@link Boolean} or null. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** A figure; NaN if it is undefined. */
    public double number(String key) {
        return values.get(key) instanceof BigDecimal number ? number.doubleValue() : Double.NaN;
    }

    /** The same with a further value: text, a whole number, or a list or map of them. */
    public Summary with(String key, Object value) {
        if (KEYS.contains(key)) {
            throw new IllegalArgumentException(key + " is computed");
        }
        var summary = new Summary();
        summary.values.putAll(values);
        summary.values.put(key, value instanceof Number number ? new BigDecimal(number.toString()) : value);
        return summary;
    }

    private void putEquity(long startE8, long finalE8) {
        putMoney("starting_equity", startE8);
        putMoney("final_equity", finalE8);
        putMoney("net_profit", Math.subtractExact(finalE8, startE8));
        put("total_return_pct", 100.0 * Math.subtractExact(finalE8, startE8) / startE8);
    }

    private void putTrades(TradeStatistics statistics) {
        putCount("trades", statistics.trades().size());
        putCount("wins", statistics.wins());
        putCount("losses", statistics.losses());
        put("win_rate_pct", 100 * statistics.winRate());
        put("average_win", statistics.averageWin());
        put("largest_win", statistics.largestWin());
        put("average_loss", statistics.averageLoss());
        put("largest_loss", statistics.largestLoss());
        put("profit_factor", statistics.profitFactor());
        put("expectancy", statistics.expectancy());
        put("max_drawdown_trades_pct", 100 * statistics.maxDrawdown());
        put("sharpe_trades", statistics.sharpe());
        putCount("longest_winning_streak", statistics.winning().longest());
        put("mean_winning_streak", statistics.winning().mean());
        putCount("longest_losing_streak", statistics.losing().longest());
        put("mean_losing_streak", statistics.losing().mean());
    }

    private void putSessions(long startE8, List<SessionEquity> sessions, double riskless) {
        if (sessions.isEmpty()) {
            return;
        }
        double start = FixedPoint.toDoubleRounded(startE8);
        double[] equity = sessions.stream()
                .mapToDouble(session -> FixedPoint.toDoubleRounded(session.equityE8()))
                .toArray();
        double[] returns = Statistics.returns(start, equity);
        double drawdown = Statistics.least(Statistics.drawdowns(start, equity));
        long days = (long) sessions.get(sessions.size() - 1).epochDay()
                - sessions.get(0).epochDay();
        double last = Statistics.untilRuin(equity)[equity.length - 1];
        boolean tooShort = sessions.size() < Statistics.SESSIONS_FOR_A_YEAR;
        double growth = tooShort ? Double.NaN : Statistics.annualGrowth(start, last, days);
        double[] excess = Statistics.excess(returns, riskless);
        put("max_drawdown_pct", 100 * drawdown);
        put("sharpe", Statistics.sharpe(excess));
        put("sortino", Statistics.sortino(excess));
        put("volatility_pct", 100 * Statistics.volatility(returns));
        put("cagr_pct", 100 * growth);
        put("calmar", growth / -drawdown);
        put(
                "time_in_market_pct",
                100
                        * Statistics.mean(sessions.stream()
                                .mapToDouble(SessionEquity::exposure)
                                .toArray()));
        if (sessions.stream().allMatch(session -> session.benchmarkE8() > 0)) {
            double[] benchmark = sessions.stream()
                    .mapToDouble(session -> FixedPoint.toDoubleRounded(session.benchmarkE8()))
                    .toArray();
            put("benchmark_return_pct", 100 * (benchmark[benchmark.length - 1] / start - 1));
            put("benchmark_max_drawdown_pct", 100 * Statistics.least(Statistics.drawdowns(start, benchmark)));
        }
    }

    private void putCount(String key, int count) {
        values.put(key, BigDecimal.valueOf(count));
    }

    private void putMoney(String key, long valueE8) {
        values.put(key, valueE8 == Trade.UNKNOWN ? null : Numbers.money(valueE8));
    }

    private void put(String key, double value) {
        values.put(key, Double.isFinite(value) ? new BigDecimal(Numbers.text(value)) : null);
    }
}
