package io.ringside.engine.risk;

import static io.ringside.engine.risk.PortfolioDriver.DAY;
import static io.ringside.engine.risk.PortfolioDriver.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.PortfolioPart;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two portfolios with 50,000 and 25,000 of an account of 100,000: one has bought 100 of AAA at 10 and waits for 50 of BBB, two
 * has 5 of its 10 of AAA at 11 and waits for 10 of DDD. Each execution cost 1.
 */
class PortfoliosTest {
    private static final String TWO = "portfolios { one { strategy = momentum, weighting = shares, budget = 0.5 },"
            + " two { strategy = momentum, weighting = shares, budget = 0.25 } }\n";
    private static final long OPEN = PortfolioDriver.at(DAY + 1, "09:30");

    @Test
    void shouldBookExecutionsAndCostsWhereAPortfolioHasMoneyOfItsOwn() {
        PortfolioDriver driver = trading(TWO, 8);
        assertEquals("25000.00 48999.00 24944.00", driver.cash());
        commission(driver, driver.refs.get(1), 0.5);
        commission(driver, driver.refs.get(4), 0.25);
        assertEquals("25000.00 48998.50 24943.75", driver.cash());
        commission(driver, 987_654, 0.125);
        assertEquals("24999.875 48998.50 24943.75", driver.cash());
        commission(driver, 0, 0.125);
        assertEquals("24999.75 48998.50 24943.75", driver.cash());
        driver.on(event -> event.payment(0, driver.nanos, CorporateAction.DIVIDEND, e8(0.5), 0));
        assertEquals("24999.75 49048.50 24946.25", driver.cash());
        driver.on(event -> event.fill(2, driver.nanos, 987_654, io.ringside.engine.event.Side.BUY, 3, e8(50), 0, 0, 0));
        assertEquals("24849.75 49048.50 24946.25", driver.cash(), "an order of nobody");
        driver.on(event -> event.payment(0, driver.nanos, CorporateAction.DELISTING, e8(2), 0));
        assertEquals("24849.75 49248.50 24956.25", driver.cash());
    }

    /** Of the last four orders of a name it is known whose they were. */
    @Test
    void shouldChargeWhatAnOrderCostAfterItsEnd() {
        PortfolioDriver driver = trading(TWO, 8);
        int first = driver.refs.size();
        for (int order = 0; order < 4; order++) {
            driver.rank(0, "CCC 1 enter");
            driver.cancelled(first + order);
        }
        commission(driver, 2, driver.refs.get(first), 1);
        assertEquals("25000.00 48998.00 24944.00", driver.cash());
        driver.rank(0, "CCC 1 enter");
        commission(driver, 2, driver.refs.get(first), 1);
        assertEquals("24999.00 48998.00 24944.00", driver.cash());
        commission(driver, 2, driver.refs.get(first + 1), 1);
        assertEquals("24999.00 48997.00 24944.00", driver.cash());
    }

