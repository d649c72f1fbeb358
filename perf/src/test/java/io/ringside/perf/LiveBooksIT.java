package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.LiveCommand;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.replay.Verification;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.DataCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.ResultsCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two portfolios and a strategy within the day in one account, through the daemon and a simulated TWS, a week over nights, a
 * weekend and a change of the clocks: what each book trades is what it trades in a back test.
 */
class LiveBooksIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final List<String> NAMES = List.of("AAA", "BBB", "CCC", "DDD", "EEE", "QQQ");
    private static final String FROM = "2025-10-30";
    private static final String TO = "2025-11-05";
    private static final String PORTFOLIO = """
            strategy = momentum, schedule = daily, lookback-months = 1, skip-months = 0, weighting = equal
            cash-buffer = 0.05, proceeds = cash, buying-power = 0.98
            """;
    private static final String CONFIG = """
            include "live.conf"
            instruments = [{ symbol = QQQ }]
            signal = null
            signals { dip {
              strategy = mean-reversion-in-trend, instruments = [QQQ], bar = 5m, sma = 20, atr = 14, willr = 10
              entry-below = -55, exit-above = -45
            } }
            portfolios {
              first { budget = 0.3, exit = leave-top
            RULES }
              second { budget = 0.2, exit = bottom-quintile
            RULES }
            }
            gateway { what-if = off, store { history-from = 2025-08-01 } }
            broker { opening = each }
            risk {
              atr-multiple = 3, reentry-bars = 0
              limits {
                symbols { "*" { order-shares = 100000, position-shares = 100000, position-value = 1000000 } }
                pinned-contracts = no
                order { equity-share = 1, per-symbol = off, per-side = off }
                exposure { gross = 2, net = 2 }
                rate { per-second = 50, per-minute = 3000, reserved = 0 }
                loss { day = off, drawdown = off, streak = off }
              }
            }
            """;

    @TempDir
    Path folder;

    /** 5-minute bars of each name, and a store of the sessions that they make. */
    private void make() throws IOException {
        List<String> rows = new ArrayList<>(List.of("date,symbol,open,high,low,close,volume"));
        for (String name : NAMES) {
            Path file = folder.resolve(name + ".csv.gz");
            run(
                    new GenerateCommand(),
                    "--symbol",
                    name,
                    "--from",
                    "2025-08-01",
                    "--to",
                    TO,
                    "--seed",
                    Integer.toString(40 + NAMES.indexOf(name)),
                    "--out",
                    file.toString());
            rows.addAll(days(name, file));
        }
        Files.write(folder.resolve("daily.csv"), rows);
        Files.write(folder.resolve("names.csv"), NAMES);
        run(
                new DataCommand(),
                "import",
                "--data",
                folder.resolve("store").toString(),
                folder.resolve("daily.csv").toString());
    }

    private static List<String> days(String name, Path file) {
        Map<Integer, long[]> days = new TreeMap<>();
        try (BarSource bars = BarFile.open(file, name, CALENDAR, BarFile.Options.fiveMinutes())) {
            while (bars.next()) {
                long[] day = days.computeIfAbsent(
                        bars.sessionDay(), key -> new long[] {bars.openE8(), 0, Long.MAX_VALUE, 0, 0});
                day[1] = Math.max(day[1], bars.highE8());
                day[2] = Math.min(day[2], bars.lowE8());
                day[3] = bars.closeE8();
                day[4] += bars.volume();
            }
        }
        List<String> rows = new ArrayList<>();
        days.forEach((day, bar) -> rows.add(LocalDate.ofEpochDay(day) + "," + name + "," + FixedPoint.format(bar[0])
                + "," + FixedPoint.format(bar[1]) + "," + FixedPoint.format(bar[2]) + "," + FixedPoint.format(bar[3])
                + "," + bar[4]));
        return rows;
    }

    @Test
    void shouldTradeEachBookAsABacktestDoes() throws IOException {
        make();
        Path home = Path.of(System.getProperty("ringside.home"));
        Path config = folder.resolve("books.conf");
        Files.writeString(
                config,
                CONFIG.replace("RULES", PORTFOLIO)
                        .replace("\"live.conf\"", "file(\"" + home.resolve("config/live.conf") + "\")"));
        List<String> common = List.of(
                "--config",
                config.toString(),
                "--data",
                folder.resolve("store").toString(),
                "--bars",
                "QQQ=" + folder.resolve("QQQ.csv.gz"),
                "--universe",
                "first=" + folder.resolve("names.csv"),
                "--universe",
                "second=" + folder.resolve("names.csv"),
                "--to",
                TO,
                "--equity",
                "400000");
        Path live = folder.resolve("live");
        Path history = folder.resolve("history");
        run(new BacktestCommand(), with(common, "--trade-from", FROM, "--out", history.toString()));
        run(new LiveCommand(), with(common, "--simulate", "--from", FROM, "--out", live.toString()));
        List<Path> days;
        try (Stream<Path> all = Files.list(live.resolve("journal"))) {
            days = all.filter(one -> one.getFileName().toString().startsWith("20"))
                    .sorted()
                    .toList();
        }
        assertEquals(5, days.size());
        List<String> expected = executions(List.of(history.resolve("journal")));
        List<String> traded = executions(days);
        for (String book : List.of(" first ", " second ", " dip ")) {
            assertTrue(expected.stream().filter(line -> line.contains(book)).count() > 3, () -> book + expected);
        }
        assertEquals(String.join("\n", expected), String.join("\n", traded));
        for (Path day : days) {
            assertEquals(List.of(), AuditCommand.audit(day).violations());
        }

        // What the portfolios decided, and what came of it, is told of the days as of the back test.
        run(new ResultsCommand(), live.resolve("journal").toString(), "--out", live.toString());
        for (String table : List.of("rankings.csv", "rebalances.csv", "refused.csv", "cancelled.csv")) {
            assertEquals(Files.readString(history.resolve(table)), Files.readString(live.resolve(table)), table);
        }
        assertTrue(Files.readAllLines(live.resolve("rankings.csv")).size() > 2 * 5 * NAMES.size());
        assertEquals(told(history), told(live));
        assertTrue(Files.readString(live.resolve("summary.json")).contains("\"portfolio\""));
    }

    /** Shares, value and commission of the executions of a day, side, name, reason and book: an order may have several. */
    private static Map<String, String> told(Path results) throws IOException {
        Map<String, BigDecimal[]> sums = new TreeMap<>();
        List<String> lines = Files.readAllLines(results.resolve("executions.csv"));
        assertEquals("date,symbol,side,shares,price,commission,reason,portfolio", lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            String[] cell = line.split(",", -1);
            BigDecimal shares = new BigDecimal(cell[3]);
            BigDecimal[] sum =
                    sums.computeIfAbsent(String.join(" ", cell[0], cell[1], cell[2], cell[6], cell[7]), any ->
                            new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO});
            sum[0] = sum[0].add(shares);
            sum[1] = sum[1].add(shares.multiply(new BigDecimal(cell[4])));
            sum[2] = sum[2].add(new BigDecimal(cell[5]));
        }
        Map<String, String> told = new TreeMap<>();
        sums.forEach((key, sum) -> told.put(
                key,
                Stream.of(sum)
                        .map(one -> one.stripTrailingZeros().toPlainString())
                        .collect(Collectors.joining(" "))));
        return told;
    }

    /** What each order executed on a day: day, book, name, side, shares, average price; in that order. */
    private static List<String> executions(List<Path> journals) {
        Map<Long, String> bookOf = new HashMap<>();
        Map<String, long[]> byOrder = new TreeMap<>();
        for (Path journal : journals) {
            try (JournalReader reader = JournalReader.open(journal)) {
                Engine engine = Verification.engineOf(reader);
                EngineEvent event = new EngineEvent(engine.bounds());
                while (reader.nextEvent()) {
                    reader.decode(event);
                    for (int i = 0; i < event.intentCount; i++) {
                        bookOf.put(event.intents[i].orderRef, book(engine, event.intents[i].bindingId));
                    }
                    if (event.type == EventType.POSITION && event.code != 0 && Purpose.ofCode(event.code) != null) {
                        bookOf.put(event.orderRef, book(engine, BookId.lower(event.argument)));
                    } else if (event.type == EventType.FILL) {
                        String symbol = engine.settings()
                                .instruments()
                                .get(event.instrumentId)
                                .symbol();
                        String key = LocalDate.ofEpochDay(event.sessionDay) + " " + bookOf.get(event.orderRef) + " "
                                + symbol + " " + (event.side == Side.BUY ? "buy" : "sell") + " #" + event.orderRef;
                        long[] sum = byOrder.computeIfAbsent(key, any -> new long[2]);
                        sum[0] += event.quantity;
                        sum[1] += FixedPoint.times(event.priceE8, event.quantity);
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>();
        byOrder.forEach((key, sum) ->
                lines.add(key.replaceFirst(" #.*", "") + " " + sum[0] + " at " + FixedPoint.format(sum[1] / sum[0])));
        lines.sort(null);
        return lines;
    }

    private static String book(Engine engine, int bindingId) {
        return BookId.isPortfolio(bindingId)
                ? engine.portfolioOf(bindingId).name()
                : engine.bindings().get(bindingId).name();
    }

    private static String[] with(List<String> common, String... more) {
        List<String> all = new ArrayList<>(common);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void run(Object command, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Commands.run(
                command,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        assertEquals(0, code, () -> err.toString(StandardCharsets.UTF_8) + "\n" + out.toString(StandardCharsets.UTF_8));
    }
}
