package io.ringside.dashboard;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.Instrument;
import io.ringside.replay.EventText;
import io.ringside.replay.report.PricePath;
import io.ringside.replay.report.Trade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A day's folds as JSON values. */
final class DayRows {
    private static final double E8 = 1e8;
    private static final long SECOND = 1_000_000_000L;

    private DayRows() {}

    /** Every order of the day, newest first. */
    static List<Object> orders(DayJournal day) {
        List<Object> rows = new ArrayList<>();
        List<OrderHistory.Order> orders = day.orders.orders();
        for (int i = orders.size() - 1; i >= 0; i--) {
            OrderHistory.Order order = orders.get(i);
            Intent terms = order.terms();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("order", OrderRef.format(terms.orderRef));
            row.put("time", day.engine.calendar().format(order.decidedNanos()));
            row.put("symbol", symbol(day, terms.instrumentId));
            row.put("purpose", Money.words(terms.purpose));
            row.put("side", Money.words(terms.side));
            row.put("shares", terms.quantity);
            row.put("filled", order.filled());
            row.put("type", Money.words(terms.type));
            row.put("limit", Money.priceOrNone(terms.limitE8));
            row.put("stop", Money.priceOrNone(terms.stopE8));
            row.put("state", Money.words(order.status()));
            row.put("average", Money.priceOrNone(order.averagePriceE8()));
            row.put("commission", Money.cents(order.commissionE8()));
            row.put("ended", order.endNanos() == 0 ? "" : day.engine.calendar().format(order.endNanos()));
            rows.add(row);
        }
        return rows;
    }

    /** The day's closed trades, newest first. */
    static List<Object> trades(DayJournal day) {
        List<Object> rows = new ArrayList<>();
        List<Trade> trades = day.trades.trades();
        for (int i = trades.size() - 1; i >= 0; i--) {
            Trade trade = trades.get(i);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("symbol", trade.symbol());
            row.put("strategy", trade.strategy());
            row.put("side", trade.side() == Side.BUY ? "long" : "short");
            row.put("shares", trade.quantity());
            row.put("in", day.engine.calendar().format(trade.entryNanos()));
            row.put("entry", Money.price(trade.entryPriceE8()));
            row.put("out", day.engine.calendar().format(trade.exitNanos()));
            row.put("exit", Money.price(trade.exitPriceE8()));
            row.put("reason", trade.exitReason());
            row.put("commission", Money.cents(trade.commissionE8()));
            row.put("pnl", Money.cents(trade.pnlE8()));
            row.put("r", Double.isNaN(trade.rMultiple()) ? null : trade.rMultiple());
            row.put("order", trade.orderRefText());
            rows.add(row);
        }
        return rows;
    }