    @Test
    void shouldTellPoolsAndWhatIsHeldAndBoughtInThem() {
        PortfolioDriver driver = trading(TWO, 8);
        Portfolios all = driver.portfolios();
        assertEquals(3, all.pools());
        assertEquals(2, all.count());
        assertEquals(1, all.poolOf(BookId.ofPortfolio(0)));
        assertEquals(2, all.poolOf(BookId.ofPortfolio(1)));
        assertEquals(0, all.poolOf(0));
        assertTrue(all.hasMoney(1));
        assertEquals(100, all.shares(1, 0));
        assertEquals(5, all.shares(2, 0));
        assertEquals(5, all.buying(0));
        assertEquals(50, all.buying(1));
        assertEquals(10, all.othersShares(0, 0));
        assertEquals(100, all.othersShares(1, 0));
        assertEquals(60, all.othersShares(0, 1) + all.othersShares(0, 3) + all.othersShares(1, 1));
        assertEquals(e8(50 * 20 + 5 * 10 + 10 * 5), all.buyingE8());
        driver.prices(12);
        assertEquals(e8(50 * 20 + 5 * 12 + 10 * 5), all.buyingE8());
        assertEquals(e8(1200), all.positionValueE8(1, all.account()));
        assertEquals(e8(60), all.positionValueE8(2, all.account()));
        assertEquals(e8(25_000), all.restEquityE8());
        assertEquals(e8(25_000), all.restCashE8());
        assertEquals(0, all.restGrossE8());
        assertEquals(0, all.borrowedE8());
        driver.on(
                event -> event.fill(2, driver.nanos, 987_654, io.ringside.engine.event.Side.BUY, 600, e8(50), 0, 0, 0));
        assertEquals(e8(30_000), all.restGrossE8());
        assertEquals(e8(25_000), all.restEquityE8());
        assertEquals(e8(-5_000), all.restCashE8());
        assertEquals(e8(5_000), all.borrowedE8());
        assertFalse(trading("portfolio { strategy = momentum, weighting = shares }", 8)
                .portfolios()
                .hasMoney(0));
        PortfolioDriver whole = trading("portfolio { strategy = momentum, weighting = shares }", 8);
        assertEquals(1, whole.portfolios().pools());
        assertEquals(0, whole.portfolios().poolOf(BookId.ofPortfolio(0)));
        assertEquals(e8(98_999), whole.portfolios().restCashE8());
        assertEquals(e8(99_999), whole.portfolios().restEquityE8());
        assertEquals(e8(1_000), whole.portfolios().restGrossE8());
    }

    /** The price that a portfolio decides on is seen in what it says of a name. */
    @Test
    void shouldDecideOnThePricesThatItHasSeen() {
        PortfolioDriver driver = trading(TWO, 8);
        assertEquals(e8(10), seen(driver), "an execution is no price of the market");
        driver.on(event -> event.trade(0, driver.nanos, e8(12), 1, 0));
        assertEquals(e8(12), seen(driver));
        driver.on(event -> event.trade(0, driver.nanos, e8(13), 1, EngineEvent.FLAG_VOLUME_ONLY));
        assertEquals(e8(12), seen(driver));
        driver.on(event -> event.bar(0, driver.nanos, driver.nanos, e8(14), e8(16), e8(14), e8(15), 1, 0));
        assertEquals(e8(15), seen(driver));
        driver.on(event -> event.openPrint(0, driver.nanos, e8(17), 0));
        assertEquals(e8(17), seen(driver));
    }

    private static long seen(PortfolioDriver driver) {
        driver.rank(0, "AAA");
        long equityE8 = driver.event.verdicts[0].equityE8;
        long priceE8 = driver.event.verdicts[0].priceE8;
        assertEquals(e8(48_999) + 100 * priceE8, equityE8);
        return priceE8;
    }

    /** Three for two: 100 become 150, five seven and a half, of which the half is paid at 8. */
    @Test
    void shouldPayEachPortfolioItsOwnFractionOfASplit() {
        PortfolioDriver driver = trading(TWO, 8);
        driver.prices(12);
        driver.on(event -> event.split(0, driver.nanos, 3, 2, 0));
        assertEquals("25000.00 48999.00 24948.00", driver.cash());
        assertEquals(150, driver.portfolios().shares(1, 0));
        assertEquals(7, driver.portfolios().shares(2, 0));
        assertEquals(157, driver.risk.ledger().position(0));
        assertEquals(e8(25_000), driver.portfolios().restEquityE8());
    }

