package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {
    private static final long E8 = FixedPoint.ONE_E8;

    private static List<SessionEquity> sessions(long... equity) {
        List<SessionEquity> sessions = new ArrayList<>();
        for (int i = 0; i < equity.length; i++) {
            sessions.add(new SessionEquity(20_000 + i, equity[i] * E8, equity[i] * E8, 0, Trade.UNKNOWN, 0.5));
        }
        return sessions;
    }

    private static Trade trade(String entry, String exit, long pnl, double r, String reason) {
        return new Trade(
                "QQQ",
                Side.BUY,
                10,
                Trade.UNKNOWN,
                nanos(entry),
                100 * E8,
                nanos(exit),
                nanos(exit),
                101 * E8,
                reason,
                0,
                pnl * E8,
                r,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
    }

    private static long nanos(String exchangeTime) {
        return ExchangeCalendar.usEquity().toNanos(LocalDateTime.parse(exchangeTime));
    }

    private static String json(Object value) {
        return Json.compact(value).replace("\"", "'");
    }

    @Test
    void shouldListTheDeepestFallsFirstAndLeaveTheLastOneOpen() {
        List<Drawdown> falls =
                Drawdown.worst(DailyReturns.ofEquity(100 * E8, sessions(90, 100, 120, 60, 80, 120, 150, 149, 147)), 5);
        assertEquals(
                List.of(
                        "day 3, deepest on 3, over on 5, 2 days, -0.5000",
                        "day 0, deepest on 0, over on 1, 1 days, -0.1000",
                        "day 7, deepest on 8, over on null, 1 days, -0.0200"),
                falls.stream().map(BlocksTest::text).toList());
        assertEquals(List.of(), Drawdown.worst(DailyReturns.ofEquity(100 * E8, sessions(100, 101)), 5));
    }

    /** Of equally deep days the first is the deepest, and a fall may begin on the first day of all. */
    @Test
    void shouldTellTheFirstOfTheDeepestDays() {
        assertEquals(List.of("day 0, deepest on 0, over on 2, 2 days, -0.1000"), falls(90, 95, 100));
        assertEquals(List.of("day 1, deepest on 2, over on 5, 4 days, -0.2000"), falls(100, 90, 80, 80, 85, 100));
        assertEquals(List.of("day 0, deepest on 1, over on null, 1 days, -0.2000"), falls(90, 80));
        assertEquals(List.of("day 1, deepest on 1, over on null, 0 days, -0.1000"), falls(100, 90));
        assertEquals(
                List.of(
                        "day 2, deepest on 2, over on 3, 1 days, -0.2000",
                        "day 0, deepest on 0, over on 1, 1 days, -0.1000"),
                falls(90, 100, 80, 100));
    }

    private static List<String> falls(long... equity) {
        return Drawdown.worst(DailyReturns.ofEquity(100 * E8, sessions(equity)), 5).stream()
                .map(BlocksTest::text)
                .toList();
    }

    /** Day 20,000 is 2024-10-04, in the fourth quarter: 4 x 2024 + 3. */
    @Test
    void shouldNumberQuarters() {
        assertEquals(
                Set.of(8_099),
                DailyReturns.ofEquity(100 * E8, sessions(100, 110)).byQuarter().keySet());
        List<SessionEquity> year = new ArrayList<>();
        for (String day : List.of("2024-12-31", "2025-01-02", "2025-03-31", "2025-04-01", "2025-09-30")) {
            year.add(new SessionEquity((int) LocalDate.parse(day).toEpochDay(), 100 * E8, 100 * E8, 0, 0, 0));
        }
        assertEquals(
                List.of(8_099, 8_100, 8_101, 8_102),
                List.copyOf(DailyReturns.ofEquity(100 * E8, year).byQuarter().keySet()));
    }

    @Test
    void shouldSumTheCommissionsOfAGroupThatAreKnown() {
        List<Contribution> groups =
                Contribution.of(List.of(costing(2, 10), costing(Trade.UNKNOWN, 5), costing(3, -1)), Trade::symbol);
        assertEquals(List.of(new Contribution("QQQ", 3, 2, 14 * E8, 5, Double.NaN)), groups);
    }

    private static Trade costing(long commissionE8, long pnl) {
        Trade one = trade("2025-03-07T09:45", "2025-03-07T10:00", pnl, Double.NaN, "STOP");
        return new Trade(
                one.symbol(),
                one.side(),
                one.quantity(),
                one.signalBarNanos(),
                one.entryNanos(),
                one.entryPriceE8(),
                one.exitBarNanos(),
                one.exitNanos(),
                one.exitPriceE8(),
                one.exitReason(),
                commissionE8,
                one.pnlE8(),
                one.rMultiple(),
                one.equityAfterE8(),
                one.indicators(),
                one.orderRef(),
                one.strategy(),
                one.maeE8(),
                one.mfeE8(),
                one.barsHeld());
    }

    private static String text(Drawdown fall) {
        return "day " + day(fall.start()) + ", deepest on " + day(fall.valley()) + ", over on " + day(fall.end()) + ", "
                + fall.days() + String.format(Locale.ROOT, " days, %.4f", fall.depth());
    }

    private static Long day(LocalDate date) {
        return date == null ? null : date.toEpochDay() - 20_000;
    }

    @Test
    void shouldCountValuesInIntervalsWithRoundBounds() {
        Histogram histogram = Histogram.of(new double[] {-0.9, -0.1, 0, 0.1, 1.4, 2.0}, 6);
        assertEquals(new Histogram(-1, 0.5, List.of(1, 1, 2, 0, 1, 0, 1)), histogram);
        assertEquals(new Histogram(3, 1, List.of(2)), Histogram.of(new double[] {3, 3}, 6));
        assertNull(Histogram.of(new double[0], 6));
    }

    @Test
    void shouldGroupTradesByWhatTheyHaveInCommon() {
        var blocks = new TradeBlocks(List.of(
                trade("2025-03-07T09:45", "2025-03-07T10:00", 10, 1, "STOP"),
                trade("2025-03-07T15:55", "2025-03-10T09:30", -5, Double.NaN, "STOP"),
                trade("2025-03-10T09:30", "2025-03-10T09:45:01", 0, -1, "")));
        assertEquals(
                "[{'label':'STOP','trades':2,'wins':1,'pnl':5.00,'mean_r':1},"
                        + "{'label':'unknown','trades':1,'wins':0,'pnl':0.00,'mean_r':-1}]",
                json(blocks.byReason()));
        assertEquals(
                "[{'label':'09:00','trades':2,'wins':1,'pnl':10.00,'mean_r':0},"
                        + "{'label':'15:00','trades':1,'wins':0,'pnl':-5.00,'mean_r':null}]",
                json(blocks.byHour()));
        assertEquals(
                "[{'label':'Monday','trades':1,'wins':0,'pnl':0.00,'mean_r':-1},"
                        + "{'label':'Friday','trades':2,'wins':1,'pnl':5.00,'mean_r':1}]",
                json(blocks.byWeekday()));
        assertEquals(
                "[{'label':'up to 15 min','trades':2,'wins':1,'pnl':10.00,'mean_r':0},"
                        + "{'label':'to 4 days','trades':1,'wins':0,'pnl':-5.00,'mean_r':null}]",
                json(blocks.byDuration()));
    }

    /** An hour begins with its first minute. */
    @Test
    void shouldGroupTradesByTheHourOfTheirEntry() {
        var blocks = new TradeBlocks(List.of(
                trade("2025-03-07T14:59", "2025-03-07T15:10", 1, 1, "STOP"),
                trade("2025-03-07T15:00", "2025-03-07T15:10", 2, 1, "STOP"),
                trade("2025-03-07T15:59", "2025-03-07T16:00", 4, 1, "STOP")));
        assertEquals(
                "[{'label':'14:00','trades':1,'wins':1,'pnl':1.00,'mean_r':1},"
                        + "{'label':'15:00','trades':2,'wins':2,'pnl':6.00,'mean_r':1}]",
                json(blocks.byHour()));
    }

    /** From a day on that the record reaches back to, were it its first or only one; the day itself does not count. */
    @Test
    void shouldCompoundReturnsSinceADay() {
        LocalDate first = LocalDate.ofEpochDay(20_000);
        DailyReturns one = DailyReturns.ofEquity(100 * E8, sessions(110));
        assertEquals(0, one.since(first));
        assertEquals(Double.NaN, one.since(first.minusDays(1)));
        DailyReturns three = DailyReturns.ofEquity(100 * E8, sessions(110, 121, 242));
        assertEquals(1.2, three.since(first), 1e-12);
        assertEquals(1, three.since(first.plusDays(1)), 1e-12);
        assertEquals(2, three.calendarDays());
        assertEquals(1.42, three.compounded(), 1e-12);
        DailyReturns none = DailyReturns.ofEquity(100 * E8, List.of());
        assertEquals(Double.NaN, none.since(first));
        assertEquals(0, none.calendarDays());
        assertEquals(0, none.compounded());
    }

    @Test
    void shouldTellACalendarWithGapsWhereNothingWasTraded() {
        // Day 20,000 is 2024-10-04.
        List<SessionEquity> days = List.of(
                new SessionEquity(20_000, 110 * E8, 0, 0, 100 * E8, 0),
                new SessionEquity(20_090, 99 * E8, 0, 0, 150 * E8, 0));
        assertEquals(
                "[{'year':2024,'months':[null,null,null,null,null,null,null,null,null,0.1,null,null],'whole':0.1,"
                        + "'benchmark':0},"
                        + "{'year':2025,'months':[-0.1,null,null,null,null,null,null,null,null,null,null,null],"
                        + "'whole':-0.1,'benchmark':0.5}]",
                json(new AccountBlocks(100 * E8, days, 0).calendar())
                        .replace("0.10000000000000009", "0.1")
                        .replace("0.09999999999999998", "0.1"));
    }

    /** 100 become 110, 99 and 121, of the benchmark 100, 80 and 120; an account that nobody compares has no second curve. */
    @Test
    void shouldDrawTheBenchmarkOnlyWhereThereIsOne() {
        List<SessionEquity> days = List.of(
                new SessionEquity(20_000, 110 * E8, 11 * E8, 99 * E8, 100 * E8, 0.5),
                new SessionEquity(20_001, 99 * E8, 99 * E8, 0, 80 * E8, 0),
                new SessionEquity(20_002, 121 * E8, 121 * E8, 0, 120 * E8, 1));
        assertEquals(
                "{'day':[20000,20001,20002],'start':100,'equity':[110,99,121],'drawdown':[0,-0.1,0],"
                        + "'benchmark':[100,80,120],'benchmark_drawdown':[0,-0.2,0],'exposure':[0.5,0,1],"
                        + "'leverage':[0.9,0,0]}",
                json(new AccountBlocks(100 * E8, days, 0).curves()));
        List<SessionEquity> alone =
                days.stream().map(day -> day.withBenchmark(Trade.UNKNOWN)).toList();
        assertEquals(
                "{'day':[20000,20001,20002],'start':100,'equity':[110,99,121],'drawdown':[0,-0.1,0],"
                        + "'benchmark':null,'benchmark_drawdown':null,'exposure':[0.5,0,1],'leverage':[0.9,0,0]}",
                json(new AccountBlocks(100 * E8, alone, 0).curves()));
    }

    @Test
    void shouldLeaveRollingFiguresOutWhenTheRecordIsTooShort() {
        assertNull(new AccountBlocks(100 * E8, sessions(new long[41]), 0).rolling());
        long[] equity = new long[42];
        for (int i = 0; i < equity.length; i++) {
            equity[i] = 100L + i % 3;
        }
        var rolling = (Map<?, ?>) new AccountBlocks(100 * E8, sessions(equity), 0).rolling();
        assertEquals(21, rolling.get("window"));
        assertEquals(22, ((List<?>) rolling.get("sharpe")).size());
    }

    @Test
    void shouldRoundAPointOfACurveAsItsExactDecimalIsRounded() {
        long seed = 815;
        var random = new SplittableRandom(seed);
        var digits = new MathContext(8, RoundingMode.HALF_EVEN);
        for (int i = 0; i < 50_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextLong(-20_000_000_000L, 20_000_000_000L) / 100.0;
                case 1 -> random.nextDouble(-1, 1);
                // Ties, and what is next to them.
                case 2 -> (random.nextLong(10_000_000, 100_000_000) + 0.5) / (1L << random.nextInt(20));
                default -> Math.nextUp((random.nextLong(10_000_000, 100_000_000) + 0.5) / 1024);
            };
            BigDecimal exact = new BigDecimal(value).round(digits).setScale(12, RoundingMode.HALF_EVEN);
            assertEquals(0, exact.compareTo(AccountBlocks.point(value)), "seed " + seed + " value " + value);
        }
        assertEquals("0.000000000012", AccountBlocks.point(1.23e-11).toPlainString());
        assertEquals("0", AccountBlocks.point(0).toPlainString());
        assertEquals("123456790000", AccountBlocks.point(123456789012.0).toPlainString());
        assertNull(AccountBlocks.point(Double.NaN));
    }

    /** Seven is not round, ten is. */
    @Test
    void shouldTakeTenWhereNoSmallerStepIsEnough() {
        assertEquals(new Histogram(0, 10, List.of(1, 0, 0, 0, 1)), Histogram.of(new double[] {0, 42}, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "15, up to 15 min",
        "16, to 30 min",
        "30, to 30 min",
        "60, to 1 hour",
        "120, to 2 hours",
        "240, to 4 hours",
        "390, to 6.5 hours",
        "391, to 1 day",
        "1440, to 1 day",
        "1441, to 2 days",
        "2880, to 2 days",
        "2881, to 4 days",
        "5760, to 4 days",
        "5761, to 1 week",
        "10080, to 1 week",
        "10081, to 30 days",
        "43200, to 30 days",
        "43201, longer"
    })
    void shouldGroupHoldingTimesByTheirBounds(int minutes, String label) {
        String from = "2025-04-01T09:30";
        String to = LocalDateTime.parse(from).plusMinutes(minutes).toString();
        String json = json(new TradeBlocks(List.of(trade(from, to, 10, 1, "STOP"))).byDuration());
        assertEquals("[{'label':'" + label + "','trades':1,'wins':1,'pnl':10.00,'mean_r':1}]", json);
    }

    /** Where the exit's own time is not told the bar of the exit is what is known. */
    @Test
    void shouldCountToTheExitsBarWhereTheExitIsNotTold() {
        Trade told = trade("2025-04-01T09:30", "2025-04-01T10:00", 10, 1, "STOP");
        Trade unknown = new Trade(
                told.symbol(),
                told.side(),
                told.quantity(),
                told.signalBarNanos(),
                told.entryNanos(),
                told.entryPriceE8(),
                nanos("2025-04-01T09:40"),
                Trade.UNKNOWN,
                told.exitPriceE8(),
                "",
                0,
                1,
                1,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
        assertTrue(unknown.isWin(), "the least that can be won");
        assertEquals(
                "[{'label':'up to 15 min','trades':1,'wins':1,'pnl':0.00000001,'mean_r':1}]",
                json(new TradeBlocks(List.of(unknown)).byDuration()));
    }

    /** Half a year where there are two of them, else a quarter, else a month. */
    @ParameterizedTest
    @CsvSource({"125, 21", "126, 63", "251, 63", "252, 126"})
    void shouldTakeTheWindowThatTheRecordAllows(int count, int window) {
        var rolling = (Map<?, ?>) new AccountBlocks(100 * E8, doubled(count), 0).rolling();
        assertEquals(window, rolling.get("window"));
        List<?> days = (List<?>) rolling.get("day");
        assertEquals(count - window + 1, days.size());
        assertEquals(20_000 + window - 1, days.get(0));
        assertEquals(20_000 + count - 1, days.get(days.size() - 1));
        for (String figure : List.of("sharpe", "volatility", "beta")) {
            assertEquals(days.size(), ((List<?>) rolling.get(figure)).size(), figure);
        }
        assertEquals(Set.of("2"), texts(rolling.get("beta")), "it moves twice as much");
    }

    /** The account gains two and loses one in turns, the benchmark half of it each day. */
    private static List<SessionEquity> doubled(int count) {
        List<SessionEquity> sessions = new ArrayList<>();
        double equity = 100;
        double benchmark = 100;
        for (int i = 0; i < count; i++) {
            double move = i % 2 == 0 ? 0.02 : -0.01;
            equity *= 1 + move;
            benchmark *= 1 + move / 2;
            long equityE8 = FixedPoint.ofDouble(equity);
            sessions.add(new SessionEquity(20_000 + i, equityE8, equityE8, 0, FixedPoint.ofDouble(benchmark), 0.5));
        }
        return sessions;
    }

    private static Set<String> texts(Object points) {
        return ((List<?>) points)
                .stream()
                        .map(point -> String.format(Locale.ROOT, "%.5f", ((BigDecimal) point).doubleValue())
                                .replaceFirst("\\.?0*$", ""))
                        .collect(Collectors.toSet());
    }

    /** Of 21 days eleven are of one kind and ten of the other, in turns. */
    @Test
    void shouldCountRollingSharpeRatiosFromTheRisklessRate() {
        var rolling = (Map<?, ?>) new AccountBlocks(100 * E8, doubled(42), 5).rolling();
        double riskless = Math.pow(1.05, 1 / 252.0) - 1;
        double mean = (11 * 0.02 - 10 * 0.01) / 21;
        double deviation = Math.sqrt((11 * Math.pow(0.02 - mean, 2) + 10 * Math.pow(-0.01 - mean, 2)) / 20);
        List<?> sharpe = (List<?>) rolling.get("sharpe");
        assertEquals((mean - riskless) / deviation * Math.sqrt(252), ((BigDecimal) sharpe.get(0)).doubleValue(), 1e-5);
        List<?> volatility = (List<?>) rolling.get("volatility");
        assertEquals(deviation * Math.sqrt(252), ((BigDecimal) volatility.get(0)).doubleValue(), 1e-6);
        assertNull(((Map<?, ?>) new AccountBlocks(100 * E8, sessions(new long[42]), 5).rolling()).get("beta"));
    }

    /** A session in which the benchmark is worth nothing tells that there is none. */
    @Test
    void shouldHaveNoBenchmarkWhereASessionHasNone() {
        List<SessionEquity> days = List.of(
                new SessionEquity(20_000, 110 * E8, 0, 0, 1, 0), new SessionEquity(20_001, 99 * E8, 0, 0, 0, 0));
        assertNull(DailyReturns.ofBenchmark(100 * E8, days));
        assertEquals(1, DailyReturns.ofBenchmark(100 * E8, days.subList(0, 1)).count());
        Summary summary = Summary.of(new Run(100 * E8, 0, 0, 1, 1, "", false, Double.NaN, false, 0), List.of(), days);
        assertNull(summary.values().get("benchmark_return_pct"));
    }

    @Test
    void shouldHaveALeverageAsLongAsAnythingIsLeft() {
        assertEquals(3, new SessionEquity(1, 1, -2, 3, 0, 0).leverage());
    }

    /** Day 20,000 is a Friday, 2024-10-04. */
    @Test
    void shouldWriteFallsAsRows() {
        assertEquals(
                "[{'start':'2024-10-07','valley':'2024-10-07','end':'2024-10-09','days':2,'depth':-0.5},"
                        + "{'start':'2024-10-11','valley':'2024-10-12','end':null,'days':1,'depth':-0.25}]",
                json(new AccountBlocks(100 * E8, sessions(100, 110, 128, 64, 80, 128, 256, 224, 192), 0).drawdowns())
                        .replace("0.25000000000000006", "0.25"));
    }

    /** Half won and half lost: fifty percent either way. */
    @Test
    void shouldSpreadReturnsInPercent() {
        Map<?, ?> spread = (Map<?, ?>) new AccountBlocks(100 * E8, sessions(150, 75), 0).returns();
        assertEquals(-50.0, ((Number) spread.get("lowest")).doubleValue());
        double width = ((Number) spread.get("width")).doubleValue();
        List<?> counts = (List<?>) spread.get("counts");
        assertEquals(1, counts.get(0));
        assertEquals(1, counts.get((int) (100 / width)));
        assertNull(new AccountBlocks(100 * E8, List.of(), 0).returns());
    }

    @Test
    void shouldTellMetricsOfTheBenchmarkBesideTheAccounts() {
        List<SessionEquity> days = List.of(
                new SessionEquity(20_000, 110 * E8, 0, 0, 100 * E8, 0),
                new SessionEquity(20_001, 150 * E8, 0, 0, 125 * E8, 0));
        assertEquals("0.50, 0.25", growth(new AccountBlocks(100 * E8, days, 0)));
        List<SessionEquity> alone =
                days.stream().map(day -> day.withBenchmark(Trade.UNKNOWN)).toList();
        assertEquals("0.50, null", growth(new AccountBlocks(100 * E8, alone, 0)));
        List<String> names = names(new AccountBlocks(100 * E8, alone, 0));
        assertFalse(names.contains("beta"), names.toString());
        assertTrue(names(new AccountBlocks(100 * E8, days, 0)).contains("beta"));
    }

    private static List<String> names(AccountBlocks of) {
        return of.metrics().stream()
                .map(row -> String.valueOf(((Map<?, ?>) row).get("name")))
                .toList();
    }

    private static String growth(AccountBlocks of) {
        Map<?, ?> row = (Map<?, ?>) of.metrics().get(names(of).indexOf("cumulative_return"));
        return figure(row.get("value")) + ", " + figure(row.get("benchmark"));
    }

    private static String figure(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : "null";
    }

    /** Ten were won with twice what was at risk, five; it was down by as much and up by twenty. */
    @Test
    void shouldListTradesWithTheirPlacesOnThePath() {
        long entry = nanos("2025-03-07T09:45");
        long exit = nanos("2025-03-07T10:01");
        Trade known = new Trade(
                "QQQ",
                Side.SELL,
                10,
                Trade.UNKNOWN,
                entry,
                100 * E8,
                nanos("2025-03-07T10:00"),
                exit,
                99 * E8,
                "STOP",
                0,
                10 * E8,
                2,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "dip",
                5 * E8,
                20 * E8,
                3);
        Trade unknown = new Trade(
                "SPY",
                Side.NONE,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                nanos("2025-03-07T10:00"),
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                "",
                0,
                -E8,
                Double.NaN,
                Trade.UNKNOWN,
                Map.of(),
                0,
                "",
                Trade.UNKNOWN,
                Trade.UNKNOWN,
                Trade.UNKNOWN);
        PricePath path = new PricePath();
        for (int bar = 0; bar < 8; bar++) {
            path.add(nanos("2025-03-07T09:30") + bar * 5L * ExchangeCalendar.MINUTE_NANOS, E8, E8, E8, E8, 0);
        }
        TradeBlocks blocks = new TradeBlocks(List.of(known, unknown));
        Map<String, Object> list = blocks.list(Map.of("QQQ", path));
        assertEquals(2, list.get("count"));
        assertEquals(
                "[['QQQ',false,10,'2025-03-07 09:45','2025-03-07 10:01',100.00,99.00,10.00,2,'STOP',1,4,3,6],"
                        + "['SPY',true,null,'2025-03-07 10:00','2025-03-07 10:00',null,null,-1.00,null,'',null,null,-1,-1]]",
                json(list.get("rows")));
        assertEquals(14, ((List<?>) list.get("columns")).size());
        assertEquals(
                "[{'label':'dip','trades':1,'wins':1,'pnl':10.00,'mean_r':2},"
                        + "{'label':'unknown','trades':1,'wins':0,'pnl':-1.00,'mean_r':null}]",
                json(blocks.byStrategy()));
        assertEquals(
                "[{'label':'QQQ','trades':1,'wins':1,'pnl':10.00,'mean_r':2},"
                        + "{'label':'SPY','trades':1,'wins':0,'pnl':-1.00,'mean_r':null}]",
                json(blocks.bySymbol()));
        assertEquals("{'lowest':2,'width':1,'counts':[1]}", json(blocks.rMultiples()));
        assertNull(new TradeBlocks(List.of(unknown)).rMultiples());
        List<Trade> many = new ArrayList<>(java.util.Collections.nCopies(4000, known));
        many.add(0, unknown);
        Map<String, Object> last = new TradeBlocks(many).list(Map.of());
        assertEquals(4001, last.get("count"));
        assertEquals(4000, ((List<?>) last.get("rows")).size());
        assertEquals("QQQ", ((List<?>) ((List<?>) last.get("rows")).get(0)).get(0), "the first one is left out");
    }
}
