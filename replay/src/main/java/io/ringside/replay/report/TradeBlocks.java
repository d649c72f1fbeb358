package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The trades' part of a tear sheet, as JSON values: each trade, and groups of them by what they have in common.
 *
 * <p>Thread: its owner's.
 */
final class TradeBlocks {
    private static final int HISTOGRAM_INTERVALS = 24;
    private static final long MINUTE = 60_000_000_000L;
    private static final String OTHER = "unknown";

    /** Most rows on a page. */
    private static final int ROWS_MAX = 4000;

    private static final List<String> COLUMNS = List.of(
            "symbol",
            "long",
            "quantity",
            "entry_time",
            "exit_time",
            "entry",
            "exit",
            "pnl",
            "r",
            "reason",
            "mae_r",
            "mfe_r",
            "from",
            "to");

    /** Names of holding times by upper bound, in minutes. */
    private static final Map<Long, String> DURATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry(15L, "up to 15 min"),
            Map.entry(30L, "to 30 min"),
            Map.entry(60L, "to 1 hour"),
            Map.entry(120L, "to 2 hours"),
            Map.entry(240L, "to 4 hours"),
            Map.entry(390L, "to 6.5 hours"),
            Map.entry(1440L, "to 1 day"),
            Map.entry(2 * 1440L, "to 2 days"),
            Map.entry(4 * 1440L, "to 4 days"),
            Map.entry(7 * 1440L, "to 1 week"),
            Map.entry(30 * 1440L, "to 30 days"),
            Map.entry(Long.MAX_VALUE, "longer")));

    private final List<Trade> trades;

    /** Trades that have something in common. */
    private static final class Group {
        private int count;
        private int wins;
        private long pnlE8;
        private double r;
        private int rCount;

        private void add(Trade trade) {
            count++;
            wins += trade.isWin() ? 1 : 0;
            pnlE8 = Math.addExact(pnlE8, trade.pnlE8());
            if (!Double.isNaN(trade.rMultiple())) {
                r += trade.rMultiple();
                rCount++;
            }
        }

        private Map<String, Object> json(String label) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("label", label);
            json.put("trades", count);
            json.put("wins", wins);
            json.put("pnl", Numbers.money(pnlE8));
            json.put("mean_r", AccountBlocks.finite(r / rCount));
            return json;
        }
    }

    TradeBlocks(List<Trade> trades) {
        this.trades = trades;
    }

    /**
     * The last trades, one a row under the names of its columns, with their places on the drawn path, -1 where there is
     * none.
     */
    Map<String, Object> list(Map<String, PricePath> drawn) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("count", trades.size());
        list.put("columns", COLUMNS);
        List<Object> rows = new ArrayList<>();
        for (Trade trade : trades.subList(Math.max(0, trades.size() - ROWS_MAX), trades.size())) {
            rows.add(row(trade, drawn.get(trade.symbol())));
        }
        list.put("rows", rows);
        return list;
    }

    private List<Object> row(Trade trade, PricePath drawn) {
        double risk = Math.abs(price(trade.pnlE8()) / trade.rMultiple());
        return Arrays.asList(
                trade.symbol(),
                trade.side() != Side.SELL,
                trade.quantity() == Trade.UNKNOWN ? null : trade.quantity(),
                time(trade.firstNanos()),
                time(trade.exitNanos() != Trade.UNKNOWN ? trade.exitNanos() : trade.exitBarNanos()),
                money(trade.entryPriceE8()),
                money(trade.exitPriceE8()),
                money(trade.pnlE8()),
                AccountBlocks.point(trade.rMultiple()),
                trade.exitReason(),
                inUnits(trade.maeE8(), risk),
                inUnits(trade.mfeE8(), risk),
                drawn == null ? -1 : drawn.at(trade.firstNanos()),
                drawn == null ? -1 : drawn.at(trade.exitBarNanos()));
    }

    /** How the R multiples are spread; null if none is known. */
    Object rMultiples() {
        Histogram histogram = Histogram.of(
                trades.stream()
                        .mapToDouble(Trade::rMultiple)
                        .filter(Double::isFinite)
                        .toArray(),
                HISTOGRAM_INTERVALS);
        return histogram == null ? null : histogram.json();
    }

    List<Object> byReason() {
        return by(
                new LinkedHashMap<>(),
                trade -> trade.exitReason().isEmpty() ? OTHER : trade.exitReason(),
                label -> label);
    }

    /** By instrument, the largest profit or loss first; with its share of the account's profit. */
    List<Object> bySymbol() {
        return contributions(Trade::symbol);
    }

    /** By strategy, likewise. */
    List<Object> byStrategy() {
        return contributions(trade -> trade.strategy().isEmpty() ? OTHER : trade.strategy());
    }

    private List<Object> contributions(Function<Trade, String> key) {
        List<Object> rows = new ArrayList<>();
        for (Contribution one : Contribution.of(trades, key)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("label", one.name());
            row.put("trades", one.trades());
            row.put("wins", one.wins());
            row.put("pnl", Numbers.money(one.pnlE8()));
            row.put("mean_r", AccountBlocks.finite(one.meanR()));
            rows.add(row);
        }
        return rows;
    }

    /** By the exchange's hour of the entry. */
    List<Object> byHour() {
        return by(
                new TreeMap<>(),
                trade -> ExchangeCalendar.usEquity().minuteOfDay(trade.firstNanos()) / 60,
                hour -> String.format(Locale.ROOT, "%02d:00", hour));
    }

    /** By the weekday of the entry. */
    List<Object> byWeekday() {
        return by(
                new TreeMap<DayOfWeek, Group>(),
                trade -> LocalDate.ofEpochDay(ExchangeCalendar.usEquity().localDay(trade.firstNanos()))
                        .getDayOfWeek(),
                day -> day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT));
    }

    /** By the time from entry to exit, nights and weekends included. */
    List<Object> byDuration() {
        return by(
                new TreeMap<>(),
                trade -> {
                    long end = trade.exitNanos() != Trade.UNKNOWN ? trade.exitNanos() : trade.exitBarNanos();
                    long minutes = (end - trade.firstNanos()) / MINUTE;
                    return DURATIONS.keySet().stream()
                            .filter(bound -> minutes <= bound)
                            .findFirst()
                            .orElseThrow();
                },
                DURATIONS::get);
    }

    private <K> List<Object> by(Map<K, Group> groups, Function<Trade, K> key, Function<K, String> label) {
        trades.forEach(trade ->
                groups.computeIfAbsent(key.apply(trade), unused -> new Group()).add(trade));
        List<Object> rows = new ArrayList<>();
        groups.forEach((value, group) -> rows.add(group.json(label.apply(value))));
        return rows;
    }

    private static Object inUnits(long moneyE8, double risk) {
        return moneyE8 == Trade.UNKNOWN ? null : AccountBlocks.point(price(moneyE8) / risk);
    }

    private static String time(long nanos) {
        return ExchangeCalendar.usEquity().format(nanos).substring(0, 16).replace('T', ' ');
    }

    private static double price(long valueE8) {
        return FixedPoint.toDoubleRounded(valueE8);
    }

    private static Object money(long valueE8) {
        return valueE8 == Trade.UNKNOWN ? null : Numbers.money(valueE8);
    }
}
