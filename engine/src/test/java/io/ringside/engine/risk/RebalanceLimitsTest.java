package io.ringside.engine.risk;

import static io.ringside.engine.risk.PortfolioDriver.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of the risk stage on what portfolios buy: of an account of 100,000, one has a half and two a quarter. */
class RebalanceLimitsTest {
    private static final String ALL_OFF = """
            risk { limits {
              symbols {
                AAA { order-shares = off, position-shares = off, position-value = off }
                BBB { order-shares = off, position-shares = off, position-value = off }
                CCC { order-shares = off, position-shares = off, position-value = off }
              }
              restricted = [], pinned-contracts = no
              order {
                value = off, equity-share = off, collar = off, collar-atr = off, reference-seconds = off
                stop-distance = off, duplicate-seconds = off, per-symbol = off, per-side = off
              }
              exposure { gross = off, net = off, account-seconds = off }
              rate { per-second = off, per-minute = off, reserved = 0, entries = off, entries-seconds = off }
              data { bar-seconds = off, tick-seconds = off, gaps = pass, jump-atr = off, clock-latch-ms = off }
              hours {
                entries = any, after-close = next-open, last-entry-minutes = 0, flat-minutes = off
                calendar-until = 2030-12-31
              }
              loss { day = off, drawdown = off, streak = off }
            } }
            portfolios { one { strategy = momentum, weighting = shares, budget = 0.5 },
              two { strategy = momentum, weighting = shares, budget = 0.25 } }
            """;

    /** Two has 100 of AAA at 10 and buys 50 more; one buys 1,000 of it. */
    @ParameterizedTest
    @CsvSource({
        "symbols.AAA.order-shares, 1000, 999, ORDER_QUANTITY",
        "order.value, 10000, 9999.99, ORDER_VALUE",
        "order.equity-share, 0.1, 0.09999999, ORDER_VALUE",
        "symbols.AAA.position-shares, 1150, 1149, POSITION_LIMIT",
        "symbols.AAA.position-value, 11500, 11499.99, POSITION_LIMIT",
        "exposure.gross, 0.115, 0.11499999, GROSS_EXPOSURE",
        "exposure.net, 0.115, 0.11499999, NET_EXPOSURE",
        "restricted, [BBB], [AAA], RESTRICTED",
        "hours.calendar-until, 2025-05-21, 2025-05-20, CALENDAR_EXPIRED"
    })
    void shouldRefuseABuyBeyondALimitOfTheAccount(String key, String inside, String outside, String refusal) {
        assertEquals("AAA BOUGHT 1000 of one", buys(key, inside).get(0));
        assertEquals(List.of("AAA REFUSED of one " + refusal), buys(key, outside));
    }

    private static List<String> buys(String key, String value) {
        PortfolioDriver driver = driver(key, value);
        return driver.rank(0, "AAA 1000 enter");
    }

    private static PortfolioDriver driver(String key, String value) {
        PortfolioDriver driver =
                new PortfolioDriver(ALL_OFF + "risk.limits." + key + " = " + value).prices(10, 20, 50, 5);
        if (value.equals("[AAA]") || value.equals("2025-05-20")) {
            return driver;
        }
        driver.rank(1, "AAA 150 enter");
        driver.fill(1, 100, 10);
        return driver;
    }

    /** Sales of the same plan make room, each buy that is accepted takes some. */
    @Test
    void shouldCountSalesAndEarlierBuysOfThePlan() {
        PortfolioDriver driver =
                new PortfolioDriver(ALL_OFF + "risk.limits.exposure.gross = 0.02").prices(10, 20, 50, 5);
        driver.rank(0, "AAA 200 enter");
        driver.fill(1, 10);
        assertEquals(
                List.of(
                        "CCC REFUSED of one GROSS_EXPOSURE",
                        "BBB REFUSED of one GROSS_EXPOSURE",
                        "DDD REFUSED of one RESTRICTED"),
                driver.rank(0, "CCC 1 enter", "BBB 1 enter", "DDD 10 enter"));
        assertEquals(
                List.of(
                        "AAA SOLD 200 of one",
                        "CCC REFUSED of one GROSS_EXPOSURE",
                        "BBB BOUGHT 60 of one",
                        "sell #2 REBALANCE 200 AAA AT_THE_OPEN of one",
                        "buy #3 REBALANCE 60 BBB AT_THE_OPEN of one"),
                driver.rank(0, "AAA leave", "CCC 41 enter", "BBB 60 enter"));
        driver.fill(2, 10);
        assertEquals(List.of("CCC REFUSED of one GROSS_EXPOSURE"), driver.rank(0, "CCC 17 enter"), "1,200 are bought");
        assertEquals("CCC BOUGHT 16 of one", driver.rank(0, "CCC 16 enter").get(0));
    }

