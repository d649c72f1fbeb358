package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two portfolios of one configuration: what the commands say of them, and what they refuse. */
class SeveralPortfoliosTest {
    private static final String RULES =
            "strategy = momentum, schedule = weekly, lookback-months = 3, skip-months = 0, cash-buffer = 0.05";
    private static final String TOGETHER = """
            instruments = []
            data { bar = 1d }
            portfolios {
              quick { budget = 0.6, exit = leave-top, weighting = equal
                RULES }
              slow { budget = 0.4, exit = bottom-quintile, weighting = split
                RULES }
            }
            broker { opening = together, slippage-ticks = 0, commission { plan = fixed } }
            """.replace("RULES", RULES);

    @TempDir
    Path folder;

    private Path bars;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        bars = MadeDays.write(folder.resolve("bars.csv"), MadeDays.names(15), "2021-01-04", "2021-12-31");
        config = Files.writeString(folder.resolve("books.conf"), TOGETHER);
    }

    private CommandLine.Outcome run(Object command, Object... more) {
        List<Object> line = new ArrayList<>(List.of("--config", config, "--bars", bars));
        line.addAll(List.of(more));
        return CommandLine.run(command, line.toArray());
    }

    private Path backtest(String name, Object... more) {
        Path out = folder.resolve(name);
        List<Object> line = new ArrayList<>(List.of("--out", out, "--trade-from", "2021-07-01"));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = run(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return out;
    }

    private static List<String> executions(Path out, String name) throws IOException {
        return OracleRun.read(out.resolve("executions.csv")).stream()
                .filter(row -> name == null || row.get("portfolio").equals(name))
                .map(row -> row.get("date") + " " + row.get("symbol") + " " + row.get("side") + " " + row.get("shares"))
                .toList();
    }

    @Test
    void shouldTradeOneAloneAsItTradesBesideTheOther() throws IOException {
        Path all = backtest("all");
        for (String name : List.of("quick", "slow")) {
            List<String> alone = executions(backtest(name, "--portfolio", name), null);
            assertTrue(alone.size() > 5, alone::toString);
            assertEquals(alone, executions(all, name));
        }
        List<Map<String, String>> trades = OracleRun.read(all.resolve("trades.csv"));
        assertEquals(
                List.of("quick", "slow"),
                trades.stream()
                        .map(row -> row.get("strategy"))
                        .distinct()
                        .sorted()
                        .toList());
        String page = Files.readString(all.resolve("report.html"));
        assertTrue(page.contains("quick: Decisions") && page.contains("slow: Decisions"));
        assertEquals(
                "ringside portfolio status: --portfolio fast: the journal's are quick, slow\n",
                CommandLine.run(
                                new PortfolioCommand(),
                                "status",
                                "--journal",
                                all.resolve("journal"),
                                "--portfolio",
                                "fast")
                        .err());
        CommandLine.Outcome explained =
                CommandLine.run(new ExplainCommand(), all.resolve("journal"), "--at", "2021-12-31");
        assertTrue(explained.out().contains("quick, decided at the close of"), explained.out());
        assertTrue(explained.out().contains("slow, decided at the close of"), explained.out());
    }

    @Test
    void shouldTellOfEachWhatItHolds() throws IOException {
        Path journal = backtest("held").resolve("journal");
        for (String name : List.of("quick", "slow")) {
            CommandLine.Outcome status =
                    CommandLine.run(new PortfolioCommand(), "status", "--journal", journal, "--portfolio", name);
            assertEquals(0, status.code(), status.err());
            assertTrue(status.out().startsWith(name + ": 2021-12-31, equity "), status.out());
            assertTrue(status.out().lines().count() > 3, status.out());
        }
        CommandLine.Outcome which = CommandLine.run(new PortfolioCommand(), "status", "--journal", journal);
        assertEquals(2, which.code());
        assertEquals(
                "ringside portfolio status: " + journal
                        + ": the journal has the portfolios quick, slow; say which one: --portfolio NAME\n",
                which.err());
    }

    @Test
    void shouldAskWhichPortfolioIsMeant() {
        for (Object command : List.of(new RankCommand(), new RebalanceCommand())) {
            CommandLine.Outcome outcome = run(command);
            assertEquals(2, outcome.code());
            assertTrue(
                    outcome.err()
                            .endsWith("the configuration has the portfolios quick, slow; say which one: --portfolio"
                                    + " NAME\n"),
                    outcome.err());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
        }
        assertTrue(run(new RankCommand(), "--portfolio", "fast")
                .err()
                .contains("--portfolio fast: the portfolios are quick, slow"));
        assertEquals(0, run(new RankCommand(), "--portfolio", "slow").code());
    }

    /** Of names that are told of several portfolios, the one that is meant has its own. */
    @Test
    void shouldRankTheNamesOfThePortfolioThatIsMeant() throws IOException {
        Path some = Files.write(folder.resolve("some.csv"), MadeDays.names(9));
        Path few = Files.write(folder.resolve("few.csv"), MadeDays.names(7));
        Object[] universes = {"--universe", "quick=" + some, "--universe", "slow=" + few};
        for (String name : List.of("quick", "slow")) {
            List<Object> line = new ArrayList<>(List.of(universes));
            line.addAll(List.of("--portfolio", name));
            CommandLine.Outcome outcome = run(new RankCommand(), line.toArray());
            assertEquals(0, outcome.code(), outcome.err());
            String count = name.equals("quick") ? "9 of 9" : "7 of 7";
            assertTrue(outcome.out().contains(count + " names ranked"), outcome.out());
        }
        CommandLine.Outcome all = run(new RankCommand(), "--portfolio", "slow", "--universe", "quick=" + some);
        assertTrue(all.out().contains("15 of 15 names ranked"), all.out());
    }

    @Test
    void shouldRefuseInOneLineWhatIsNotClear() throws IOException {
        Path universe = Files.write(folder.resolve("names.csv"), MadeDays.names(9));
        refused("the portfolios are quick, slow; give --universe NAME=FILE", "--universe", universe);
        refused("portfolios.quick.budget", "--set", "portfolios.quick.budget=0");
        refused("have budgets of 1.10 together, and the account is 1", "--set", "portfolios.slow.budget=0.5");
        refused("portfolios.slow.schedule = nonsense", "--set", "portfolios.slow.schedule=nonsense");
        Files.writeString(config, TOGETHER.replace("budget = 0.6, ", ""));
        refused("portfolios.quick.budget");
    }

    private void refused(String words, Object... more) {
        CommandLine.Outcome outcome = run(new BacktestCommand(), more);
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(words), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }
}
