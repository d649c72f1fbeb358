package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids of settings: equal to back tests, on any number of threads, interrupted or not; and users' mistakes. */
class SweepCommandTest {
    private static final List<String> DAYS = List.of("--from", "2024-01-02", "--to", "2024-03-28");
    private static final List<String> GRID =
            List.of("--grid", "risk.atr-multiple=2..10:4", "--grid", "signal.sma=50,100");

    @TempDir
    Path folder;

    @Test
    void shouldTellASpeedInMillionsOnlyWhereThereAreSome() {
        assertEquals("7", SweepCommand.rate(7.4));
        assertEquals("41,250", SweepCommand.rate(41_250));
        assertEquals("1.0 million", SweepCommand.rate(1_000_000));
        assertEquals("48.3 million", SweepCommand.rate(48_260_000));
    }

    @Test
    void shouldEarnWhatABackTestOfTheSameSettingsEarns() throws IOException {
        Path out = sweep("sweep", GRID);
        List<String> lines = Files.readAllLines(out.resolve("results.csv"));
        assertEquals(7, lines.size());
        List<String> columns = List.of(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            Path single = folder.resolve("single" + cells.get(0));
            run(
                    new BacktestCommand(),
                    "--set",
                    "risk.atr-multiple=" + cells.get(1),
                    "--set",
                    "signal.sma=" + cells.get(2),
                    "--out",
                    single.toString());
            Map<?, ?> summary = (Map<?, ?>) Json.read("summary", Files.readString(single.resolve("summary.json")));
            for (String key : SetResult.FIGURES) {
                String cell = cells.get(columns.indexOf(key));
                Object told = summary.get(key);
                Number expected = told instanceof Boolean flag ? (Number) (flag ? 1 : 0) : (BigDecimal) told;
                assertEquals(
                        expected == null ? null : (Double) expected.doubleValue(),
                        cell.isEmpty() ? null : Double.valueOf(cell),
                        key + " of " + line);
            }
        }
    }

