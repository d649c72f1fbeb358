package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import io.ringside.replay.BadInput.Fault;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.BarsCommand;
import io.ringside.replay.command.DataCommand;
import io.ringside.replay.command.ExplainCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.RepairCommand;
import io.ringside.replay.command.ReportCommand;
import io.ringside.replay.command.TailCommand;
import io.ringside.replay.command.VerifyCommand;
import io.ringside.replay.research.DivergeCommand;
import io.ringside.replay.research.LadderCommand;
import io.ringside.replay.research.LookaheadCommand;
import io.ringside.replay.research.SweepCommand;
import io.ringside.replay.research.WalkForwardCommand;
import io.ringside.replay.research.WhatIfCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command with every kind of bad input: one line that names the file, exit code 2, no stack trace, nothing left
 * behind, in bounded memory.
 */
class BadInputIT {
    /** Allocated, of which little lives at a time: a zip bomb of 200 MB is found out after 3 MB. */
    private static final long BYTES_MAX = 512L << 20;

    private static final Path CONFIG = CommandLine.home().resolve("config").resolve("qqq.conf");

    @TempDir
    static Path folder;

    private static Path journal;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A command line that ends with, or holds, the bad file. */
    private record Row(String command, Supplier<Object> instance, Function<Path, List<Object>> args) {}

    @BeforeAll
    static void writeAJournal() {
        Path out = folder.resolve("good");
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(), "--config", CONFIG, "--from", "2024-01-02", "--to", "2024-01-12", "--out", out);
        assertEquals(0, outcome.code(), outcome.err());
        journal = out.resolve("journal");
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadBars() throws IOException {
        Path out = folder.resolve("never");
        return tests(
                BadInput.bars(Files.createDirectory(folder.resolve("bars"))),
                List.of(
                        new Row(
                                "backtest",
                                BacktestCommand::new,
                                file -> List.of("--bars", "QQQ=" + file, "--out", out)),
                        new Row("ladder", LadderCommand::new, file -> List.of("--bars", "QQQ=" + file)),
                        new Row("lookahead", LookaheadCommand::new, file -> List.of("--bars", "QQQ=" + file)),
                        new Row(
                                "sweep",
                                SweepCommand::new,
                                file -> List.of("--bars", "QQQ=" + file, "--grid", "signal.sma=50,100", "--out", out)),
                        new Row(
                                "walk-forward",
                                WalkForwardCommand::new,
                                file -> List.of(
                                        "--bars",
                                        "QQQ=" + file,
                                        "--grid",
                                        "signal.sma=50,100",
                                        "--train",
                                        "2d",
                                        "--test",
                                        "1d",
                                        "--out",
                                        out)),
                        new Row("diverge", DivergeCommand::new, file -> List.of("--bars", "QQQ=" + file, journal))));
    }

