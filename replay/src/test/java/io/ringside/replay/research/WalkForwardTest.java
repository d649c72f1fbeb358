package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.ReportCommand;
import io.ringside.replay.report.Json;
import io.ringside.replay.report.SessionEquity;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choosing on the past and trading what follows. */
class WalkForwardTest {
    private static final MarketTape TAPE = Tapes.of("2023-01-03", "2023-12-29", 2);
    private static final List<String> GRID = List.of("risk.atr-multiple=4,8,12");

    @TempDir
    Path folder;

    @Test
    void shouldNeverTestOnWhatItTrainedOn() {
        for (boolean anchored : new boolean[] {false, true}) {
            List<WalkForward.Span> spans = WalkForward.spans(3, 250, 100, 30, anchored, 4);
            assertEquals(5, spans.size());
            int next = 107;
            for (WalkForward.Span span : spans) {
                assertEquals(next, span.testFrom());
                assertEquals(span.testFrom() - 4, span.trainTo());
                assertEquals(anchored ? 3 : span.trainTo() - 100, span.trainFrom());
                next = span.testTo();
            }
            assertEquals(250, next);
        }
        assertThrows(UserError.class, () -> WalkForward.spans(0, 100, 100, 30, false, 0));
    }

    @Test
    void shouldStitchTheFoldsWithoutAGap() {
        WalkForward walk = walk(2);
        List<SessionEquity> days = walk.days(TAPE);
        int first = walk.folds().get(0).span().testFrom();
        assertEquals(TAPE.sessions() - first, days.size());
        for (int i = 0; i < days.size(); i++) {
            assertEquals(TAPE.sessionDay(first + i), days.get(i).epochDay());
            assertTrue(days.get(i).benchmarkE8() > 0);
        }
        assertEquals(
                days.get(days.size() - 1).equityE8() / 1e8,
                walk.summary(walk.days(TAPE), 0).number("final_equity"),
                1e-6);
        for (String key : List.of("events", "bars", "commissions")) {
            assertEquals(
                    walk.folds().stream()
                            .mapToDouble(fold -> fold.outOfSample().number(key))
                            .sum(),
                    walk.summary(walk.days(TAPE), 0).number(key),
                    1e-6,
                    key);
        }
    }

    @Test
    void shouldNotDependOnTheNumberOfThreads() {
        WalkForward one = walk(1);
        WalkForward two = walk(2);
        assertEquals(
                one.summary(one.days(TAPE), 0).json(),
                two.summary(two.days(TAPE), 0).json());
        assertEquals(one.days(TAPE), two.days(TAPE));
    }

    /** The future of a fold does not reach its choice. */
    @Test
    void shouldChooseTheSameWhenTheFutureIsOther() {
        Grid grid = Grid.of(Tapes.config("qqq.conf"), GRID);
        List<WalkForward.Span> spans = WalkForward.spans(0, TAPE.sessions(), 120, 60, false, 0);
        MarketTape other = TAPE.alteredFrom(TAPE.sessionStart(spans.get(0).testFrom()), 9);
        WalkForward mine = walk(1);
        WalkForward theirs = WalkForward.of(
                Tapes.data(other, Tapes.config("qqq.conf")),
                grid,
                spans,
                Objective.of("sharpe", List.of()),
                new CoreEngine(1),
                done -> {});
        assertEquals(
                mine.folds().get(0).chosen().digest(),
                theirs.folds().get(0).chosen().digest());
        assertEquals(
                mine.folds().get(0).inSample().figure("sharpe"),
                theirs.folds().get(0).inSample().figure("sharpe"));
    }

    @Test
    void shouldTradeNothingWhenNoSetMeetsTheConstraints() {
        Config config = Tapes.config("qqq.conf");
        WalkForward walk = WalkForward.of(
                Tapes.data(TAPE, config),
                Grid.of(config, GRID),
                WalkForward.spans(0, TAPE.sessions(), 120, 60, false, 0),
                Objective.of("sharpe", List.of("trades > 1000000")),
                new CoreEngine(1),
                done -> {});
        assertNull(walk.folds().get(0).chosen());
        assertEquals(0, walk.trades().size());
        assertEquals(100_000, walk.summary(walk.days(TAPE), 0).number("final_equity"));
        assertFalse(walk.summary(walk.days(TAPE), 0).json().contains("NaN"));
    }

