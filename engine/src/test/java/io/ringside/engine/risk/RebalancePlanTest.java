package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a ranking leads to, by hand: of 100,000 in all, at prices of 10, 20, 50 and 5, with what is held taken over at these
 * prices. DDD comes in lots of ten.
 */
class RebalancePlanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Parts of the account, less its buffer, in whole lots.
                "| | AAA 1/2 enter, BBB 1/4 enter | AAA BOUGHT 5000, BBB BOUGHT 1250",
                "cash-buffer=0.1 | | AAA 1/2 enter, BBB 1/4 enter | AAA BOUGHT 4500, BBB BOUGHT 1125",
                "| | DDD 1/3 enter, CCC 1/100000 enter | DDD BOUGHT 6660, CCC SIZE_ZERO",
                "| AAA=4999 | AAA 1/2 enter add trim | AAA ADDED 1",
                "| AAA=5000 | AAA 1/2 enter add trim | AAA HELD",
                "| AAA=5001 | AAA 1/2 enter add trim | AAA TRIMMED 1",
                "| AAA=5001 | AAA 1/2 enter add | AAA HELD",
                "| AAA=4999 | AAA 1/2 enter trim | AAA HELD",
                "| AAA=100 | AAA 0/1 trim | AAA SOLD 100",
                "| AAA=100 | AAA leave, BBB leave | AAA SOLD 100, BBB NOT_WANTED",
                "| AAA=100 | AAA 1/2, BBB 1/2 | AAA HELD, BBB NOT_WANTED",
                // Equal parts for those that enter or stay.
                "weighting=equal | | AAA enter, BBB enter, CCC enter | AAA BOUGHT 3333, BBB BOUGHT 1666, CCC BOUGHT 666",
                "weighting=equal | DDD=2000 | AAA enter, BBB enter, CCC enter, DDD | AAA BOUGHT 2500, BBB BOUGHT 1250, CCC BOUGHT 500, DDD HELD",
                "weighting=equal | DDD=2000 | AAA enter, BBB enter, DDD leave | AAA BOUGHT 5000, BBB BOUGHT 2500, DDD SOLD 2000",
                "weighting=equal | DDD=2000 | AAA enter, BBB leave, DDD enter trim add | AAA BOUGHT 5000, BBB NOT_WANTED, DDD ADDED 8000",
                // The money that is there, and that sales bring, for those that enter.
                "weighting=split | AAA=5000 | AAA enter add trim, BBB enter, CCC enter | AAA HELD, BBB BOUGHT 1250, CCC BOUGHT 500",
                "weighting=split, cash-buffer=0.1 | AAA=5000 | AAA leave, BBB enter, CCC enter | AAA SOLD 5000, BBB BOUGHT 2250, CCC BOUGHT 900",
                "weighting=shares | | AAA 7 enter, DDD 19 enter | AAA BOUGHT 7, DDD BOUGHT 10",
                // A thousandth of the account over the range.
                "weighting=volatility | | AAA enter range=2.5, BBB enter range=3, CCC enter | AAA BOUGHT 40, BBB BOUGHT 33, CCC SIZE_ZERO",
                "weighting=volatility, risk=0.002, cash-buffer=0.5 | | AAA enter range=2.5 | AAA BOUGHT 40",
                "weighting=volatility | AAA=41 | AAA enter add trim range=2.5 | AAA TRIMMED 1",
                // From 200, 100 more by how sure it is, up to 300.
                "weighting=confidence | | AAA enter sure=0.5, BBB enter sure=1, CCC enter | AAA BOUGHT 25, BBB BOUGHT 15, CCC BOUGHT 4",
                "weighting=confidence, position-max=210 | | AAA enter sure=0.5 | AAA BOUGHT 21",
                "weighting=confidence, position-min=250 | | AAA enter sure=0.5, BBB enter sure=0.49 | AAA BOUGHT 25, BBB MIN_POSITION",
                "weighting=confidence, keep-cash=99900 | | AAA enter sure=1 | AAA BOUGHT 10",
                "weighting=confidence, keep-cash=99900 | AAA=10 | AAA leave, BBB enter sure=1 | AAA SOLD 10, BBB BOUGHT 5",
                "weighting=confidence, keep-cash=100000 | AAA=10 | AAA add trim, BBB enter sure=1 | AAA HELD, BBB SIZE_ZERO",
                "weighting=confidence, position-base=100, position-step=0 | | AAA enter, CCC enter | AAA BOUGHT 10, CCC BOUGHT 2",
                "position-min=0.01 | | CCC 1/100000 enter | CCC MIN_POSITION",
                // Off by less than a part of the target, or by no more than a part of the account.
                "tolerance=0.05 | AAA=4751 | AAA 1/2 enter add trim | AAA WITHIN_TOLERANCE",
                "tolerance=0.05 | AAA=4750 | AAA 1/2 enter add trim | AAA ADDED 250",
                "tolerance=0.05 | AAA=5249 | AAA 1/2 enter add trim | AAA WITHIN_TOLERANCE",
                "tolerance=0.05 | AAA=5250 | AAA 1/2 enter add trim | AAA TRIMMED 250",
                "tolerance=0.05 | AAA=5000 | AAA 1/2 enter add trim | AAA HELD",
                "tolerance=1 | AAA=5 | AAA 0/1 enter add trim | AAA SOLD 5",
                "band=0.05 | AAA=4500 | AAA 1/2 enter add trim | AAA WITHIN_TOLERANCE",
                "band=0.05 | AAA=4499 | AAA 1/2 enter add trim | AAA ADDED 501",
                "band=0.05 | AAA=5500 | AAA 1/2 enter add trim | AAA WITHIN_TOLERANCE",
                "band=0.05 | AAA=5501 | AAA 1/2 enter add trim | AAA TRIMMED 501",
                "| DDD=105 | DDD 21/4000 add trim | DDD TRIMMED 5",
                "band=0.05, tolerance=0.01 | AAA=4500 | AAA 1/2 enter add trim | AAA WITHIN_TOLERANCE",
                // What the cash pays at the prices of the decision: after the first that it does not, nobody enters.
                "pay=at-decision | | AAA 1/1 enter, BBB 1/1 enter, CCC 1/100 enter | AAA BOUGHT 10000, BBB NO_CASH, CCC NO_CASH",
                "pay=at-decision | | BBB 3/4 enter, AAA 1/2 enter, CCC 1/4 enter | BBB BOUGHT 3750, AAA NO_CASH, CCC NO_CASH",
                "| | AAA 1/1 enter, BBB 1/1 enter | AAA BOUGHT 10000, BBB BOUGHT 5000",
                "pay=at-decision | AAA=8000 | AAA 1/1 enter add trim | AAA ADDED 2000",
                "pay=at-decision | AAA=8000 BBB=1 | AAA 1/1 enter add trim, BBB | AAA NO_CASH, BBB HELD",
                "pay=at-decision | AAA=8000 BBB=1 | AAA 1/1 enter add trim, BBB leave | AAA ADDED 2000, BBB SOLD 1",
                "pay=at-decision | AAA=8000 | AAA 2/5 trim, BBB 3/5 enter | AAA TRIMMED 4000, BBB BOUGHT 3000",
                "pay=at-decision | AAA=8000 | AAA 9/10 add trim, BBB 1/5 enter | AAA ADDED 1000, BBB NO_CASH",
                // Cut to what may be spent, each by the same part.
                "buying-power=0.9 | | AAA 9/10 enter | AAA BOUGHT 9000",
                "buying-power=0.9 | | AAA 1/2 enter, BBB 1/2 enter | AAA BOUGHT 4500, BBB BOUGHT 2250",
                "buying-power=0.9, weighting=shares | AAA=9999 | DDD 10 enter, AAA 9999 | DDD NO_CASH, AAA HELD",
                "buying-power=0.9, weighting=shares | AAA=9999 | BBB 1 enter, AAA 9999 | BBB NO_CASH, AAA HELD",
                "buying-power=0.9 | AAA=5000 | AAA leave, BBB 1/1 enter | AAA SOLD 5000, BBB BOUGHT 4500",
                "proceeds=cash | AAA=5000 | AAA leave, BBB 1/1 enter | AAA SOLD 5000, BBB BOUGHT 2500",
                "proceeds=cash | AAA=5000 | AAA leave, BBB 1/2 enter | AAA SOLD 5000, BBB BOUGHT 2500",
                "proceeds=wait | AAA=5000 | AAA, BBB 1/1 enter | AAA HELD, BBB BOUGHT 2500",
                "proceeds=wait | AAA=5000 | AAA leave, BBB 1/1 enter | AAA SOLD 5000, BBB BOUGHT 5000",
                "proceeds=at-once | AAA=5000 | AAA, BBB 1/1 enter | AAA HELD, BBB BOUGHT 5000",
                // How many may be held.
                "positions-max=1 | | AAA 1/2 enter, BBB 1/4 enter | AAA BOUGHT 5000, BBB POSITIONS",
                "positions-max=1 | AAA=1 | AAA leave, BBB 1/4 enter | AAA SOLD 1, BBB BOUGHT 1250",
                "positions-max=2 | AAA=1 | BBB 1/4 enter, CCC 1/4 enter | BBB BOUGHT 1250, CCC POSITIONS",
                "positions-max=1 | | CCC 1/100000 enter, BBB 1/4 enter | CCC SIZE_ZERO, BBB BOUGHT 1250",
                "'groups-max=[1,2]' | | AAA 1/10 enter, BBB 1/10 enter, CCC 1/10 enter group=1, DDD 1/10 enter group=1 | AAA BOUGHT 1000, BBB GROUP_FULL, CCC BOUGHT 200, DDD BOUGHT 2000",
                "'groups-max=[2]' | AAA=10 | AAA, BBB 1/10 enter, CCC 1/10 enter | AAA HELD, BBB BOUGHT 500, CCC GROUP_FULL",
                "'groups-max=[1]' | AAA=10 | AAA leave, BBB 1/10 enter | AAA SOLD 10, BBB BOUGHT 500",
                "'groups-max=[0]' | | AAA 1/10 enter, BBB 1/10 enter | AAA BOUGHT 1000, BBB BOUGHT 500"
            })
    void shouldPlanWhatARankingAsksFor(String settings, String held, String ranking, String expected) {
        PortfolioDriver driver = holding(settings == null ? "" : ", " + settings, 4, held);
        List<String> told = driver.rank(0, ranking.split(", "));
        assertEquals(expected, verdicts(told));
        // What is told is what is ordered: sales first, each in the order of the symbols.
        boolean wait = "proceeds=wait".equals(settings) && expected.contains("SOLD");
        assertEquals(
                wait ? "[sell 5000 AAA]" : orders(expected),
                told.stream()
                        .filter(line -> line.contains("#"))
                        .map(line -> line.replaceAll("#\\d+ REBALANCE ", "").replace(" AT_THE_OPEN", ""))
                        .toList()
                        .toString());
    }

    @Test
    void shouldNotTouchANameWithoutAPriceOrWithAnOrderThatWorks() {
        PortfolioDriver driver = holding("", 2, null);
        assertEquals(
                "AAA BOUGHT 5000, CCC NO_PRICE, DDD NOT_WANTED",
                verdicts(driver.rank(0, "AAA 1/2 enter", "CCC 1/2 enter", "DDD leave")));
        assertEquals("AAA ORDER_WORKING", verdicts(driver.rank(0, "AAA 1/2 enter")));
        driver.fill(1, 2000, 10);
        assertEquals("AAA ORDER_WORKING", verdicts(driver.rank(0, "AAA leave")));
        driver.cancelled(1);
        assertEquals("AAA SOLD 2000", verdicts(driver.rank(0, "AAA leave")));
        PortfolioDriver shares = holding(", weighting=shares", 2, null);
        assertEquals("CCC BOUGHT 3", verdicts(shares.rank(0, "CCC 3 enter")));
        PortfolioDriver equal = holding(", weighting=equal", 2, null);
        assertEquals(
                "AAA BOUGHT 10000, CCC NO_PRICE",
                verdicts(equal.rank(0, "AAA enter", "CCC enter")),
                "who has no price has no part");
    }

    @ParameterizedTest
    @CsvSource({"Tech, Energy", "Energy, Tech"})
    void shouldKeepASectorWithinItsPart(String one, String other) {
        String sectors = ", sector-max=0.5, universe=[\"AAA,ONE\", \"BBB,ONE\", \"CCC,OTHER\", \"DDD,ONE\"]"
                .replace("ONE", one)
                .replace("OTHER", other);
        PortfolioDriver driver = holding(sectors, 4, "AAA=3000");
        assertEquals(
                "BBB BOUGHT 1000, CCC BOUGHT 1000, DDD SECTOR",
                verdicts(driver.rank(0, "BBB 1/5 enter", "CCC 1/2 enter", "DDD 1/1000 enter")));
        driver = holding(sectors, 4, "AAA=3000");
        assertEquals(
                "AAA SOLD 3000, BBB BOUGHT 2500, DDD SECTOR",
                verdicts(driver.rank(0, "AAA leave", "BBB 1/2 enter", "DDD 1/1000 enter")));
        driver = holding(sectors, 4, null);
        assertEquals("BBB SECTOR", verdicts(driver.rank(0, "BBB 501/1000 enter")));
        driver = holding(sectors.replace("sector-max=0.5", "sector-max=0"), 4, "AAA=3000");
        assertEquals("BBB BOUGHT 2505", verdicts(driver.rank(0, "BBB 501/1000 enter")), "sectors alone are no limit");
    }

    /** Returns of 10 and -10 hundredths go along with 20 and -20 by 1, against -1 and 1 by -1; of fewer nothing is known. */
    @Test
    void shouldNotBuyWhatMovesLikeWhatIsHeld() {
        String settings = ", correlation-max=0.9, correlation-days=2";
        for (int sessions = 2; sessions <= 3; sessions++) {
            PortfolioDriver driver = holding(settings, 4, "AAA=10");
            double[][] closes = {{10, 11, 9.9}, {20, 24, 19.2}, {50, 49.5, 49.995}, {5, 6, 5}};
            int day = PortfolioDriver.DAY;
            for (int i = 0; i < sessions; i++) {
                for (int name = 0; name < 3; name++) {
                    long e8 = PortfolioDriver.e8(closes[name][i]);
                    int id = name;
                    long open = PortfolioDriver.CALENDAR.openNanos(day);
                    long close = PortfolioDriver.CALENDAR.closeNanos(day);
                    driver.on(event -> event.bar(id, open, close, e8, e8, e8, e8, 1, 0));
                }
                driver.nanos = PortfolioDriver.CALENDAR.closeNanos(day);
                day = PortfolioDriver.CALENDAR.nextTradingDay(day);
            }
            assertEquals(
                    sessions == 3
                            ? "BBB CORRELATION with AAA, CCC BOUGHT 2, DDD BOUGHT 10"
                            : "BBB BOUGHT 4, CCC BOUGHT 2, DDD BOUGHT 20",
                    verdicts(driver.rank(0, "BBB 1/1000 enter", "CCC 1/1000 enter", "DDD 1/1000 enter")));
        }
    }

    /**
     * Returns of 10, 20 and 0 hundredths beside 30, 30 and 0: 0, 10 and -10 from their mean of 10, and 10, 10 and -20 from 20. That
     * is 300 over the root of 200 x 600, 0.8660. On a day between BBB did not trade.
     */
    @ParameterizedTest
    @CsvSource({"0.866, true, false", "0.8661, false, false", "0.866, true, true", "0.8661, false, true"})
    void shouldMeasureWhatMovesAlikeByReturnsOfCommonSessions(String most, boolean alike, boolean heldHasTheHole) {
        PortfolioDriver driver = holding(", correlation-max=" + most + ", correlation-days=3", 4, "AAA=10");
        double[][] closes = {{100, 110, 120, 132, 132}, {100, 130, 0, 169, 169}};
        int day = PortfolioDriver.DAY;
        for (int i = 0; i < closes[0].length; i++) {
            long open = PortfolioDriver.CALENDAR.openNanos(day);
            long close = PortfolioDriver.CALENDAR.closeNanos(day);
            for (int name = 0; name < 2; name++) {
                long e8 = PortfolioDriver.e8(closes[heldHasTheHole ? 1 - name : name][i]);
                int id = name;
                if (e8 > 0) {
                    driver.on(event -> event.bar(id, open, close, e8, e8, e8, e8, 1, 0));
                }
            }
            driver.nanos = close;
            day = PortfolioDriver.CALENDAR.nextTradingDay(day);
        }
        // Of 500 at a price of 132 or of 169.
        String bought = heldHasTheHole ? "BBB BOUGHT 3" : "BBB BOUGHT 2";
        assertEquals(alike ? "BBB CORRELATION with AAA" : bought, verdicts(driver.rank(0, "BBB 1/200 enter")));
    }

    private static PortfolioDriver holding(String settings, int priced, String held) {
        PortfolioDriver driver = new PortfolioDriver("portfolio { strategy = momentum" + settings + " }");
        double[] prices = {10, 20, 50, 5};
        driver.prices(Arrays.copyOf(prices, priced));
        for (String one : held == null ? new String[0] : held.split(" ")) {
            int name = PortfolioDriver.NAMES.indexOf(one.substring(0, 3));
            driver.on(event -> event.position(
                    name,
                    driver.nanos,
                    EngineEvent.FLAG_ADOPTED,
                    0,
                    BookId.ofPortfolio(0) & 0xffff_ffffL,
                    0,
                    Long.parseLong(one.substring(4)),
                    0));
        }
        assertEquals(PortfolioDriver.e8(100_000), driver.risk.ledger().equityE8());
        driver.on(event -> event.session(EventType.SESSION_OPEN, driver.nanos, 0));
        return driver;
    }

    private static String verdicts(List<String> told) {
        return told.stream().filter(line -> !line.contains("#")).collect(Collectors.joining(", "));
    }

    private static String orders(String verdicts) {
        List<String> sales = Arrays.stream(verdicts.split(", "))
                .filter(line -> line.contains(" SOLD ") || line.contains(" TRIMMED "))
                .map(line -> line.replaceAll("(...) [A-Z]+ (\\d+)", "sell $2 $1"))
                .sorted((a, b) -> a.substring(a.length() - 3).compareTo(b.substring(b.length() - 3)))
                .toList();
        List<String> buys = Arrays.stream(verdicts.split(", "))
                .filter(line -> line.contains(" BOUGHT ") || line.contains(" ADDED "))
                .map(line -> line.replaceAll("(...) [A-Z]+ (\\d+)", "buy $2 $1"))
                .sorted((a, b) -> a.substring(a.length() - 3).compareTo(b.substring(b.length() - 3)))
                .toList();
        return java.util.stream.Stream.concat(sales.stream(), buys.stream())
                .toList()
                .toString();
    }

    /** The same returns are correlated by 1 exactly, which is no more than 1. */
    @ParameterizedTest
    @CsvSource({"1, BBB BOUGHT 5", "0.999, BBB CORRELATION with AAA"})
    void shouldBuyWhatIsCorrelatedByNoMoreThanTheLimit(String most, String expected) {
        PortfolioDriver driver = holding(", correlation-max=" + most + ", correlation-days=2", 4, "AAA=10");
        int day = PortfolioDriver.DAY;
        for (double close : new double[] {10, 11, 10}) {
            long end = PortfolioDriver.CALENDAR.closeNanos(day);
            long open = PortfolioDriver.CALENDAR.openNanos(day);
            for (int name = 0; name < 2; name++) {
                long e8 = PortfolioDriver.e8(close * (1 + name));
                int id = name;
                driver.on(event -> event.bar(id, open, end, e8, e8, e8, e8, 1, 0));
            }
            driver.nanos = end;
            day = PortfolioDriver.CALENDAR.nextTradingDay(day);
        }
        assertEquals(expected, verdicts(driver.rank(0, "BBB 1/1000 enter")));
    }
}
