package io.ringside.replay.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Trade lists as CSV. What {@link #write} writes has {@link #COLUMNS} first, then {@link #FURTHER_COLUMNS}, then the
 * indicators that have no column among them; an indicator with the name of another column, such as {@code equity_after}, is
 * written as {@code indicator_equity_after}. {@link #read} also accepts foreign lists: a column {@code exit_bar} or
 * {@code exit_date}, a column {@code pnl}, and optionally the others, under our names or {@code shares}, {@code fees},
 * {@code equity}, {@code entry_date}, {@code R:R}.
 *
 * <p>Thread: any; it has no state.
 */
public final class TradeFile {
    /** The columns of a trade list, in order. */
    public static final List<String> COLUMNS = List.of(
            "symbol",
            "side",
            "quantity",
            "signal_bar",
            "entry_time",
            "entry_price",
            "exit_bar",
            "exit_time",
            "exit_price",
            "exit_reason",
            "commission",
            "pnl",
            "r_multiple",
            "equity_after",
            "atr",
            "sma",
            "willr",
            "order_ref");

    /** Columns after these; the strategy's own indicators come last. */
    public static final List<String> FURTHER_COLUMNS = List.of("strategy", "mae", "mfe", "bars_held", "return_pct");

    private static final String INDICATOR_PREFIX = "indicator_";
    private static final int TRADES_MAX = 1_000_000;
    private static final List<String> INDICATORS = List.of("atr", "sma", "willr");

    private TradeFile() {}

    /** Writes the list; times in exchange time with offset, money and prices exactly. */
    public static void write(Path path, List<Trade> trades) throws IOException {
        Set<String> further = new LinkedHashSet<>();
        trades.forEach(trade -> further.addAll(trade.indicators().keySet()));
        INDICATORS.forEach(further::remove);
        List<String> header = new ArrayList<>(COLUMNS);
        header.addAll(FURTHER_COLUMNS);
        further.forEach(name -> header.add(column(name, header)));
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(path, StandardCharsets.UTF_8)) {
            csv.writeRecord(header);
            for (Trade trade : trades) {
                csv.writeRecord(cells(trade, further));
            }
        }
    }

    /** Column name of an indicator, prefixed if another column has that name, ignoring case. */
    private static String column(String indicator, List<String> taken) {
        String name = indicator;
        while (isAmong(taken, name)) {
            name = INDICATOR_PREFIX + name;
        }
        return name;
    }

    private static boolean isAmong(List<String> taken, String name) {
        return taken.stream().anyMatch(one -> one.strip().equalsIgnoreCase(name.strip()));
    }

    private static List<String> cells(Trade trade, Set<String> further) {
        List<String> cells = new ArrayList<>(List.of(
                trade.symbol(),
                trade.side().name(),
                trade.quantity() == Trade.UNKNOWN ? "" : Long.toString(trade.quantity()),
                time(trade.signalBarNanos()),
                time(trade.entryNanos()),
                money(trade.entryPriceE8()),
                time(trade.exitBarNanos()),
                time(trade.exitNanos()),
                money(trade.exitPriceE8()),
                trade.exitReason(),
                money(trade.commissionE8()),
                money(trade.pnlE8()),
                number(trade.rMultiple()),
                money(trade.equityAfterE8())));
        INDICATORS.forEach(name -> cells.add(number(trade.indicators().getOrDefault(name, Double.NaN))));
        cells.add(trade.orderRefText());
        cells.add(trade.strategy());
        cells.add(money(trade.maeE8()));
        cells.add(money(trade.mfeE8()));
        cells.add(trade.barsHeld() == Trade.UNKNOWN ? "" : Long.toString(trade.barsHeld()));
        cells.add(number(trade.returnPercent()));
        further.forEach(name -> cells.add(number(trade.indicators().getOrDefault(name, Double.NaN))));
        return cells;
    }

    private static String time(long nanos) {
        return nanos == Trade.UNKNOWN ? "" : ExchangeCalendar.usEquity().format(nanos);
    }

    private static String money(long valueE8) {
        return valueE8 == Trade.UNKNOWN ? "" : FixedPoint.format(valueE8);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Numbers.text(value);
    }

    /**
     * Reads a list, in the file's order.
     *
     * @throws io.ringside.engine.settings.UserError if the file is none; names file, line and column
     */
    public static List<Trade> read(Path path) {
        try (var table = CsvTable.open(path)) {
            String exit = table.require("exit_bar", "exit_date");
            table.require("pnl");
            int orderRef = table.columns().indexOf("order_ref");
            List<String> indicators = new ArrayList<>(INDICATORS);
            indicators.retainAll(table.columns());
            if (orderRef >= 0) {
                indicators.addAll(
                        table.columns().subList(orderRef + 1, table.columns().size()));
                indicators.removeAll(FURTHER_COLUMNS);
            }
            List<Trade> trades = new ArrayList<>();
            while (table.next()) {
                if (trades.size() == TRADES_MAX) {
                    throw new UserError(path + ": has more than " + TRADES_MAX + " trades; split the file");
                }
                trades.add(trade(table, exit, indicators));
            }
            return trades;
        }
    }

    private static Trade trade(CsvTable table, String exit, List<String> indicators) {
        return new Trade(
                table.text(table.first("symbol")),
                side(table),
                quantity(table),
                nanos(table, table.first("signal_bar", "entry_date")),
                nanos(table, table.first("entry_time")),
                money(table, table.first("entry_price")),
                table.nanos(exit),
                nanos(table, table.first("exit_time")),
                money(table, table.first("exit_price")),
                table.text(table.first("exit_reason")),
                money(table, table.first("commission", "fees")),
                table.moneyE8("pnl"),
                number(table, table.first("r_multiple", "r:r")),
                money(table, table.first("equity_after", "equity")),
                indicators(table, indicators),
                orderRef(table),
                table.text(table.first("strategy")),
                money(table, table.first("mae")),
                money(table, table.first("mfe")),
                count(table, table.first("bars_held")));
    }

    private static Side side(CsvTable table) {
        String column = table.first("side");
        return switch (table.text(column).toUpperCase(Locale.ROOT)) {
            case "", "BUY", "LONG" -> Side.BUY;
            case "SELL", "SHORT" -> Side.SELL;
            default -> throw table.error(column, "give BUY or SELL", null);
        };
    }

    private static long quantity(CsvTable table) {
        String column = table.first("quantity", "shares");
        if (table.isEmpty(column)) {
            return Trade.UNKNOWN;
        }
        long quantityE8 = table.moneyE8(column);
        if (quantityE8 < 0 || quantityE8 % FixedPoint.ONE_E8 != 0) {
            throw table.error(column, "give a whole number of shares", null);
        }
        return quantityE8 / FixedPoint.ONE_E8;
    }

    private static long count(CsvTable table, String column) {
        if (table.isEmpty(column)) {
            return Trade.UNKNOWN;
        }
        double number = table.number(column);
        if (number < 0 || number != Math.rint(number) || number > Integer.MAX_VALUE) {
            throw table.error(column, "give a whole number", null);
        }
        return (long) number;
    }

    private static long nanos(CsvTable table, String column) {
        return table.isEmpty(column) ? Trade.UNKNOWN : table.nanos(column);
    }

    private static long money(CsvTable table, String column) {
        return table.isEmpty(column) ? Trade.UNKNOWN : table.moneyE8(column);
    }

    private static double number(CsvTable table, String column) {
        return table.isEmpty(column) ? Double.NaN : table.number(column);
    }

    private static Map<String, Double> indicators(CsvTable table, List<String> names) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : names) {
            if (!table.isEmpty(name)) {
                values.put(name, table.number(name));
            }
        }
        return values;
    }

    private static long orderRef(CsvTable table) {
        String column = table.first("order_ref");
        try {
            return table.isEmpty(column) ? OrderRef.NONE : OrderRef.parse(table.text(column));
        } catch (IllegalArgumentException e) {
            throw table.error(column, "give an order reference such as R20250521-1234-0", e);
        }
    }
}