    @Test
    void shouldWriteTheFilesOfABackTest() throws IOException {
        Path out = folder.resolve("walk");
        CommandLine.Outcome outcome = CommandLine.run(
                new WalkForwardCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-06-28",
                "--grid",
                "risk.atr-multiple=4,8",
                "--train",
                "60d",
                "--test",
                "20d",
                "--purge",
                "1",
                "--anchored",
                "--out",
                out);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(0, CommandLine.run(new ReportCommand(), out).code());
        for (String file : List.of("folds.csv", "summary.json", "walk-forward.html", "equity.csv")) {
            assertFalse(Files.readString(out.resolve(file)).contains("NaN"), file);
        }
        CommandLine.Outcome mistake = CommandLine.run(
                new WalkForwardCommand(), "--grid", "risk.leverage=1,2", "--train", "soon", "--test", "20d");
        assertEquals(2, mistake.code());
        assertTrue(mistake.err().contains("--train soon"), mistake.err());
    }

    /** Figures of the folds, worked out again from the files of the account. */
    @Test
    void shouldTellInJsonWhatTheFilesTell() throws IOException {
        Path out = folder.resolve("walk");
        Map<?, ?> json = (Map<?, ?>) Json.read("walk-forward", walk(out, "risk.atr-multiple=4,8", "--json"));
        assertTrue(
                json.get("title").toString().contains(": 2 sets, 4 folds of 60 and 20 sessions"),
                json.get("title").toString());
        List<Map<String, String>> rows = csv(out.resolve("folds.csv"));
        List<String> days = csv(out.resolve("equity.csv")).stream()
                .map(row -> row.get("session"))
                .toList();
        List<?> folds = (List<?>) json.get("folds");
        assertEquals(4, folds.size());
        int session = 0;
        double inside = 0;
        double outside = 0;
        int above = 0;
        int counted = 0;
        double trades = 0;
        for (int i = 0; i < folds.size(); i++) {
            Map<?, ?> fold = (Map<?, ?>) folds.get(i);
            Map<String, String> row = rows.get(i);
            for (String key : List.of("train_from", "train_to", "test_from", "test_to")) {
                assertEquals(row.get(key), fold.get(key), key);
            }
            int sessions = Integer.parseInt(fold.get("sessions").toString());
            assertEquals(days.get(session), fold.get("test_from"));
            session += sessions;
            assertEquals(days.get(session - 1), fold.get("test_to"));
            assertEquals(row.get("risk.atr-multiple"), ((Map<?, ?>) fold.get("chosen")).get("risk.atr-multiple"));
            for (String key : List.of("in_sample_sharpe", "out_of_sample_sharpe", "out_of_sample_cagr_pct")) {
                assertEquals(figure(row.get(key)), figure(fold.get(key)), 1e-9, key);
            }
            double before = figure(fold.get("in_sample_sharpe"));
            double after = figure(fold.get("out_of_sample_sharpe"));
            if (Double.isFinite(before) && Double.isFinite(after)) {
                inside += before;
                outside += after;
                above += after > 0 ? 1 : 0;
                counted++;
            }
            trades += Double.parseDouble(fold.get("out_of_sample_trades").toString());
        }
        assertEquals(days.size(), session);
        Map<?, ?> summary = (Map<?, ?>) json.get("summary");
        assertEquals(trades, Double.parseDouble(summary.get("trades").toString()));
        List<?> findings = (List<?>) json.get("findings");
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "Mean Sharpe ratio in sample %.3f, out of sample %.3f; kept %s; above 0 in %d of %d folds",
                        inside / counted,
                        outside / counted,
                        inside > 0 && outside >= 0 ? Text.share(outside / inside) : Text.UNDEFINED,
                        above,
                        counted),
                findings.get(0));
        assertEquals("The data end within a fold: it has 3 of 20 sessions", findings.get(1));
        long changes = 0;
        for (int i = 1; i < rows.size(); i++) {
            changes +=
                    rows.get(i).get("risk.atr-multiple").equals(rows.get(i - 1).get("risk.atr-multiple")) ? 0 : 1;
        }
        assertEquals("The choice changed " + changes + " times in 4 folds", findings.get(2));
        List<String> chosen = rows.stream()
                .map(row -> row.get("risk.atr-multiple"))
                .distinct()
                .toList();
        assertEquals(
                "  risk.atr-multiple: " + chosen.size() + " of 2 values chosen: " + String.join(", ", chosen),
                findings.get(3));
    }

    @Test
    void shouldSayThatNothingWasChosen() throws IOException {
        Path out = folder.resolve("none");
        String told = walk(out, "risk.atr-multiple=4,8", "--constraint", "trades > 1000000");
        assertTrue(told.contains("No fold has a Sharpe ratio both in and out of sample"), told);
        assertTrue(told.contains("  risk.atr-multiple: 0 of 2 values chosen: \n"), told);
        assertTrue(told.contains("The choice changed 0 times in 4 folds"), told);
        List<String> folds = told.lines()
                .filter(line -> line.matches(" *2024-\\d\\d-\\d\\d to 2024-.*"))
                .toList();
        assertEquals(4, folds.size(), told);
        for (int i = 0; i < 4; i++) {
            assertTrue(folds.get(i).matches(".* none +" + (i < 3 ? 20 : 3) + " .* 0"), folds.get(i));
        }
        assertTrue(told.contains("The first set: "), told);
        for (Map<String, String> row : csv(out.resolve("folds.csv"))) {
            assertEquals(
                    "", row.get("risk.atr-multiple") + row.get("in_sample_sharpe") + row.get("out_of_sample_sharpe"));
            assertEquals("0", row.get("trades"));
        }
    }

    /** A part is kept of what was earned before; of a loss no part is. */
    @ParameterizedTest
    @CsvSource({"2, 1, 50.0 %", "1, 0, 0.0 %", "1, -1, n/a", "-1, 1, n/a", "-1, -1, n/a", "0, 1, n/a", "1, 3, 300.0 %"})
    void shouldSayHowMuchIsKept(double inside, double outside, String kept) {
        assertEquals(kept, WalkForwardCommand.kept(inside, outside));
    }

    @Test
    void shouldTellMistakesOfItsOptions() {
        for (String[] mistake : new String[][] {
            {"--train", "0d", "must be a number of sessions"},
            {"--train", "60x", "must be a number of sessions"},
            {"--test", "0", "must be a number of sessions"},
            {"--purge", "-1", "must be 0 or more sessions"}
        }) {
            List<Object> line = new ArrayList<>(List.of("--grid", "risk.leverage=1,2"));
            for (String option : List.of("--train", "--test")) {
                line.addAll(List.of(option, mistake[0].equals(option) ? mistake[1] : "20"));
            }
            if (mistake[0].equals("--purge")) {
                line.addAll(List.of("--purge", mistake[1]));
            }
            CommandLine.Outcome outcome = CommandLine.run(new WalkForwardCommand(), line.toArray());
            assertEquals(2, outcome.code());
            assertTrue(outcome.err().contains(mistake[0] + " " + mistake[1] + ": " + mistake[2]), outcome.err());
        }
    }

    /** An undefined figure is no number in either file. */
    private static double figure(Object told) {
        return told == null || told.equals("") ? Double.NaN : Double.parseDouble(told.toString());
    }

    private static String walk(Path out, String grid, String... more) {
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-06-28",
                "--grid",
                grid,
                "--train",
                "60d",
                "--test",
                "20",
                "--purge",
                "1",
                "--out",
                out));
        line.addAll(List.of(more));
        CommandLine.Outcome outcome = CommandLine.run(new WalkForwardCommand(), line.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static WalkForward walk(int threads) {
        Config config = Tapes.config("qqq.conf");
        return WalkForward.of(
                Tapes.data(TAPE, config),
                Grid.of(config, GRID),
                WalkForward.spans(0, TAPE.sessions(), 120, 60, false, 0),
                Objective.of("sharpe", List.of()),
                new CoreEngine(threads),
                done -> {});
    }

    @Test
    void shouldSayHowManySessionsThereAre() {
        assertEquals(
                "--train 100d: the data has 97 sessions, which leaves none to test on; shorten --train or give more data",
                assertThrows(UserError.class, () -> WalkForward.spans(3, 100, 100, 30, false, 0))
                        .getMessage());
    }

    /**
     * Each fold is what a run of its own comes to, after as many sessions for the indicators as the longest needs four times
     * over: 800 bars are eleven sessions of 78, and one is for what is left of them.
     */
    @Test
    void shouldTradeEachFoldLikeARunOfItsOwn() {
        WalkForward walk = walk(2);
        double equity = 100_000;
        double slippage = 0;
        for (WalkForward.Fold fold : walk.folds()) {
            Config chosen = EngineSettings.parse(fold.chosen().configuration(), "chosen")
                    .config();
            int trainFrom = fold.span().trainFrom();
            TapeRun inside = TapeRun.of(
                    Grid.engine(chosen),
                    TAPE.sessions(Math.max(0, trainFrom - 12), trainFrom, trainFrom + 120),
                    List.of());
            assertEquals(inside.summary().number("sharpe"), fold.inSample().figure("sharpe"), 1e-9);
            assertEquals(inside.summary().number("cagr_pct"), fold.inSample().figure("cagr_pct"), 1e-9);
            int testFrom = fold.span().testFrom();
            TapeRun outside = TapeRun.of(
                    Grid.engine(EngineSettings.with(
                            chosen,
                            "risk.equity=" + new java.math.BigDecimal(equity).setScale(8, RoundingMode.HALF_UP))),
                    TAPE.sessions(testFrom - 12, testFrom, fold.span().testTo()),
                    List.of());
            assertEquals(outside.summary().json(), fold.outOfSample().json());
            equity = outside.summary().number("final_equity");
            slippage += outside.summary().number("slippage");
        }
        assertEquals(slippage, walk.summary(walk.days(TAPE), 0).number("slippage"), 1e-6);
        assertEquals(true, walk.summary(walk.days(TAPE), 0).values().get("synthetic"));
    }

    /** Who bought at the first open of the first fold has at each close what the close is over that open. */
    @Test
    void shouldHoldTheBenchmarkFromTheFirstOpenOfTheFirstFold() {
        WalkForward walk = walk(1);
        int first = walk.folds().get(0).span().testFrom();
        double open = 0;
        for (int event = TAPE.sessionStart(first); open == 0; event++) {
            open = TAPE.type(event) == EventType.OPEN_PRINT ? TAPE.openE8(event) : 0;
        }
        List<SessionEquity> days = walk.days(TAPE);
        for (int i = 0; i < days.size(); i++) {
            int event = TAPE.sessionStart(first + i + 1) - 1;
            while (TAPE.type(event) != EventType.BAR) {
                event--;
            }
            double worth = 1e13 * (TAPE.closeE8(event) / open);
            assertEquals(worth, (double) days.get(i).benchmarkE8(), 1);
        }
    }

    /** Of two names half of the money is in each; the second one's data begin later, and its half is cash until then. */
    @Test
    void shouldHoldEachInstrumentAsSoonAsItHasAPrice() {
        Config config = ConfigFactory.parseString("instruments = [{ symbol = S0 }, { symbol = S1 }]")
                .withFallback(Tapes.config("qqq.conf"))
                .resolve();
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int from = (int) LocalDate.parse("2023-01-03").toEpochDay();
        int late = (int) LocalDate.parse("2023-01-09").toEpochDay();
        int to = (int) LocalDate.parse("2023-01-13").toEpochDay();
        MarketTape tape;
        try (MarketFeed feed = new MarketFeed(
                List.of(new SyntheticBars("S0", from, to, 1, calendar), new SyntheticBars("S1", late, to, 2, calendar)),
                calendar,
                Integer.MIN_VALUE)) {
            tape = MarketTape.of(feed, Grid.engine(config));
        }
        WalkForward walk = WalkForward.of(
                Tapes.data(tape, config),
                Grid.of(config, GRID),
                WalkForward.spans(0, tape.sessions(), 2, 10, false, 0),
                Objective.of("sharpe", List.of("trades > 1000000")),
                new CoreEngine(1),
                done -> {});
        List<SessionEquity> days = walk.days(tape);
        assertEquals(7, days.size());
        for (int i = 0; i < days.size(); i++) {
            double worth = 0;
            for (int id = 0; id < 2; id++) {
                double open = 0;
                double close = 0;
                for (int event = tape.sessionStart(2); event < tape.sessionStart(3 + i); event++) {
                    if (tape.type(event).isMarketData() && tape.instrument(event) == id) {
                        boolean print = tape.type(event) == EventType.OPEN_PRINT;
                        open = print && open == 0 ? tape.openE8(event) : open;
                        close = tape.type(event) == EventType.BAR ? tape.closeE8(event) : close;
                    }
                }
                worth += open == 0 ? 0.5 : 0.5 * close / open;
            }
            assertEquals(1e13 * worth, (double) days.get(i).benchmarkE8(), 1, "day " + i);
        }
    }

    /** An account that is gone in the second fold stays so, to the end of the data; each session is there once. */
    @Test
    void shouldStayRuined() {
        Config config = Tapes.config("qqq.conf", "risk.leverage=100", "risk.fraction=1", "risk.cap=10000000000");
        MarketTape tape = Tapes.of("2023-01-03", "2023-06-30", 1);
        WalkForward walk = WalkForward.of(
                Tapes.data(tape, config),
                Grid.of(config, List.of("risk.atr-multiple=8,10")),
                WalkForward.spans(0, tape.sessions(), 20, 30, false, 0),
                Objective.of("trades", List.of()),
                new CoreEngine(1),
                done -> {});
        List<SessionEquity> days = walk.days(tape);
        assertEquals(tape.sessions() - 20, days.size());
        int ruin = 0;
        while (days.get(ruin).equityE8() > 0) {
            ruin++;
        }
        assertTrue(ruin >= 30 && ruin < 59, "ruined within the second fold, on " + ruin);
        for (int i = 0; i < days.size(); i++) {
            assertEquals(tape.sessionDay(20 + i), days.get(i).epochDay());
            assertEquals(i < ruin, days.get(i).equityE8() > 0);
        }
        assertTrue(walk.folds().get(0).outOfSample().number("final_equity") > 0);
        assertNotNull(walk.folds().get(1).chosen());
        assertNull(walk.folds().get(2).chosen());
        assertEquals(true, walk.summary(days, 0).values().get("ruined"));
        assertTrue(walk.summary(days, 0).number("highest_gross") > 1);
    }

    /** What the files of bars came to is told apart from the JSON; so is that of the benchmark's file. */
    @Test
    void shouldTellOfFilesBesideTheJson() throws IOException {
        Path bars = folder.resolve("QQQ.csv");
        CommandLine.run(
                new GenerateCommand(),
                "--symbol",
                "QQQ",
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-31",
                "--seed",
                "5",
                "--out",
                bars);
        List<Object> line = new ArrayList<>(List.of(
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--bars",
                bars,
                "--benchmark",
                "SPY=" + bars,
                "--grid",
                "risk.atr-multiple=4,8",
                "--train",
                "10",
                "--test",
                "10d",
                "--out",
                folder.resolve("files"),
                "--force"));
        CommandLine.Outcome text = CommandLine.run(new WalkForwardCommand(), line.toArray());
        assertEquals(0, text.code(), text.err());
        List<String> told =
                text.out().lines().filter(one -> one.contains(bars.toString())).toList();
        assertEquals(2, told.size(), text.out());
        // Ten sessions are tested on, and the last one: 21 without the holiday.
        assertTrue(text.out().contains("\n2024-01-17 to 2024-01-30 "), text.out());
        assertTrue(text.out().contains("\n2024-01-31 to 2024-01-31 "), text.out());
        // The fold of one session has no Sharpe ratio.
        assertTrue(
                text.out()
                        .contains("Mean Sharpe ratio in sample 1.826, out of sample 0.953; kept 52.2 %;"
                                + " above 0 in 1 of 1 folds\n"),
                text.out());
        assertEquals("", text.err());
        line.add("--json");
        CommandLine.Outcome json = CommandLine.run(new WalkForwardCommand(), line.toArray());
        assertEquals(told, json.err().lines().toList());
        Map<?, ?> all = (Map<?, ?>) Json.read("walk-forward", json.out());
        assertEquals("[title, folds, findings, summary]", all.keySet().toString());
        assertTrue(((Map<?, ?>) all.get("summary")).containsKey("benchmark_data"), json.out());
    }

    /** What is mistyped is said before the data are looked for. */
    @Test
    void shouldRefuseTheGridBeforeItReads() {
        CommandLine.Outcome outcome = CommandLine.run(
                new WalkForwardCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--bars",
                folder.resolve("none.csv"),
                "--grid",
                "risk.nothing=1,2",
                "--train",
                "10",
                "--test",
                "10");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("risk.nothing"), outcome.err());
    }
}