    @Test
    void shouldTakeOverForAPortfolioWhatAnOperatorSays() {
        PortfolioDriver driver = trading(TWO, 8);
        adopt(driver, 1, 2, 30, 40);
        assertEquals("25000.00 48999.00 23744.00", driver.cash());
        assertEquals(30, driver.portfolios().shares(2, 2));
        adopt(driver, 0, 0, -20, 0);
        assertEquals("25000.00 49199.00 23744.00", driver.cash(), "at the last price");
        assertEquals(80, driver.portfolios().shares(1, 0));
        assertEquals(85, driver.risk.ledger().position(0));
        assertEquals(30, driver.risk.ledger().position(2));
    }

    @Test
    void shouldGiveEachPortfolioItsPartOfMoneyThatComesOrGoes() {
        PortfolioDriver driver = trading(TWO + "risk { equity = account }", 8);
        driver.on(event -> event.account(driver.nanos, EngineEvent.FLAG_ADOPTED, e8(100_000), 0, 0));
        String before = driver.cash();
        driver.on(event -> event.account(driver.nanos, EngineEvent.FLAG_ADOPTED, e8(101_000), 0, 0));
        driver.on(event -> event.account(driver.nanos, EngineEvent.FLAG_ADOPTED, e8(100_600), 0, 0));
        String[] was = before.split(" ", -1);
        String[] is = driver.cash().split(" ", -1);
        for (int pool = 0; pool < 3; pool++) {
            assertEquals(pool == 1 ? 300 : 150, Double.parseDouble(is[pool]) - Double.parseDouble(was[pool]));
        }
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    @Test
    void shouldHaltTheBuysOfOnePortfolioUntilItIsResumed() {
        PortfolioDriver driver = trading(TWO, 8);
        for (int scope : new int[] {0, BookId.ALL}) {
            assertEquals(List.of(), driver.command(Operator.HALT, 0, 0));
            assertEquals(1, halted(driver));
            assertEquals(
                    List.of("AAA TRIMMED 1 of one", "CCC REFUSED of one HALTED"),
                    verdicts(driver.rank(0, "AAA 99 trim", "CCC 1 enter")));
            assertEquals(List.of("BBB BOUGHT 1 of two"), verdicts(driver.rank(1, "BBB 1 enter")));
            driver.cancelled(driver.refs.size() - 1);
            driver.cancelled(driver.refs.size() - 2);
            driver.command(Operator.RESUME, 1, 0);
            assertEquals(List.of("CCC REFUSED of one HALTED"), verdicts(driver.rank(0, "CCC 1 enter")));
            driver.command(Operator.RESUME, scope, 0);
            assertEquals(0, halted(driver));
            assertEquals(List.of("CCC BOUGHT 1 of one"), verdicts(driver.rank(0, "CCC 1 enter")));
            driver.cancelled(driver.refs.size() - 1);
        }
        driver.command(Operator.HALT, 1, 0);
        assertEquals(2, halted(driver));
        driver.command(Operator.RESUME, 1, 0);
        driver.command(Operator.HALT, 2, 0);
        assertEquals(List.of("CCC BOUGHT 1 of one"), verdicts(driver.rank(0, "CCC 1 enter")), "there is no third one");
    }

    /** Bit by bit, which portfolios are told to be halted. */
    private static long halted(PortfolioDriver driver) {
        RiskSnapshot snapshot = driver.risk.snapshot();
        driver.risk.show(driver.event);
        return snapshot.read().haltedPortfolios();
    }

    @Test
    void shouldLeaveOnePortfolioAndAskAgainEveryTenSeconds() {
        PortfolioDriver driver = trading(TWO, 8);
        assertEquals(
                List.of("sell #5 FLATTEN 100 AAA of one", "CANCEL #2 of one"), driver.command(Operator.FLATTEN, 0, 0));
        long begun = driver.nanos;
        driver.nanos = begun + 9_999_999_999L;
        assertEquals(List.of(), driver.goOn());
        driver.nanos = begun + 10_000_000_000L;
        assertEquals(List.of("CANCEL #2 of one"), driver.goOn());
        driver.nanos = begun + 19_999_999_999L;
        assertEquals(List.of(), driver.goOn());
        assertEquals(List.of("sell #6 FLATTEN 20 BBB of one"), filledAndCancelled(driver));
        driver.fill(5, 9);
        driver.fill(6, 21);
        driver.nanos = begun + 60_000_000_000L;
        assertEquals(List.of(), driver.goOn());
        assertEquals(List.of("CCC REFUSED of one HALTED"), driver.rank(0, "CCC 1 enter"));
        driver.command(Operator.RESUME, 0, 0);
        driver.rank(0, "CCC 1 enter");
        driver.nanos = begun + 90_000_000_000L;
        assertEquals(List.of(), driver.goOn(), "it is not left any more");
        assertEquals(5, driver.portfolios().shares(2, 0), "the other one stays");
    }

    private static List<String> filledAndCancelled(PortfolioDriver driver) {
        assertEquals(List.of("CANCEL #2 of one"), driver.fill(2, 20, 20));
        return driver.cancelled(2);
    }

    @Test
    void shouldStopLeavingWhenItIsResumed() {
        PortfolioDriver driver = trading(TWO, 8);
        driver.command(Operator.FLATTEN, 0, 0);
        driver.command(Operator.RESUME, 0, 0);
        driver.nanos += 60_000_000_000L;
        assertEquals(List.of(), driver.goOn());
    }

    @Test
    void shouldGoOnLeavingWithTheNextEventWhenOneHasNoRoom() {
        PortfolioDriver driver = trading(TWO, 1);
        assertEquals(List.of("sell #5 FLATTEN 100 AAA of one"), driver.command(Operator.FLATTEN, 0, 0));
        assertEquals(List.of("CANCEL #2 of one"), driver.goOn());
        PortfolioDriver all = trading(TWO, 2);
        assertEquals(
                List.of("sell #5 FLATTEN 100 AAA of one", "CANCEL #2 of one"),
                all.command(Operator.FLATTEN, BookId.ALL, 0));
        all.cancelled(2);
        assertEquals(List.of("CANCEL #3 of two", "CANCEL #4 of two"), all.goOn());
    }

    @Test
    void shouldLeaveOneNameInOnePortfolioOrInAll() {
        PortfolioDriver driver = trading(TWO, 8);
        assertEquals(List.of("CANCEL #3 of two"), driver.command(Operator.CLOSE, 1, 0));
        assertEquals(List.of("sell #5 FLATTEN 100 AAA of one"), driver.command(Operator.CLOSE, 0, 0));
        driver = trading(TWO, 8);
        assertEquals(
                List.of("sell #5 FLATTEN 100 AAA of one", "CANCEL #3 of two"),
                driver.command(Operator.CLOSE, BookId.ALL, 0));
        assertEquals(List.of(), driver.command(Operator.CLOSE, BookId.ALL, 2));
        long ref = driver.refs.get(4);
        PortfolioDriver same = driver;
        assertEquals(
                List.of("CANCEL #4 of two"),
                driver.on(event -> event.control(EventType.COMMAND, same.nanos, Operator.CANCEL.code(), ref)));
    }

    // ---- Over the night -------------------------------------------------------------------------------------------

    @Test
    void shouldGoOnAsItEndedWhenASessionIsTakenOver() {
        PortfolioDriver before = trading(TWO, 8);
        before.command(Operator.FLATTEN, 0, 0);
        before.command(Operator.HALT, 1, 0);
        PortfolioDriver after = new PortfolioDriver(TWO).carry(before);
        assertEquals(before.cash(), after.cash());
        assertEquals(before.risk.carried(), after.risk.carried());
        assertEquals(
                2,
                after.risk.carried().stream()
                        .filter(part -> part.code() == PortfolioPart.HALTED)
                        .count());
        assertEquals(100, after.portfolios().shares(1, 0));
        assertEquals(5, after.portfolios().buying(0));
        after.nanos = before.nanos;
        after.on(event ->
                event.bar(0, after.nanos, after.nanos, e8(10), e8(10), e8(10), e8(10), 1, EngineEvent.FLAG_WARM_UP));
        assertEquals(0, after.event.intentCount, "a bar of the past");
        assertEquals(
                List.of("BBB REFUSED of two HALTED", "CANCEL #2 of one"),
                after.rank(1, "BBB 1 enter"),
                "nobody knows when it was last asked for");
        after.fill(5, 9);
        assertEquals(0, after.portfolios().shares(1, 0));
        assertEquals("25000.00 49899.00 24944.00", after.cash());
    }

    @Test
    void shouldTakeOverBuysThatWaitAndStops() {
        String wait =
                "portfolios { one { strategy = momentum, weighting = shares, budget = 0.5, proceeds = wait, stop = 0.1 },"
                        + " two { strategy = momentum, weighting = shares, budget = 0.25, proceeds = wait } }";
        PortfolioDriver before = trading(wait, 8);
        before.cancelled(2);
        before.rank(0, "AAA leave", "CCC 5 enter reason=1");
        before.rank(1, "AAA 6 enter");
        PortfolioDriver after = new PortfolioDriver(wait).carry(before);
        assertEquals(before.risk.carried(), after.risk.carried());
        assertEquals(before.cash(), after.cash());
        after.nanos = before.nanos;
        after.commissionE8 = e8(1);
        int sale = after.refs.size() - 1;
        assertEquals(List.of("buy #" + (sale + 1) + " REBALANCE 5 CCC for 1 of one"), after.fill(sale, 10));
    }

    /** After their evening's rankings, at the open of the next day. */
    private static PortfolioDriver trading(String portfolios, int room) {
        PortfolioDriver driver = new PortfolioDriver(portfolios, room).prices(10, 20, 50, 5);
        if (portfolios.contains("equity = account")) {
            driver.on(event -> event.account(driver.nanos, EngineEvent.FLAG_ADOPTED, e8(100_000), 0, 0));
        }
        driver.rank(0, "AAA 100 enter", "BBB 50 enter");
        while (driver.decisionsLeft > 0) {
            driver.goOn();
        }
        if (portfolios.startsWith("portfolios")) {
            driver.rank(1, "AAA 10 enter", "DDD 17 enter");
            while (driver.decisionsLeft > 0) {
                driver.goOn();
            }
        }
        driver.nanos = OPEN;
        driver.commissionE8 = e8(1);
        driver.fill(1, 10);
        if (portfolios.startsWith("portfolios")) {
            driver.fill(3, 5, 11);
        }
        driver.commissionE8 = 0;
        return driver;
    }

    private static void commission(PortfolioDriver driver, long ref, double amount) {
        commission(driver, ref == driver.refs.get(4) ? 3 : 0, ref, amount);
    }

    private static void commission(PortfolioDriver driver, int name, long ref, double amount) {
        driver.on(event -> {
            event.order(EventType.COMMISSION, name, driver.nanos, ref, 0, 0);
            event.commissionE8 = e8(amount);
        });
    }

    private static void adopt(PortfolioDriver driver, int portfolioId, int name, long quantity, double price) {
        driver.on(event -> event.position(
                name,
                driver.nanos,
                EngineEvent.FLAG_ADOPTED,
                0,
                BookId.ofPortfolio(portfolioId) & 0xffff_ffffL,
                0,
                quantity,
                e8(price)));
    }

    private static List<String> verdicts(List<String> told) {
        return told.stream().filter(line -> !line.contains("#")).toList();
    }

    @Test
    void shouldHaveAPoolForASinglePortfolioWithABudget() {
        PortfolioDriver driver =
                new PortfolioDriver("portfolio { strategy = momentum, weighting = shares, budget = 0.5 }");
        assertEquals(2, driver.portfolios().pools());
        assertEquals("50000.00 50000.00", driver.cash());
    }
}
