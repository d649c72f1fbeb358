package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep takes the best of many for luck where prices are noise, and for a finding where an edge was planted. */
class LuckIT {
    private static final List<String> FEW =
            List.of("--grid", "risk.atr-multiple=2..12:2", "--grid", "signal.sma=100,200,300,400");
    private static final List<String> THOUSAND = List.of(
            "--grid",
            "risk.atr-multiple=1..20:1",
            "--grid",
            "risk.fraction=0.005..0.025:0.005",
            "--grid",
            "signal.sma=50..500:50");

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheBestOnNoiseForLuck() throws IOException {
        assertLuck("2019-01-02", 11, FEW, 24);
    }

    @Test
    void shouldTakeTheBestOnAPlantedEdgeForAFinding() throws IOException {
        assertFinding("2019-01-02", 11, FEW, 24);
    }

    @Test
    @Tag("long")
    void shouldTakeTheBestOfAThousandOnNoiseForLuck() throws IOException {
        for (long seed = 21; seed < 24; seed++) {
            assertLuck("2009-01-02", seed, THOUSAND, 1_000);
        }
    }

    @Test
    @Tag("long")
    void shouldTakeTheBestOfAThousandOnAPlantedEdgeForAFinding() throws IOException {
        for (long seed = 21; seed < 24; seed++) {
            assertFinding("2009-01-02", seed, THOUSAND, 1_000);
        }
    }

    private void assertLuck(String from, long seed, List<String> grid, int sets) throws IOException {
        Map<?, ?> noise = sweep(from, seed, "0", grid);
        assertEquals(BigDecimal.valueOf(sets), noise.get("sets"));
        assertTrue(number(noise, "deflated_sharpe_probability") < 0.9, "seed " + seed + ": " + noise);
        assertEquals(false, noise.get("finding"), "seed " + seed + ": " + noise);
    }

    private void assertFinding(String from, long seed, List<String> grid, int sets) throws IOException {
        Map<?, ?> edge = sweep(from, seed, "0.004", grid);
        assertEquals(BigDecimal.valueOf(sets), edge.get("sets"));
        assertTrue(number(edge, "deflated_sharpe_probability") > 0.99, "seed " + seed + ": " + edge);
        assertTrue(number(edge, "overfitting_probability") < 0.2, "seed " + seed + ": " + edge);
        assertTrue(number(edge, "loss_out_of_sample_probability") < 0.05, "seed " + seed + ": " + edge);
        assertEquals(true, edge.get("finding"), "seed " + seed + ": " + edge);
    }

    private Map<?, ?> sweep(String from, long seed, String trend, List<String> grid) throws IOException {
        Path bars = folder.resolve("QQQ-" + trend + "-" + seed + ".csv.gz");
        run(
                new GenerateCommand(),
                List.of(
                        "--symbol",
                        "QQQ",
                        "--from",
                        from,
                        "--to",
                        "2024-12-31",
                        "--seed",
                        Long.toString(seed),
                        "--drift",
                        "0",
                        "--trend",
                        trend,
                        "--out",
                        bars.toString()));
        Path out = folder.resolve("sweep-" + trend + "-" + seed);
        List<String> args = new ArrayList<>(grid);
        args.addAll(Arrays.asList(
                "--config",
                CommandLine.home().resolve("config/qqq.conf").toString(),
                "--bars",
                "QQQ=" + bars,
                "--out",
                out.toString()));
        run(new SweepCommand(), args);
        Path json = out.resolve("sweep.json");
        return (Map<?, ?>) Json.read(json.toString(), Files.readString(json));
    }

    private static void run(Object command, List<String> args) {
        CommandLine.Outcome outcome = CommandLine.run(command, args.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        System.out.print(outcome.out());
    }

    private static double number(Map<?, ?> json, String key) {
        return ((BigDecimal) json.get(key)).doubleValue();
    }
}
