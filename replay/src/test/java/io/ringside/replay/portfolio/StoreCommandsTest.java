package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.DataCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store from the command line, and portfolios on it; whatever is wrong is one line. */
class StoreCommandsTest {
    private static final List<String> NAMES = MadeDays.names(12);

    @TempDir
    Path folder;

    private Path bars;
    private Path store;
    private Path universe;

    @BeforeEach
    void makeStore() throws IOException {
        bars = MadeDays.write(folder.resolve("bars.csv"), NAMES, "2021-01-04", "2022-09-30");
        store = folder.resolve("store");
        universe = folder.resolve("universe.csv");
        Files.write(universe, NAMES);
    }

    private CommandLine.Outcome data(Object... arguments) {
        return CommandLine.run(new DataCommand(), arguments);
    }

    private void importBars() {
        CommandLine.Outcome outcome = data("import", "--data", store, bars);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("12 names, 5,280 bars read: 5,280 new, 0 in gaps, 0 revised"), outcome.out());
    }

    private CommandLine.Outcome momentum(Object... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--out",
                folder.resolve("out"),
                "--force"));
        line.addAll(List.of(more));
        if (!line.contains("--trade-from")) {
            line.addAll(List.of("--trade-from", "2022-02-01"));
        }
        return CommandLine.run(new BacktestCommand(), line.toArray());
    }

    @Test
    void shouldTradeFromAStoreAsFromTheFileThatItWasMadeOf() throws IOException {
        importBars();
        CommandLine.Outcome fromFile = momentum("--bars", bars, "--universe", universe);
        assertEquals(0, fromFile.code(), fromFile.err());
        String executions = Files.readString(folder.resolve("out/executions.csv"));
        CommandLine.Outcome fromStore = momentum("--data", store, "--universe", universe);
        assertEquals(0, fromStore.code(), fromStore.err());
        assertEquals(executions, Files.readString(folder.resolve("out/executions.csv")));
        assertTrue(executions.lines().count() > 20, executions);
    }

    @Test
    void shouldNotReadAFileForPricesThatOnlyAStoreKnows() {
        for (String prices : List.of("total", "split")) {
            CommandLine.Outcome outcome =
                    momentum("--bars", bars, "--universe", universe, "--set", "data.prices=" + prices);
            assertEquals(2, outcome.code(), outcome.out());
            assertTrue(
                    outcome.err().contains("data.prices = " + prices + ": files are read as they are"), outcome.err());
        }
    }

    @Test
    void shouldNameTheRowOfAnActionWhoseTickerIsNone() throws IOException {
        importBars();
        Path actions = folder.resolve("actions.csv");
        Files.writeString(actions, "symbol,ex_date,ratio\nA B!,2022-06-01,2\n");
        CommandLine.Outcome outcome = data("import", "--data", store, "--actions", actions);
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(actions + " line 2 column symbol: \"A B!\""), outcome.err());
        assertTrue(outcome.err().contains("is no ticker"), outcome.err());
    }

    @Test
    void shouldTellSplitsAndDividendsOfTheStoreToAPortfolio() throws IOException {
        importBars();
        momentum("--data", store, "--universe", universe);
        Map<String, Long> held = new TreeMap<>();
        for (Map<String, String> row : OracleRun.read(folder.resolve("out/executions.csv"))) {
            if (row.get("date").compareTo("2022-06-01") < 0) {
                long sign = row.get("side").equals("BUY") ? 1 : -1;
                held.merge(row.get("symbol"), sign * Long.parseLong(row.get("shares")), Long::sum);
            }
        }
        held.values().removeIf(shares -> shares == 0);
        String name = held.keySet().iterator().next();
        double before = equityOn("2022-06-01");
        Path actions = folder.resolve("actions.csv");
        Files.writeString(actions, "symbol,ex_date,ratio,dividend\n" + name + ",2022-06-01,,1.25\n");
        assertEquals(0, data("import", "--data", store, "--actions", actions).code());
        CommandLine.Outcome outcome = momentum("--data", store, "--universe", universe);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(1.25 * held.get(name), equityOn("2022-06-01") - before, 1e-6);
    }

    @Test
    void shouldLeaveNothingBehindWhenTheFirstImportFails() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), "no,bars\n1,2\n");
        assertEquals(2, data("import", "--data", store, wrong).code());
        assertTrue(Files.notExists(store), "a store with nothing in it");
        importBars();
        assertEquals(2, data("import", "--data", store, wrong).code());
        assertTrue(Files.exists(store.resolve("ringside-store")));
    }

    /** A checksum is a number of 32 bits without a sign. */
    @Test
    void shouldListADigestWithoutASign() {
        importBars();
        CommandLine.Outcome list = data("list", "--data", store);
        assertTrue(list.out().lines().filter(line -> line.startsWith("N")).count() == 12, list.out());
        assertTrue(!list.out().contains("ffffffff"), list.out());
    }

    @Test
    void shouldSayWhichBarsAStoreHasWhenTheConfigurationReadsOthers() throws IOException {
        importBars();
        CommandLine.Outcome intraday =
                CommandLine.run(new BacktestCommand(), "--data", store, "--out", folder.resolve("five"));
        assertEquals(2, intraday.code());
        assertTrue(
                intraday.err().contains("has bars of 1d, and the configuration reads 5m (data.bar)"), intraday.err());
        Path five = folder.resolve("five");
        Path minutes = Files.writeString(
                folder.resolve("N00.csv"),
                "datetime,open,high,low,close,volume\n2022-09-29 09:30,1,1,1,1,9\n2022-09-29 09:35,1,1,1,1,9\n");
        assertEquals(0, data("import", "--data", five, minutes).code());
        CommandLine.Outcome daily = momentum("--data", five, "--universe", universe);
        assertEquals(2, daily.code());
        assertTrue(daily.err().contains("has bars of 5m, and the configuration reads 1d (data.bar)"), daily.err());
    }

    private double equityOn(String day) throws IOException {
        return OracleRun.read(folder.resolve("out/equity.csv")).stream()
                .filter(row -> row.get("session").equals(day))
                .mapToDouble(row -> Double.parseDouble(row.get("equity")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldGiveBackInAFileWhatWasImported() throws IOException {
        importBars();
        Path copy = folder.resolve("copy.csv.gz");
        assertEquals(0, data("export", "--data", store, "--out", copy).code());
        CommandLine.Outcome none = data("export", "--data", store, "--bar", "5m", "--out", folder.resolve("none"));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("--bar 5m: the store"), none.err());
        Path again = folder.resolve("again");
        assertEquals(0, data("import", "--data", again, copy).code());
        assertEquals(digests(store), digests(again));
        assertEquals(
                0,
                data("export", "--data", store, "--names", "N00,N01", "--out", folder.resolve("files"))
                        .code());
        assertEquals(
                0,
                data("import", "--data", folder.resolve("third"), folder.resolve("files"))
                        .code());
        assertEquals(digests(store).subList(0, 2), digests(folder.resolve("third")));
    }

    private List<String> digests(Path of) {
        return data("list", "--data", of, "--json")
                .out()
                .lines()
                .map(line -> line.replaceAll(".*\"symbol\":\"(\\w+)\".*\"bars\":(\\d+).*", "$1 $2"))
                .toList();
    }

    @Test
    void shouldListWhetherPricesAreAsTradedOrAdjusted() throws IOException {
        importBars();
        String raw = data("list", "--data", store).out();
        assertTrue(raw.contains(" raw ") && !raw.contains(" split "), raw);
        Path adjusted = folder.resolve("adjusted");
        CommandLine.Outcome outcome = data("import", "--data", adjusted, "--prices", "split", bars);
        assertEquals(0, outcome.code(), outcome.err());
        String split = data("list", "--data", adjusted).out();
        assertTrue(split.contains(" split ") && !split.contains(" raw "), split);
        assertTrue(data("list", "--data", adjusted, "--json").out().contains("\"prices\":\"split\""));
    }

    @Test
    void shouldFindWhatIsWrongInAStore() throws IOException {
        importBars();
        CommandLine.Outcome good = data("check", "--data", store);
        assertEquals(0, good.code(), good.out());
        Path actions = folder.resolve("actions.csv");
        Files.writeString(actions, "symbol,ex_date,ratio\nN01,2022-06-01,4\n");
        data("import", "--data", store, "--actions", actions);
        CommandLine.Outcome split = data("check", "--data", store);
        assertEquals(1, split.code());
        assertTrue(split.out().contains("N01 2022-06-01: opens at"), split.out());
        assertTrue(split.out().contains("import them with --prices split"), split.out());
        Path file = store.resolve("us/1d/N02.bars");
        byte[] bytes = Files.readAllBytes(file);
        bytes[200] ^= 1;
        Files.write(file, bytes);
        assertTrue(data("check", "--data", store).out().contains("fails its checksum"));
    }

    @Test
    void shouldSayWhichNameIsUnknownWhenAListIsAskedForIt() {
        importBars();
        refuses(
                data("list", "--data", store, "--names", "N01,NOPE,ZZZ"),
                "has no bars of NOPE, ZZZ; correct the names");
    }

    /** Vendors differ in how they write a class of shares, and people in capitals. */
    @Test
    void shouldTellTheFormInWhichANameIsKnown() throws IOException {
        importBars();
        Path brk = MadeDays.write(folder.resolve("brk.csv"), List.of("BRK.B"), "2021-01-04", "2022-09-30");
        assertEquals(0, data("import", "--data", store, brk).code());
        for (String other : List.of("BRK-B", "BRK/B", "brk.b")) {
            Files.writeString(universe, String.join("\n", NAMES) + "\n" + other + "\n");
            refuses(
                    momentum("--data", store, "--universe", universe),
                    "no bars of " + other + " (there are bars of BRK.B); correct the symbol");
        }
    }

    @Test
    void shouldRefuseWhatIsWrongInOneLine() throws IOException {
        importBars();
        Files.writeString(universe, String.join("\n", NAMES) + "\nNOPE\n");
        refuses(
                momentum("--data", store, "--universe", universe),
                "--universe: there are no bars of NOPE; correct the symbol");

        Path late = MadeDays.write(
                folder.resolve("late.csv"),
                List.of("L1", "L2", "L3", "L4", "L5", "L6", "L7"),
                "2023-01-03",
                "2023-02-01");
        assertEquals(0, data("import", "--data", store, late).code());
        Files.writeString(universe, String.join("\n", NAMES) + "\nL1\nL2\nL3\nL4\nL5\nL6\nL7\n");
        refuses(
                momentum("--data", store, "--universe", universe, "--to", "2022-09-30"),
                "7 of 19 names have no bars within the days");

        Files.write(universe, NAMES);
        refuses(
                momentum(
                        "--data",
                        store,
                        "--universe",
                        universe,
                        "--set",
                        "portfolio.schedule=month-end",
                        "--trade-from",
                        "2022-09-01",
                        "--to",
                        "2022-09-20"),
                "portfolio.schedule = month-end: no decision falls due from 2022-09-01 to 2022-09-20");
        refuses(momentum("--data", store, "--bars", bars), "and one of them only");
        refuses(
                CommandLine.run(
                        new BacktestCommand(),
                        "--config",
                        CommandLine.home().resolve("config/mean-reversion.conf"),
                        "--data",
                        store,
                        "--universe",
                        universe,
                        "--set",
                        "portfolio.position-percent=20"),
                "10 positions of 20 % are 200 % together; give at most 100");
        refuses(
                CommandLine.run(
                        new BacktestCommand(),
                        "--config",
                        CommandLine.home().resolve("config/golden-cross.conf"),
                        "--data",
                        store,
                        "--set",
                        "instruments=[{symbol=N00}]",
                        "--set",
                        "portfolio.slots={N00=60,N01=50}"),
                "are 210 % together; give at most 100");

        Files.writeString(store.resolve("ringside-store"), "version = 7\n");
        refuses(
                momentum("--data", store, "--universe", universe),
                "is a data store of version 7, and this build reads version 1; import the data again");
        refuses(data("list", "--data", folder), "is no data store; make one with ringside data import");
        refuses(
                data("update", "--data", store, "--source", "yahoo"),
                "--source yahoo: must be one of tiingo, alpaca, massive");
        refuses(
                data("update", "--data", store, "--source", "tiingo", "--url", "http://elsewhere.example"),
                "must be https, since the key goes there");
    }

    /** A change of a ticker that the store does not know would leave half of the bars out. */
    @Test
    void shouldWantTheStoreToKnowChangesOfTickers() throws IOException {
        importBars();
        Path actions =
                Files.writeString(folder.resolve("actions.csv"), "symbol,ex_date,new_symbol\nN00,2022-06-01,NEW\n");
        refuses(
                momentum("--data", store, "--universe", universe, "--actions", actions),
                "--actions " + actions + ": N00 is NEW from 2022-06-01 on, of which the store knows nothing; tell it by"
                        + " ringside data import --actions " + actions);
        assertEquals(0, data("import", "--data", store, "--actions", actions).code());
        CommandLine.Outcome known = momentum("--data", store, "--universe", universe, "--actions", actions);
        assertEquals(0, known.code(), known.err());
    }

    private static void refuses(CommandLine.Outcome outcome, String expected) {
        assertEquals(2, outcome.code(), outcome.out() + outcome.err());
        List<String> lines = outcome.err().lines().toList();
        assertEquals(1, lines.size(), outcome.err());
        assertTrue(lines.get(0).contains(expected), outcome.err());
    }
}
