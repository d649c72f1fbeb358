package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
    private static final long E8 = FixedPoint.ONE_E8;
    private static final long START_E8 = 10_000 * E8;
    private static final Run RUN = new Run(START_E8, 3 * E8, E8 / 4, 780, 1600, "ab12", true, Double.NaN, false, 0);

    @TempDir
    Path folder;

    private static Summary golden() {
        return Summary.of(
                new Run(Golden.START_E8, 0, 0, 1, 1, "", false, Double.NaN, false, 0),
                TradeFile.read(Golden.file("trades.csv")),
                EquityFile.read(Golden.file("equity.csv")));
    }

    private static Trade trade(String day, long pnl) {
        long exit = LocalDate.parse(day).atTime(15, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
        return new Trade(
                "QQQ",
                Side.BUY,
                1,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                exit,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                "",
                Trade.UNKNOWN,
                pnl * E8,
                Double.NaN,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
    }

    private static SessionEquity session(String day, long equity) {
        return new SessionEquity(
                (int) LocalDate.parse(day).toEpochDay(), equity * E8, equity * E8, 0, Trade.UNKNOWN, 0);
    }

    @Test
    void shouldAgreeWithNumpyOnMadeUpTradesAndEquity() {
        Summary summary = golden();
        Map<String, Double> expected = Golden.expected();
        expected.keySet().removeIf(name -> name.contains("."));
        assertEquals(29, expected.size());
        expected.forEach((name, value) -> Golden.assertClose(name, value, summary.number(name)));
    }

    @Test
    void shouldReproduceThePublishedFiguresOfThePublishedTrades() {
        Summary summary = Summary.ofTrades(START_E8, TradeFile.read(SharedData.file("oracle/published-trades.csv")));
        Map<String, Double> published = Map.ofEntries(
                Map.entry("final_equity", 487937.30),
                Map.entry("total_return_pct", 4779.373),
                Map.entry("trades", 1214.0),
                Map.entry("wins", 478.0),
                Map.entry("losses", 736.0),
                Map.entry("win_rate_pct", 39.37397),
                Map.entry("average_win", 2450.92627),
                Map.entry("largest_win", 29866.89),
                Map.entry("average_loss", -942.39874),
                Map.entry("largest_loss", -9601.28),
                Map.entry("profit_factor", 1.68906),
                Map.entry("max_drawdown_trades_pct", -14.28572),
                Map.entry("sharpe_trades", 1.41592),
                Map.entry("longest_winning_streak", 8.0),
                Map.entry("mean_winning_streak", 1.68310),
                Map.entry("longest_losing_streak", 14.0),
                Map.entry("mean_losing_streak", 2.60071));
        published.forEach((name, value) ->
                assertEquals(value, summary.number(name), 0.000005 * Math.max(1, Math.abs(value)), name));
        // Computed with pandas; to every digit rather than to the published five.
        Golden.assertClose("sharpe_trades", 1.4159237654930237, summary.number("sharpe_trades"));
        Golden.assertClose("max_drawdown", -14.285716207751445, summary.number("max_drawdown_trades_pct"));
        Golden.assertClose("profit_factor", 1.6890621840107458, summary.number("profit_factor"));
    }

    @Test
    void shouldReadBackTheSameSummaryThatItWrote() throws IOException {
        Summary summary = golden().with("profile", "published");
        Path file = folder.resolve("summary.json");
        Files.writeString(file, summary.json());
        assertEquals(summary.json(), Summary.read(file).json());
        assertEquals(summary.values(), Summary.read(file).values());
        List<String> keys = new ArrayList<>(Summary.KEYS);
        keys.add("profile");
        assertEquals(keys, List.copyOf(summary.values().keySet()));
    }

    @Test
    void shouldHoldOnlyNullsAndZeroesWhenThereAreNeitherTradesNorSessions() {
        Summary summary = Summary.of(RUN, List.of(), List.of());
        assertEquals(new BigDecimal("10000.00"), summary.values().get("final_equity"));
        assertEquals(new BigDecimal("0"), summary.values().get("total_return_pct"));
        assertEquals(new BigDecimal("0"), summary.values().get("longest_losing_streak"));
        for (String key :
                List.of("win_rate_pct", "average_win", "profit_factor", "sharpe", "sharpe_trades", "calmar")) {
            assertNull(summary.values().get(key), key);
        }
        assertFalse(summary.json().contains("NaN"), summary.json());
        assertTrue(SummaryTable.text(summary).contains("n/a"));
    }

    @Test
    void shouldSayOfAListWithoutTradesThatNothingWasWonOrLost() {
        Summary summary = Summary.ofTrades(START_E8, List.of());
        assertEquals(new BigDecimal("10000.00"), summary.values().get("final_equity"));
        assertEquals(new BigDecimal("0"), summary.values().get("trades"));
        for (String key : List.of("cagr_pct", "win_rate_pct", "sharpe_trades", "commissions")) {
            assertNull(summary.values().get(key), key);
        }
    }

    @Test
    void shouldLeaveUndefinedWhatOneDayOrNoLossCannotTell() {
        Summary summary = Summary.of(RUN, List.of(trade("2025-05-21", 100)), List.of(session("2025-05-21", 10_100)));
        for (String key : List.of(
                "average_loss",
                "largest_loss",
                "profit_factor",
                "sharpe",
                "sharpe_trades",
                "sortino",
                "calmar",
                "cagr_pct",
                "volatility_pct",
                "mean_losing_streak",
                "benchmark_return_pct")) {
            assertNull(summary.values().get(key), key);
        }
        assertEquals(0, summary.number("max_drawdown_pct"));
        assertEquals(100, summary.number("win_rate_pct"));
        assertEquals(1, summary.number("mean_winning_streak"));
    }

    @Test
    void shouldLeaveRatiosOfOneLosingDayUndefined() {
        Summary summary = Summary.of(RUN, List.of(trade("2025-05-21", -100)), List.of(session("2025-05-21", 9_900)));
        assertNull(summary.values().get("sharpe"));
        assertNull(summary.values().get("sortino"));
    }

    @Test
    void shouldStopAtTheLossOfEverything() {
        Summary summary = Summary.of(
                RUN,
                List.of(trade("2025-05-21", -12_000), trade("2025-05-22", 5_000)),
                List.of(session("2025-05-21", -2_000), session("2025-05-22", 3_000)));
        assertEquals(true, summary.values().get("ruined"));
        assertEquals(-100, summary.number("total_return_pct"));
        assertEquals(-100, summary.number("max_drawdown_pct"));
        assertEquals(-100, summary.number("max_drawdown_trades_pct"), 1e-9);
        assertEquals(0, summary.number("final_equity"));
        assertEquals(
                true,
                Summary.ofTrades(START_E8, List.of(trade("2025-05-21", -12_000)))
                        .values()
                        .get("ruined"));
    }

    @Test
    void shouldTellNoFigureOfAYearUnderTwentySessions() {
        List<SessionEquity> few = new ArrayList<>();
        for (int day = 1; day <= 20; day++) {
            Summary summary = Summary.of(RUN, List.of(), few);
            assertNull(summary.values().get("cagr_pct"));
            assertNull(summary.values().get("calmar"));
            few.add(session("2025-03-%02d".formatted(day), 10_000 + 10 * day));
        }
        assertTrue(Summary.of(RUN, List.of(), few).number("cagr_pct") > 0);
    }

    @Test
    void shouldCountRatiosFromTheRisklessRate() {
        List<SessionEquity> days = new ArrayList<>();
        double[] equity = {10_010, 10_000, 10_030, 10_020};
        for (int i = 0; i < equity.length; i++) {
            days.add(session("2025-03-0" + (3 + i), (long) equity[i]));
        }
        double daily = Math.pow(1.05, 1 / 252.0) - 1;
        double[] excess = new double[4];
        double before = 10_000;
        double mean = 0;
        for (int i = 0; i < 4; i++) {
            excess[i] = equity[i] / before - 1 - daily;
            mean += excess[i] / 4;
            before = equity[i];
        }
        double squares = 0;
        for (double one : excess) {
            squares += (one - mean) * (one - mean) / 3;
        }
        Summary summary = Summary.of(RUN.withRiskless(5), List.of(), days);
        assertEquals(mean / Math.sqrt(squares) * Math.sqrt(252), summary.number("sharpe"), 1e-9);
        assertEquals(5, summary.number("riskless_pct"));
    }

    @Test
    void shouldCountTheStartingCapitalAsAPeakOnlyWhereTheDefinitionSaysSo() {
        Summary summary = Summary.of(
                RUN,
                List.of(trade("2025-05-21", -1000), trade("2025-05-22", -900), trade("2025-05-23", 100)),
                List.of(session("2025-05-21", 9_000), session("2025-05-22", 8_100), session("2025-05-23", 8_200)));
        assertEquals(-19, summary.number("max_drawdown_pct"), 1e-12);
        assertEquals(-10, summary.number("max_drawdown_trades_pct"), 1e-12);
    }

    @Test
    void shouldNotCallATradeOfNothingAWin() {
        Summary summary = Summary.ofTrades(START_E8, List.of(trade("2025-05-21", 0), trade("2025-05-22", 5)));
        assertEquals(1, summary.number("losses"));
        assertEquals(0, summary.number("largest_loss"));
        assertNull(summary.values().get("profit_factor"));
    }

    @Test
    void shouldOrderTradesByTheirExits() {
        Summary summary = Summary.ofTrades(
                START_E8, List.of(trade("2025-05-23", -5), trade("2025-05-21", 5), trade("2025-05-22", 5)));
        assertEquals(2, summary.number("longest_winning_streak"));
        assertEquals(10_005, summary.number("final_equity"));
    }

    @Test
    void shouldSayWhatIsWrongWhenTheFileIsNoSummary() throws IOException {
        assertFails("{\"trades\": 1}", ": key starting_equity is missing; run the back test again");
        assertFails("[1]", ": holds no summary; run the back test again");
        assertFails("{\n\"trades\": NaN}", " line 2: is no JSON: ");
        assertFails(
                golden().json().replace("\"trades\": 180", "\"trades\": \"180\""), ": key trades has a wrong value");
        Path absent = folder.resolve("absent.json");
        assertTrue(assertThrows(UserError.class, () -> Summary.read(absent))
                .getMessage()
                .startsWith(absent + ": cannot be read"));
    }

    @Test
    void shouldRefuseToReadWhatIsTooLongForASummary() throws IOException {
        int most = 16 << 20;
        assertFails("[" + " ".repeat(most - 2) + "]", ": holds no summary; run the back test again");
        assertFails("[" + " ".repeat(most - 1) + "]", ": is too long for a summary; run the back test again");
    }

    @Test
    void shouldBeginARunWithCapital() {
        assertEquals(1, new Run(1, 0, 0, 1, 1, "", false, Double.NaN, false, 0).startingEquityE8());
        for (long none : new long[] {0, -1}) {
            assertEquals(
                    "a run starts with capital",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new Run(none, 0, 0, 1, 1, "", false, Double.NaN, false, 0))
                            .getMessage());
        }
    }

    private void assertFails(String content, String message) throws IOException {
        Path file = folder.resolve("summary.json");
        Files.writeString(file, content);
        String actual = assertThrows(UserError.class, () -> Summary.read(file)).getMessage();
        assertTrue(actual.startsWith(file + message), actual);
    }

    /** An account of exactly nothing is as ruined as one that owes, whoever tells. */
    @Test
    void shouldCallNothingRuined() {
        assertEquals(
                true,
                Summary.of(RUN, List.of(), List.of(session("2025-05-21", 0)))
                        .values()
                        .get("ruined"));
        assertEquals(
                true,
                Summary.ofTrades(START_E8, List.of(trade("2025-05-21", -10_000)))
                        .values()
                        .get("ruined"));
        assertEquals(
                false,
                Summary.ofTrades(START_E8, List.of(trade("2025-05-21", -9_999)))
                        .values()
                        .get("ruined"));
    }

    /** A tenth in the 366 days from the first to the last that is known. */
    @Test
    void shouldGrowByTheCalendarFromTheFirstToTheLastThatIsKnown() {
        Summary summary = Summary.ofTrades(START_E8, List.of(trade("2024-01-02", 500), trade("2025-01-02", 500)));
        assertEquals(100 * (Math.pow(1.1, 365.25 / 366) - 1), summary.number("cagr_pct"), 1e-9);
    }

    /** Only what is told is summed; if nothing is, nothing is known. */
    @Test
    void shouldSumTheCommissionsThatAreTold() {
        Trade unknown = trade("2025-05-21", 5);
        assertNull(Summary.ofTrades(START_E8, List.of(unknown)).values().get("commissions"));
        assertEquals(
                new BigDecimal("3.50"),
                Summary.ofTrades(START_E8, List.of(unknown, charged(1), unknown, charged(2.5)))
                        .values()
                        .get("commissions"));
    }

    private static Trade charged(double commission) {
        Trade one = trade("2025-05-22", 5);
        return new Trade(
                one.symbol(),
                one.side(),
                1,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                one.exitBarNanos(),
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                "",
                FixedPoint.ofDouble(commission),
                5 * E8,
                Double.NaN,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
    }

    /** The table of a run is all there; labels to the left, figures to the right, a digest below. */
    @Test
    void shouldLayOutTheTable() {
        Summary run = Summary.of(
                        RUN,
                        List.of(trade("2025-05-21", 100), trade("2025-05-22", -50)),
                        List.of(session("2025-05-21", 10_100), session("2025-05-22", 10_050)))
                .with("corporate_actions", Map.of("dividends_paid", 12.5));
        // Returns of 1 % and -0.49505 %: 0.252475 % of mean, 1.05716 % of deviation, times the root of 252.
        assertEquals("""
                Starting equity     10,000.00    Trades                        2
                Final equity        10,050.00    Won / lost                1 / 1
                Net profit              50.00    Win rate             50.00000 %
                Of it dividends         12.50    Profit factor           2.00000
                Total return        0.50000 %    Expectancy                25.00
                CAGR                      n/a    Average win              100.00
                Volatility         16.78189 %    Largest win              100.00
                Max drawdown       -0.49505 %    Average loss             -50.00
                Drawdown at exits  -0.49505 %    Largest loss             -50.00
                Sharpe                3.79122    Winning streak  1, mean 1.00000
                Sharpe at exits           n/a    Losing streak   1, mean 1.00000
                Sortino              11.44947    Commissions                3.00
                Calmar                    n/a    Slippage                   0.25
                Time in market      0.00000 %    Bars                        780
                Buy and hold              n/a    Events                    1,600
                Its max drawdown          n/a
                Digest             ab12
                Synthetic prices: generated, no market's.
                """, SummaryTable.text(run));
        assertEquals("""
                Starting equity    10,000.00    Trades                        1
                Final equity       10,100.00    Won / lost                1 / 0
                Net profit            100.00    Win rate            100.00000 %
                Total return       1.00000 %    Expectancy               100.00
                Drawdown at exits  0.00000 %    Average win              100.00
                                                Largest win              100.00
                                                Winning streak  1, mean 1.00000
                                                Losing streak       0, mean n/a
                """, SummaryTable.text(Summary.ofTrades(START_E8, List.of(trade("2025-05-21", 100)))));
    }
}
