package io.ringside.replay.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A summary for a terminal: the account on the left, the trades on the right.
 *
 * <p>Thread: any; it has no state.
 */
public final class SummaryTable {
    private static final String UNDEFINED = "n/a";

    private record Row(String label, String value) {}

    private SummaryTable() {}

    /** The table, with a line end after each row. For a bare trade list figures that it does not allow are left out. */
    public static String text(Summary summary) {
        Map<String, Object> values = summary.values();
        boolean all = values.get("bars") != null;
        List<Row> left = account(values);
        List<Row> right = trades(values);
        if (!all) {
            left.removeIf(row -> row.value.startsWith(UNDEFINED));
            right.removeIf(row -> row.value.startsWith(UNDEFINED));
        }
        var out = new StringBuilder();
        int leftLabel = width(left, true);
        int leftValue = width(left, false);
        int rightLabel = width(right, true);
        int rightValue = width(right, false);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Row account = i < left.size() ? left.get(i) : new Row("", "");
            Row trade = i < right.size() ? right.get(i) : new Row("", "");
            out.append(pad(account.label, -leftLabel - 2)).append(pad(account.value, leftValue));
            if (!trade.label.isEmpty()) {
                out.append("    ").append(pad(trade.label, -rightLabel - 2)).append(pad(trade.value, rightValue));
            }
            out.append('\n');
        }
        if (values.get("digest") != null) {
            out.append(pad("Digest", -leftLabel - 2))
                    .append(values.get("digest"))
                    .append('\n');
        }
        if (Boolean.TRUE.equals(values.get("synthetic"))) {
            out.append("Synthetic prices: generated, no market's.\n");
        }
        return out.toString();
    }

    private static List<Row> account(Map<String, Object> values) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("Starting equity", money(values, "starting_equity")));
        rows.add(new Row("Final equity", money(values, "final_equity")));
        rows.add(new Row("Net profit", money(values, "net_profit")));
        if (values.get("corporate_actions") instanceof Map<?, ?> actions
                && actions.get("dividends_paid") instanceof Number paid
                && paid.doubleValue() != 0) {
            rows.add(new Row("Of it dividends", String.format(Locale.ROOT, "%,.2f", paid.doubleValue())));
        }
        rows.add(new Row("Total return", percent(values, "total_return_pct")));
        rows.add(new Row("CAGR", percent(values, "cagr_pct")));
        rows.add(new Row("Volatility", percent(values, "volatility_pct")));
        rows.add(new Row("Max drawdown", percent(values, "max_drawdown_pct")));
        rows.add(new Row("Drawdown at exits", percent(values, "max_drawdown_trades_pct")));
        rows.add(new Row("Sharpe", ratio(values, "sharpe")));
        rows.add(new Row("Sharpe at exits", ratio(values, "sharpe_trades")));
        rows.add(new Row("Sortino", ratio(values, "sortino")));
        rows.add(new Row("Calmar", ratio(values, "calmar")));
        rows.add(new Row("Time in market", percent(values, "time_in_market_pct")));
        rows.add(new Row("Buy and hold", percent(values, "benchmark_return_pct")));
        rows.add(new Row("Its max drawdown", percent(values, "benchmark_max_drawdown_pct")));
        return rows;
    }

    private static List<Row> trades(Map<String, Object> values) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("Trades", count(values, "trades")));
        rows.add(new Row("Won / lost", count(values, "wins") + " / " + count(values, "losses")));
        rows.add(new Row("Win rate", percent(values, "win_rate_pct")));
        rows.add(new Row("Profit factor", ratio(values, "profit_factor")));
        rows.add(new Row("Expectancy", money(values, "expectancy")));
        rows.add(new Row("Average win", money(values, "average_win")));
        rows.add(new Row("Largest win", money(values, "largest_win")));
        rows.add(new Row("Average loss", money(values, "average_loss")));
        rows.add(new Row("Largest loss", money(values, "largest_loss")));
        rows.add(streak(values, "Winning streak", "winning_streak"));
        rows.add(streak(values, "Losing streak", "losing_streak"));
        rows.add(new Row("Commissions", money(values, "commissions")));
        rows.add(new Row("Slippage", money(values, "slippage")));
        rows.add(new Row("Bars", count(values, "bars")));
        rows.add(new Row("Events", count(values, "events")));
        return rows;
    }

    private static Row streak(Map<String, Object> values, String label, String key) {
        return new Row(label, count(values, "longest_" + key) + ", mean " + ratio(values, "mean_" + key));
    }

    private static String money(Map<String, Object> values, String key) {
        return number(values, key, 2, "");
    }

    private static String percent(Map<String, Object> values, String key) {
        return number(values, key, 5, " %");
    }

    private static String ratio(Map<String, Object> values, String key) {
        return number(values, key, 5, "");
    }

    private static String count(Map<String, Object> values, String key) {
        return number(values, key, 0, "");
    }

    private static String number(Map<String, Object> values, String key, int decimals, String unit) {
        return values.get(key) instanceof BigDecimal number
                ? String.format(Locale.ROOT, "%,." + decimals + "f", number.setScale(decimals, RoundingMode.HALF_EVEN))
                        + unit
                : UNDEFINED;
    }

    private static int width(List<Row> rows, boolean label) {
        return rows.stream()
                .mapToInt(row -> (label ? row.label : row.value).length())
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        String blanks = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? text + blanks : blanks + text;
    }
}
