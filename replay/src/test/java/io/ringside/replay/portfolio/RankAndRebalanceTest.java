package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be decided is what a back test decides. */
class RankAndRebalanceTest {
    @TempDir
    Path folder;

    private Path bars;
    private Path universe;

    @BeforeEach
    void write() throws IOException {
        List<String> names = MadeDays.names(15);
        bars = MadeDays.write(folder.resolve("bars.csv"), names, "2021-01-04", "2022-09-30");
        universe = folder.resolve("universe.csv");
        Files.write(universe, names);
    }

    private Object[] line(Object... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--bars",
                bars,
                "--universe",
                universe));
        line.addAll(List.of(more));
        return line.toArray();
    }

    @Test
    void shouldRankAsTheBackTestDoes() throws IOException {
        backtest("2022-09-30");
        List<Map<String, String>> rankings = OracleRun.read(folder.resolve("out/rankings.csv"));
        String day = rankings.get(rankings.size() - 1).get("date");
        List<String> wanted = rankings.stream()
                .filter(row -> row.get("date").equals(day))
                .map(row -> row.get("rank") + " " + row.get("symbol") + " " + row.get("score"))
                .toList();
        CommandLine.Outcome csv = CommandLine.run(new RankCommand(), line("--date", day, "--csv"));
        assertEquals(0, csv.code(), csv.err());
        assertEquals(
                wanted,
                csv.out()
                        .lines()
                        .skip(1)
                        .map(row -> row.split(",", -1))
                        .map(row -> row[2] + " " + row[1] + " " + row[3])
                        .toList());
        CommandLine.Outcome one = CommandLine.run(new RankCommand(), line("--date", day, "--names", "N03"));
        assertTrue(one.out().contains("15 of 15 names ranked"), one.out());
        assertEquals(
                1,
                one.out()
                        .lines()
                        .filter(row -> row.matches(" *\\d+  N\\d\\d .*"))
                        .count());
    }

    @Test
    void shouldNameThoseThatHadNoBarOrTooShortAHistory() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(bars)) {
            boolean gone = line.startsWith("2022-06-08,N02,");
            boolean young = line.contains(",N05,") && line.compareTo("2022-05-02") < 0;
            if (!gone && !young) {
                lines.add(line);
            }
        }
        Files.write(bars, lines);
        CommandLine.Outcome rank = CommandLine.run(new RankCommand(), line("--date", "2022-06-08"));
        assertEquals(0, rank.code(), rank.err());
        assertTrue(rank.out().contains("no bar on 2022-06-08: N02\n"), rank.out());
        assertTrue(rank.out().contains("that the strategy looks back: N05 (27)\n"), rank.out());
        CommandLine.Outcome json = CommandLine.run(new RankCommand(), line("--date", "2022-06-08", "--json"));
        assertEquals(List.of("N02"), json(json).get("no_bar"));
        CommandLine.Outcome rebalance =
                CommandLine.run(new RebalanceCommand(), line("--date", "2022-06-08", "--force"));
        assertEquals(0, rebalance.code(), rebalance.err());
        assertTrue(rebalance.out().contains("no bar on 2022-06-08: N02\n"), rebalance.out());
    }

    @Test
    void shouldRefuseHoldingsWithBorrowedCash() throws IOException {
        Path holdings = Files.writeString(folder.resolve("held.csv"), "symbol,shares\nN01,5\nCASH,-20\n");
        CommandLine.Outcome outcome = CommandLine.run(
                new RebalanceCommand(), line("--date", "2022-06-08", "--force", "--holdings", holdings));
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(holdings + " line 3: CASH -20: is borrowed"), outcome.err());
    }

    /** Percentiles as numpy's default gives them. */
    @Test
    void shouldGiveTheStatisticsOfScores() {
        assertEquals(
                "{count=5, mean=3.0, median=3.0, std=1.5811388300841898, min=1.0, max=5.0, p80=4.2, p20=1.8}",
                ScoreStatistics.of(new double[] {5, 3, 1, 4, 2}).toString());
        assertEquals("{count=0}", ScoreStatistics.of(new double[0]).toString());
        assertEquals(
                "{count=1, mean=7.0, median=7.0, std=0.0, min=7.0, max=7.0, p80=7.0, p20=7.0}",
                ScoreStatistics.of(new double[] {7}).toString());
    }

    @ParameterizedTest
    @CsvSource({"0, keep", "1, leave", "2, buy", "3, leave", "4, keep", "12, keep", "14, buy", "16, keep", "17, leave"})
    void shouldSayInAWordWhatTheStrategyWouldDo(int actions, String advice) {
        assertEquals(advice, RankCommand.advice(actions));
    }

    @Test
    void shouldOrderWhatTheBackTestOrdersFromTheHoldingsOfItsJournal() throws IOException {
        backtest("2022-09-30");
        List<Map<String, String>> rankings = OracleRun.read(folder.resolve("out/rankings.csv"));
        String decided = rankings.get(rankings.size() - 1).get("date");
        List<Map<String, String>> executions = OracleRun.read(folder.resolve("out/executions.csv"));
        Map<String, Long> wanted = new TreeMap<>();
        for (Map<String, String> row : executions) {
            if (row.get("date").compareTo(decided) > 0) {
                wanted.put(row.get("side") + " " + row.get("symbol"), Long.parseLong(row.get("shares")));
            }
        }
        assertTrue(wanted.size() > 1, "the last decision has orders: " + wanted);
        backtest(java.time.LocalDate.parse(decided).minusDays(1).toString());
        CommandLine.Outcome outcome = CommandLine.run(
                new RebalanceCommand(), line("--date", decided, "--journal", folder.resolve("out/journal"), "--json"));
        assertEquals(0, outcome.code(), outcome.out() + outcome.err());
        Map<String, Long> orders = new TreeMap<>();
        for (Object order : (List<?>) json(outcome).get("orders")) {
            Map<?, ?> values = (Map<?, ?>) order;
            orders.put(
                    values.get("side") + " " + values.get("symbol"),
                    ((BigDecimal) values.get("shares")).longValueExact());
        }
        assertEquals(wanted, orders);

        CommandLine.Outcome again = CommandLine.run(
                new RebalanceCommand(), line("--date", "2022-09-01", "--journal", folder.resolve("out/journal")));
        assertEquals(1, again.code(), again.out());
        assertTrue(again.out().contains("--force decides"), again.out());
    }

    /** 100 shares of N00 are worth too much for a third of the account; what is not in the first fifth goes whole. */
    @Test
    void shouldPrintEachOrderWithReasonCostAndWeights() throws IOException {
        Path held = folder.resolve("held.csv");
        Files.writeString(held, "symbol,shares,note\nN14,7,x\nCASH,9000\n");
        CommandLine.Outcome outcome =
                CommandLine.run(new RebalanceCommand(), line("--date", "2022-09-30", "--holdings", held));
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("dry run: nothing is sent"), outcome.out());
        Map<String, Object> values = json(
                CommandLine.run(new RebalanceCommand(), line("--date", "2022-09-30", "--holdings", held, "--json")));
        double equity = number(values, "equity");
        double left = number(values, "cash_left");
        double spent = 0;
        double weights = 0;
        for (Object order : (List<?>) values.get("orders")) {
            @SuppressWarnings("unchecked")
            Map<String, Object> one = (Map<String, Object>) order;
            double value = number(one, "paid") * number(one, "price");
            spent += (one.get("side").equals("BUY") ? value : -value) + number(one, "commission");
            weights += number(one, "weight_after");
            assertTrue(number(one, "commission") >= Math.min(1, 0.01 * value - 1e-8), one.toString());
        }
        assertEquals(9000 - spent, left, 1e-6);
        assertTrue(weights <= 95.5 && weights > 80, "a buffer of 5 %: " + weights);
        assertTrue(equity > 9000);

        Files.writeString(held, "N99,5\nCASH,1\n");
        CommandLine.Outcome unknown =
                CommandLine.run(new RebalanceCommand(), line("--date", "2022-09-30", "--holdings", held));
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("N99 is held and is not among the names"), unknown.err());
        Files.writeString(held, "N01,5\n");
        assertTrue(CommandLine.run(new RebalanceCommand(), line("--holdings", held))
                .err()
                .contains("has no row CASH"));
        Files.writeString(held, "N01,5\nCASH,500\nCASH,500\n");
        assertTrue(CommandLine.run(new RebalanceCommand(), line("--holdings", held))
                .err()
                .contains("line 3: CASH is listed twice"));
        Files.writeString(held, "\ufeffsymbol,shares\nN01,5\nCASH,100000\n");
        CommandLine.Outcome marked =
                CommandLine.run(new RebalanceCommand(), line("--date", "2022-09-30", "--holdings", held));
        assertEquals(0, marked.code(), marked.err());
    }

    @Test
    void shouldTellWhatAPortfolioHoldsAndDid() throws IOException {
        backtest("2022-09-30");
        Path journal = folder.resolve("out/journal");
        List<Map<String, String>> equity = OracleRun.read(folder.resolve("out/equity.csv"));
        Map<String, Object> status =
                json(CommandLine.run(new PortfolioCommand(), "status", "--journal", journal, "--json"));
        assertEquals(Double.parseDouble(equity.get(equity.size() - 1).get("equity")), number(status, "equity"), 1e-6);
        double value = number(status, "cash");
        double contribution = 0;
        for (Object held : (List<?>) status.get("holdings")) {
            @SuppressWarnings("unchecked")
            Map<String, Object> one = (Map<String, Object>) held;
            value += number(one, "value");
            contribution += number(one, "contribution");
        }
        assertEquals(number(status, "equity"), value, 1e-6);
        assertTrue(contribution != 0);
        CommandLine.Outcome history = CommandLine.run(new PortfolioCommand(), "history", "--journal", journal);
        long due = OracleRun.read(folder.resolve("out/rankings.csv")).stream()
                .map(row -> row.get("date"))
                .distinct()
                .count();
        assertTrue(history.out().contains(due + " decisions; next due "), history.out());
        CommandLine.Outcome targets = CommandLine.run(new PortfolioCommand(), "targets", "--journal", journal, "--all");
        assertEquals(15 + 2, targets.out().lines().count(), targets.out());
        Path broker = folder.resolve("broker.csv");
        Files.writeString(broker, "N00,1000000\nCASH,5\n");
        CommandLine.Outcome sync =
                CommandLine.run(new PortfolioCommand(), "sync", "--journal", journal, "--holdings", broker);
        assertEquals(1, sync.code());
        assertTrue(sync.out().contains("the portfolio does not sell it"), sync.out());
    }

    @Test
    void shouldExplainWhyANameWasNotBought() throws IOException {
        backtest("2022-09-30");
        Path journal = folder.resolve("out/journal");
        List<Map<String, String>> rankings = OracleRun.read(folder.resolve("out/rankings.csv"));
        Map<String, String> last = rankings.get(rankings.size() - 1);
        assertEquals("15", last.get("rank"));
        CommandLine.Outcome not = CommandLine.run(
                new ExplainCommand(), "--at", last.get("date"), "--instrument", last.get("symbol"), journal);
        assertEquals(0, not.code(), not.err());
        assertTrue(not.out().contains("rank 15 of 15, score "), not.out());
        assertTrue(not.out().contains("bottom fifth: a holding is sold"), not.out());
        assertTrue(not.out().contains("it is not wanted"), not.out());
        assertTrue(not.out().contains("names up to rank 3, "), not.out());
        CommandLine.Outcome all = CommandLine.run(new ExplainCommand(), "--at", last.get("date"), journal);
        assertTrue(all.out().contains("rank 1, top fifth; it "), all.out());
        assertEquals(
                all.out(),
                CommandLine.run(new ExplainCommand(), "--at", last.get("date") + "T12:00", journal)
                        .out(),
                "any time of the day is the day");
        CommandLine.Outcome mistyped = CommandLine.run(new ExplainCommand(), "--at", last.get("date") + "1", journal);
        assertEquals(2, mistyped.code());
        assertTrue(mistyped.err().contains("must be a day such as 2025-05-21"), mistyped.err());
        CommandLine.Outcome early = CommandLine.run(new ExplainCommand(), "--at", "2021-01-04", journal);
        assertEquals(2, early.code());
        assertTrue(early.err().contains("no decision was made until then"), early.err());
    }

    /** What all names brought is what the account gained. */
    @Test
    void shouldShowOnTheTearSheetWhatEachNameBroughtAndEachDecision() throws IOException {
        backtest("2022-09-30");
        List<Map<String, String>> decisions = OracleRun.read(folder.resolve("out/rebalances.csv"));
        assertEquals(
                OracleRun.read(folder.resolve("out/rankings.csv")).stream()
                        .map(row -> row.get("date"))
                        .distinct()
                        .toList(),
                decisions.stream().map(row -> row.get("date")).toList());
        String page = Files.readString(folder.resolve("out/report.html"));
        for (String section : List.of("Holdings over time", "Turnover", "Contribution by name", "Decisions")) {
            assertTrue(page.contains("\"title\":\"" + section + "\""), section);
        }
        PortfolioState state = HeldShares.replay(folder.resolve("out/journal"));
        long broughtE8 = 0;
        for (int id = 0; id < 15; id++) {
            broughtE8 += state.contributionE8(id);
        }
        assertEquals(
                state.ledger().equityE8() - state.engine().settings().risk().equityE8(), broughtE8);
        double traded = 0;
        for (Map<String, String> row : OracleRun.read(folder.resolve("out/executions.csv"))) {
            traded += Double.parseDouble(row.get("price")) * Double.parseDouble(row.get("shares"));
        }
        double told = decisions.stream()
                .mapToDouble(row -> Double.parseDouble(row.get("sold")) + Double.parseDouble(row.get("bought")))
                .sum();
        assertEquals(traded, told, 1e-6);
        for (Map<String, String> row : decisions) {
            String turnover =
                    String.format(Locale.ROOT, "turnover %.1f %%", Double.parseDouble(row.get("turnover_percent")));
            int line = page.indexOf("\"" + row.get("date") + ": " + row.get("sales") + " sales, ");
            int at = page.indexOf(turnover, line);
            assertTrue(line > 0 && at > line && at - line < 60, row + " " + turnover);
        }
    }

    private void backtest(String to) {
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                line("--trade-from", "2022-02-01", "--to", to, "--out", folder.resolve("out"), "--force"));
        assertEquals(0, outcome.code(), outcome.err());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(CommandLine.Outcome outcome) {
        return (Map<String, Object>) Json.read("output", outcome.out());
    }

    private static double number(Map<String, Object> values, String key) {
        return ((BigDecimal) values.get(key)).doubleValue();
    }
}
