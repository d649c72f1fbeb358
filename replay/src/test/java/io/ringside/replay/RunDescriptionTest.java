package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.replay.report.PricePath;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.RunContext;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Summary;
import io.ringside.replay.report.Trade;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page says of a run beside its figures, and why a reader should doubt them. */
class RunDescriptionTest {
    private static final long E8 = FixedPoint.ONE_E8;
    private static final String STRATEGY = """
            instruments = [{ symbol = QQQ }]
            data { bar = 5m }
            signal { strategy = mean-reversion-in-trend, bar = 5m }
            """;
    private static final String HARD = """
            risk { equity = 100000, leverage = 1 }
            broker { slippage-ticks = 1, commission { per-share = 0.005, minimum = 1 } }
            """;

    @TempDir
    Path folder;

    private Map<String, Object> more = Map.of();
    private boolean synthetic;
    private boolean ruined;
    private double gross = Double.NaN;

    private ReportFolder results(int sessions, int trades) {
        int first = (int) LocalDate.of(2024, 1, 2).toEpochDay();
        List<SessionEquity> days = IntStream.range(0, sessions)
                .mapToObj(i -> new SessionEquity(first + i, 1000 * E8, 1000 * E8, 0, Trade.UNKNOWN, 0))
                .toList();
        long nanos = ExchangeCalendar.usEquity().openNanos(first);
        Trade trade = new Trade(
                "QQQ",
                Side.BUY,
                1,
                nanos,
                nanos,
                E8,
                nanos,
                nanos,
                E8,
                "",
                0,
                0,
                Double.NaN,
                1000 * E8,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
        List<Trade> all = Collections.nCopies(trades, trade);
        Summary summary = Summary.of(new Run(1000 * E8, 0, 0, 1, 1, "d1", synthetic, gross, ruined, 0), all, days);
        for (Map.Entry<String, Object> one : more.entrySet()) {
            summary = summary.with(one.getKey(), one.getValue());
        }
        return new ReportFolder(folder, summary, all, days);
    }

    private static Engine engine(String text) {
        return new Engine(EngineSettings.parse(text, "test"), ExchangeCalendar.usEquity());
    }

    private RunContext describe(String configuration, int sessions, int trades) {
        Engine engine = engine(configuration);
        return RunDescription.of(results(sessions, trades), engine, new PathLog(engine));
    }

    private static String fact(RunContext context, String label) {
        return context.facts().stream()
                .filter(one -> one.label().equals(label))
                .map(RunContext.Fact::value)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void shouldTellWhatWasTradedAndHowItWasFilled() {
        gross = 1.234;
        RunContext context = describe(STRATEGY + HARD, 252, 30);
        assertTrue(context.title().startsWith("QQQ: "), context.title());
        assertEquals("QQQ, recorded prices", fact(context, "Data"));
        assertEquals("5m, regular hours", fact(context, "Bars"));
        assertEquals("on the next event; stops at the open of a gap", fact(context, "Fills"));
        assertEquals("commission 0.005 a share, at least 1; slippage 1 tick", fact(context, "Costs"));
        assertTrue(
                fact(context, "Risk").endsWith(" of the equity a trade, leverage up to 1, 1.23 reached"),
                fact(context, "Risk"));
        assertEquals("d1", fact(context, "Digest"));
        assertEquals("2024-01-02 to 2024-09-09, 252 sessions", fact(context, "Period"));
        assertEquals(List.of(), context.warnings());
        assertTrue(
                context.parameters().contains(new RunContext.Fact("instruments.0.symbol", "QQQ")),
                context.parameters()::toString);
    }

    @Test
    void shouldDoubtAnAccountThatNobodyCanHave() {
        RunContext context = describe(STRATEGY + """
                        risk { equity = 100000, leverage = 2 }
                        broker { slippage-ticks = 0, fill-on = cause, stops = literal
                                 commission { per-share = 0, minimum = 0 } }
                        """, 251, 29);
        assertEquals("on the deciding event; stops at their trigger", fact(context, "Fills"));
        assertTrue(fact(context, "Costs").endsWith("slippage 0 ticks"), fact(context, "Costs"));
        assertTrue(fact(context, "Risk").endsWith("leverage up to 2"), fact(context, "Risk"));
        assertEquals(
                List.of(
                        "Orders fill on the very event that decides them, which no account can do.",
                        "Stops fill at exactly their trigger, even where the price jumped over it.",
                        "Neither spread nor slippage is charged.",
                        "The commission has no minimum.",
                        "Borrowed money costs no interest.",
                        "Less than a year: figures a year are extrapolated from 251 sessions.",
                        "29 trades are too few to tell skill from luck."),
                context.warnings());
    }

    /** One of the costs is enough for the account not to be without any. */
    @Test
    void shouldNotDoubtCostsThatAreThere() {
        for (String cost : List.of(
                "slippage-ticks = 1",
                "slippage-ticks = 0, slippage-basis-points = 1",
                "slippage-ticks = 0, half-spread-ticks = 1",
                "slippage-ticks = 0, half-spread-basis-points = 1")) {
            RunContext context =
                    describe(STRATEGY + "risk { equity = 1000, leverage = 1 }\nbroker { " + cost + " }", 252, 30);
            assertFalse(context.warnings().contains("Neither spread nor slippage is charged."), cost);
        }
        RunContext context = describe(
                STRATEGY + "risk { equity = 1000, leverage = 2 }\nbroker { interest { margin = 0.05 } }", 252, 30);
        assertFalse(context.warnings().contains("Borrowed money costs no interest."));
        context = describe(STRATEGY + "risk { equity = 1000, leverage = 1 }", 252, 30);
        assertFalse(context.warnings().contains("Borrowed money costs no interest."));
    }

    @Test
    void shouldSpeakOfOneAndOfNone() {
        ruined = true;
        synthetic = true;
        RunContext one = describe(STRATEGY + HARD, 1, 1);
        assertEquals("2024-01-02 to 2024-01-02, 1 session", fact(one, "Period"));
        assertEquals("QQQ, SYNTHETIC prices", fact(one, "Data"));
        assertEquals(
                List.of(
                        "The prices are generated: no market made them.",
                        "The account was ruined: the equity fell to nothing, trading ended,"
                                + " and the figures stop at -100 %.",
                        "Less than a year: figures a year are extrapolated from 1 session.",
                        "1 trade is too few to tell skill from luck."),
                one.warnings());
        RunContext none = describe(STRATEGY + HARD, 0, 0);
        assertEquals("no session", fact(none, "Period"));
        assertTrue(none.warnings().contains("There were no trades."), none.warnings()::toString);
    }

    @Test
    void shouldTellWhatPortfoliosShare() {
        String names = "instruments = [{ symbol = AAA }, { symbol = BBB }]\ndata { bar = 1d }\n" + HARD;
        String rules = "strategy = momentum, lookback-months = 1, skip-months = 0";
        RunContext alone = describe(names + "portfolio { schedule = weekly, " + rules + " }", 252, 30);
        assertEquals("AAA, BBB: momentum", alone.title());
        assertEquals("weekly decisions", fact(alone, "Risk"));
        gross = 0.5;
        RunContext two = describe(
                names + "portfolios { one { schedule = weekly, budget = 0.6, " + rules
                        + " }, two { schedule = monthly, budget = 0.4, " + rules + " } }",
                252,
                30);
        assertEquals("AAA, BBB: one, two", two.title());
        assertEquals(
                "one weekly decisions with 0.6 of the account; two monthly decisions with 0.4 of the account,"
                        + " 0.50 reached",
                fact(two, "Risk"));
    }

    @Test
    void shouldCountNamesWhereThereAreMoreThanAreRead() {
        for (int names : new int[] {RunDescription.NAMES_MAX, RunDescription.NAMES_MAX + 1}) {
            StringBuilder all = new StringBuilder("instruments = [");
            IntStream.range(0, names)
                    .forEach(i -> all.append("{ symbol = N").append(i).append(" }, "));
            RunContext context = describe(
                    all.append("]\ndata { bar = 1d }\nportfolio { strategy = momentum }\n")
                            .append(HARD)
                            .toString(),
                    252,
                    30);
            assertEquals(
                    names > RunDescription.NAMES_MAX
                            ? "13 names: momentum"
                            : "N0, N1, N2, N3, N4, N5, N6, N7, N8, N9, N10, N11: momentum",
                    context.title());
        }
    }

    private static Map<String, Object> file(String name, String symbol, int used) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("file", name);
        file.put("symbol", symbol);
        file.put("format", "ringside");
        file.put("rows", BigDecimal.valueOf(100));
        file.put("used", BigDecimal.valueOf(used));
        file.put("first", "A");
        file.put("last", "B");
        file.put("gap_seconds", 300);
        file.put("zone", "UTC");
        return file;
    }

    @Test
    void shouldTellOfEachFileOrOfAFileOfManyNamesOnce() {
        Map<String, Object> strange = file("one.csv", "QQQ", 90);
        strange.put("left_out", Map.of("duplicates", 10));
        List<Object> files = new ArrayList<>(List.of(strange, "unknown"));
        for (int i = 0; i < 5; i++) {
            files.add(file("five.csv", "F" + i, 10));
        }
        for (int i = 0; i < 6; i++) {
            files.add(file("six.csv", "S" + i, 10 + i));
        }
        more = Map.of("data", files);
        RunContext context = RunDescription.ofStudy(results(252, 30), "Study", List.of(new RunContext.Fact("a", "b")));
        assertEquals("Study", context.title());
        assertEquals("b", fact(context, "a"));
        assertEquals("recorded prices", fact(context, "Data"));
        assertEquals(
                "one.csv: ringside, 100 rows, 90 used, 10 duplicates; A to B, usual gap 300 s, UTC",
                fact(context, "File of QQQ"));
        assertEquals(
                "five.csv: ringside, 100 rows, 10 used; A to B, usual gap 300 s, UTC", fact(context, "File of F4"));
        assertEquals("", fact(context, "File of S0"));
        assertEquals(
                "six.csv: ringside, 100 rows, 75 used of these names; summary.json has each",
                fact(context, "File of 6 names"));
        assertEquals("", fact(context, "Files"));
        assertEquals(List.of(), context.warnings());
    }

    @Test
    void shouldCountFilesWhereThereAreMoreThanAreRead() {
        List<Object> files = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            files.add(file("f" + i + ".csv", "F" + i, 1));
        }
        more = Map.of("data", files);
        RunContext context = RunDescription.ofStudy(results(252, 30), "Study", List.of());
        assertEquals("2 more; summary.json has them all", fact(context, "Files"));
        assertFalse(fact(context, "File of F11").isEmpty());
        assertEquals("", fact(context, "File of F12"));
        more = Map.of("data", files.subList(0, 12));
        context = RunDescription.ofStudy(results(252, 30), "Study", List.of());
        assertEquals("", fact(context, "Files"));
        assertFalse(fact(context, "File of F11").isEmpty());
    }

