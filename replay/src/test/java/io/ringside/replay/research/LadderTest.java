package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.ringside.replay.CommandLine;
import io.ringside.replay.SharedData;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the published rules to the honest ones, one setting a rung. */
class LadderTest {
    @TempDir
    Path folder;

    @Test
    void shouldDifferFromItsNeighbourByOneSettingOnly() {
        Config honest = Tapes.config("qqq.conf");
        for (Config literal : java.util.Arrays.asList(Tapes.config("qqq-published.conf"), null)) {
            List<Ladder.Rung> rungs = Ladder.climb(literal, honest);
            assertTrue(rungs.size() > 8, rungs.size() + " rungs");
            for (int i = 1; i < rungs.size(); i++) {
                Map<String, ConfigValue> before = Ladder.flat(rungs.get(i - 1).config());
                Map<String, ConfigValue> now = Ladder.flat(rungs.get(i).config());
                assertEquals(List.of(rungs.get(i).key()), Ladder.differing(before, now));
            }
        }
    }

    @Test
    void shouldLeadFromThePublishedRulesToTheConfigurationAndBeyond() {
        Config honest = Tapes.config("qqq.conf");
        Config published = Tapes.config("qqq-published.conf");
        List<Ladder.Rung> rungs = Ladder.climb(published, honest);
        assertEquals(Ladder.flat(published), Ladder.flat(rungs.get(0).config()));
        List<Ladder.Rung> profile = rungs.stream().filter(Ladder.Rung::profile).toList();
        assertEquals(1, profile.size());
        assertEquals(
                List.of(),
                Ladder.differing(Ladder.flat(honest), Ladder.flat(profile.get(0).config())));
        List<String> keys = rungs.stream().map(Ladder.Rung::key).toList();
        assertEquals(
                List.of(
                        "",
                        "risk.size-at",
                        "broker.fill-on",
                        "risk.reentry-bars",
                        "broker.stops",
                        "broker.slippage-ticks",
                        "broker.commission.minimum",
                        "broker.commission.maximum-fraction",
                        "risk.leverage",
                        "broker.half-spread-ticks",
                        "broker.interest.margin",
                        "broker.latency-events"),
                keys);
    }

    @Test
    void shouldPutAssumptionsThatTheConfigurationMakesBelowIt() {
        Config honest = Tapes.config("qqq.conf", "broker.interest.margin=0.05");
        List<Ladder.Rung> rungs = Ladder.climb(Tapes.config("qqq-published.conf"), honest);
        List<String> keys = rungs.stream().map(Ladder.Rung::key).toList();
        assertTrue(keys.indexOf("broker.interest.margin") < keys.indexOf("risk.leverage"), keys.toString());
    }

    @Test
    void shouldEqualTheBackTestsOfBothProfilesOnRealBars() throws IOException {
        Path bars = SharedData.file("bars-5min/QQQ.csv.gz");
        List<Object> data = List.of("--bars", "QQQ=" + bars, "--trade-from", "2025-05-21", "--equity", "479315.99");
        List<Object> args = new java.util.ArrayList<>(data);
        args.addAll(List.of("--config", config("qqq.conf"), "--json", "--html", "--out", folder));
        CommandLine.Outcome outcome = CommandLine.run(new LadderCommand(), args.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        Map<?, ?> json = (Map<?, ?>) Json.read("ladder", outcome.out());
        List<?> rungs = (List<?>) json.get("rungs");
        Map<?, ?> lowest = (Map<?, ?>) rungs.get(0);
        Map<?, ?> profile = rungs.stream()
                .map(one -> (Map<?, ?>) one)
                .filter(one -> Boolean.TRUE.equals(one.get("configuration")))
                .findFirst()
                .orElseThrow();
        assertEquals(digest("qqq-published.conf", data), lowest.get("digest"));
        assertEquals(digest("qqq.conf", data), profile.get("digest"));
        String page = Files.readString(folder.resolve("ladder.html"));
        assertTrue(page.contains("What each rung earns or costs") && !page.contains("NaN"));
        assertEquals(outcome.out(), Files.readString(folder.resolve("ladder.json")));
    }

    private String digest(String config, List<Object> data) throws IOException {
        Path out = folder.resolve(config);
        List<Object> args = new java.util.ArrayList<>(data);
        args.addAll(List.of("--config", config(config), "--out", out));
        assertEquals(0, CommandLine.run(new BacktestCommand(), args.toArray()).code());
        return (String) ((Map<?, ?>) Json.read("summary", Files.readString(out.resolve("summary.json")))).get("digest");
    }

    private static Path config(String name) {
        return CommandLine.home().resolve("config").resolve(name);
    }
}
