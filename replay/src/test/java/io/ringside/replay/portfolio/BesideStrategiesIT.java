package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.SharedData;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two portfolios on daily bars and a strategy on 5-minute bars in one account, on recorded bars; one name is traded by all of
 * them. Each does what it does alone with its part of the money.
 */
class BesideStrategiesIT {
    private static final String PORTFOLIO = """
            strategy = momentum, schedule = weekly, lookback-months = 1, skip-months = 0
            weighting = equal, cash-buffer = 0.05
            """;
    private static final String LEADERS = PORTFOLIO + "exit = leave-top\n";
    private static final String LOSERS = PORTFOLIO + "exit = bottom-quintile\n";
    private static final String DIP = """
            signals { dip {
              strategy = mean-reversion-in-trend, instruments = [QQQ], bar = 5m, sma = 200, atr = 14, willr = 10
              entry-below = -80, exit-above = -20
            } }
            """;
    private static final String BROKER = """
            risk { fraction = 0.02, cap = 30000, leverage = 1, atr-multiple = 10 }
            broker { opening = each, slippage-ticks = 1, commission { plan = fixed } }
            """;

    @TempDir
    Path folder;

    private Path qqq;

    @BeforeEach
    void makeStore() throws IOException {
        Path bars = SharedData.file("bars-5min");
        qqq = bars.resolve("QQQ.csv.gz");
        Path daily = folder.resolve("daily.csv");
        List<String> rows = new ArrayList<>(List.of("date,symbol,open,high,low,close,volume"));
        try (Stream<Path> files = Files.list(bars)) {
            for (Path file : files.sorted().toList()) {
                rows.addAll(days(file));
            }
        }
        Files.write(daily, rows);
        Files.write(
                folder.resolve("leaders.csv"),
                List.of("AAPL", "AMD", "AMZN", "JPM", "META", "MSFT", "NVDA", "QQQ", "TSLA", "XLE"));
        Files.write(folder.resolve("losers.csv"), List.of("JPM", "QQQ", "SPY", "XLE", "XLF"));
        CommandLine.Outcome outcome =
                CommandLine.run(new DataCommand(), "import", "--data", folder.resolve("store"), daily);
        assertEquals(0, outcome.code(), outcome.err());
    }

    /** The bars of sessions, made of smaller ones. */
    private static List<String> days(Path file) throws IOException {
        String symbol = file.getFileName().toString().replace(".csv.gz", "");
        List<String> days = new ArrayList<>();
        Map<String, String> first = null;
        Map<String, String> last = null;
        double high = 0;
        double low = 0;
        for (Map<String, String> bar : OracleRun.read(file)) {
            boolean begins = first == null || !date(first).equals(date(bar));
            if (begins && first != null) {
                days.add(day(symbol, first, last, high, low));
            }
            first = begins ? bar : first;
            double top = Double.parseDouble(bar.get("high"));
            double bottom = Double.parseDouble(bar.get("low"));
            high = begins ? top : Math.max(high, top);
            low = begins ? bottom : Math.min(low, bottom);
            last = bar;
        }
        days.add(day(symbol, first, last, high, low));
        return days;
    }

    private static String date(Map<String, String> bar) {
        return bar.get("datetime").substring(0, 10);
    }

    private static String day(
            String symbol, Map<String, String> first, Map<String, String> last, double high, double low) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%.4f,%.4f,%s,1000000",
                date(first),
                symbol,
                first.get("open"),
                high,
                low,
                last.get("close"));
    }

    private Path run(String name, String config, Object... more) throws IOException {
        Path file = folder.resolve(name + ".conf");
        Files.writeString(file, config + BROKER);
        Path out = folder.resolve(name);
        List<Object> line =
                new ArrayList<>(List.of("--config", file, "--trade-from", "2025-06-23", "--out", out, "--force"));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("verified records="), outcome.out());
        return out;
    }

    private Path portfolioAlone(String name, String portfolio, String equity) throws IOException {
        return run(
                name,
                "data { bar = 1d }\ninstruments = []\nportfolio { " + portfolio + "}\n",
                "--data",
                folder.resolve("store"),
                "--universe",
                folder.resolve(name + ".csv"),
                "--equity",
                equity);
    }

    private Path together(String driver) throws IOException {
        return run(
                "together-" + driver,
                "data { bar = 5m }\ninstruments = []\nportfolios {\n leaders { budget = 0.3\n" + LEADERS
                        + "}\n losers { budget = 0.2\n" + LOSERS + "} }\n" + DIP,
                "--data",
                folder.resolve("store"),
                "--bars",
                "QQQ=" + qqq,
                "--universe",
                "leaders=" + folder.resolve("leaders.csv"),
                "--universe",
                "losers=" + folder.resolve("losers.csv"),
                "--equity",
                "200000",
                "--driver",
                driver);
    }

    private static List<String> rows(Path file, String column, String value, List<String> shown) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Map<String, String> row : OracleRun.read(file)) {
            if (value == null || row.get(column).equals(value)) {
                rows.add(String.join(" ", shown.stream().map(row::get).toList()));
            }
        }
        return rows;
    }

    @Test
    void shouldTradeEachAsItTradesAlone() throws IOException {
        Path all = together("inline");
        List<String> shown = List.of("date", "symbol", "side", "shares", "price", "commission", "reason");
        for (String name : List.of("leaders", "losers")) {
            boolean leads = name.equals("leaders");
            Path alone = portfolioAlone(name, leads ? LEADERS : LOSERS, leads ? "60000" : "40000");
            List<String> executions = rows(alone.resolve("executions.csv"), "", null, shown);
            assertTrue(executions.size() > 3, () -> name + " trades: " + executions);
            assertEquals(
                    String.join("\n", executions),
                    String.join("\n", rows(all.resolve("executions.csv"), "portfolio", name, shown)));
        }
        Path dip = run(
                "dip",
                "data { bar = 5m }\ninstruments = [{ symbol = QQQ }]\n" + DIP,
                "--bars",
                "QQQ=" + qqq,
                "--equity",
                "100000");
        List<String> trade = List.of("quantity", "entry_time", "entry_price", "exit_time", "exit_price", "pnl");
        List<String> trades = rows(dip.resolve("trades.csv"), "strategy", "dip", trade);
        assertTrue(trades.size() > 10, () -> "trades: " + trades);
        assertEquals(
                String.join("\n", trades),
                String.join("\n", rows(all.resolve("trades.csv"), "strategy", "dip", trade)));
        // The strategy's name is a portfolio's too.
        List<String> books = rows(all.resolve("executions.csv"), "symbol", "QQQ", List.of("portfolio"));
        assertTrue(books.contains("dip") && books.stream().anyMatch(one -> !one.equals("dip")), books::toString);
    }

    @Test
    void shouldDecideTheSameOnTheRing() throws IOException {
        String inline = Files.readString(together("inline").resolve("summary.json"));
        String ring = Files.readString(together("ring").resolve("summary.json"));
        assertEquals(inline.replaceFirst("(?s).*\"digest\"", ""), ring.replaceFirst("(?s).*\"digest\"", ""));
    }
}
