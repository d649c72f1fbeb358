package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.DataCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.TailCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A portfolio beside a strategy within the day: which of both a question is about. */
class BesideStrategiesTest {
    @TempDir
    Path folder;

    private CommandLine.Outcome explain(Object... question) {
        Object[] line = new Object[question.length + 1];
        System.arraycopy(question, 0, line, 0, question.length);
        line[question.length] = folder.resolve("out/journal");
        return CommandLine.run(new ExplainCommand(), line);
    }

    @Test
    void shouldAskTheOneThatAQuestionIsAbout() throws IOException {
        Path bars = MadeDays.write(folder.resolve("bars.csv"), MadeDays.names(15), "2024-01-02", "2024-03-28");
        Path store = folder.resolve("store");
        assertEquals(
                0,
                CommandLine.run(new DataCommand(), "import", "--data", store, bars)
                        .code());
        Path universe = Files.write(folder.resolve("names.csv"), MadeDays.names(15));
        Path quick = folder.resolve("N00.csv");
        CommandLine.run(
                new GenerateCommand(),
                "--symbol",
                "N00",
                "--from",
                "2024-03-18",
                "--to",
                "2024-03-28",
                "--seed",
                "7",
                "--out",
                quick);
        Path config = Files.writeString(folder.resolve("both.conf"), """
                instruments = []
                data { bar = 5m }
                portfolio { strategy = momentum, schedule = weekly, lookback-months = 1, skip-months = 0, budget = 0.5, exit = leave-top, weighting = equal }
                signals { dip { strategy = mean-reversion-in-trend, instruments = [N00], bar = 5m, sma = 20 } }
                broker { opening = each }
                """);
        CommandLine.Outcome run = CommandLine.run(
                new BacktestCommand(),
                "--config",
                config,
                "--data",
                store,
                "--bars",
                quick,
                "--universe",
                universe,
                "--trade-from",
                "2024-03-18",
                "--out",
                folder.resolve("out"));
        assertEquals(0, run.code(), run.err());
        // The month's last session is not among the days: a portfolio beside others may have nothing to decide.
        CommandLine.Outcome idle = CommandLine.run(
                new BacktestCommand(),
                "--config",
                config,
                "--data",
                store,
                "--bars",
                quick,
                "--universe",
                universe,
                "--trade-from",
                "2024-03-26",
                "--to",
                "2024-03-27",
                "--set",
                "portfolio.schedule=month-end",
                "--out",
                folder.resolve("idle"));
        assertEquals(0, idle.code(), idle.err());
        List<Map<String, String>> trades = OracleRun.read(folder.resolve("out/trades.csv"));
        List<String> whose = OracleRun.read(folder.resolve("out/executions.csv")).stream()
                .map(row -> row.get("symbol") + " " + row.get("side") + " " + row.get("portfolio"))
                .toList();
        assertEquals(
                List.of(
                        "N01 BUY momentum",
                        "N03 BUY momentum",
                        "N04 BUY momentum",
                        "N00 BUY dip",
                        "N00 SELL dip",
                        "N00 BUY dip",
                        "N00 SELL dip"),
                whose);
        assertEquals(
                List.of("N00 dip", "N00 dip", "N01 momentum", "N03 momentum", "N04 momentum"),
                trades.stream()
                        .map(row -> row.get("symbol") + " " + row.get("strategy"))
                        .sorted()
                        .toList());
        String decided = """
                momentum, decided at the close of 2024-03-18: 15 names ranked, equity 50,000.00, cash 50,000.00
                  N01: rank 1, top fifth; it is bought
                  N04: rank 2, top fifth; it is bought
                  N03: rank 3, top fifth; it is bought
                """;
        for (String day : List.of("2024-03-18", "2024-03-22")) {
            assertTrue(
                    explain("--at", day).out().startsWith(decided),
                    explain("--at", day).out());
        }
        String told = explain("--at", "2024-03-22T10:00").out();
        assertTrue(told.startsWith("The bar: N00 from 2024-03-22T10:00:00-04:00 to 2024-03-22T10:05:00-04:00"), told);
        List<String> orders = CommandLine.run(new TailCommand(), "--type", "fill", folder.resolve("out/journal"))
                .out()
                .lines()
                .map(line -> line.replaceFirst(".*symbol=(\\w+) order_ref=(\\S+) .*", "$1 $2"))
                .toList();
        for (String line : orders) {
            String ref = line.substring(4);
            String order = explain("--order", ref).out();
            assertEquals(line.startsWith("N00"), order.contains("The order's life"), order);
        }
        // 255 shares at 65.18, half a cent a share.
        assertEquals("""
                momentum, decided at the close of 2024-03-18: 15 names ranked, equity 50,000.00, cash 50,000.00
                N01
                  ranking            rank 1 of 15, score 0.132348
                  the strategy said  top fifth: it may be bought, a holding may be added to, a holding may be trimmed
                  held               0 shares at 65.11, 0.0 % of the portfolio
                  verdict            it is bought
                  order              buy 255 in the next opening auction
                  executed           255 shares for 16,620.90, cost 1.28
                """, explain("--order", orders.get(0).substring(4)).out());
    }
}
