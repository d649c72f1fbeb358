package io.ringside.perf;

import io.ringside.engine.command.Commands;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * Row 31: momentum over 500 names and 20 years of daily bars, {@code backtest} from the shell's point of view with journal,
 * proof and tear sheet, beside a vectorised program in pandas that makes the same executions. The Python that has pandas is
 * {@code python3}, or the one that the environment's {@code RINGSIDE_PYTHON} names.
 *
 * <p>Thread: the command's.
 */
final class PortfolioSuite implements Suite {
    private static final Goal UNDER_PANDAS = Goal.atLeast(3, 10, "x");
    private static final String NAME = "momentum, 500 names, 20 years of daily bars, under vectorised pandas";
    private static final int NAMES = 500;
    private static final int RUNS = 3;
    private static final String EQUITY = "10000000";
    private static final LocalDate FIRST = LocalDate.of(2004, 1, 2);
    private static final LocalDate LAST = LocalDate.of(2023, 12, 29);
    private static final String TRADED_FROM = "2005-01-10";
    private static final int SEED = 5;
    /** A day's standard deviation. */
    private static final double DEVIATION = 0.018;

    private final Path home = Commands.home().toAbsolutePath();

    @Override
    public List<BenchRow> run(BenchSizes sizes, DoubleConsumer progress) {
        String launcher = home.resolve("ringside").toString();
        if (!Files.isExecutable(Path.of(launcher))) {
            return List.of(BenchRow.skipped(31, NAME, UNDER_PANDAS, "there is no launcher " + launcher));
        }
        String python = System.getenv().getOrDefault("RINGSIDE_PYTHON", "python3");
        if (!hasPandas(python)) {
            return List.of(BenchRow.skipped(
                    31, NAME, UNDER_PANDAS, python + " has no pandas; RINGSIDE_PYTHON may name another one"));
        }
        try (ScratchFolder scratch = new ScratchFolder()) {
            return List.of(measure(launcher, python, scratch.path(), progress));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean hasPandas(String python) {
        return WholeProcess.works(python, "-c", "import pandas");
    }

    private BenchRow measure(String launcher, String python, Path scratch, DoubleConsumer progress) throws IOException {
        Path csv = scratch.resolve("bars.csv");
        Path universe = scratch.resolve("universe.csv");
        long bars = write(csv, universe, NAMES, FIRST, LAST);
        Path result = scratch.resolve("result");
        var backtest = new WholeProcess(
                "backtest",
                List.of(
                        launcher,
                        "backtest",
                        "--config",
                        home.resolve("config").resolve("momentum.conf").toString(),
                        "--bars",
                        csv.toString(),
                        "--universe",
                        universe.toString(),
                        "--trade-from",
                        TRADED_FROM,
                        "--equity",
                        EQUITY,
                        "--set",
                        "broker.commission.plan=none",
                        "--out",
                        result.toString(),
                        "--force"));
        var pandas = pandas(python, csv, EQUITY, TRADED_FROM);
        for (int i = 0; i < RUNS; i++) {
            pandas.run(true);
            backtest.run(true);
            progress.accept((i + 1.0) / RUNS);
        }
        String own = executed(result);
        if (!own.equals(pandas.output().strip())) {
            return BenchRow.refused(
                    31,
                    NAME,
                    UNDER_PANDAS,
                    "it came to " + own + ", pandas to " + pandas.output().strip());
        }
        double seconds = backtest.wall.median();
        double other = pandas.wall.median();
        return BenchRow.ratio(31, NAME, backtest.wall, "s", other, other / seconds, UNDER_PANDAS)
                .noting(String.format(
                        Locale.ROOT,
                        "wall time, neighbours included; %,d bars, %.2f M a second; %.1f s of processors, pandas %.1f s",
                        bars,
                        bars / seconds / 1e6,
                        backtest.processor.median(),
                        pandas.processor.median()));
    }

    WholeProcess pandas(String python, Path csv, String equity, String tradedFrom) {
        Path script = home.resolve("perf/src/main/peers/momentum.py");
        return new WholeProcess("pandas", List.of(python, script.toString(), csv.toString(), equity, tradedFrom));
    }

    /** Executions, the last equity, and shares times price over all executions, money at 1e-8: what pandas prints. */
    static String executed(Path result) throws IOException {
        long turnoverE8 = 0;
        List<String> executions = Files.readAllLines(result.resolve("executions.csv"));
        for (String line : executions.subList(1, executions.size())) {
            String[] fields = line.split(",", -1);
            turnoverE8 =
                    Math.addExact(turnoverE8, FixedPoint.times(FixedPoint.parse(fields[4]), Long.parseLong(fields[3])));
        }
        List<String> days = Files.readAllLines(result.resolve("equity.csv"));
        long equityE8 = FixedPoint.parse(days.get(days.size() - 1).split(",", -1)[1]);
        return (executions.size() - 1) + " " + equityE8 + " " + turnoverE8;
    }

    /**
     * Daily bars of made names, day by day, and the list of their names.
     *
     * @return how many bars
     */
    static long write(Path csv, Path universe, int names, LocalDate first, LocalDate last) throws IOException {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> symbols = new ArrayList<>();
        double[] prices = new double[names];
        for (int i = 0; i < names; i++) {
            symbols.add(String.format(Locale.ROOT, "N%03d", i));
            prices[i] = 20 + random.nextDouble() * 180;
        }
        Files.write(universe, symbols);
        long bars = 0;
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("date,symbol,open,high,low,close,volume\n");
            for (int day = (int) first.toEpochDay(); day <= last.toEpochDay(); day++) {
                String date = LocalDate.ofEpochDay(day).toString();
                for (int i = 0; i < names && calendar.isTradingDay(day); i++) {
                    double open = prices[i] * (1 + DEVIATION / 3 * random.nextGaussian());
                    double close = Math.max(1, open * (1 + DEVIATION * random.nextGaussian()));
                    double range = 1 + DEVIATION / 2 * random.nextDouble();
                    out.write(String.format(
                            Locale.ROOT,
                            "%s,%s,%.2f,%.2f,%.2f,%.2f,%d%n",
                            date,
                            symbols.get(i),
                            open,
                            Math.max(open, close) * range,
                            Math.min(open, close) / range,
                            close,
                            100_000 + random.nextInt(900_000)));
                    prices[i] = close;
                    bars++;
                }
            }
        }
        return bars;
    }
}
