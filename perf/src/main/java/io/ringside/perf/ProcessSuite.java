package io.ringside.perf;

import io.ringside.engine.command.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * Rows 15 to 20: what a person waits for, from the shell's point of view, over 16 years of 5-minute bars out of a CSV file:
 * {@code backtest} with journal, proof and tear sheet beside a plain Java program and a plain Python one that make the same
 * trades, the first command of the README beside {@code java -version}, and what is asked of the journal then.
 *
 * <p>Thread: the command's.
 */
final class ProcessSuite implements Suite {
    private static final Goal OVER_PLAIN = Goal.atMost(8, 4, "x");
    private static final Goal UNDER_PYTHON = Goal.atLeast(2.5, 5, "x");
    private static final Goal OVER_VERSION = Goal.atMost(15, 8, "x");
    private static final Goal VERIFY = Goal.atMost(0.8, 0.4, "s");
    private static final Goal TEAR_SHEET = Goal.atMost(0.3, 0.15, "s");
    private static final Goal EXPLAIN = Goal.atMost(0.6, 0.35, "s");
    private static final String OVER_PLAIN_NAME = "backtest, 16 years from CSV, over a plain Java program";
    private static final String UNDER_PYTHON_NAME = "the same, under a plain Python loop";
    private static final String OVER_VERSION_NAME = "README's first command, over java -version";
    private static final String VERIFY_NAME = "verify of its journal";
    private static final String EXPLAIN_NAME = "explain --order, its last order";
    private static final String TEAR_SHEET_NAME = "its tear sheet, drawn and written";
    private static final int RUNS = 5;
    /** As the launcher has a back test of that length, and its report, compiled. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final String EQUITY = "100000";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path home = Commands.home().toAbsolutePath();
    private final String launcher = home.resolve("ringside").toString();

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        if (!Files.isExecutable(Path.of(launcher))) {
            return List.of(BenchRow.skipped(15, OVER_PLAIN_NAME, OVER_PLAIN, "there is no launcher " + launcher));
        }
        try (ScratchFolder scratch = new ScratchFolder()) {
            return measure(scratch.path(), progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<BenchRow> measure(Path scratch, DoubleConsumer progress) throws IOException {
        Path csv = scratch.resolve("QQQ.csv");
        sixteenYears(launcher, csv);
        Path result = scratch.resolve("result");
        var backtest = configured(home, "qqq-published.conf", "backtest", List.of("--bars", csv.toString()), result);
        var plain = plain(csv);
        var python = python(csv);
        var first = new WholeProcess(
                "first",
                List.of(launcher, "backtest", "--out", scratch.resolve("first").toString(), "--force"));
        var version = new WholeProcess("version", List.of(JAVA, "-version"));
        backtest.run(false);
        String journal = result.resolve("journal").toString();
        var verify = new WholeProcess("verify", List.of(launcher, "verify", journal));
        var explain = new WholeProcess("explain", List.of(launcher, "explain", journal, "--order", lastOrder(result)));
        var page = new WholeProcess(
                "report --html",
                List.of(
                        launcher,
                        "report",
                        result.toString(),
                        "--html",
                        "--out",
                        scratch.resolve("page").toString(),
                        "--force"));
        List<WholeProcess> turns = new ArrayList<>(List.of(plain, backtest, version, first, verify, explain, page));
        if (python != null) {
            turns.add(python);
        }
        Samples sheet = new Samples();
        for (int i = -1; i < RUNS; i++) {
            for (WholeProcess one : turns) {
                one.run(i >= 0);
            }
            if (i >= 0) {
                sheet.add(Double.parseDouble(Fork.run(
                                TearSheetRun.class,
                                List.of(QUICK),
                                result.toString(),
                                scratch.resolve("page.html").toString()))
                        / 1e9);
            }
            progress.accept((i + 2.0) / (RUNS + 1));
        }
        String trades = trades(result) + " ";
        String output = "it made " + trades + "trades, the plain program "
                + plain.output().strip();
        List<BenchRow> rows = new ArrayList<>();
        rows.add(
                plain.output().startsWith(trades)
                        ? ratio(15, OVER_PLAIN_NAME, backtest, plain, false, OVER_PLAIN)
                        : BenchRow.refused(15, OVER_PLAIN_NAME, OVER_PLAIN, output));
        if (python == null) {
            rows.add(BenchRow.skipped(16, UNDER_PYTHON_NAME, UNDER_PYTHON, "there is no python3"));
        } else if (!python.output().equals(plain.output())) {
            rows.add(BenchRow.refused(
                    16,
                    UNDER_PYTHON_NAME,
                    UNDER_PYTHON,
                    output + ", Python " + python.output().strip()));
        } else {
            double share = python.wall.median() / plain.wall.median();
            rows.add(ratio(16, UNDER_PYTHON_NAME, backtest, python, true, UNDER_PYTHON)
                    .noting(String.format(
                            Locale.ROOT, "the plain Java program takes 1/%.1f of the Python loop's time", share)));
        }
        rows.add(ratio(17, OVER_VERSION_NAME, first, version, false, OVER_VERSION));
        rows.add(BenchRow.of(18, VERIFY_NAME, verify.wall, "s", VERIFY).noting(processor(verify)));
        rows.add(BenchRow.of(19, EXPLAIN_NAME, explain.wall, "s", EXPLAIN).noting(processor(explain)));
        rows.add(BenchRow.of(20, TEAR_SHEET_NAME, sheet, "s", TEAR_SHEET)
                .noting(String.format(
                        Locale.ROOT,
                        "of the drawing thread in a Java machine that has drawn none, compiled as the launcher has it; report"
                                + " --html with the journal's replay takes %.2f s of all processors",
                        page.processor.median())));
        return rows;
    }

    /** 5-minute bars of 2009 to 2024 into a CSV file. */
    static void sixteenYears(String launcher, Path csv) {
        List<String> generate = List.of("--symbol", "QQQ", "--seed", "3", "--from", "2009-01-02", "--to", "2024-12-31");
        List<String> command = new ArrayList<>(List.of(launcher, "generate"));
        command.addAll(generate);
        command.addAll(List.of("--out", csv.toString()));
        new WholeProcess("generate", command).run(false);
    }