    @Test
    void shouldTellOfCorporateActions() {
        more = Map.of(
                "corporate_actions",
                Map.of("dividends_paid", 3, "applied", List.of("x 2:1"), "left_out_first", List.of("y")));
        RunContext context = RunDescription.ofStudy(results(252, 30), "Study", List.of());
        assertTrue(fact(context, "Dividends").startsWith("3 paid before opens"), fact(context, "Dividends"));
        assertEquals("x 2:1", fact(context, "Corporate action"));
        assertEquals("y", fact(context, "Action left out"));
        more = Map.of("corporate_actions", Map.of());
        context = RunDescription.ofStudy(results(252, 30), "Study", List.of());
        assertEquals("", fact(context, "Corporate action"));
        assertEquals("", fact(context, "Action left out"));
    }

    @Test
    void shouldSayThatTheJournalIsNotThere() {
        RunContext context = RunDescription.read(results(252, 30));
        assertEquals("not there: no prices, stops and settings", fact(context, "Journal"));
        assertEquals("Back test", context.title());
        assertEquals(List.of(), context.parameters());
    }

    /** Short lists are told, long ones counted. */
    @Test
    void shouldTellSettingsByKey() {
        StringBuilder names = new StringBuilder("instruments = [");
        IntStream.range(0, 21)
                .forEach(i -> names.append("{ symbol = N").append(i).append(" }, "));
        RunContext context =
                describe(names + "]\ndata { bar = 1d }\nportfolio { strategy = momentum }\n" + HARD, 252, 30);
        assertTrue(
                context.parameters().contains(new RunContext.Fact("instruments", "21 entries")),
                context.parameters()::toString);
        assertTrue(context.parameters().contains(new RunContext.Fact("risk.leverage", "1")));
    }

