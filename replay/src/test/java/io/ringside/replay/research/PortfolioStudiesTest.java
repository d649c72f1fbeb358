package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.replay.CommandLine;
import io.ringside.replay.Verification;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.portfolio.MadeDays;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studies on a portfolio: each of their runs is the back test with the same settings. */
class PortfolioStudiesTest {
    @TempDir
    Path folder;

    private final List<Object> data = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        List<String> names = MadeDays.names(12);
        Path bars = MadeDays.write(folder.resolve("bars.csv"), names, "2021-01-04", "2022-12-30");
        Path universe = Files.write(folder.resolve("universe.txt"), names);
        Path actions = Files.writeString(
                folder.resolve("actions.csv"),
                "symbol,ex_date,ratio,dividend\nN03,2022-07-14,3/2,\nN05,2022-08-01,,0.25\nN07,2022-09-15,1/8,\n");
        data.addAll(List.of("--config", CommandLine.home().resolve("config/momentum.conf")));
        data.addAll(List.of("--bars", bars, "--universe", universe, "--actions", actions));
        data.addAll(List.of("--set", "portfolio.lookback-months=6", "--set", "portfolio.exit=bottom-quintile"));
    }

    private CommandLine.Outcome run(Object command, Object... more) {
        List<Object> all = new ArrayList<>(data);
        all.addAll(List.of(more));
        return CommandLine.run(command, all.toArray());
    }

    /** The figures of a back test. */
    private Map<?, ?> backtest(String out, Object... more) throws IOException {
        List<Object> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--out", folder.resolve(out)));
        CommandLine.Outcome outcome = run(new BacktestCommand(), all.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return (Map<?, ?>)
                Json.read("summary", Files.readString(folder.resolve(out).resolve("summary.json")));
    }

    private static BigDecimal number(Map<?, ?> values, String key) {
        return (BigDecimal) values.get(key);
    }

    @Test
    void shouldEarnInEachSetOfASweepWhatTheBackTestEarns() throws IOException {
        String[] days = {"--trade-from", "2021-11-01"};
        CommandLine.Outcome outcome = run(
                new SweepCommand(),
                days[0],
                days[1],
                "--grid",
                "portfolio.schedule=weekly,monthly",
                "--grid",
                "portfolio.cash-buffer=0.05,0.4",
                "--out",
                folder.resolve("sweep"));
        assertEquals(0, outcome.code(), outcome.err());
        List<String> rows = Files.readAllLines(folder.resolve("sweep/results.csv"));
        List<String> header = List.of(rows.get(0).split(",", -1));
        assertEquals(5, rows.size());
        for (String row : rows.subList(1, 5)) {
            List<String> fields = List.of(row.split(",", -1));
            String schedule = fields.get(header.indexOf("portfolio.schedule"));
            String buffer = fields.get(header.indexOf("portfolio.cash-buffer"));
            Map<?, ?> alone = backtest(
                    "set-" + rows.indexOf(row),
                    days[0],
                    days[1],
                    "--set",
                    "portfolio.schedule=" + schedule,
                    "--set",
                    "portfolio.cash-buffer=" + buffer);
            assertEquals(number(alone, "net_profit").toPlainString(), fields.get(header.indexOf("net_profit")), row);
            assertEquals(number(alone, "trades").toPlainString(), fields.get(header.indexOf("trades")), row);
            assertTrue(number(alone, "trades").signum() > 0);
        }
    }

    @Test
    void shouldHaveTheBackTestAsTheRungOfTheConfiguration() throws IOException {
        CommandLine.Outcome outcome =
                run(new LadderCommand(), "--trade-from", "2021-11-01", "--json", "--out", folder.resolve("ladder"));
        assertEquals(0, outcome.code(), outcome.err());
        List<?> rungs = (List<?>) ((Map<?, ?>) Json.read("ladder", outcome.out())).get("rungs");
        List<String> settings = rungs.stream()
                .map(one -> ((Map<?, ?>) one).get("setting").toString())
                .toList();
        assertEquals(
                List.of(
                        "",
                        "broker.commission.minimum",
                        "broker.commission.maximum-fraction",
                        "broker.opening",
                        "portfolio.proceeds",
                        "broker.slippage-ticks",
                        "broker.slippage-basis-points",
                        "broker.fees.charge"),
                settings);
        Map<?, ?> profile = (Map<?, ?>) rungs.get(2);
        assertEquals(true, profile.get("configuration"));
        assertEquals(backtest("alone", "--trade-from", "2021-11-01").get("digest"), profile.get("digest"));
    }

    @Test
    void shouldTradeWhatItChoseAsABackTestOfThoseDaysDoes() throws IOException {
        CommandLine.Outcome outcome = run(
                new WalkForwardCommand(),
                "--trade-from",
                "2021-11-01",
                "--grid",
                "portfolio.schedule=weekly,monthly",
                "--train",
                "120d",
                "--test",
                "60d",
                "--out",
                folder.resolve("walk"));
        assertEquals(0, outcome.code(), outcome.err());
        List<String> folds = Files.readAllLines(folder.resolve("walk/folds.csv"));
        List<String> header = List.of(folds.get(0).split(",", -1));
        List<String> first = List.of(folds.get(1).split(",", -1));
        Map<?, ?> alone = backtest(
                "fold",
                "--trade-from",
                first.get(header.indexOf("test_from")),
                "--to",
                first.get(header.indexOf("test_to")),
                "--set",
                "portfolio.schedule=" + first.get(header.indexOf("portfolio.schedule")));
        List<String> equity = Files.readAllLines(folder.resolve("walk/equity.csv"));
        String last = equity.stream()
                .filter(line -> line.startsWith(first.get(header.indexOf("test_to"))))
                .findFirst()
                .orElseThrow();
        assertEquals(0, number(alone, "final_equity").compareTo(new BigDecimal(last.split(",", -1)[1])), last);
        assertTrue(number(alone, "trades").signum() > 0);
    }

    @Test
    void shouldFindNoLookAheadInAPortfolioThatDecides() {
        CommandLine.Outcome outcome =
                run(new LookaheadCommand(), "--trade-from", "2021-11-01", "--cuts", "12", "--json");
        assertEquals(0, outcome.code(), outcome.err());
        Map<?, ?> json = (Map<?, ?>) Json.read("lookahead", outcome.out());
        assertEquals(false, json.get("look_ahead"));
        assertTrue(number(json, "decisions").intValueExact() > 40, outcome.out());
    }

    @Test
    void shouldTellWhatAJournalWouldHaveDecidedWithOtherSettings() throws IOException {
        String digest = (String) backtest("then", "--trade-from", "2021-11-01").get("digest");
        Path journal = folder.resolve("then/journal");
        CommandLine.Outcome same = CommandLine.run(new WhatIfCommand(), journal, "--json");
        assertEquals(0, same.code(), same.err());
        Map<?, ?> now = (Map<?, ?>) Json.read("what-if", same.out());
        assertEquals(digest, now.get("digest_now"));
        CommandLine.Outcome other =
                CommandLine.run(new WhatIfCommand(), journal, "--set", "portfolio.cash-buffer=0.4", "--json");
        assertEquals(1, other.code(), other.err());
        Map<?, ?> changed = (Map<?, ?>) Json.read("what-if", other.out());
        Map<?, ?> alone = backtest("now", "--trade-from", "2021-11-01", "--set", "portfolio.cash-buffer=0.4");
        assertEquals(number(alone, "final_equity"), number(changed, "final_equity_now"));
        assertNotEquals(digest, changed.get("digest_now"));
        assertFalse(((List<?>) changed.get("differences")).isEmpty());
    }

    /** Each name is compared by itself, by the decision that its order is of. */
    @Test
    void shouldFindWhatAnotherBrokerWouldHaveChangedForEachName() throws IOException {
        backtest("then", "--trade-from", "2021-11-01");
        Path journal = folder.resolve("then/journal");
        CommandLine.Outcome same = CommandLine.run(new DivergeCommand(), journal);
        assertEquals(0, same.code(), same.err() + same.out());
        assertTrue(same.out().contains("No difference."), same.out());
        Path dearer = Files.writeString(
                folder.resolve("dearer.conf"),
                "include \"" + CommandLine.home().resolve("config/momentum.conf")
                        + "\"\nportfolio { lookback-months = 6, exit = bottom-quintile }\nbroker.slippage-ticks = 5\n");
        CommandLine.Outcome other = CommandLine.run(new DivergeCommand(), "--config", dearer, journal, "--json");
        assertEquals(1, other.code(), other.err());
        List<?> list = (List<?>) ((Map<?, ?>) Json.read("diverge", other.out())).get("list");
        Map<?, ?> first = (Map<?, ?>) list.get(0);
        assertEquals("fill", first.get("cause"), first.toString());
        assertTrue(first.get("what").toString().matches("rebalance of N\\d\\d"), first.toString());
    }

    /** A live day that began with an execution in the opening auction, before any price. */
    @Test
    void shouldRefuseADayWhoseAuctionsHaveNoPrices() throws IOException {
        backtest("then", "--trade-from", "2021-11-01");
        Engine engine;
        try (JournalReader reader = JournalReader.open(folder.resolve("then/journal"))) {
            engine = Verification.engineOf(reader);
        }
        Path journal = folder.resolve("live");
        int day = (int) LocalDate.of(2022, 3, 1).toEpochDay();
        long open = engine.calendar().openNanos(day);
        try (JournalWriter writer = JournalWriter.create(
                        journal, day, "test", engine.settings().text(), JournalSettings.backtest(), engine.bounds());
                Pipeline pipeline = Pipeline.inline(
                        engine.stages(
                                new JournalHandler(writer), engine.settings().simulatedBroker(engine.calendar())),
                        engine.bounds(),
                        writer.nextSequence())) {
            pipeline.draft().session(EventType.SESSION_OPEN, open, 0);
            pipeline.process();
            pipeline.draft().fill(0, open + 1, 7, Side.BUY, 10, FixedPoint.ofDouble(100), 0, 0, 0);
            pipeline.process();
        }
        for (Object command : List.of(new DivergeCommand(), new WhatIfCommand())) {
            CommandLine.Outcome outcome = CommandLine.run(command, journal);
            assertEquals(2, outcome.code(), outcome.out());
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertTrue(outcome.err().contains("executions of opening auctions without"), outcome.err());
        }
    }

    @Test
    void shouldRefuseAUniverseWhereNothingChoosesFromIt() {
        CommandLine.Outcome outcome = CommandLine.run(
                new SweepCommand(), "--universe", folder.resolve("universe.txt"), "--grid", "signal.sma=100,200");
        assertEquals(2, outcome.code());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("is for a portfolio, and"), outcome.err());
    }

    /** Of strategies within the day a back test alone tells them. */
    @Test
    void shouldRefuseCorporateActionsInAStudyOfAStrategyWithinTheDay() {
        CommandLine.Outcome outcome = CommandLine.run(
                new SweepCommand(), "--actions", folder.resolve("actions.csv"), "--grid", "signal.sma=100,200");
        assertEquals(2, outcome.code());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("only backtest takes actions"), outcome.err());
    }
}
