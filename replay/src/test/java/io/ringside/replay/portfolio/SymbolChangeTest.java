package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.DataCommand;
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

/** A portfolio whose names change their symbols does what it does where they keep them. */
class SymbolChangeTest {
    private static final String DAY = "2022-06-01";

    @TempDir
    Path folder;

    private Path bars;
    private Path universe;
    private Path actions;
    /** Held over the day, under the symbol of before. */
    private String name;

    private List<String> base;

    @BeforeEach
    void makeBars() throws IOException {
        List<String> names = MadeDays.names(12);
        bars = MadeDays.write(folder.resolve("bars.csv"), names, "2021-01-04", "2022-09-30");
        universe = folder.resolve("universe.csv");
        Files.write(universe, names);
        momentum("base", "--bars", bars);
        base = rows("base", "executions.csv");
        name = heldOver(base);
        actions = folder.resolve("actions.csv");
        Files.writeString(actions, "symbol,ex_date,new_symbol\n" + name + "," + DAY + "," + name + "X\n");
    }

    private static String heldOver(List<String> executions) {
        for (String row : executions.subList(1, executions.size())) {
            String symbol = row.split(",", -1)[1];
            long held = 0;
            boolean after = false;
            for (String other : executions.subList(1, executions.size())) {
                String[] fields = other.split(",", -1);
                if (fields[1].equals(symbol) && fields[0].compareTo(DAY) < 0) {
                    held += (fields[2].equals("BUY") ? 1 : -1) * Long.parseLong(fields[3]);
                } else if (fields[1].equals(symbol)) {
                    after = true;
                }
            }
            if (held > 0 && after) {
                return symbol;
            }
        }
        throw new IllegalStateException("nothing is held over " + DAY);
    }

    private CommandLine.Outcome momentum(String out, Object... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--trade-from",
                "2022-02-01",
                "--set",
                "portfolio.stop=0.1",
                "--out",
                folder.resolve(out)));
        line.addAll(List.of(more));
        if (!line.contains("--universe")) {
            line.addAll(List.of("--universe", universe));
        }
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("verified records="), outcome.out());
        return outcome;
    }

    private List<String> rows(String out, String file) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve(file));
    }

    /** The rows of a run without a change, by the symbol of each day. */
    private List<String> renamed(List<String> rows) {
        return rows.stream()
                .map(row -> row.compareTo(DAY) >= 0 ? row.replace("," + name + ",", "," + name + "X,") : row)
                .toList();
    }

    /** Bars under both symbols, and of another company that had the new one before. */
    private Path split() throws IOException {
        List<String> lines = new ArrayList<>(renamed(Files.readAllLines(bars)));
        lines.add("2021-03-01," + name + "X,1,1,1,1,5");
        lines.add("2022-07-01," + name + ",7000,7000,7000,7000,5");
        List<String> sorted = new ArrayList<>(lines.subList(1, lines.size()));
        sorted.sort(String::compareTo);
        sorted.add(0, lines.get(0));
        return Files.write(folder.resolve("split.csv"), sorted);
    }

    @Test
    void shouldTradeOnUnderTheNewSymbolWhateverTheUniverseCallsIt() throws IOException {
        Path split = split();
        List<String> names = Files.readAllLines(universe);
        int at = names.indexOf(name);
        Path later = folder.resolve("later.csv");
        names.set(at, name + "X");
        Files.write(later, names);
        Path both = folder.resolve("both.csv");
        List<String> dated = new ArrayList<>(List.of("symbol,from,to"));
        names.forEach(one -> dated.add(one + (one.endsWith("X") ? "," + DAY + "," : ",,")));
        dated.add(name + ",,2022-05-31");
        Files.write(both, dated);
        int run = 0;
        for (Path one : List.of(universe, later, both)) {
            String out = "run" + run++;
            CommandLine.Outcome outcome = momentum(out, "--bars", split, "--actions", actions, "--universe", one);
            assertEquals(renamed(base), rows(out, "executions.csv"));
            assertEquals(renamed(rows("base", "rankings.csv")), rows(out, "rankings.csv"));
            assertEquals(rows("base", "equity.csv"), rows(out, "equity.csv"));
            assertTrue(outcome.out().contains("1 symbol change; 1 on what was held"), outcome.out());
            assertTrue(outcome.out().contains(DAY + " " + name + ": new symbol " + name + "X, "), outcome.out());
        }
        assertTrue(rows("run0", "executions.csv").stream().anyMatch(row -> row.contains("," + name + "X,")));
        assertTrue(Files.readString(folder.resolve("run0/report.html")).contains("new symbol " + name + "X"));
        Map<String, String> decision = OracleRun.read(folder.resolve("run0/rankings.csv")).stream()
                .filter(row -> row.get("symbol").equals(name + "X"))
                .findFirst()
                .orElseThrow();
        for (String called : List.of(name, name + "X")) {
            CommandLine.Outcome told = CommandLine.run(
                    new ExplainCommand(),
                    folder.resolve("run0/journal"),
                    "--at",
                    decision.get("date"),
                    "--instrument",
                    called);
            assertEquals(0, told.code(), told.err());
            assertTrue(told.out().contains(name + "X; " + name + " is " + name + "X from " + DAY + " on"), told.out());
        }
    }

    @Test
    void shouldReadTheWholeHistoryOfAStoreUnderEitherSymbol() throws IOException {
        Path store = folder.resolve("store");
        assertEquals(
                0,
                data("import", "--data", store, split(), "--actions", actions).code());
        momentum("stored", "--data", store);
        assertEquals(renamed(base), rows("stored", "executions.csv"));
        assertEquals(rows("base", "equity.csv"), rows("stored", "equity.csv"));
        CommandLine.Outcome list = data("list", "--data", store, "--json", "--names", name);
        assertTrue(list.out().contains("\"actions\":1"), list.out());
        CommandLine.Outcome table = data("list", "--data", store);
        assertTrue(table.out().contains(name + " is " + name + "X from " + DAY + " on"), table.out());
        CommandLine.Outcome check = data("check", "--data", store);
        assertTrue(
                check.out().contains(name + ": has bars after it became " + name + "X on " + DAY + ": left out"),
                check.out());
        Path ranked = folder.resolve("ranked");
        for (String called : List.of(name, name + "X")) {
            CommandLine.Outcome rank = CommandLine.run(
                    new RankCommand(),
                    "--config",
                    CommandLine.home().resolve("config/momentum.conf"),
                    "--data",
                    store,
                    "--universe",
                    universe,
                    "--date",
                    "2022-06-08",
                    "--names",
                    called);
            assertEquals(0, rank.code(), rank.err() + ranked);
            assertTrue(rank.out().contains(name + "X"), rank.out());
        }
    }

    private CommandLine.Outcome data(Object... arguments) {
        return CommandLine.run(new DataCommand(), arguments);
    }
}
