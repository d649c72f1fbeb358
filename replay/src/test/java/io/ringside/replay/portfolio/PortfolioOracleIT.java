package io.ringside.replay.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.CommandLine;
import io.ringside.replay.SharedData;
import io.ringside.replay.command.BacktestCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped portfolio configurations against an independent reference program on recorded bars: each trade, each daily
 * value, each ranking, each refusal. One run of each strategy with the build, all of them with {@code -Plong}.
 */
class PortfolioOracleIT {
    private static final Set<String> QUICK = Set.of(
            "S0-shared-leave-top-weekly-equal-ib",
            "S0-shared-bottom-quintile-monthly-split-ib",
            "S1a-golden-cross-ib",
            "S1b-mean-reversion-small",
            "S1c-rotation-code-top4-ib",
            "S1d-dual-momentum-gem-ib",
            "S2-clenow-shared-ib",
            "S4-daily-rebalancer-ib");

    @TempDir
    Path folder;

    static Stream<OracleRun> quick() {
        return OracleRun.all().stream().filter(run -> QUICK.contains(run.name()));
    }

    static Stream<OracleRun> all() {
        return OracleRun.all().stream();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void shouldTradeAsTheReferenceDoes(OracleRun run) throws IOException {
        assertEquals(List.of(), run.check(data(), folder));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void shouldTradeAsTheReferenceDoesInAllRuns(OracleRun run) throws IOException {
        assertEquals(List.of(), run.check(data(), folder));
    }

    /** Raw bars of nine names with their splits give the trades that adjusted bars give, in the shares of their time. */
    @Test
    void shouldTradeRawBarsWithSplitsAsTheReferenceDoes() throws IOException {
        Path data = data();
        Path out = folder.resolve("corporate");
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/momentum.conf"),
                "--bars",
                data.resolve("bars-daily/us-2020-2025.csv.gz"),
                "--bars",
                data.resolve("oracle/portfolio/corporate-raw-bars.csv.gz"),
                "--universe",
                data.resolve("oracle/portfolio/universe-80.csv"),
                "--actions",
                data.resolve("oracle/portfolio/corporate-splits.csv"),
                "--from",
                "2020-07-27",
                "--trade-from",
                "2021-07-27",
                "--to",
                "2024-06-28",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                List.of(), OracleRun.differences(data.resolve("oracle/portfolio/corporate-S0-raw-with-events"), out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conservative", "moderate", "aggressive"})
    void shouldTakeProfitsAsTheReferenceDoes(String mode) throws IOException {
        Path data = data();
        Path out = folder.resolve(mode);
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/profit-taker.conf"),
                "--set",
                "portfolio.mode=" + mode,
                "--out",
                out));
        try (Stream<Path> files = Files.list(data.resolve("bars-5min"))) {
            files.sorted().forEach(file -> line.addAll(List.of("--bars", file)));
        }
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        Map<String, Map<String, String>> ours = new LinkedHashMap<>();
        for (Map<String, String> row : OracleRun.read(out.resolve("exits.csv"))) {
            if (!row.get("reason").equals("day-end")) {
                ours.put(row.get("symbol") + row.get("day"), row);
            }
        }
        int compared = 0;
        for (Map<String, String> row : OracleRun.read(data.resolve("oracle/portfolio/profit-taker.csv"))) {
            if (row.get("mode").equals(mode) && !row.get("reason").equals("day-end")) {
                Map<String, String> exit = ours.remove(row.get("symbol") + row.get("day"));
                for (String key : List.of("activated", "decided", "reason")) {
                    assertEquals(row.get(key), exit.get(key), row + " and " + exit);
                }
                for (String key : List.of("entry", "price", "stop", "peak", "fill")) {
                    assertEquals(number(row.get(key)), number(exit.get(key)), 1e-9, row + " and " + exit);
                }
                compared++;
            }
        }
        assertEquals(Map.of(), ours);
        assertEquals(
                Map.of("conservative", 163, "moderate", 164, "aggressive", 176).get(mode), compared);
    }

    /** The stages on the ring's threads decide and journal the same. */
    @Test
    void shouldGiveTheSameDigestOnTheRing() throws IOException {
        Path data = data();
        List<String> digests = new ArrayList<>();
        for (String driver : List.of("inline", "ring")) {
            Path out = folder.resolve(driver);
            CommandLine.Outcome outcome = CommandLine.run(
                    new BacktestCommand(),
                    "--config",
                    CommandLine.home().resolve("config/mean-reversion-small.conf"),
                    "--bars",
                    data.resolve("bars-daily/us-2020-2025.csv.gz"),
                    "--universe",
                    data.resolve("oracle/portfolio/universe-80.csv"),
                    "--from",
                    "2020-07-27",
                    "--to",
                    "2021-06-30",
                    "--driver",
                    driver,
                    "--out",
                    out);
            assertEquals(0, outcome.code(), outcome.err());
            digests.add(Files.readString(out.resolve("summary.json")).replaceFirst("(?s).*\"digest\"", ""));
        }
        assertEquals(digests.get(0), digests.get(1));
    }

    private static double number(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static Path data() {
        return SharedData.file("oracle/portfolio/summary.csv")
                .getParent()
                .getParent()
                .getParent();
    }
}
