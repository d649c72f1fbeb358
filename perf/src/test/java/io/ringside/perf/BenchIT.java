package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringside.engine.command.Commands;
import io.ringside.engine.data.BarSource;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.command.BacktestCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark runs and its checks hold, in sizes too small to say anything about time. */
class BenchIT {
    @TempDir
    Path folder;

    @Test
    void shouldMeasureReplayAndAgreeWithThePlainLoopAndWithTa4j() {
        List<BenchRow> rows = run(new ReplaySuite());
        assertEquals(List.of(1, 1, 2, 3, 4, 5, 5, 5), ids(rows));
    }

    @Test
    void shouldMeasureEveryMessageOfTheCodec() {
        List<BenchRow> rows = run(new CodecSuite());
        assertTrue(rows.size() > 10);
        rows.forEach(row -> assertEquals(9, row.id()));
    }

    @Test
    void shouldMeasureFromTheTickToTheOrderAndCheckTheOrders() {
        List<BenchRow> rows = run(new LatencySuite(folder));
        assertEquals(List.of(6, 6, 6, 6, 7, 8), ids(rows));
        assertTrue(Files.isRegularFile(folder.resolve("tick-to-order.hgrm")));
    }

    @Test
    void shouldMeasureAppendsAndReadThemBack() {
        assertEquals(List.of(10, 10, 10, 10, 10, 10, 10), ids(run(new AppendSuite(folder))));
    }

    @Test
    void shouldAllocateNothingWhereThereIsNoCollector() {
        List<BenchRow> rows = run(new AllocationSuite());
        assertEquals(List.of(11, 11), ids(rows));
        rows.forEach(row -> assertEquals(0, row.value(), row::toString));
    }

    @Test
    void shouldSweepOnOneThreadAndOnTwoWithTheSameResults() {
        assertEquals(List.of(12, 12), ids(run(new SweepSuite())));
    }

    @Test
    void shouldRecoverEveryEventInAFreshJavaMachine() {
        assertEquals(List.of(13), ids(run(new RecoverySuite())));
    }

    /** Only the help that needs no Java: the launcher would build before anything else. */
    @Test
    void shouldMeasureTheStartOfTheLauncher() {
        BenchRow row = StartSuite.row("start", Goal.atMost(1, 1, "s"), BenchSizes.smoke(), "--help");
        assertFalse(row.refused(), row::toString);
    }

    /** The programs that whole commands are held against, over the bars that the engine trades. */
    @Test
    void shouldMakeTheEnginesTradesInThePlainPrograms() throws IOException {
        BarArrays bars = BarArrays.generated(8_000);
        Path csv = folder.resolve("QQQ.csv");
        try (var writer = new BarWriter(csv, ExchangeCalendar.usEquity(), true);
                BarSource source = bars.source()) {
            while (source.next()) {
                writer.append(source);
            }
            writer.commit();
        }
        var suite = new ProcessSuite();
        WholeProcess plain = ProcessSuite.plain(csv);
        plain.run(true);
        try (JournalFixture fixture = new JournalFixture(bars)) {
            assertTrue(fixture.trades() > 10);
            assertTrue(plain.output().startsWith(fixture.trades() + " "), plain::output);
        }
        assertTrue(plain.wall.median() > 0 && plain.processor.median() > 0);
        WholeProcess python = suite.python(csv);
        assumeTrue(python != null, "skipped: there is no python3 to hold the engine's trades against its loop");
        python.run(true);
        assertEquals(plain.output(), python.output());
    }

    /** The program in pandas that a portfolio's run is held against, where there is a Python that has it. */
    @Test
    void shouldMakeTheEnginesExecutionsInPandas() throws IOException {
        String python = System.getenv().getOrDefault("RINGSIDE_PYTHON", "python3");
        assumeTrue(
                PortfolioSuite.hasPandas(python),
                "skipped: " + python + " has no pandas to hold a portfolio's executions against");
        Path csv = folder.resolve("bars.csv");
        Path universe = folder.resolve("universe.csv");
        PortfolioSuite.write(csv, universe, 30, LocalDate.of(2020, 1, 2), LocalDate.of(2021, 12, 31));
        Path result = folder.resolve("result");
        Fork.run(
                Commands.class,
                List.of(),
                BacktestCommand.class.getName(),
                "--config",
                Commands.home().resolve("config/momentum.conf").toString(),
                "--bars",
                csv.toString(),
                "--universe",
                universe.toString(),
                "--trade-from",
                "2021-02-01",
                "--equity",
                "100000",
                "--set",
                "broker.commission.plan=none",
                "--out",
                result.toString());
        WholeProcess pandas = new PortfolioSuite().pandas(python, csv, "100000", "2021-02-01");
        pandas.run(true);
        assertEquals(pandas.output().strip(), PortfolioSuite.executed(result));
    }

    @Test
    void shouldFitHowCostGrowsWithWork() {
        List<BenchRow> rows = new ScaleSuite().run(BenchSizes.smoke(), done -> assertTrue(done >= 0));
        assertEquals(List.of(21, 22, 23, 24, 25, 26), ids(rows));
        // Sizes as small as these cost what starting costs, whatever they are.
        rows.forEach(row -> assertTrue(Double.isFinite(row.value()) && !row.refused(), row::toString));
    }

    /** Of a curve whose exponent is known: three times the square of the size. */
    @Test
    void shouldFindTheExponentOfAKnownCurve() {
        assertEquals(2, ScaleSuite.exponent(List.of(1, 10, 100), new double[] {3, 300, 30_000}), 1e-12);
    }

    private static List<BenchRow> run(Suite suite) {
        List<BenchRow> rows = suite.run(BenchSizes.smoke(), done -> assertTrue(done >= 0));
        for (BenchRow row : rows) {
            assertFalse(row.refused(), row::toString);
            assertTrue(row.value() >= 0 || row.note().startsWith("skipped: "), row::toString);
            assertTrue(!row.isMeasured() || (row.min() <= row.value() && row.value() <= row.max()), row::toString);
        }
        return rows;
    }

    private static List<Integer> ids(List<BenchRow> rows) {
        return rows.stream().map(BenchRow::id).toList();
    }
}