    /** What cannot be read at all is an error; what can be read, and is bad, is what the check is there to report. */
    @TestFactory
    Stream<DynamicTest> shouldReportTheBadRowsOfAFileThatIsChecked() throws IOException {
        Map<String, String> reported = Map.of(
                "bad-date", "line 3",
                "high-below-low", "line 3",
                "not-a-number", "NaN",
                "negative", "-507.00",
                "unsorted", "line 4",
                "duplicate", "line 3",
                "a line of 20 MB", "line 2 is longer than 65536 bytes",
                "a zip bomb", "unpacks to more than 100 times");
        List<Fault> faults = BadInput.bars(Files.createDirectory(folder.resolve("check")));
        List<Fault> errors = faults.stream()
                .filter(fault -> !reported.containsKey(fault.name()))
                .toList();
        return Stream.concat(
                tests(
                        errors,
                        List.of(new Row("data check", DataCommand::new, file -> List.of("check", "QQQ=" + file)))),
                faults.stream()
                        .filter(fault -> reported.containsKey(fault.name()))
                        .map(fault -> dynamicTest("data check: " + fault.name(), () -> {
                            CommandLine.Outcome outcome =
                                    CommandLine.run(new DataCommand(), "check", "QQQ=" + fault.file());
                            assertEquals(1, outcome.code(), outcome.out() + outcome.err());
                            assertTrue(outcome.out().contains(reported.get(fault.name())), outcome.out());
                            assertTrue(outcome.out().lines().count() < 20, outcome.out());
                            assertEquals("", outcome.err());
                        })));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadTicks() throws IOException {
        Path out = folder.resolve("never");
        Path bars = folder.resolve("never.csv");
        return tests(
                BadInput.ticks(Files.createDirectory(folder.resolve("ticks"))),
                List.of(
                        new Row(
                                "backtest",
                                BacktestCommand::new,
                                file -> List.of("--ticks", "QQQ=" + file, "--out", out)),
                        new Row(
                                "bars",
                                BarsCommand::new,
                                file -> List.of("--ticks", "QQQ=" + file, "--bar", "5m", "--out", bars))));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadTrades() throws IOException {
        return tests(
                BadInput.trades(Files.createDirectory(folder.resolve("trades"))),
                List.of(new Row("report", ReportCommand::new, file -> List.of("--trades", file, "--equity", "10000"))));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadFileOfAResultFolder() throws IOException {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : BadInput.trades(Files.createDirectory(folder.resolve("results")))) {
            if (!Files.isRegularFile(fault.file())) {
                continue;
            }
            for (String name : List.of("summary.json", "trades.csv", "equity.csv")) {
                Path results = folder.resolve("results of " + fault.name() + " as " + name);
                Files.createDirectory(results);
                for (String file : List.of("summary.json", "trades.csv", "equity.csv")) {
                    Files.copy(folder.resolve("good").resolve(file), results.resolve(file));
                }
                Files.delete(results.resolve(name));
                Files.copy(fault.file(), results.resolve(name));
                faults.add(new Fault(fault.name() + " as " + name, results, name));
            }
        }
        return tests(faults, List.of(new Row("report", ReportCommand::new, file -> List.of(file, "--html"))));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadConfiguration() throws IOException {
        Path out = folder.resolve("never");
        return tests(
                BadInput.configurations(Files.createDirectory(folder.resolve("conf")), CONFIG),
                List.of(
                        new Row("backtest", BacktestCommand::new, file -> List.of("--config", file, "--out", out)),
                        new Row("ladder", LadderCommand::new, file -> List.of("--config", file)),
                        new Row("ladder", LadderCommand::new, file -> List.of("--literal", file)),
                        new Row("lookahead", LookaheadCommand::new, file -> List.of("--config", file)),
                        new Row(
                                "sweep",
                                SweepCommand::new,
                                file -> List.of("--config", file, "--grid", "signal.sma=50,100", "--out", out)),
                        new Row(
                                "walk-forward",
                                WalkForwardCommand::new,
                                file -> List.of(
                                        "--config",
                                        file,
                                        "--grid",
                                        "signal.sma=50,100",
                                        "--train",
                                        "2d",
                                        "--test",
                                        "1d",
                                        "--out",
                                        out)),
                        new Row("diverge", DivergeCommand::new, file -> List.of("--config", file, journal))));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadJournal() throws IOException {
        return tests(
                BadInput.journals(Files.createDirectory(folder.resolve("journals")), journal),
                List.of(
                        new Row("verify", VerifyCommand::new, file -> List.of(file)),
                        new Row("tail", TailCommand::new, file -> List.of(file)),
                        new Row("explain", ExplainCommand::new, file -> List.of("--at", "2024-01-03 10:00", file)),
                        new Row("what-if", WhatIfCommand::new, file -> List.of(file)),
                        new Row("diverge", DivergeCommand::new, file -> List.of(file))));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheJournalThatNothingCanBeSavedOf() throws IOException {
        // A foreign file does not keep good records from being saved, nor does a manifest that is lost.
        List<Fault> faults = BadInput.journals(Files.createDirectory(folder.resolve("repair")), journal).stream()
                .filter(fault ->
                        !fault.name().contains("foreign") && !fault.name().startsWith("manifest"))
                .map(fault -> new Fault(fault.name(), fault.file(), ""))
                .toList();
        Path out = folder.resolve("never");
        return tests(faults, List.of(new Row("repair", RepairCommand::new, file -> List.of("--out", out, file))));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTheBadOption() {
        Path file = folder.resolve("never.csv");
        Path out = folder.resolve("never");
        Map<String, List<Object>> generate = new LinkedHashMap<>();
        List<Object> good = List.of("--symbol", "QQQ", "--from", "2024-01-02", "--to", "2024-01-05", "--seed", 1);
        generate.put("two words", with(good, "--symbol", "two words", "--out", file));
        generate.put("2024-13-02", with(good, "--from", "2024-13-02", "--out", file));
        generate.put("+999999999-12-31", with(good, "--to", "+999999999-12-31", "--out", file));
        generate.put("--to 2023-01-05", with(good, "--to", "2023-01-05", "--out", file));
        generate.put("'x'", with(good, "--seed", "x", "--out", file));
        generate.put("--drift NaN", with(good, "--drift", "NaN", "--out", file));
        generate.put("--trend", with(good, "--trend", "7", "--out", file));
        generate.put(journal.toString(), with(good, "--out", journal));
        generate.put("nowhere", with(good, "--out", folder.resolve("nowhere").resolve("x.csv")));
        Map<String, List<Object>> sweep = new LinkedHashMap<>();
        List<Object> days = List.of("--from", "2024-01-02", "--to", "2024-01-12", "--out", out);
        sweep.put("signal.smaa is an unknown key", with(days, "--grid", "signal.smaa=1,2"));
        sweep.put("signal.sma = 0", with(days, "--grid", "signal.sma=0,2"));
        sweep.put("signal.sma=9..1", with(days, "--grid", "signal.sma=9..1"));
        sweep.put("1e999999999", with(days, "--grid", "signal.sma=1e999999999..1e999999999"));
        sweep.put("KEY=VALUE", with(days, "--grid", "signal.sma"));
        sweep.put("more than", with(days, "--grid", "risk.cap=1..100000", "--grid", "risk.equity=1..100000"));
        sweep.put("given twice", with(days, "--grid", "signal.sma=5,6", "--grid", "signal.sma=7,8"));
        sweep.put("--objective luck", with(days, "--grid", "signal.sma=5,6", "--objective", "luck"));
        sweep.put("--constraint", with(days, "--grid", "signal.sma=5,6", "--constraint", "sharpe ! 1"));
        sweep.put("--threads 0", with(days, "--grid", "signal.sma=5,6", "--threads", "0"));
        sweep.put("--engine abacus", with(days, "--grid", "signal.sma=5,6", "--engine", "abacus"));
        sweep.put("mvn -Pspark package", with(days, "--grid", "signal.sma=5,6", "--engine", "spark"));
        sweep.put(
                "no trading day",
                List.of("--from", "2024-01-06", "--to", "2024-01-07", "--grid", "signal.sma=5,6", "--out", out));
        Map<String, List<Object>> walk = new LinkedHashMap<>();
        List<Object> grid = with(days, "--grid", "signal.sma=5,6");
        walk.put("--train", with(grid, "--train", "0d", "--test", "1d"));
        walk.put("--test", with(grid, "--train", "2d", "--test", "x"));
        walk.put("--purge -1", with(grid, "--train", "2d", "--test", "1d", "--purge", "-1"));
        walk.put("sessions", with(grid, "--train", "200d", "--test", "100d"));
        Map<String, List<Object>> whatIf = new LinkedHashMap<>();
        whatIf.put("risk.levrage", List.of("--set", "risk.levrage=2", journal));
        whatIf.put("risk.leverage = 200", List.of("--set", "risk.leverage=200", journal));
        whatIf.put("KEY=VALUE", List.of("--set", "risk.leverage", journal));
        whatIf.put("data.bar=1m", List.of("--set", "data.bar=1m", journal));
        return Stream.of(
                        options("generate", GenerateCommand::new, generate),
                        options("sweep", SweepCommand::new, sweep),
                        options("walk-forward", WalkForwardCommand::new, walk),
                        options("what-if", WhatIfCommand::new, whatIf),
                        options(
                                "tail",
                                TailCommand::new,
                                Map.of("--instrument IBM", List.of("--instrument", "IBM", journal))),
                        options(
                                "explain",
                                ExplainCommand::new,
                                Map.of(
                                        "IBM",
                                        List.of("--at", "2024-01-03 10:00", "--instrument", "IBM", journal),
                                        "R20240103-99999-0",
                                        List.of("--order", "R20240103-99999-0", journal),
                                        "--at never",
                                        List.of("--at", "never", journal))),
                        options(
                                "diverge",
                                DivergeCommand::new,
                                Map.of("none for QQQ", List.of("--bars", "IBM=" + CONFIG, journal))),
                        options(
                                "bars",
                                BarsCommand::new,
                                Map.of("--bar 5x", List.of("--ticks", CONFIG, "--bar", "5x", "--out", file))))
                .flatMap(all -> all);
    }

    private static List<Object> with(List<Object> args, Object... more) {
        List<Object> all = new ArrayList<>(args);
        for (int i = 0; i < more.length; i += 2) {
            int at = more[i].equals("--grid") ? -1 : all.indexOf(more[i]);
            if (at >= 0) {
                all.set(at + 1, more[i + 1]);
            } else {
                all.add(more[i]);
                all.add(more[i + 1]);
            }
        }
        return all;
    }

    private Stream<DynamicTest> options(String command, Supplier<Object> instance, Map<String, List<Object>> cases) {
        return cases.entrySet().stream()
                .map(one -> dynamicTest(
                        command + ": " + one.getKey(),
                        () -> assertMistake(command, instance.get(), one.getValue(), one.getKey(), "")));
    }

    private Stream<DynamicTest> tests(List<Fault> faults, List<Row> rows) {
        return rows.stream()
                .flatMap(row -> faults.stream()
                        .map(fault -> dynamicTest(
                                row.command + ": " + fault.name(),
                                () -> assertMistake(
                                        row.command,
                                        row.instance.get(),
                                        row.args.apply(fault.file()),
                                        fault.file().getFileName().toString(),
                                        fault.named()))));
    }

    private void assertMistake(String command, Object instance, List<Object> args, String named, String also)
            throws IOException {
        Set<String> before = files();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        CommandLine.Outcome outcome = CommandLine.run(instance, args.toArray());
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        String err = outcome.err();
        assertEquals(2, outcome.code(), err + outcome.out());
        assertEquals("", outcome.out());
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.length() < 1200, err);
        assertTrue(err.startsWith("ringside " + command + ": "), err);
        assertTrue(err.contains(named) && err.contains(also), "\"" + named + "\" and \"" + also + "\" in " + err);
        assertEquals(before, files(), "left behind");
        assertTrue(allocated < BYTES_MAX, allocated + " bytes: " + err);
    }

    private static Set<String> files() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(folder);
                Stream<Path> here = Files.list(Path.of(""))) {
            Stream.concat(tree, here).map(Path::toString).forEach(all::add);
        }
        return all;
    }
}