    /** Candles with the stop that worked, the indicators of the strategy, and executions; times in seconds since 1970. */
    static Map<String, Object> chart(DayJournal day, String symbol) {
        Map<String, PricePath> paths = day.paths.paths();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "symbols",
                day.engine.settings().instruments().stream()
                        .map(Instrument::symbol)
                        .toList());
        String shown =
                symbol != null ? symbol : paths.keySet().stream().findFirst().orElse("");
        PricePath path = paths.get(shown);
        all.put("symbol", shown);
        all.put("zone", "America/New_York");
        List<Object> bars = new ArrayList<>();
        Map<String, List<Object>> indicators = new LinkedHashMap<>();
        for (int i = 0; path != null && i < path.count(); i++) {
            List<Object> bar = new ArrayList<>();
            bar.add(path.startNanos(i) / SECOND);
            for (long priceE8 : new long[] {path.openE8(i), path.highE8(i), path.lowE8(i), path.closeE8(i)}) {
                bar.add(priceE8 / E8);
            }
            bar.add(path.stopE8(i) == 0 ? null : path.stopE8(i) / E8);
            bars.add(bar);
            for (String name : path.indicators()) {
                double value = path.value(name, i);
                indicators.computeIfAbsent(name, key -> new ArrayList<>()).add(Double.isFinite(value) ? value : null);
            }
        }
        all.put("bars", bars);
        all.put("indicators", indicators);
        all.put("fills", fills(day, shown));
        return all;
    }

    private static List<Object> fills(DayJournal day, String symbol) {
        List<Object> rows = new ArrayList<>();
        for (OrderHistory.Order order : day.orders.orders()) {
            if (order.filled() > 0 && symbol(day, order.terms().instrumentId).equals(symbol)) {
                Map<String, Object> row = new LinkedHashMap<>();
                long nanos = order.endNanos() == 0 ? order.decidedNanos() : order.endNanos();
                row.put("time", nanos / SECOND);
                row.put("side", Money.words(order.terms().side));
                row.put("purpose", Money.words(order.terms().purpose));
                row.put("shares", order.filled());
                row.put("price", order.averagePriceE8() / E8);
                row.put("order", OrderRef.format(order.terms().orderRef));
                rows.add(row);
            }
        }
        return rows;
    }

    /** The account over the day, a point a minute, and its figures. */
    static Map<String, Object> performance(DayJournal day) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Object> points = new ArrayList<>();
        day.equity.forEach(point -> points.add(List.of(point.nanos() / SECOND, point.equityE8() / E8)));
        all.put("equity", points);
        List<Trade> trades = day.trades.trades();
        long won = trades.stream().filter(Trade::isWin).count();
        long netE8 = 0;
        long winE8 = 0;
        for (Trade trade : trades) {
            netE8 = Math.addExact(netE8, trade.pnlE8());
            winE8 = trade.isWin() ? Math.addExact(winE8, trade.pnlE8()) : winE8;
        }
        long lost = trades.size() - won;
        all.put("trades", trades.size());
        all.put("win_rate_pct", trades.isEmpty() ? null : 100.0 * won / trades.size());
        all.put("net", Money.cents(netE8));
        all.put("average_win", won == 0 ? null : Money.cents(winE8 / won));
        all.put("average_loss", lost == 0 ? null : Money.cents((netE8 - winE8) / lost));
        all.put("profit_factor", netE8 == winE8 || lost == 0 ? null : (double) winE8 / (winE8 - netE8));
        all.put("commissions", Money.cents(day.trades.account().commissionsE8()));
        all.put("cash", FixedPoint.format(day.trades.ledger().cashE8()));
        all.put("equity_now", FixedPoint.format(day.trades.ledger().equityE8()));
        drawdown(all, day);
        all.put("lines", day.tradeLines());
        return all;
    }

    private static void drawdown(Map<String, Object> all, DayJournal day) {
        long peakE8 = Long.MIN_VALUE;
        long deepestE8 = 0;
        double deepest = 0;
        for (DayJournal.Point point : day.equity) {
            peakE8 = Math.max(peakE8, point.equityE8());
            long fallE8 = peakE8 - point.equityE8();
            deepestE8 = Math.max(deepestE8, fallE8);
            deepest = peakE8 > 0 ? Math.max(deepest, (double) fallE8 / peakE8) : deepest;
        }
        all.put("drawdown", Money.cents(deepestE8));
        all.put("drawdown_pct", peakE8 > 0 ? 100 * deepest : null);
    }

    /** Configured limits, and outcomes of the day's signals. */
    static Map<String, Object> risk(DayJournal day) {
        Map<String, Object> all = new LinkedHashMap<>();
        Config config = day.engine.settings().config();
        Map<String, Object> limits = new TreeMap<>();
        if (config.hasPath("risk")) {
            for (Map.Entry<String, ConfigValue> entry : config.getConfig("risk").entrySet()) {
                limits.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped()));
            }
        }
        all.put("limits", limits);
        List<Object> outcomes = new ArrayList<>();
        day.outcomes.forEach((outcome, count) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("outcome", EventText.name(outcome));
            row.put("words", outcome.words());
            row.put("count", count);
            outcomes.add(row);
        });
        all.put("outcomes", outcomes);
        return all;
    }

    /** Data coverage of each instrument. */
    static Map<String, Object> data(DayJournal day) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Object> rows = new ArrayList<>();
        for (Instrument instrument : day.engine.settings().instruments()) {
            DayJournal.Coverage coverage = day.coverage[instrument.id()];
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("symbol", instrument.symbol());
            row.put("warm_up", coverage.warmUpBars);
            row.put("bars", coverage.bars);
            row.put("prints", coverage.trades);
            row.put(
                    "first",
                    coverage.firstNanos == 0 ? "" : day.engine.calendar().format(coverage.firstNanos));
            row.put("last", coverage.lastNanos == 0 ? "" : day.engine.calendar().format(coverage.lastNanos));
            row.put("behind_s", coverage.lastNanos == 0 ? null : (day.nanos() - coverage.lastNanos) / SECOND);
            row.put("price", Money.priceOrNone(coverage.lastE8));
            rows.add(row);
        }
        all.put("instruments", rows);
        Map<String, Object> types = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            if (day.types.containsKey(type)) {
                types.put(EventText.name(type), day.types.get(type));
            }
        }
        all.put("types", types);
        return all;
    }

    private static String symbol(DayJournal day, int instrumentId) {
        return day.engine.settings().instruments().get(instrumentId).symbol();
    }
}
