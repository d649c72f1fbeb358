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

    /** Each row tells the rung's setting and what it adds to the one before; the configuration has a star. */
    @Test
    void shouldTellEachRungInARow() throws IOException {
        CommandLine.Outcome text = ladder("table");
        CommandLine.Outcome json = ladder("json", "--json", "--html");
        Map<?, ?> all = (Map<?, ?>) Json.read("ladder", json.out());
        assertEquals("[bars, sessions, synthetic, data, rungs]", all.keySet().toString());
        assertEquals("1638 21 true", all.get("bars") + " " + all.get("sessions") + " " + all.get("synthetic"));
        List<String> expected = new java.util.ArrayList<>();
        double before = 0;
        int starred = 0;
        for (Object one : (List<?>) all.get("rungs")) {
            Map<?, ?> rung = (Map<?, ?>) one;
            double profit = number(rung, "net_profit");
            boolean first = expected.isEmpty();
            boolean configuration = Boolean.TRUE.equals(rung.get("configuration"));
            starred += configuration ? 1 : 0;
            expected.add((configuration ? "* " : "")
                    + rung.get("rung")
                    + (first ? "" : " " + rung.get("setting") + "=" + rung.get("value"))
                    + String.format(
                            java.util.Locale.ROOT,
                            " %,.2f %% %s %,.2f %% %,.0f %,.2f",
                            number(rung, "total_return_pct"),
                            Text.figure("sharpe", number(rung, "sharpe")),
                            number(rung, "max_drawdown_pct"),
                            number(rung, "trades"),
                            profit)
                    + (first ? "" : " " + Text.change(profit - before, 2)));
            if (first) {
                assertEquals(null, rung.get("gain"));
            } else {
                assertEquals(profit - before, number(rung, "gain"), 1e-6);
            }
            before = profit;
        }
        assertEquals(1, starred);
        List<String> lines = text.out().lines().toList();
        assertEquals("Assumption ladder of qqq: 2024-01-02 to 2024-01-31, SYNTHETIC prices", lines.get(0));
        assertEquals(
                expected,
                lines.subList(3, 3 + expected.size()).stream()
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .toList());
        assertEquals(
                "* the configuration as it is; rungs below it are what it leaves out", lines.get(3 + expected.size()));
        String page = Files.readString(folder.resolve("json/ladder.html"));
        assertTrue(page.contains("The prices are generated: no market made them."), "it says that they are made");
        assertTrue(expected.size() > 8 && expected.get(0).startsWith("literal rules "), expected.toString());
        assertTrue(text.out().indexOf("No rung made a single trade") < 0, text.out());
    }

    @Test
    void shouldSayThatNoRungTraded() throws IOException {
        CommandLine.Outcome text = ladder("none", "--set", "signal.entry-below=-100");
        assertTrue(
                text.out()
                        .contains(
                                "\nNo rung made a single trade: there is nothing to compare. The configuration: No trade"
                                        + " was made. What stood in the way:\n"),
                text.out());
    }

    private static double number(Map<?, ?> of, String key) {
        return of.get(key) == null ? Double.NaN : Double.parseDouble(of.get(key).toString());
    }

    private CommandLine.Outcome ladder(String out, String... more) throws IOException {
        Path literal = Files.writeString(
                folder.resolve("literal.conf"),
                "include \"" + config("qqq-published.conf") + "\"\n"
                        + (out.equals("none") ? "signal.entry-below = -100\n" : ""));
        List<Object> line = new java.util.ArrayList<>(List.of(
                "--config",
                config("qqq.conf"),
                "--literal",
                literal,
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-31",
                "--out",
                folder.resolve(out)));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new LadderCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome;
    }

    /** What a configuration already assumes is no rung; what it does not say is left as it is. */
    @Test
    void shouldKnowLiteralRulesWithoutAConfigurationOfThem() {
        Config honest = Tapes.config("qqq.conf");
        List<Ladder.Rung> rungs = Ladder.climb(null, honest);
        Map<String, ConfigValue> bottom = Ladder.flat(rungs.get(0).config());
        Map<String, ConfigValue> top = Ladder.flat(honest);
        assertEquals(
                List.of(
                        "=",
                        "broker.fill-on=next",
                        "risk.reentry-bars=1",
                        "broker.stops=gap-honest",
                        "broker.limit-touch=through",
                        "broker.slippage-ticks=1",
                        "broker.commission.minimum=1",
                        "broker.commission.maximum-fraction=0.01",
                        "risk.leverage=1",
                        "broker.half-spread-ticks=1",
                        "broker.interest.margin=0.0583",
                        "broker.latency-events=2"),
                steps(honest));
        assertEquals(
                "[cause, 0, literal, fills, 0, 0, 0, 4]",
                Ladder.differing(bottom, top).stream()
                        .map(key -> bottom.get(key).unwrapped())
                        .toList()
                        .toString());
        // What costs nothing already is made to cost something at the end.
        assertEquals(
                List.of(
                        "=",
                        "broker.fill-on=next",
                        "risk.reentry-bars=1",
                        "broker.stops=gap-honest",
                        "broker.limit-touch=through",
                        "broker.commission.maximum-fraction=0.01",
                        "risk.leverage=1",
                        "broker.half-spread-ticks=1",
                        "broker.slippage-ticks=1",
                        "broker.commission.minimum=1",
                        "broker.interest.margin=0.0583",
                        "broker.latency-events=2"),
                steps(Tapes.config("qqq.conf", "broker.commission.minimum=0", "broker.slippage-ticks=0")));
    }

    private static List<String> steps(Config honest) {
        return Ladder.climb(null, honest).stream()
                .map(rung -> rung.key() + "=" + rung.value())
                .toList();
    }
}