    /**
     * A command over bars.
     *
     * @param file of the configuration
     * @param options where the bars come from, and what else it is given
     */
    static WholeProcess configured(Path home, String file, String command, List<String> options, Path result) {
        String config = home.resolve("config").resolve(file).toString();
        List<String> words = new ArrayList<>(List.of(home.resolve("ringside").toString(), command));
        words.addAll(List.of("--config", config, "--equity", EQUITY));
        words.addAll(options);
        words.addAll(List.of("--out", result.toString(), "--force"));
        return new WholeProcess(command, words);
    }

    /** The plain program on a Java machine of its own, without an option. */
    static WholeProcess plain(Path csv) {
        return new WholeProcess(
                "plain",
                List.of(
                        JAVA,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainProgram.class.getName(),
                        csv.toString(),
                        EQUITY));
    }

    /** The plain Python loop, or null where there is no Python. */
    WholeProcess python(Path csv) {
        Path script = home.resolve("perf/src/main/peers/plain_loop.py");
        var python = new WholeProcess("python", List.of("python3", script.toString(), csv.toString(), EQUITY));
        return WholeProcess.works("python3", "-c", "pass") && Files.isRegularFile(script) ? python : null;
    }

    /** A command's wall time over another one's, or the inverse, and what processors it took. */
    static BenchRow ratio(
            int id, String name, WholeProcess measured, WholeProcess reference, boolean inverse, Goal goal) {
        double own = measured.wall.median();
        double other = reference.wall.median();
        return BenchRow.ratio(id, name, measured.wall, "s", other, inverse ? other / own : own / other, goal)
                .noting(processor(measured));
    }

    private static String processor(WholeProcess measured) {
        return String.format(
                Locale.ROOT, "wall time, neighbours included; %.2f s of processors", measured.processor.median());
    }

    private static long trades(Path result) throws IOException {
        try (var lines = Files.lines(result.resolve("trades.csv"))) {
            return lines.skip(1).filter(line -> !line.contains("END_OF_DATA")).count();
        }
    }

    private static String lastOrder(Path result) throws IOException {
        List<String> lines = Files.readAllLines(result.resolve("orders.csv"));
        // What the end of the data has left is no order, and has no reference.
        String last = lines.stream()
                .filter(line -> !line.startsWith(","))
                .reduce((first, second) -> second)
                .orElseThrow();
        return last.substring(0, last.indexOf(','));
    }
}