    /** The words in the cells: two decimals of a ratio, one of a per cent; a row an ATR multiple, a column an average. */
    @Test
    void shouldShowEachSetsFigureInItsCellOfTheHeatMaps() throws IOException {
        Path out = sweep("sweep", GRID);
        List<String> lines = Files.readAllLines(out.resolve("results.csv"));
        List<String> columns = List.of(lines.get(0).split(",", -1));
        String page = Files.readString(out.resolve("sweep.html"));
        for (String figure : List.of("sharpe", "total_return_pct", "max_drawdown_pct")) {
            List<String> words = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                BigDecimal value = new BigDecimal(line.split(",", -1)[columns.indexOf(figure)]);
                words.add("\"" + value.setScale(figure.equals("sharpe") ? 2 : 1, RoundingMode.HALF_UP) + "\"");
            }
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < words.size(); row += 2) {
                rows.add("[" + words.get(row) + "," + words.get(row + 1) + "]");
            }
            String expected = "\"words\":[" + String.join(",", rows) + "]";
            assertTrue(page.contains(expected), figure + " " + expected);
        }
    }

    @Test
    void shouldGiveTheSameFilesOnOneThreadAndOnSeveral() throws IOException {
        List<String> one = new ArrayList<>(GRID);
        one.addAll(List.of("--threads", "1"));
        List<String> three = new ArrayList<>(GRID);
        three.addAll(List.of("--threads", "3"));
        Path first = sweep("one", one);
        Path second = sweep("three", three);
        for (String file : List.of("results.csv", "sweep.json", "sweep.html")) {
            assertEquals(Files.readString(first.resolve(file)), Files.readString(second.resolve(file)), file);
        }
        assertFalse(Files.exists(first.resolve(SweepLog.NAME)));
    }

    @Test
    void shouldTellOfSeveralWrongSetsTheFirstOne() {
        List<String> wrong = List.of("--grid", "signal.sma=20,0,30,-1,-2,-3", "--grid", "risk.atr-multiple=3..6");
        CommandLine.Outcome outcome =
                CommandLine.run(new SweepCommand(), args("wrong", wrong).toArray());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("signal.sma = 0"), outcome.err());
    }

    @Test
    void shouldContinueWhereItWasInterrupted() throws IOException {
        Path whole = sweep("whole", GRID);
        Path resumed = folder.resolve("resumed");
        CommandLine.Outcome outcome =
                CommandLine.run(new Interrupted(3), args("resumed", GRID).toArray());
        assertEquals(70, outcome.code());
        Path log = resumed.resolve(SweepLog.NAME);
        List<String> done = Files.readAllLines(log);
        assertEquals(4, done.size());
        // The end of the process cuts the last line off.
        String before = Files.readString(log);
        Files.writeString(log, before + done.get(1).substring(0, 100));
        outcome = CommandLine.run(new Interrupted(2), args("resumed", GRID).toArray());
        assertEquals(70, outcome.code());
        assertTrue(outcome.out().startsWith("continuing: 3 of 6 sets are done"), outcome.out());
        String after = Files.readString(log);
        assertTrue(after.startsWith(before) && after.endsWith("\n"), after);
        assertEquals(6, after.lines().count());
        outcome = CommandLine.run(new SweepCommand(), args("resumed", GRID).toArray());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith("continuing: 5 of 6 sets are done"), outcome.out());
        for (String file : List.of("results.csv", "sweep.json", "sweep.html")) {
            assertEquals(Files.readString(whole.resolve(file)), Files.readString(resumed.resolve(file)), file);
        }
    }

    @Test
    void shouldRefuseToContinueAnotherSweep() throws IOException {
        assertEquals(
                70,
                CommandLine.run(new Interrupted(2), args("mine", GRID).toArray())
                        .code());
        List<String> other = List.of("--grid", "risk.atr-multiple=3,4");
        assertMistake("sweep.log: is of a sweep with another", args("mine", other));
        List<String> forced = args("mine", other);
        forced.add("--force");
        assertEquals(0, CommandLine.run(new SweepCommand(), forced.toArray()).code());
        assertMistake("holds results already", args("mine", other));
    }

    @Test
    void shouldTellAUsersMistakesInOneLine() {
        assertMistake("risk.levrage is an unknown key", "--grid", "risk.levrage=1,2");
        assertMistake("--grid risk.atr-multiple=0: risk.atr-multiple = 0", "--grid", "risk.atr-multiple=0..3");
        assertMistake("KEY=VALUE,VALUE", "--grid", "risk.atr-multiple");
        assertMistake("must rise", "--grid", "risk.atr-multiple=9..3");
        assertMistake("above 0", "--grid", "risk.atr-multiple=1..3:0");
        assertMistake("with numbers", "--grid", "risk.atr-multiple=a..b");
        assertMistake("twice", "--grid", "risk.leverage=1,1");
        assertMistake("is given twice", "--grid", "risk.leverage=1,2", "--grid", "risk.leverage=3");
        assertMistake("more than", "--grid", "risk.fraction=0.0001..1:0.00001");
        assertMistake("is no figure", "--grid", "risk.leverage=1,2", "--objective", "luck");
        assertMistake("max_drawdown_pct > -20", "--grid", "risk.leverage=1,2", "--constraint", "sharpe is good");
        assertMistake("is no figure", "--grid", "risk.leverage=1,2", "--constraint", "luck > 3");
        assertMistake("1 to 1024", "--grid", "risk.leverage=1,2", "--threads", "0");
        assertMistake(
                "--engine spark: build it with mvn -Pspark package and start it as ./ringside sweep --engine spark",
                "--grid",
                "risk.leverage=1,2",
                "--engine",
                "spark");
        assertMistake("--engine more: must be cores or spark", "--grid", "risk.leverage=1,2", "--engine", "more");
        assertMistake("goes with --engine spark", "--grid", "risk.leverage=1,2", "--master", "local[2]");
        assertMistake("earlier --trade-from", "--grid", "risk.leverage=1,2", "--trade-from", "2024-12-31");
        assertMistake("--grid", new String[0]);
    }

    @Test
    void shouldReportHonestlyWhenNothingTrades() throws IOException {
        Path out = sweep("idle", List.of("--grid", "risk.leverage=1,2", "--set", "signal.entry-below=-100"));
        String json = Files.readString(out.resolve("sweep.json"));
        assertTrue(json.contains("\"best\": null"), json);
        String page = Files.readString(out.resolve("sweep.html"));
        assertTrue(page.contains("No set made a single trade"), page);
        for (String file : List.of("results.csv", "sweep.json", "sweep.html")) {
            assertFalse(Files.readString(out.resolve(file)).contains("NaN"), file);
        }
    }

    @Test
    void shouldLeaveOutWhatDoesNotMeetTheConstraints() throws IOException {
        List<String> strict = new ArrayList<>(GRID);
        strict.addAll(List.of("--constraint", "max_drawdown_pct > -0.0001"));
        Path out = sweep("strict", strict);
        assertTrue(Files.readString(out.resolve("sweep.html")).contains("No set meets the constraints"));
    }

    /** Ends after so many results, as a killed process does. */
    private static final class Interrupted extends SweepCommand {
        private final int after;

        Interrupted(int after) {
            this.after = after;
        }

        @Override
        protected SetEngine runner() {
            SetEngine cores = super.runner();
            return (sets, window, sessions, results) -> {
                int[] told = {0};
                cores.run(sets, window, sessions, result -> {
                    if (told[0]++ == after) {
                        throw new IllegalStateException("killed");
                    }
                    results.accept(result);
                });
            };
        }
    }

    /** JSON stands alone on the output; how fast it was is said beside it. */
    @Test
    void shouldPrintJsonAloneWhereItIsAskedFor() throws IOException {
        List<String> line = args("json", List.of("--grid", "risk.leverage=1,2"));
        line.add("--json");
        CommandLine.Outcome outcome = CommandLine.run(new SweepCommand(), line.toArray());
        assertEquals(Files.readString(folder.resolve("json/sweep.json")), outcome.out());
        assertTrue(outcome.err().startsWith("2 sets over "), outcome.err());
        line = args("text", List.of("--grid", "risk.leverage=1,2"));
        String text = CommandLine.run(new SweepCommand(), line.toArray()).out();
        assertTrue(text.startsWith("2 sets over "), text);
        assertTrue(text.contains("\nSweep of qqq: 2 sets, "), text);
        assertTrue(text.endsWith(": results.csv, sweep.json, sweep.html (heat maps)\n"), text);
    }

    private Path sweep(String name, List<String> args) {
        CommandLine.Outcome outcome =
                CommandLine.run(new SweepCommand(), args(name, args).toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return folder.resolve(name);
    }

    private List<String> args(String name, List<String> args) {
        List<String> all = new ArrayList<>(args);
        all.addAll(DAYS);
        all.addAll(List.of(
                "--config", CommandLine.home().resolve("config/qqq.conf").toString()));
        all.addAll(List.of("--out", folder.resolve(name).toString()));
        return all;
    }

    private void run(Object command, String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(DAYS);
        all.addAll(List.of(
                "--config", CommandLine.home().resolve("config/qqq.conf").toString()));
        CommandLine.Outcome outcome = CommandLine.run(command, all.toArray());
        assertEquals(0, outcome.code(), outcome.err());
    }

    private void assertMistake(String expected, String... args) {
        assertMistake(expected, args("never", Arrays.asList(args)));
        assertFalse(Files.exists(folder.resolve("never")));
    }

    private static void assertMistake(String expected, List<String> args) {
        CommandLine.Outcome outcome = CommandLine.run(new SweepCommand(), args.toArray());
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(expected), outcome.err());
    }
}