    @Test
    void shouldRefuseBuysAfterTheDaysLossAndLeaveAll() {
        PortfolioDriver driver = new PortfolioDriver(ALL_OFF + "risk.limits.loss.day = 0.01").prices(10, 20, 50, 5);
        driver.rank(0, "AAA 1000 enter");
        driver.nanos = PortfolioDriver.at(PortfolioDriver.DAY + 1, "09:30");
        driver.fill(1, 10);
        assertEquals(List.of(), driver.on(event -> event.openPrint(0, driver.nanos, e8(9.01), 0)));
        assertEquals(
                List.of("sell #2 FLATTEN 1000 AAA of one"),
                driver.on(event -> event.openPrint(0, driver.nanos, e8(9), 0)));
        assertEquals(List.of("BBB REFUSED of one DAILY_LOSS"), driver.rank(0, "BBB 1 enter"));
    }

    /** An exit of a contract that the broker does not know cannot leave; a buy is refused for what stands first. */
    @Test
    void shouldOrderNothingOfAContractThatIsUnknownOrWhileItIsLatched() {
        PortfolioDriver driver = new PortfolioDriver(ALL_OFF).prices(10, 20, 50, 5);
        driver.rank(0, "AAA 100 enter", "BBB 10 enter");
        driver.fill(1, 10);
        driver.fill(2, 20);
        condition(driver, Condition.CONTRACT_UNKNOWN);
        assertEquals(
                List.of(
                        "AAA REFUSED of one CONTRACT_UNKNOWN",
                        "BBB SOLD 10 of one",
                        "sell #3 REBALANCE 10 BBB AT_THE_OPEN of one"),
                driver.rank(0, "AAA leave", "BBB leave"));
        condition(driver, Condition.CONTRACT_KNOWN);
        condition(driver, Condition.BREAK);
        assertEquals(List.of("AAA REFUSED of one LATCHED"), driver.rank(0, "AAA leave"));
        assertEquals(List.of("CCC REFUSED of two LATCHED"), driver.rank(1, "CCC 1 enter"));
        driver.on(event -> event.control(EventType.COMMAND, driver.nanos, Operator.UNLATCH.code(), 0));
        assertEquals("AAA SOLD 100 of one", driver.rank(0, "AAA leave").get(0));
    }

    /** Strategies beside them owe 60,000: 35,000 more than is theirs, which a portfolio's own 50,000 pay. */
    @Test
    void shouldSpendNoMoneyThatOthersHaveBorrowed() {
        PortfolioDriver driver = new PortfolioDriver(ALL_OFF
                        + "portfolios { one { buying-power = 1, weighting = given }, two { buying-power = 1 } }")
                .prices(10, 20, 50, 5);
        driver.on(event -> event.fill(2, driver.nanos, 987_654, Side.BUY, 1200, e8(50), 0, 0, 0));
        assertEquals("-35000.00 50000.00 25000.00", driver.cash());
        assertEquals("AAA BOUGHT 1500 of one", driver.rank(0, "AAA 1/1 enter").get(0));
    }