    /** Twenty are a short list. */
    @Test
    void shouldTellEachOfTwenty() {
        StringBuilder names = new StringBuilder("instruments = [");
        IntStream.range(0, 20)
                .forEach(i -> names.append("{ symbol = N").append(i).append(" }, "));
        RunContext context =
                describe(names + "]\ndata { bar = 1d }\nportfolio { strategy = momentum }\n" + HARD, 252, 30);
        assertTrue(context.parameters().contains(new RunContext.Fact("instruments.19.symbol", "N19")));
        String list = IntStream.range(0, 20).mapToObj(i -> "N" + i).collect(Collectors.joining(", "));
        context = describe(
                names + "]\ndata { bar = 1d }\nsignal { strategy = mean-reversion-in-trend, bar = 1d, instruments = ["
                        + list + "] }\n" + HARD,
                252,
                30);
        assertTrue(
                context.parameters().contains(new RunContext.Fact("signal.instruments", "[" + list + "]")),
                context.parameters()::toString);
    }

    /** The golden run's journal, as a back test leaves it and as the days of a daemon are kept. */
    @Test
    void shouldReadWhatAJournalOrAFolderOfDaysTells() throws Exception {
        java.nio.file.Path golden = java.nio.file.Path.of(
                RunDescriptionTest.class.getResource("/journal-qqq-v1").toURI());
        for (String to : List.of("journal", "journal/2024-01-02")) {
            ReportFolder results = results(252, 30);
            java.nio.file.Path journal = folder.resolve(to);
            java.nio.file.Files.createDirectories(journal);
            try (var files = java.nio.file.Files.list(golden)) {
                for (java.nio.file.Path file : files.toList()) {
                    java.nio.file.Files.copy(file, journal.resolve(file.getFileName()));
                }
            }
            RunContext context = RunDescription.read(results);
            assertEquals("QQQ: mean-reversion-in-trend", context.title());
            assertEquals("", fact(context, "Journal"));
            // Four sessions of 78 bars are drawn, and what the strategy saw of them.
            PricePath path = context.paths().get("QQQ");
            assertEquals(312, path.count());
            assertEquals(4, context.costs().size());
            try (var files = java.nio.file.Files.list(journal)) {
                for (java.nio.file.Path file : files.toList()) {
                    java.nio.file.Files.delete(file);
                }
            }
        }
    }
}
