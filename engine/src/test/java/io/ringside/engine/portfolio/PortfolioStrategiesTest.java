package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each portfolio strategy says of names whose prices are so simple that it can be told by hand: a line a name, with its
 * rank, its score, what may be done and why.
 */
class PortfolioStrategiesTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int TODAY = day("2025-06-30");

    private Universe universe;
    private Names names;
    private PriceHistory history;
    private PortfolioStrategy strategy;
    private List<String> symbols;

    /** How often a rule decides, how far it looks back, and by how much a holding may be off, where nothing else is set. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clenow          |                                          | wednesday     | 201 | 0",
                "clenow          | slope-bars = 300                         | wednesday     | 301 | 0",
                "dual-momentum   |                                          | month-end     | 280 | 0",
                "dual-momentum   | variant = code, choices = [SPY]          | every 21 days | 280 | 0",
                "golden-cross    | slots = {AGG=1, BIL=1, SHY=1, SPY=9, VEU=1} | daily         | 201 | 0",
                "mean-reversion  |                                          | week-end      | 50  | 0",
                "momentum        |                                          | weekly        | 312 | 0",
                "sector-rotation | funds = [SPY]                            | month-end     | 253 | 0",
                "sector-rotation | funds = [SPY], variant = code            | every 21 days | 253 | 0.05"
            })
    void shouldDecideAsOftenAsItsRuleSays(String name, String settings, String schedule, int bars, String band) {
        begin(name, settings == null ? "" : settings, "AGG", "BIL", "SHY", "SPY", "VEU");
        assertEquals(schedule, strategy.schedule());
        assertEquals(bars, strategy.barsKept());
        assertEquals(band, strategy.band());
    }

    // ---- Dual momentum --------------------------------------------------------------------------------------------

    @Test
    void shouldHoldTheBetterOfHomeAndWorldWhenSharesGainedMoreThanBills() {
        begin("dual-momentum", "", "AGG", "BIL", "SPY", "VEU");
        yearApart(100, 100, 101, 102, 100, 110, 100, 105);
        assertEquals(
                List.of(
                        "SPY 1 0.1000 enter rebalance 1/1",
                        "VEU 2 0.0500 leave not picked 1/1",
                        "BIL 3 0.0099 leave not picked 1/1",
                        "AGG 0 0.0000 leave not picked 1/1"),
                decide());
        begin("dual-momentum", "", "AGG", "BIL", "SPY", "VEU");
        yearApart(100, 100, 100, 102, 100, 110, 100, 111);
        assertEquals("VEU 2 0.1100 enter rebalance 1/1", decide().get(1));
        begin("dual-momentum", "", "AGG", "BIL", "SPY", "VEU");
        yearApart(100, 100, 100, 102, 100, 110, 100, 110);
        assertEquals("SPY 1 0.1000 enter rebalance 1/1", decide().get(0), "home, where both are the same");
    }

    @Test
    void shouldHoldBondsWhenBillsGainedAsMuchAsShares() {
        begin("dual-momentum", "", "AGG", "BIL", "SPY", "VEU");
        yearApart(100, 100, 100, 103, 100, 103, 100, 150);
        assertEquals(
                List.of(
                        "SPY 1 0.0300 leave not picked 1/1",
                        "VEU 2 0.5000 leave not picked 1/1",
                        "BIL 3 0.0300 leave not picked 1/1",
                        "AGG 0 0.0000 enter rebalance 1/1"),
                decide());
    }

    @Test
    void shouldSayNothingBeforeThereIsAYearOfEachFund() {
        begin("dual-momentum", "", "AGG", "BIL", "SPY", "VEU");
        yearApart(100, 100, 100, 102, 100, 110);
        assertEquals(List.of("not yet"), decide());
    }

    @Test
    void shouldHoldTheBestFundUnlessItIsBelowTheHurdle() {
        String code = "variant = code, choices = [QQQ, SPY], hurdle = 0.02";
        begin("dual-momentum", code, "QQQ", "SHY", "SPY");
        bars(0, flat(252, 100), 112);
        bars(1, flat(252, 100), 100);
        bars(2, flat(252, 100), 105);
        assertEquals(
                List.of(
                        "QQQ 1 0.1000 enter rebalance 1/1",
                        "SPY 2 0.0300 leave not picked 1/1",
                        "SHY 0 0.0000 leave not picked 1/1"),
                decide());
        begin("dual-momentum", code, "QQQ", "SHY", "SPY");
        bars(0, flat(252, 100), 101);
        bars(1, flat(252, 100), 100);
        bars(2, flat(252, 100), 100);
        assertEquals(
                List.of(
                        "QQQ 1 -0.0100 leave not picked 1/1",
                        "SPY 2 -0.0200 leave not picked 1/1",
                        "SHY 0 0.0000 enter rebalance 1/1"),
                decide());
        begin("dual-momentum", code, "QQQ", "SHY", "SPY");
        bars(0, flat(251, 100), 112);
        bars(2, flat(252, 100), 112);
        assertEquals(List.of("not yet"), decide());
        assertThrows(UserError.class, () -> begin("dual-momentum", "variant = code", "SHY"));
    }

    @Test
    void shouldHoldTheBestFundThatIsAtTheHurdle() {
        begin("dual-momentum", "variant = code, choices = [QQQ, SPY], hurdle = 0", "QQQ", "SHY", "SPY");
        bars(0, flat(252, 100), 100);
        bars(1, flat(252, 100), 100);
        bars(2, flat(252, 100), 99);
        assertEquals("QQQ 1 0.0000 enter rebalance 1/1", decide().get(0));
    }

    // ---- Sector rotation ------------------------------------------------------------------------------------------

    @Test
    void shouldHoldTheStrongestFundsInEqualParts() {
        begin("sector-rotation", "variant = bars-126, top = 3, funds = [XA, XB, XC, XD]", "XA", "XB", "XC", "XD");
        double[] now = {103, 101, 104, 102};
        for (int name = 0; name < 4; name++) {
            bars(name, flat(126, 100), now[name]);
        }
        assertEquals(
                List.of(
                        "XC 1 0.0400 enter add trim rebalance 1/3 sure 1.00",
                        "XA 2 0.0300 enter add trim rebalance 1/3 sure 0.50",
                        "XD 3 0.0200 enter add trim rebalance 1/3",
                        "XB 4 0.0100 leave not among the best 1/3"),
                decide());
    }

    @Test
    void shouldBeginOnlyOnceAllFundsCanBeRanked() {
        begin("sector-rotation", "variant = bars-126, funds = [XA, XB]", "XA", "XB");
        bars(0, flat(126, 100), 103);
        bars(1, flat(125, 100), 103);
        assertEquals(List.of("not yet"), decide());
        begin("sector-rotation", "funds = [XA, XB]", "XA", "XB");
        monthsApart(3, 100, 90, 100, 95);
        assertEquals(
                List.of(
                        "XB 1 -0.0500 enter add trim rebalance 1/3 sure 1.00",
                        "XA 2 -0.1000 enter add trim rebalance 1/3 sure 0.50"),
                decide());
    }

    @Test
    void shouldLeaveThePartOfAFundThatHasLostInCash() {
        String modern = "variant = modern-252, top = 2, funds = [XA, XB, XC, XD], modern-without = [XD]";
        begin("sector-rotation", modern, "XA", "XB", "XC", "XD");
        bars(0, flat(251, 100), 102);
        bars(1, flat(251, 100), 99);
        bars(2, flat(250, 100), 150);
        bars(3, flat(251, 100), 150);
        assertEquals(
                List.of(
                        "XA 1 0.0200 enter add trim rebalance 1/2 sure 1.00",
                        "XB 2 -0.0100 leave not among the best 1/2",
                        "XC 0 0.0000 leave exit 0/1"),
                decide());
    }

    /** Figures of a few lines of Python: statistics.stdev of the daily returns, which are all that is not round. */
    @Test
    void shouldRankByStrengthAgainstTheIndexOverVolatility() {
        begin("sector-rotation", "variant = code, top = 1, funds = [XA, XB]", "SPY", "XA", "XB");
        double[] swing =
                IntStream.range(0, 252).mapToDouble(i -> i % 2 == 0 ? 100 : 101).toArray();
        double[] wide =
                IntStream.range(0, 252).mapToDouble(i -> i % 2 == 0 ? 100 : 102).toArray();
        bars(0, swing, 104);
        bars(1, wide, 110);
        bars(2, swing, 98);
        assertEquals(
                List.of("XA 1 0.0353 enter add trim rebalance 1/1 sure 1.00", "XB 0 0.0000 leave exit 0/1"), decide());
    }

    /**
     * Days of 0 and 0.4 per cent, and of 0.1 and 0.6, in turn, for 253 and for 301 bars: 0.3617 by a few lines of Python, as
     * above. A mean that is not 0 counts, too, and that the deviation is a sample's.
     */
    @Test
    void shouldMeasureVolatilityAroundTheMean() {
        begin("sector-rotation", "variant = code, top = 1, funds = [XA]", "SPY", "XA");
        for (int name = 0; name < 2; name++) {
            double price = 100;
            int bars = name == 0 ? 253 : 301;
            for (int bar = 0; bar < bars; bar++) {
                on(name, TODAY - (bars - 1) + bar, price);
                price *= name == 0 ? (bar % 2 == 0 ? 1 : 1.004) : (bar % 2 == 0 ? 1.001 : 1.006);
            }
        }
        assertEquals(List.of("XA 1 0.3617 enter add trim rebalance 1/1 sure 1.00"), decide());
    }

    /** PORTFOLIO.md, S1-07: what is weaker than the index by more than the limit is sold, also where that is every fund. */
    @Test
    void shouldLeaveAllFundsWhenNoneIsStrongEnough() {
        begin("sector-rotation", "variant = code, top = 1, funds = [XA, XB]", "SPY", "XA", "XB");
        double[] swing =
                IntStream.range(0, 252).mapToDouble(i -> i % 2 == 0 ? 100 : 101).toArray();
        bars(0, swing, 110);
        bars(1, swing, 104);
        bars(2, swing, 98);
        assertEquals(List.of("XA 0 0.0000 leave exit 0/1", "XB 0 0.0000 leave exit 0/1"), decide());
        begin("sector-rotation", "variant = code, top = 1, funds = [XA, XB]", "SPY", "XA", "XB");
        bars(0, flat(251, 100), 110);
        bars(1, swing, 104);
        bars(2, swing, 98);
        assertEquals(List.of("not yet"), decide(), "the index is too young");
    }

    /** A return over 252 sessions takes 253 bars. */
    @Test
    void shouldRankAFundOnlyOnceItHasAYear() {
        double[] swing =
                IntStream.range(0, 252).mapToDouble(i -> i % 2 == 0 ? 100 : 101).toArray();
        begin("sector-rotation", "variant = code, top = 1, funds = [XA, XB]", "SPY", "XA", "XB");
        bars(0, swing, 100);
        bars(1, Arrays.copyOfRange(swing, 1, 252), 110);
        bars(2, swing, 100);
        assertEquals(
                List.of("XB 1 -0.0059 enter add trim rebalance 1/1 sure 1.00", "XA 0 0.0000 leave exit 0/1"), decide());
        begin("sector-rotation", "variant = code, top = 1, funds = [XA]", "SPY", "XA");
        bars(0, swing, 100);
        bars(1, Arrays.copyOfRange(swing, 1, 252), 110);
        assertEquals(List.of("not yet"), decide());
    }

    @Test
    void shouldNotRankAFundWhosePriceHasNeverMoved() {
        begin("sector-rotation", "variant = code, top = 1, funds = [XA, XB]", "SPY", "XA", "XB");
        double[] swing =
                IntStream.range(0, 252).mapToDouble(i -> i % 2 == 0 ? 100 : 101).toArray();
        bars(0, swing, 100);
        bars(1, flat(252, 100), 100);
        bars(2, swing, 100);
        assertEquals(
                List.of("XB 1 -0.0059 enter add trim rebalance 1/1 sure 1.00", "XA 0 0.0000 leave exit 0/1"), decide());
    }

    /** It would keep its return for ever; and nobody can wait for the history of a fund that is gone. */
    @Test
    void shouldLeaveAFundThatHasNotTradedForMoreThanSevenDays() {
        for (int old : new int[] {7, 8}) {
            begin("sector-rotation", "variant = bars-126, top = 1, funds = [XA, XB, XC]", "XA", "XB", "XC");
            for (int bar = 0; bar <= 126; bar++) {
                on(0, TODAY - old - 126 + bar, bar < 126 ? 100 : 105);
            }
            bars(1, flat(126, 100), 103);
            on(2, TODAY - 8, 100);
            assertEquals(
                    old > 7
                            ? List.of(
                                    "XB 1 0.0300 enter add trim rebalance 1/1 sure 1.00",
                                    "XA 0 0.0000 leave exit 0/1",
                                    "XC 0 0.0000 leave exit 0/1")
                            : List.of(
                                    "XA 1 0.0500 enter add trim rebalance 1/1 sure 1.00",
                                    "XB 2 0.0300 leave not among the best 1/1",
                                    "XC 0 0.0000 leave exit 0/1"),
                    decide());
        }
    }

    @Test
    void shouldBeSurestOfTheFirstOfTwo() {
        begin("sector-rotation", "variant = bars-126, top = 2, funds = [XA, XB]", "XA", "XB");
        bars(0, flat(126, 100), 105);
        bars(1, flat(126, 100), 103);
        List<String> lines = decide();
        assertTrue(lines.get(0).endsWith(" sure 1.00"), lines.toString());
        assertTrue(lines.get(1).startsWith("XB 2 0.0300 enter") && !lines.get(1).contains("sure"), lines.toString());
    }

    /** What has neither gained nor lost is held still. */
    @Test
    void shouldHoldAFundThatHasNotLost() {
        for (double last : new double[] {100, 99.99}) {
            begin("sector-rotation", "variant = modern-252, top = 1, funds = [XA]", "XA");
            bars(0, flat(252, 100), last);
            assertEquals(last == 100, decide().get(0).contains(" enter "), decide().toString());
        }
    }

    // ---- Momentum -------------------------------------------------------------------------------------------------

    @Test
    void shouldHoldTheBestFifthAndLeaveTheOthersOrOnlyTheWorst() {
        String[] all =
                IntStream.range(0, 11).mapToObj(i -> "N" + (char) ('A' + i)).toArray(String[]::new);
        for (String exit : List.of("leave-top", "bottom-quintile")) {
            begin("momentum", "lookback-months = 12, skip-months = 1, exit = " + exit, all);
            for (int name = 0; name < 10; name++) {
                on(name, Dates.minusMonths(TODAY, 12), 100);
                on(name, Dates.minusMonths(TODAY, 1), 100 + name);
                on(name, TODAY, 50);
            }
            boolean leaves = exit.equals("leave-top");
            List<String> lines = decide();
            assertEquals("NJ 1 0.0900 enter add trim top fifth 0/1", lines.get(0));
            assertEquals("NI 2 0.0800 enter add trim top fifth 0/1", lines.get(1));
            String between = leaves ? "leave" : "add trim";
            assertEquals("NH 3 0.0700 " + between + " between 0/1", lines.get(2));
            assertEquals("NC 8 0.0200 " + between + " between 0/1", lines.get(7));
            assertEquals("NB 9 0.0100 leave bottom fifth 0/1", lines.get(8));
            assertEquals("NA 10 0.0000 leave bottom fifth 0/1", lines.get(9));
            assertEquals("NK 0 0.0000 " + between + " not ranked 0/1", lines.get(10));
        }
    }

    @Test
    void shouldTakeAllForTheBestFifthWhereThereAreFewerThanFiveAndTheRestForTheLast() {
        begin("momentum", "", "A", "B");
        twelveOne(0, 100, 101);
        twelveOne(1, 100, 102);
        assertEquals(
                List.of("B 1 0.0200 enter add trim top fifth 0/1", "A 2 0.0100 enter add trim top fifth 0/1"),
                decide());
        begin("momentum", "", "A", "B", "C", "D", "E", "F");
        for (int name = 0; name < 6; name++) {
            twelveOne(name, 100, 106 - name);
        }
        List<String> lines = decide();
        assertEquals("D 4 0.0300 leave between 0/1", lines.get(3));
        assertEquals("E 5 0.0200 leave bottom fifth 0/1", lines.get(4));
        assertEquals("F 6 0.0100 leave bottom fifth 0/1", lines.get(5));
    }

    /** Of five names each is a fifth. */
    @Test
    void shouldRankFiveNamesByFifths() {
        begin("momentum", "", "A", "B", "C", "D", "E");
        for (int name = 0; name < 5; name++) {
            twelveOne(name, 100, 106 - name);
        }
        List<String> lines = decide();
        assertEquals("A 1 0.0600 enter add trim top fifth 0/1", lines.get(0));
        assertEquals("B 2 0.0500 leave between 0/1", lines.get(1));
        assertEquals("E 5 0.0200 leave bottom fifth 0/1", lines.get(4));
    }

    /** A price may be seven days old, and not eight. */
    @Test
    void shouldNotRankANameWithoutAPriceOfItsDates() {
        begin("momentum", "", "A", "B", "C");
        int from = Dates.minusMonths(TODAY, 12);
        int to = Dates.minusMonths(TODAY, 1);
        on(0, from - 7, 100);
        on(0, to - 7, 105);
        on(0, TODAY - 7, 1);
        on(1, from - 8, 100);
        on(1, to, 105);
        on(1, TODAY, 1);
        assertEquals(
                List.of(
                        "A 1 0.0500 enter add trim top fifth 0/1",
                        "B 0 0.0000 leave not ranked 0/1",
                        "C 0 0.0000 leave not ranked 0/1"),
                decide());
        begin("momentum", "", "A");
        assertEquals(List.of("not yet"), decide());
        assertThrows(UserError.class, () -> begin("momentum", "lookback-months = 2, skip-months = 2", "A"));
    }

    /** One has no price of the first date, and the other none of the second. */
    @Test
    void shouldNotRankANameWithoutAPriceOfEitherDate() {
        begin("momentum", "", "A", "B", "C");
        twelveOne(0, 100, 105);
        on(1, Dates.minusMonths(TODAY, 1), 105);
        on(1, TODAY, 1);
        on(2, Dates.minusMonths(TODAY, 12), 100);
        on(2, Dates.minusMonths(TODAY, 1) - 8, 105);
        on(2, TODAY, 1);
        assertEquals(
                List.of(
                        "A 1 0.0500 enter add trim top fifth 0/1",
                        "B 0 0.0000 leave not ranked 0/1",
                        "C 0 0.0000 leave not ranked 0/1"),
                decide());
    }

    @Test
    void shouldListWhatIsRankedOrElseWhatIsHeldOrEnters() {
        Standing standing = new Standing();
        begin("momentum", "", "A");
        standing.clear(0, 0);
        assertFalse(strategy.isListed(standing, true));
        standing.rank = 1;
        assertTrue(strategy.isListed(standing, false));
        begin("mean-reversion", "", "A");
        standing.clear(0, 0);
        assertFalse(strategy.isListed(standing, false));
        assertTrue(strategy.isListed(standing, true));
        standing.actions = Standing.ENTER;
        assertTrue(strategy.isListed(standing, false));
    }

    // ---- Mean reversion -------------------------------------------------------------------------------------------

    /** Of 10, 10, 10 and 6 the mean is 9 and the deviation 2: the last one is one and a half of it below. */
    @Test
    void shouldBuyWhatIsFarBelowItsMeanAndSellWhatIsBackThere() {
        String settings = "bars = 4, enter-below = -1.5, leave-from = 0, sure-by = 2, funds = [FUND]";
        begin("mean-reversion", settings, "AT", "BACK", "BETWEEN", "FLAT", "FUND", "SHORT");
        bars(0, new double[] {10, 10, 10}, 6);
        bars(1, new double[] {10, 12, 8}, 10);
        bars(2, new double[] {10, 11, 12}, 10.5);
        bars(3, new double[] {10, 10, 10}, 10);
        bars(4, new double[] {20, 20, 20}, 12);
        bars(5, new double[] {10, 10}, 6);
        assertEquals(
                List.of(
                        "AT 0 -1.5000 enter enter 10/100",
                        "FUND 0 -1.5000 enter enter 10/100 group 1",
                        "BETWEEN 0 -0.4392 keep between 10/100",
                        "BACK 0 0.0000 leave mean reached 10/100"),
                decide());
        begin("mean-reversion", "bars = 4, enter-below = -1, sure-by = 2, position-percent = 25", "A");
        bars(0, new double[] {10, 10, 10}, 6);
        assertEquals(List.of("A 0 -1.5000 enter enter 25/100 sure 0.25"), decide());
    }

    /** As doubles, 0.1, 0.3 and 0.2 are more than three times 0.2 together, and six times 1.1 more than 6.6. */
    @Test
    void shouldSellWhatIsExactlyAtItsMeanAndLeaveOutWhatHasNotMoved() {
        begin("mean-reversion", "bars = 3", "A");
        bars(0, new double[] {0.1, 0.3}, 0.2);
        assertEquals(List.of("A 0 0.0000 leave mean reached 10/100"), decide());
        begin("mean-reversion", "bars = 6", "A");
        bars(0, flat(5, 1.1), 1.1);
        assertEquals(List.of(), decide());
    }

    @Test
    void shouldNotBuyWhatHasNotTradedForMoreThanSevenDays() {
        for (int old : new int[] {7, 8}) {
            begin("mean-reversion", "bars = 4, enter-below = -1.5", "A", "BACK");
            double[] closes = {10, 10, 10, 6};
            double[] back = {10, 12, 8, 10};
            for (int bar = 0; bar < 4; bar++) {
                on(0, TODAY - old - 3 + bar, closes[bar]);
                on(1, TODAY - old - 3 + bar, back[bar]);
            }
            String says = old > 7 ? "keep between" : "enter enter";
            assertEquals(
                    List.of("A 0 -1.5000 " + says + " 10/100", "BACK 0 0.0000 leave mean reached 10/100"), decide());
        }
    }

    /** Also where a price moves by less than one. */
    @Test
    void shouldMeasureSmallPricesToo() {
        begin("mean-reversion", "bars = 4, enter-below = -1.5", "A");
        bars(0, new double[] {0.1, 0.1, 0.1}, 0.06);
        assertEquals(List.of("A 0 -1.5000 enter enter 10/100"), decide());
    }

    /** Four positions of a quarter are the whole account. */
    @Test
    void shouldGiveAllPositionsNoMoreThanTheAccount() {
        begin("mean-reversion", "groups-max = [4], position-percent = 25", "A");
        UserError error = assertThrows(
                UserError.class, () -> begin("mean-reversion", "groups-max = [2, 3], position-percent = 25", "A"));
        assertTrue(
                error.getMessage().endsWith("5 positions of 25 % are 125 % together; give at most 100"),
                error.getMessage());
    }

    // ---- Golden cross ---------------------------------------------------------------------------------------------

    @Test
    void shouldBuyOnlyWhenTheFastAverageHasJustRisenAboveTheSlowOne() {
        String slots = "fast = 1, slow = 2, slots = {A = 60, B = 40, NONE = 0}";
        begin("golden-cross", slots, "A", "B");
        bars(0, new double[] {10, 10}, 12);
        bars(1, new double[] {10, 12}, 14);
        assertEquals(List.of("A 0 1.0000 enter golden 60/100"), decide(), "the other one was above before");
        begin("golden-cross", slots, "A", "B");
        bars(0, new double[] {10, 10}, 8);
        bars(1, new double[] {10, 8}, 6);
        assertEquals(List.of("A 0 -1.0000 leave death 60/100"), decide());
        begin("golden-cross", slots, "A", "B");
        bars(0, new double[] {10, 12}, 12);
        bars(1, new double[] {12, 10}, 12);
        assertEquals(List.of("B 0 1.0000 enter golden 40/100"), decide(), "level is no cross");
        begin("golden-cross", slots, "A", "B");
        bars(0, new double[] {10}, 12);
        on(1, TODAY - 3, 10);
        on(1, TODAY - 2, 10);
        on(1, TODAY - 1, 12);
        assertEquals(List.of(), decide(), "one is too young, the other did not trade");
        assertThrows(UserError.class, () -> begin("golden-cross", "fast = 2, slow = 2, slots = {A = 1}", "A"));
        assertThrows(UserError.class, () -> begin("golden-cross", "slots = {A = 60, B = 41}", "A", "B"));
        assertThrows(UserError.class, () -> begin("golden-cross", "slots = {A = 60, Bz = 40}", "A", "B"));
    }

    // ---- Clenow ---------------------------------------------------------------------------------------------------

    /** Prices that grow by a thousandth a bar fit their line: a year of it is 1.001^252 - 1 = 0.2864. */
    @Test
    void shouldRankBySlopeTimesFitAndBuyTheBestWhileTheIndexIsAboveItsAverage() {
        clenow(1.001, 1.002, 1.003, 0.999);
        assertEquals(
                List.of(
                        "C 1 1.1273 enter add trim resize 0/1 range 1.0",
                        "B 2 0.6545 enter add trim resize 0/1 range 1.0",
                        "A 3 0.2864 leave rank 0/1 range 1.0",
                        "D 4 -0.2229 leave rank 0/1 range 1.0"),
                decide());
        assertEquals("C 1 1.1273 enter enter 0/1 range 1.0", decide().get(0), "sizes are seen to every other time");
        assertEquals("C 1 1.1273 enter add trim resize 0/1 range 1.0", decide().get(0));
    }

    @Test
    void shouldOnlyTrimWhileTheIndexIsBelowItsAverage() {
        clenow(1.001, 1.002, 1.003, 0.999);
        on(4, TODAY, 90);
        assertEquals("C 1 1.1273 trim resize 0/1 range 1.0", decide().get(0));
        assertEquals("C 1 1.1273 keep enter 0/1 range 1.0", decide().get(0));
    }

    @Test
    void shouldLeaveWhatIsBelowItsAverageOrHasJumped() {
        clenow(1.001, 1.002, 1.003, 0.999);
        double last = 100 * Math.pow(1.003, 9);
        history.add(2, TODAY, e8(last * 1.16), e8(last * 1.17), e8(last * 1.15), e8(last * 1.16));
        assertEquals("leave filter", decide().get(0).split(" ", 4)[3].substring(0, 12));
        clenow(1.001, 0.998, 0.9985, 0.999);
        assertEquals("D 2 -0.2229 leave filter 0/1 range 1.0", decide().get(1));
    }

    /**
     * Closes 100, 101, 103, 102, 106. Score of a few lines of Python: of the line through their logarithms the slope is
     * 0.012639, (exp(252 * slope) - 1) * r^2 is 18.5503.
     */
    @Test
    void shouldCountASlopeLessWhereTheLineFitsWorse() {
        clenow(1.001, 1.002, 1.003, 0.999);
        int day = TODAY;
        for (double close : new double[] {100, 100, 101, 103, 102, 106}) {
            long closeE8 = e8(close);
            history.add(0, ++day, closeE8, closeE8, closeE8, closeE8);
        }
        assertEquals("A 1 18.5503", decide().get(0).substring(0, 11));
    }

    /** A name of just the bars of its trend is ranked, one of a bar less is not. */
    @Test
    void shouldRankANameOnceItHasTheBarsOfItsTrend() {
        clenow(1.001, 1.002, 1.003, 0.999);
        begin(
                "clenow",
                "slope-bars = 5, trend-bars = 6, range-bars = 4, index-bars = 3, one-of = 2, index = I",
                "I",
                "OLD",
                "YOUNG");
        bars(0, new double[] {99, 100}, 101);
        bars(1, new double[] {100, 101, 102, 103, 104}, 105);
        bars(2, new double[] {100, 101, 102, 103}, 104);
        List<String> lines = decide();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("OLD 1 "), lines.toString());
    }

    /** Fifteen hundredths are no jump, a cent more is one. */
    @ParameterizedTest
    @CsvSource({"115, false", "115.01, true"})
    void shouldTakeFifteenHundredthsForNoJump(double open, boolean leaves) {
        clenow(1.001, 1.002, 1.003, 0.999);
        for (int i = 0; i < 10; i++) {
            long close = i < 9 ? e8(100) : e8(116);
            history.add(2, TODAY + i, i < 9 ? close : e8(open), close, close, close);
        }
        for (int name = 0; name < 5; name++) {
            names.bar(name, TODAY + 9);
        }
        names.today(TODAY + 9);
        String line = decide().stream()
                .filter(one -> one.startsWith("C "))
                .findFirst()
                .orElseThrow();
        assertEquals(leaves, line.contains(" leave filter "), line);
    }

    /** A close at the very average is not above it. */
    @Test
    void shouldBuyNothingWhileTheIndexIsAtItsAverage() {
        clenow(1.001, 1.002, 1.003, 0.999);
        for (int bar = 1; bar <= 3; bar++) {
            on(4, TODAY + bar, 100);
        }
        assertEquals("C 1 1.1273 trim resize 0/1 range 1.0", decide().get(0));
    }

    /** An open a sixth above the close before, in the five bars of the slope or before them. */
    @ParameterizedTest
    @CsvSource({"0, true", "4, true", "5, false"})
    void shouldLeaveWhatHasJumpedWithinTheSlope(int back, boolean leaves) {
        clenow(1.001, 1.002, 1.003, 0.999);
        for (int i = 0; i < 10; i++) {
            long close = e8(100 * Math.pow(1.003, i));
            long open = 9 - i == back ? e8(100 * Math.pow(1.003, i - 1) * 1.16) : close;
            history.add(2, TODAY + i, open, Math.max(open, close), close, close);
        }
        for (int name = 0; name < 5; name++) {
            names.bar(name, TODAY + 9);
        }
        names.today(TODAY + 9);
        String line = decide().stream()
                .filter(one -> one.startsWith("C "))
                .findFirst()
                .orElseThrow();
        assertEquals(leaves, line.contains(" leave filter "), line);
    }

    /** B has no bar of the next day. */
    @Test
    void shouldRankOnlyWhatTradesOnTheDay() {
        clenow(1.001, 1.002, 1.003, 0.999);
        names.today(TODAY + 1);
        for (int name : new int[] {0, 2, 3, 4}) {
            history.add(name, TODAY + 1, e8(101), e8(101), e8(101), e8(101));
            names.bar(name, TODAY + 1);
        }
        List<String> lines = decide();
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("B ")), lines.toString());
    }

    private void clenow(double... growth) {
        begin(
                "clenow",
                "slope-bars = 5, trend-bars = 6, range-bars = 4, index-bars = 3, one-of = 2, index = I",
                "A",
                "B",
                "C",
                "D",
                "I");
        for (int name = 0; name < 4; name++) {
            for (int i = 0; i < 10; i++) {
                long close = e8(100 * Math.pow(growth[name], i));
                long half = e8(0.5);
                history.add(name, TODAY - 9 + i, close, close + half, close - half, close);
                names.bar(name, TODAY - 9 + i);
            }
        }
        bars(4, new double[] {99, 100}, 101);
    }

    // ---- A market -------------------------------------------------------------------------------------------------

    private void begin(String name, String settings, String... all) {
        symbols = List.of(all);
        List<Instrument> instruments = IntStream.range(0, all.length)
                .mapToObj(id -> Instrument.usEquity(id, all[id]))
                .toList();
        SettingsNode node = SettingsNode.root(ConfigFactory.parseString(settings));
        universe = new Universe(instruments, List.of(), List.of(), node);
        strategy = PortfolioStrategies.create(name, node, universe);
        history = new PriceHistory(all.length, 400);
        names = new Names(universe, history, CALENDAR);
        names.today(TODAY);
    }

    private void bars(int name, double[] before, double last) {
        double[] closes = DoubleStream.concat(Arrays.stream(before), DoubleStream.of(last))
                .toArray();
        for (int i = 0; i < closes.length; i++) {
            on(name, TODAY - (closes.length - 1 - i), closes[i]);
        }
    }

    private static double[] flat(int bars, double price) {
        double[] prices = new double[bars];
        Arrays.fill(prices, price);
        return prices;
    }

    private void on(int name, int day, double close) {
        long closeE8 = e8(close);
        history.add(name, day, closeE8, closeE8, closeE8, closeE8);
        names.bar(name, day);
        strategy.onBar(names, name);
    }

    private void yearApart(double... prices) {
        monthsApart(12, prices);
    }

    private void monthsApart(int months, double... prices) {
        for (int i = 0; i < prices.length; i += 2) {
            on(i / 2, Dates.minusMonths(TODAY, months), prices[i]);
            on(i / 2, TODAY, prices[i + 1]);
        }
    }

    private void twelveOne(int name, double from, double to) {
        on(name, Dates.minusMonths(TODAY, 12), from);
        on(name, Dates.minusMonths(TODAY, 1), to);
        on(name, TODAY, to);
    }

    private List<String> decide() {
        Ranking out = new Ranking(universe);
        if (!strategy.decide(names, out)) {
            return List.of("not yet");
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            lines.add(line(out.get(i)));
        }
        return lines;
    }

    private String line(Standing one) {
        String actions = Stream.of(
                        one.may(Standing.LEAVE) ? "leave " : "",
                        one.may(Standing.ENTER) ? "enter " : "",
                        one.may(Standing.ADD) ? "add " : "",
                        one.may(Standing.TRIM) ? "trim " : "")
                .reduce("", String::concat);
        return symbols.get(one.instrumentId) + " " + one.rank + String.format(Locale.ROOT, " %.4f ", one.score + 0.0)
                + (actions.isEmpty() ? "keep " : actions) + strategy.reasons().get(one.reason) + " " + one.share + "/"
                + one.of + (one.group == 0 ? "" : " group " + one.group)
                + (one.confidence == 0 ? "" : String.format(Locale.ROOT, " sure %.2f", one.confidence))
                + (one.volatility == 0 ? "" : String.format(Locale.ROOT, " range %.1f", one.volatility));
    }

    private static long e8(double price) {
        return FixedPoint.ofDouble(price);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
