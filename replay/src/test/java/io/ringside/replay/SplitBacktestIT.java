package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.signal.Strategies;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.TailCommand;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Back tests within the day over prices as they were traded, with splits and dividends, against the same prices adjusted. */
class SplitBacktestIT {
    private static final int TIME = 0;
    private static final int VOLUME = 5;

    @TempDir
    Path folder;

    private Path adjusted;

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(TermsBacktestIT.Asking::new);
    }

    @BeforeEach
    void generate() {
        adjusted = folder.resolve("QQQ.csv");
        CommandLine.Outcome outcome = CommandLine.run(
                new GenerateCommand(),
                "--symbol",
                "QQQ",
                "--from",
                "2024-01-02",
                "--to",
                "2024-02-09",
                "--seed",
                "5",
                "--out",
                adjusted);
        assertEquals(0, outcome.code(), outcome.err());
    }

    /** The second position, from 17 to 23 January, is held over the split of the 19th under a stop that trails. */
    @Test
    void shouldDecideTheSameOnPricesAsTheyWereTradedAsOnAdjustedOnes() throws IOException {
        Path raw = traded("2024-01-19", 2, 1);
        Path actions = actions("QQQ,2024-01-19,2,", "AAPL,2024-01-22,3,", "QQQ,2024-02-05,,0.31");
        backtest("base", "inline", List.of("--bars", "QQQ=" + adjusted));
        String proof = backtest("split", "inline", List.of("--bars", "QQQ=" + raw, "--actions", actions));
        String ring = backtest("ring", "ring", List.of("--bars", "QQQ=" + raw, "--actions", actions));
        assertEquals(proof, ring);

        List<List<String>> base = rows("base", "trades.csv");
        List<List<String>> split = rows("split", "trades.csv");
        assertEquals(base.size(), split.size());
        List<String> same = List.of("signal_bar", "entry_time", "exit_bar", "exit_time", "exit_reason", "willr");
        for (String column : same) {
            assertEquals(column(base, column), column(split, column));
        }
        // 166 shares at 605.17 are 332 at 302.585.
        assertEquals("332", column(split, "quantity").get(1));
        assertEquals("302.585", column(split, "entry_price").get(1));
        // Buy-and-hold earns the dividend too: 0.31 on a first open of 299.99.
        BigDecimal held =
                new BigDecimal(last("split", "benchmark")).subtract(new BigDecimal(last("base", "benchmark")));
        assertEquals(new BigDecimal("103.34"), held.setScale(2, RoundingMode.HALF_UP));
        // 331 shares of the fifth position.
        assertEquals(
                new BigDecimal("102.61"),
                new BigDecimal(last("split", "equity"))
                        .subtract(new BigDecimal("100000"))
                        .subtract(sum(column(split, "pnl"))));
    }

    @Test
    void shouldTellInTheStopsLifeWhatTheSplitMadeOfIt() throws IOException {
        Path raw = traded("2024-01-19", 2, 1);
        backtest("split", "inline", List.of("--bars", "QQQ=" + raw, "--actions", actions("QQQ,2024-01-19,2,")));
        String entry = column(rows("split", "trades.csv"), "order_ref").get(1);
        CommandLine.Outcome told =
                CommandLine.run(new ExplainCommand(), folder.resolve("split").resolve("journal"), "--order", entry);
        assertTrue(told.out().contains("2024-01-19T09:30:00-05:00 split before the open: 2 new shares for 1 old"));
        assertTrue(told.out().contains("change asked for: stop 601.83 to 300.92, quantity 166 to 332"), told.out());
        assertTrue(told.out().contains("changed: a split changed it, 332 open"));
    }

    /** Half shares and sevenths, over positions in parts and in units, with entries and exits of every kind under way. */
    @ParameterizedTest
    @ValueSource(strings = {"limit", "stop", "open", "close", "price", "chandelier", "turn", "steps", "units"})
    void shouldAccountForEveryCentWhateverWorksOverASplit(String way) throws IOException {
        Path config = folder.resolve("asking.conf");
        Files.writeString(config, """
                instruments = [ { symbol = QQQ } ]
                signal { strategy = asking, way = %s }
                risk { allow-short = true, fraction = 0.005, reentry-bars = 0 }
                """.formatted(way));
        List<String> splits = new ArrayList<>();
        for (int day = 8; day <= 19; day++) {
            // Of weekend days they are told before Monday's open.
            splits.add("QQQ,2024-01-%02d,%s,".formatted(day, day % 2 == 0 ? "3/2" : "2/3"));
        }
        splits.add("QQQ,2024-01-23,1/7,");
        List<Object> options = List.of(
                "--config", config, "--bars", "QQQ=" + adjusted, "--actions", actions(splits.toArray(String[]::new)));
        Set<String> proofs =
                new TreeSet<>(List.of(backtest("one", "inline", options), backtest("two", "ring", options)));
        assertEquals(1, proofs.size(), proofs.toString());
        List<List<String>> trades = rows("one", "trades.csv");
        assertTrue(trades.size() > 5, trades.size() + " trades");
        BigDecimal earned = new BigDecimal(last("one", "equity")).subtract(new BigDecimal("100000"));
        BigDecimal off = earned.subtract(sum(column(trades, "pnl"))).abs();
        // Each trade is rounded to a cent.
        assertTrue(
                off.compareTo(new BigDecimal("0.005").multiply(new BigDecimal(trades.size() + 1))) <= 0, off + " off");
        for (List<String> order :
                rows("one", "orders.csv").subList(1, rows("one", "orders.csv").size())) {
            assertTrue(!order.contains("rejected"), order.toString());
        }
    }

    /** The same prices under two tickers: the position that is held from 17 to 23 January goes on, with its stop. */
    @Test
    void shouldGoOnWithAPositionWhoseSymbolChanges() throws IOException {
        Path before = ofDays("QQQ", "2024-01-01", "2024-01-19");
        Path after = ofDays("QQQX", "2024-01-19", "2025-01-01");
        Path actions =
                Files.writeString(folder.resolve("names.csv"), "symbol,ex_date,new_symbol\nqqq,2024-01-19,QQQX\n");
        backtest("base", "inline", List.of("--bars", "QQQ=" + adjusted));
        List<Object> options = List.of("--bars", "QQQ=" + before, "--bars", "QQQX=" + after, "--actions", actions);
        String proof = backtest("new", "inline", options);
        assertEquals(proof, backtest("newring", "ring", options));

        List<List<String>> base = rows("base", "trades.csv");
        List<List<String>> renamed = rows("new", "trades.csv");
        int symbol = base.get(0).indexOf("symbol");
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < base.size(); i++) {
            List<String> wanted = new ArrayList<>(base.get(i));
            List<String> got = new ArrayList<>(renamed.get(i));
            symbols.add(got.remove(symbol));
            wanted.remove(symbol);
            // The reference of an order has the number of the event that it was decided on, and there is one more.
            int ref = base.get(0).indexOf("order_ref") - 1;
            wanted.remove(ref);
            got.remove(ref);
            assertEquals(wanted, got);
        }
        assertEquals(base.size(), renamed.size());
        assertEquals(List.of("symbol", "QQQ", "QQQX"), symbols.subList(0, 3));

        String entry = column(renamed, "order_ref").get(1);
        CommandLine.Outcome told =
                CommandLine.run(new ExplainCommand(), folder.resolve("new").resolve("journal"), "--order", entry);
        assertTrue(
                told.out().contains("2024-01-19T09:30:00-05:00 from this open on its symbol is QQQX, the order stays"),
                told.out());
        assertEquals(
                List.of("2024-01-19", "QQQ", "new symbol QQQX", "332", "0.00"),
                rows("new", "actions.csv").get(1));
        CommandLine.Outcome tail = CommandLine.run(
                new TailCommand(),
                "--instrument",
                "QQQ",
                "--type",
                "fill",
                folder.resolve("new").resolve("journal"));
        assertTrue(tail.out().contains("symbol=QQQ ") && tail.out().contains("symbol=QQQX "), tail.out());
    }

    private Path ofDays(String name, String from, String to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(adjusted)) {
            boolean within = line.compareTo(from) >= 0 && line.compareTo(to) < 0;
            if (!Character.isDigit(line.charAt(0)) || within) {
                lines.add(line);
            }
        }
        return Files.write(folder.resolve(name + "-part.csv"), lines);
    }

    /** 331 shares of the fifth position are paid 0.31; a row that says nothing, and one of others, is told. */
    @Test
    void shouldSayWhatCameAsDividendsAndWhichActionsWereLeftOut() throws IOException {
        Path actions = Files.writeString(folder.resolve("paid.csv"), """
                symbol,ex_date,ratio,dividend
                qqq,2024-02-05,1,0.31
                QQQ,2024-02-06,1,0
                AAPL,2024-01-22,3,
                QQQ,2023-12-20,,0.2
                QQQ,2024-03-20,,0.4
                """);
        CommandLine.Outcome outcome = run("paid", "inline", List.of("--bars", "QQQ=" + adjusted, "--actions", actions));
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("Of it dividends"), outcome.out());
        assertTrue(
                outcome.out().contains("Corporate actions: 1 dividend; 1 on what was held, 102.61 paid as dividends"),
                outcome.out());
        assertTrue(
                outcome.out().contains("left out: AAPL 2024-01-22: split 3/1, which is not traded here"),
                outcome.out());
        assertTrue(
                outcome.out().contains("left out: QQQ 2023-12-20: dividend 0.20, before the first bar"), outcome.out());
        assertTrue(
                outcome.out().contains("left out: QQQ 2024-03-20: dividend 0.40, after the last bar"), outcome.out());
        List<List<String>> equity = rows("paid", "equity.csv");
        List<String> paid = column(equity, "dividends");
        assertEquals(0, new BigDecimal("102.61").compareTo(sum(paid)));
        assertEquals("102.61", paid.get(column(equity, "session").indexOf("2024-02-05")));
        String summary = Files.readString(folder.resolve("paid").resolve("summary.json"));
        assertTrue(summary.contains("\"dividends_paid\""), summary);
        String page = Files.readString(folder.resolve("paid").resolve("report.html"));
        assertTrue(page.contains("2024-02-05 QQQ: dividend 0.31, 331 shares held, 102.61 paid"));
    }

    @Test
    void shouldHoldTheRatioAgainstTheJumpOfThePrices() throws IOException {
        Path raw = traded("2024-01-19", 2, 1);
        for (String wrong : List.of("1/2", "3", "9/2", "1/100")) {
            CommandLine.Outcome outcome = run(
                    "wrong" + wrong.replace('/', '-'),
                    "inline",
                    List.of("--bars", "QQQ=" + raw, "--actions", actions("QQQ,2024-01-19," + wrong + ",")));
            assertTrue(
                    outcome.err()
                            .contains("do not move on 2024-01-19 as by a split " + (wrong.equals("3") ? "3/1" : wrong)),
                    outcome.err());
            assertTrue(outcome.err().contains("looks like a split that is not adjusted for"), outcome.err());
        }
        // Told on a day off, it comes with the next bar.
        CommandLine.Outcome early =
                run("early", "inline", List.of("--bars", "QQQ=" + raw, "--actions", actions("QQQ,2024-01-15,2,")));
        assertTrue(!early.err().contains("warning"), early.err());
    }

    @Test
    void shouldRefuseActionsThatCannotBe() throws IOException {
        assertRefused(actions("QQQ,2024-01-19,2,", "QQQ,2024-01-19,2,"), "line 3", "a second split");
        assertRefused(actions("QQQ,2024-01-19,1/100000,"), "line 2", "1/100000");
        Path delisted = Files.writeString(folder.resolve("gone.csv"), "symbol,ex_date,delisting\nQQQ,2024-01-19,100\n");
        assertRefused(delisted, "QQQ: is delisted on 2024-01-19", "goes on after that");
    }

    private void assertRefused(Path actions, String where, String what) {
        CommandLine.Outcome outcome =
                run("refused", "inline", List.of("--bars", "QQQ=" + adjusted, "--actions", actions));
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains(where) && outcome.err().contains(what), outcome.err());
        assertEquals(1, outcome.err().strip().lines().count(), outcome.err());
    }

    @Test
    void shouldWarnWhenASplitIsToldOfPricesThatDoNotJump() throws IOException {
        CommandLine.Outcome outcome = run(
                "warned", "inline", List.of("--bars", "QQQ=" + adjusted, "--actions", actions("QQQ,2024-01-19,2,")));
        assertEquals(0, outcome.code());
        assertTrue(
                outcome.err().contains("warning: QQQ: its prices do not move on 2024-01-19 as by a split 2/1"),
                outcome.err());
    }

    @Test
    void shouldSayThatAFileHasNoActionOfTheInstruments() throws IOException {
        CommandLine.Outcome outcome = run(
                "none",
                "inline",
                List.of("--bars", "QQQ=" + adjusted, "--actions", actions("QQQ,2023-01-19,2,", "AAPL,2024-01-19,2,")));
        assertEquals(0, outcome.code());
        assertTrue(outcome.err().contains("has no action of [QQQ] from 2024-01-02 to 2024-02-09"), outcome.err());
    }

    private String backtest(String name, String driver, List<?> options) {
        CommandLine.Outcome outcome = run(name, driver, options);
        assertEquals(0, outcome.code(), outcome.err());
        return Arrays.stream(outcome.out().split("\n"))
                .filter(line -> line.contains("verified records="))
                .findFirst()
                .orElseThrow();
    }

    private CommandLine.Outcome run(String name, String driver, List<?> options) {
        List<Object> all = new ArrayList<>(options);
        all.addAll(List.of("--driver", driver, "--out", folder.resolve(name)));
        return CommandLine.run(new BacktestCommand(), all.toArray());
    }

    private Path actions(String... rows) throws IOException {
        return Files.writeString(
                folder.resolve("actions.csv"), "symbol,ex_date,ratio,dividend\n" + String.join("\n", rows) + "\n");
    }

    /** The prices before a day as they were: those of old shares. */
    private Path traded(String day, long numerator, long denominator) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(adjusted)) {
            String[] fields = line.split(",", -1);
            if (Character.isDigit(line.charAt(0)) && fields[TIME].compareTo(day) < 0) {
                for (int i = TIME + 1; i < VOLUME; i++) {
                    fields[i] = new BigDecimal(fields[i])
                            .multiply(BigDecimal.valueOf(numerator))
                            .divide(BigDecimal.valueOf(denominator))
                            .toPlainString();
                }
            }
            lines.add(String.join(",", fields));
        }
        return Files.write(folder.resolve("raw.csv"), lines);
    }

    private List<List<String>> rows(String name, String file) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve(file)).stream()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    private static List<String> column(List<List<String>> rows, String name) {
        int at = rows.get(0).indexOf(name);
        return rows.subList(1, rows.size()).stream().map(row -> row.get(at)).toList();
    }

    private String last(String name, String column) throws IOException {
        List<String> values = column(rows(name, "equity.csv"), column);
        return values.get(values.size() - 1);
    }

    private static BigDecimal sum(List<String> numbers) {
        return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