    /** The stop of an earlier session is known for what it is, and executes. */
    @Test
    void shouldAgreeWithTheStopOfAnEarlierSession() {
        String settings = ALL_OFF + "portfolios { one { stop = 0.1 } }";
        PortfolioDriver before = new PortfolioDriver(settings).prices(10, 20, 50, 5);
        before.rank(0, "AAA 100 enter");
        assertEquals(
                List.of("sell #2 STOP 100 AAA STOP 9.00 in #2 of one"),
                before.fill(1, 10).stream()
                        .map(line -> line.replaceAll(" GOOD_TILL_CANCELLED", ""))
                        .toList());
        PortfolioDriver driver =
                new PortfolioDriver(settings).prices(10, 20, 50, 5).carry(before);
        driver.fill(2, 9);
        assertEquals(0, driver.risk.ledger().position(0));
        assertEquals("BBB BOUGHT 1 of one", driver.rank(0, "BBB 1 enter").get(0));
    }

    private static void condition(PortfolioDriver driver, Condition condition) {
        driver.on(event -> event.control(EventType.CONDITION, driver.nanos, condition.code(), 0));
    }

    /** 100 of AAA were bought for 1,000, and are worth 1,200 now. */
    @Test
    void shouldRefuseNothingOfANameThatIsLeftAlone() {
        PortfolioDriver driver = new PortfolioDriver(ALL_OFF + "risk.limits.symbols.AAA.position-value = 1000");
        driver.prices(10, 20, 50, 5).rank(1, "AAA 100 enter");
        driver.fill(1, 10);
        driver.prices(12);
        assertEquals(List.of("AAA HELD of two"), driver.rank(1, "AAA 100"));
    }

    /** A buy and a sale that work over the night are known for what they are, and execute. */
    @Test
    void shouldAgreeWithTheOrdersOfAnEarlierSession() {
        PortfolioDriver before = new PortfolioDriver(ALL_OFF).prices(10, 20, 50, 5);
        before.rank(0, "AAA 100 enter");
        before.fill(1, 10);
        before.rank(0, "AAA leave", "BBB 5 enter");
        PortfolioDriver driver =
                new PortfolioDriver(ALL_OFF).prices(10, 20, 50, 5).carry(before);
        driver.fill(2, 10);
        driver.fill(3, 20);
        assertEquals("CCC BOUGHT 1 of one", driver.rank(0, "CCC 1 enter").get(0));
    }

    // ---- Beside a strategy ----------------------------------------------------------------------------------------

    /** What a portfolio buys may be held beside the 400 shares of a strategy. */
    @ParameterizedTest
    @CsvSource({"1400, ACCEPTED", "1399, POSITION_LIMIT"})
    void shouldCountWhatAPortfolioBuysInAPosition(long most, Outcome outcome) {
        PortfolioDriver driver = new PortfolioDriver(
                ALL_OFF + "risk.limits.symbols.AAA.position-shares = " + most
                        + ", risk.size { by = shares, shares = 400 }",
                8,
                1);
        driver.prices(10, 20, 50, 5).rank(0, "AAA 1000 enter");
        EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 8, 8));
        event.trade(0, driver.nanos, e8(10), 1, 0);
        event.sequence = 9_999;
        event.sessionDay = PortfolioDriver.DAY;
        event.clearDecisions();
        Signal signal = event.addSignal();
        signal.clear(0, 0, e8(10));
        signal.kind = SignalKind.ENTER_LONG;
        signal.stopE8 = e8(9);
        driver.risk.onEvent(event);
        assertEquals(outcome, Outcome.ofCode(event.verdicts[0].outcome));
    }

    /** Three for two of 101, 100 and 50 shares are 151.5, 150 and 75: the half is the strategy's, and paid. */
    @Test
    void shouldShareOutASplitAmongStrategiesAndPortfolios() {
        PortfolioDriver driver = new PortfolioDriver(ALL_OFF, 8, 1).prices(10, 20, 50, 5);
        driver.on(event -> event.position(0, driver.nanos, EngineEvent.FLAG_ADOPTED, 0, 0, 0, 101, e8(10)));
        driver.rank(0, "AAA 100 enter");
        driver.fill(1, 10);
        driver.rank(1, "AAA 50 enter");
        driver.fill(2, 10);
        driver.on(event -> event.split(0, driver.nanos, 3, 2, 0));
        assertEquals(376, driver.risk.ledger().position(0));
        assertEquals(150, driver.portfolios().shares(1, 0));
        assertEquals(75, driver.portfolios().shares(2, 0));
    }
}
