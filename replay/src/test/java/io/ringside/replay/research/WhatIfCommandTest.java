package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.CommandLine;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded session with the same and with other settings. */
class WhatIfCommandTest {
    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void backtest() {
        run = folder.resolve("run");
        CommandLine.Outcome outcome = CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-02-29",
                "--out",
                run);
        assertEquals(0, outcome.code(), outcome.err());
    }

    @Test
    void shouldFindNoDifferenceWhenNothingIsChanged() throws IOException {
        CommandLine.Outcome outcome = whatIf();
        assertEquals(0, outcome.code(), outcome.err());
        // 41 sessions, each of 78 bars with their prints, and two bounds.
        assertEquals(
                List.of(
                        "What if nothing were changed: 6,478 market and session events of " + run.resolve("journal"),
                        "",
                        "No decision differs."),
                outcome.out().lines().limit(3).toList());
        assertTrue(
                outcome.out().endsWith("\n0 market events with other decisions\n")
                        && outcome.out().matches("(?s).*\nfinal equity  (\\S+)  \\1   0\\.00\n.*"),
                outcome.out());
        assertTrue(whatIf("--set", "risk.fraction=0.02", "--set", "risk.cap=30000")
                .out()
                .startsWith("What if risk.fraction=0.02, risk.cap=30000: 6,478 market and session events of "));
        String digest = (String)
                ((Map<?, ?>) Json.read("summary", Files.readString(run.resolve("summary.json")))).get("digest");
        assertTrue(outcome.out().contains("Same digest: " + digest), outcome.out());
    }

    /** Another size shows at the first entry, which the trade list tells. */
    @Test
    void shouldNameTheFirstEntryWhenTheSizeChanges() throws IOException {
        Map<?, ?> json = json("--set", "risk.fraction=0.001");
        assertEquals("risk", first(json).get("stage"));
        String signalBar = Files.readAllLines(run.resolve("trades.csv")).get(1);
        int column = List.of(
                        Files.readAllLines(run.resolve("trades.csv")).get(0).split(",", -1))
                .indexOf("signal_bar");
        // The bar starts five minutes before its end, at which is decided.
        java.time.OffsetDateTime end =
                java.time.OffsetDateTime.parse((String) first(json).get("time"));
        assertEquals(
                java.time.LocalDateTime.parse(signalBar.split(",", -1)[column].substring(0, 19)),
                end.toLocalDateTime().minusMinutes(5));
    }

    @Test
    void shouldNameTheSignalStageWhenTheStrategyChanges() {
        Map<?, ?> json = json("--set", "signal.entry-below=-90");
        assertEquals("signal", first(json).get("stage"));
        assertTrue(String.valueOf(first(json).get("then")).contains("enter-long"), String.valueOf(first(json)));
        assertFalse(String.valueOf(first(json).get("now")).contains("enter-long"), String.valueOf(first(json)));
    }

    @Test
    void shouldTellWhatTheDifferenceIsWorth() {
        Map<?, ?> json = json("--set", "broker.commission.per-share=0.05");
        assertTrue(((java.math.BigDecimal) json.get("worth")).signum() < 0, json.toString());
    }

    /** Those that are not told one by one are counted; the page tells the same. */
    @Test
    void shouldTellSoManyDifferencesAsAreAskedFor() throws IOException {
        Map<?, ?> all = json("--set", "risk.fraction=0.001", "--limit", "100000");
        int different = Integer.parseInt(all.get("different_decisions").toString());
        assertEquals(different, ((List<?>) all.get("differences")).size());
        assertTrue(different > 2, all.toString());
        Path out = folder.resolve("what-if");
        CommandLine.Outcome outcome = whatIf("--set", "risk.fraction=0.001", "--limit", "2", "--out", out);
        assertTrue(
                outcome.out().contains("... and " + (different - 2) + " more; --limit N prints them\n"), outcome.out());
        assertTrue(outcome.out().contains("\n" + different + " market events with other decisions\n"), outcome.out());
        assertEquals(
                first(all).get("time"), outcome.out().replaceAll("(?s).*First difference: (\\S+), event .*", "$1"));
        assertEquals("risk", outcome.out().replaceAll("(?s).*, in the (\\S+) stage.*", "$1"));
        assertTrue(outcome.out().startsWith("What if risk.fraction=0.001: "), outcome.out());
        String[] row = outcome.out()
                .replaceAll("(?s).*\nfinal equity +([^\n]+)\n.*", "$1")
                .strip()
                .split(" +", -1);
        double then = Double.parseDouble(row[0].replace(",", ""));
        double now = Double.parseDouble(row[1].replace(",", ""));
        assertEquals(Text.change(now - then, 2), row[2], outcome.out());
        assertTrue(then > 0 && now > 0 && then != now, outcome.out());
        String page = Files.readString(out.resolve("what-if.html"));
        assertTrue(page.contains("What if risk.fraction=0.001"), page);
        assertTrue(page.contains(different + " market events of "), page);
        for (int i = 0; i < 3; i++) {
            String time = (String) ((Map<?, ?>) ((List<?>) all.get("differences")).get(i)).get("time");
            assertEquals(i < 2, page.contains(time), time);
        }
        assertEquals(
                2,
                ((List<?>) ((Map<?, ?>) Json.read("what-if", Files.readString(out.resolve("what-if.json"))))
                                .get("differences"))
                        .size());
        outcome = whatIf("--set", "risk.fraction=0.001", "--limit", "" + different);
        assertFalse(outcome.out().contains(" more; --limit"), outcome.out());
    }

    @Test
    void shouldSayOnItsPageThatNothingDiffers() throws IOException {
        Path out = folder.resolve("same");
        assertEquals(0, whatIf("--out", out).code());
        String page = Files.readString(out.resolve("what-if.html"));
        assertTrue(page.contains("No decision differs.") && page.contains("What if nothing were changed"), page);
        assertTrue(page.contains("0 market events of "), page);
    }

    @Test
    void shouldSayWhyNothingIsTradedAnyMore() {
        CommandLine.Outcome outcome = whatIf("--set", "signal.entry-below=-100");
        assertEquals(1, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("\nNow: "), outcome.out());
        Map<?, ?> json = json("--set", "signal.entry-below=-100");
        assertEquals("0", json.get("trades_now").toString());
        assertEquals(
                "100000",
                ((java.math.BigDecimal) json.get("final_equity_now"))
                        .toBigInteger()
                        .toString());
        assertEquals(
                ((java.math.BigDecimal) json.get("final_equity_now"))
                        .subtract((java.math.BigDecimal) json.get("final_equity_then")),
                json.get("worth"));
        assertFalse(whatIf("--set", "risk.fraction=0.001").out().contains("\nNow: "));
    }

    @Test
    void shouldTellAUsersMistakesInOneLine() throws IOException {
        assertMistake("unknown key", "--set", "risk.levrage=2", run.resolve("journal"));
        assertMistake("KEY=VALUE", "--set", "risk.leverage", run.resolve("journal"));
        assertMistake("cannot change", "--set", "data.bar=15m", run.resolve("journal"));
        assertMistake("no such journal", folder.resolve("none"));
        Path newer = folder.resolve("newer");
        copy(run.resolve("journal"), newer);
        Path file;
        try (var files = Files.list(newer)) {
            file = files.filter(one -> one.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length - 2; i++) {
            if (bytes[i] == 'R' && bytes[i + 1] == 'J' && bytes[i + 2] == 1) {
                bytes[i + 2] = 99;
                break;
            }
        }
        Files.write(file, bytes);
        assertMistake("journal", newer);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static Map<?, ?> first(Map<?, ?> json) {
        return (Map<?, ?>) ((List<?>) json.get("differences")).get(0);
    }

    private static Map<?, ?> json(Object... args) {
        List<Object> all = new ArrayList<>(List.of(args));
        all.add("--json");
        CommandLine.Outcome outcome = whatIf(all.toArray());
        assertEquals(1, outcome.code(), outcome.err());
        return (Map<?, ?>) Json.read("what-if", outcome.out());
    }

    private static CommandLine.Outcome whatIf(Object... args) {
        List<Object> all = new ArrayList<>(List.of(args));
        all.add(run.resolve("journal"));
        return CommandLine.run(new WhatIfCommand(), all.toArray());
    }

    private static void assertMistake(String expected, Object... args) {
        CommandLine.Outcome outcome = CommandLine.run(new WhatIfCommand(), args);
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(expected), outcome.err());
    }
}
