package io.ringside.engine.risk;

import static io.ringside.engine.risk.PortfolioDriver.DAY;
import static io.ringside.engine.risk.PortfolioDriver.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.order.OrderGateway;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a portfolio's orders: buys that wait for sales, orders that get lost, stops, and what an operator says. */
class RebalanceOrdersTest {
    private static final String WAIT = ", weighting = shares, proceeds = wait, after-sales = close";
    private static final long NEXT_OPEN = PortfolioDriver.at(DAY + 1, "09:30");

    // ---- Buys after sales -----------------------------------------------------------------------------------------

    /**
     * 5,000 of AAA were bought at 10 and 2,000 of BBB at 20; 10,000 are left. 1,500 of CCC cost 75,000 at 50: so much are the
     * sales at 13.0002, less the commission.
     */
    @ParameterizedTest
    @CsvSource({"13.0002, 1500", "13.00019999, 1499", "9, 1099", "14, 1500"})
    void shouldBuyForWhatTheSalesBroughtWhenTheyAreOver(double price, long bought) {
        PortfolioDriver driver = sellingAaaForCcc();
        driver.commissionE8 = e8(1);
        driver.nanos = NEXT_OPEN;
        assertEquals(List.of("buy #4 REBALANCE " + bought + " CCC MARKET_ON_CLOSE"), driver.fill(3, price));
    }

    @Test
    void shouldBuyForTheCashAloneWhenASaleIsCancelled() {
        PortfolioDriver driver = sellingAaaForCcc();
        driver.nanos = NEXT_OPEN;
        driver.commissionE8 = e8(1);
        assertEquals(List.of(), driver.fill(3, 1000, 10), "a part of it still works");
        assertEquals(List.of("buy #4 REBALANCE 399 CCC MARKET_ON_CLOSE"), driver.cancelled(3));
    }

    @Test
    void shouldWaitForTheCommissionWhenItComesBehindTheExecution() {
        PortfolioDriver driver = sellingAaaForCcc();
        driver.nanos = NEXT_OPEN;
        assertEquals(List.of(), driver.fill(3, 10));
        assertEquals(List.of("buy #4 REBALANCE 1199 CCC MARKET_ON_CLOSE"), driver.on(event -> {
            event.order(EventType.COMMISSION, 0, driver.nanos, driver.refs.get(3), 0, 0);
            event.commissionE8 = e8(1);
        }));
    }

    @Test
    void shouldWaitForTheBrokerWhenItIsNotThere() {
        PortfolioDriver driver = sellingAaaForCcc();
        driver.nanos = NEXT_OPEN;
        driver.commissionE8 = e8(1);
        condition(driver, Condition.DISCONNECTED);
        assertEquals(List.of(), driver.fill(3, 10));
        assertEquals(List.of(), condition(driver, Condition.CONNECTED));
        assertEquals(List.of("buy #4 REBALANCE 1199 CCC MARKET_ON_CLOSE"), condition(driver, Condition.RECONCILED));
    }

    /** A buy of an earlier decision that works still keeps its 5,000 of the 75,000. */
    @Test
    void shouldLeaveTheMoneyOfBuysThatWork() {
        PortfolioDriver driver = portfolio(WAIT, 8);
        driver.rank(0, "AAA 5000 enter", "BBB 2000 enter");
        driver.fill(1, 10);
        driver.fill(2, 20);
        driver.rank(0, "DDD 1000 enter");
        driver.rank(0, "AAA leave", "CCC 1500 enter");
        driver.nanos = NEXT_OPEN;
        driver.commissionE8 = e8(1);
        assertEquals(List.of("buy #5 REBALANCE 1400 CCC MARKET_ON_CLOSE"), driver.fill(4, 13.0002));
    }

    /** For 40 there are no ten shares of five. */
    @Test
    void shouldOrderNothingWhenTheMoneyPaysNoLot() {
        PortfolioDriver driver = portfolio(WAIT, 8);
        driver.rank(0, "AAA 9996 enter");
        driver.fill(1, 10);
        assertEquals(
                List.of("AAA SOLD 9996", "DDD BOUGHT 10", "sell #2 REBALANCE 9996 AAA AT_THE_OPEN"),
                driver.rank(0, "AAA leave", "DDD 10 enter"));
        assertEquals(List.of(), driver.cancelled(2));
        assertEquals(0, driver.portfolios().left());
    }

    @Test
    void shouldForgetBuysThatWaitWhenTheNextDecisionComes() {
        PortfolioDriver driver = sellingAaaForCcc();
        driver.nanos = NEXT_OPEN;
        driver.commissionE8 = e8(1);
        assertEquals(List.of("BBB HELD", "AAA ORDER_WORKING"), driver.rank(0, "BBB", "AAA leave"));
        assertEquals(List.of(), driver.fill(3, 10));
    }

    // ---- Room -----------------------------------------------------------------------------------------------------

    @Test
    void shouldGoOnWithTheNextEventWhenOneHasNoRoom() {
        PortfolioDriver driver = threeBuysOneOrder();
        assertEquals(2, driver.decisionsLeft);
        assertEquals(List.of("buy #2 REBALANCE 50 BBB AT_THE_OPEN"), driver.goOn());
        assertEquals(1, driver.decisionsLeft);
        assertEquals(1, driver.portfolios().left());
        assertEquals(List.of("buy #3 REBALANCE 20 CCC AT_THE_OPEN"), driver.goOn());
        assertEquals(0, driver.decisionsLeft);
        assertEquals(List.of(), driver.goOn());
    }

    @Test
    void shouldSayThatAnOrderComesTooLateWhenItsAuctionIsOver() {
        PortfolioDriver driver = threeBuysOneOrder();
        driver.nanos = NEXT_OPEN - 1;
        assertEquals(List.of("buy #2 REBALANCE 50 BBB AT_THE_OPEN"), driver.goOn());
        driver.nanos = NEXT_OPEN;
        assertEquals(List.of("CCC TOO_LATE 20"), driver.goOn());
        assertEquals(0, driver.decisionsLeft);
    }

    @Test
    void shouldSayThatAnOrderIsDroppedWhenTradingIsHalted() {
        PortfolioDriver driver = threeBuysOneOrder();
        driver.command(Operator.HALT, BookId.ALL, 0);
        assertEquals(List.of("BBB DROPPED 50 HALTED", "CCC DROPPED 20 HALTED"), driver.goOn());
        assertEquals(0, driver.decisionsLeft);
    }

    @Test
    void shouldDropWhatIsPlannedWhenAllIsToBeLeft() {
        PortfolioDriver driver = threeBuysOneOrder();
        assertEquals(
                List.of("BBB DROPPED 50 HALTED", "CCC DROPPED 20 HALTED", "CANCEL #1"),
                driver.command(Operator.FLATTEN, 0, 0));
        assertEquals(List.of("CANCEL #1"), driver.goOn(), "it had no room to be sure");
        assertEquals(List.of(), driver.cancelled(1));
        assertEquals(List.of(), driver.goOn());
        PortfolioDriver waiting = sellingAaaForCcc();
        assertEquals(
                List.of("CCC DROPPED 1500 HALTED", "sell #4 FLATTEN 2000 BBB AT_THE_OPEN"),
                waiting.command(Operator.FLATTEN, 0, 0));
    }

    /** What is sent again waits behind the others if it is a buy, and comes before buys if it is a sale. */
    @Test
    void shouldFindRoomForWhatIsSentAgain() {
        PortfolioDriver driver = portfolio(", weighting = shares", 1);
        driver.rank(0, "AAA 100 enter reason=1", "BBB 10 enter", "CCC 10 enter", "DDD 10 enter");
        driver.gone(EventType.ORDER_REJECTED, 1, 0, OrderGateway.NOT_AT_BROKER);
        assertEquals(4, driver.decisionsLeft);
        assertEquals(List.of("buy #2 REBALANCE 10 BBB AT_THE_OPEN"), driver.goOn());
        assertEquals(List.of("buy #3 REBALANCE 10 CCC AT_THE_OPEN"), driver.goOn());
        assertEquals(List.of("buy #4 REBALANCE 10 DDD AT_THE_OPEN"), driver.goOn());
        assertEquals(List.of("buy #5 REBALANCE 100 AAA AT_THE_OPEN for 1"), driver.goOn());
        assertEquals(List.of(), driver.goOn());
        driver.fill(5, 10);
        driver.cancelled(2);
        driver.cancelled(3);
        driver.cancelled(4);
        driver.rank(0, "AAA leave reason=2", "BBB 10 enter", "CCC 10 enter", "DDD 10 enter");
        driver.gone(EventType.ORDER_REJECTED, 6, 0, OrderGateway.NOT_AT_BROKER);
        assertEquals(List.of("sell #7 REBALANCE 100 AAA AT_THE_OPEN for 2"), driver.goOn());
        assertEquals(List.of("buy #8 REBALANCE 10 BBB AT_THE_OPEN"), driver.goOn());
        assertEquals(2, driver.decisionsLeft);
    }

    // ---- Orders that got lost -------------------------------------------------------------------------------------

    @Test
    void shouldSendAnOrderAgainFiveTimesADayWhenItNeverWasAtTheBroker() {
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        driver.rank(0, "AAA 100 enter reason=2");
        assertEquals(
                List.of(), driver.gone(EventType.ORDER_REJECTED, 1, 60, OrderGateway.NOT_AT_BROKER), "it works on");
        driver.nanos = NEXT_OPEN - 10;
        driver.fill(1, 40, 10);
        for (int again = 1; again <= 5; again++) {
            int code = again % 2 == 0 ? OrderGateway.NOT_AT_BROKER : OrderGateway.NOT_CONNECTED;
            assertEquals(
                    List.of("buy #" + (again + 1) + " REBALANCE 60 AAA AT_THE_OPEN for 2"),
                    again(driver, EventType.ORDER_REJECTED, again, code));
        }
        assertEquals(List.of(), again(driver, EventType.ORDER_REJECTED, 6, OrderGateway.NOT_AT_BROKER));
        // With a new day it may be lost as often again.
        driver.nanos = PortfolioDriver.at(DAY + 2, "09:31");
        driver.rank(0, "AAA leave close reason=3", "BBB 5 enter");
        for (int again = 7; again <= 11; again++) {
            int lost = again == 7 ? 7 : again + 1;
            assertEquals(
                    List.of("sell #" + (again + 2) + " REBALANCE 40 AAA MARKET_ON_CLOSE for 3"),
                    again(driver, EventType.ORDER_CANCELLED, lost, OrderGateway.NOT_AT_BROKER));
        }
        assertEquals(List.of(), again(driver, EventType.ORDER_CANCELLED, 13, OrderGateway.NOT_AT_BROKER));
    }

    @Test
    void shouldNotSendAnOrderAgainWhenItsAuctionIsOverOrTheBrokerRefusedIt() {
        for (long late : new long[] {-1, 0}) {
            PortfolioDriver driver = portfolio(", weighting = shares", 8);
            driver.rank(0, "AAA 100 enter");
            driver.nanos = NEXT_OPEN + late;
            List<String> told = again(driver, EventType.ORDER_CANCELLED, 1, OrderGateway.NOT_AT_BROKER);
            assertEquals(late < 0 ? List.of("buy #2 REBALANCE 100 AAA AT_THE_OPEN") : List.of(), told);
        }
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        driver.rank(0, "AAA 100 enter");
        assertEquals(List.of(), again(driver, EventType.ORDER_REJECTED, 1, OrderGateway.NOT_AT_BROKER - 1));
        // On a day with a session it is good until the close.
        driver.nanos = PortfolioDriver.at(DAY, "15:59");
        driver.rank(0, "AAA 100 enter");
        driver.nanos = PortfolioDriver.at(DAY, "16:00") - 1;
        assertEquals(
                List.of("buy #3 REBALANCE 100 AAA"),
                again(driver, EventType.ORDER_CANCELLED, 2, OrderGateway.NOT_AT_BROKER));
        driver.nanos = PortfolioDriver.at(DAY, "16:00");
        assertEquals(List.of(), again(driver, EventType.ORDER_CANCELLED, 3, OrderGateway.NOT_AT_BROKER));
    }

    /** Before the open of a day an order is for that day's auction. */
    @Test
    void shouldBeGoodForTheSameDaysAuctionWhenItIsDecidedBeforeIt() {
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        driver.nanos = PortfolioDriver.at(DAY, "09:00");
        driver.rank(0, "AAA 100 enter");
        driver.nanos = PortfolioDriver.at(DAY, "09:30");
        assertEquals(List.of(), again(driver, EventType.ORDER_CANCELLED, 1, OrderGateway.NOT_AT_BROKER));
    }

    // ---- Stops ----------------------------------------------------------------------------------------------------

    /** Nine tenths of 10.07 are 9.063, which is 9.06 in cents. */
    @Test
    void shouldProtectWhatIsBoughtByAStopOfItsSize() {
        PortfolioDriver driver = portfolio(", weighting = shares, stop = 0.1", 8);
        driver.rank(0, "AAA 100 enter");
        driver.nanos = NEXT_OPEN + 1;
        assertEquals(List.of("sell #2 STOP 60 AAA STOP 9.06 GOOD_TILL_CANCELLED in #2"), driver.fill(1, 60, 10.07));
        assertEquals(List.of("MODIFY #2 STOP 100 AAA STOP 9.06 GOOD_TILL_CANCELLED in #2"), driver.fill(1, 40, 12));
        assertEquals(
                List.of("sell #3 STOP 100 AAA STOP 9.06 GOOD_TILL_CANCELLED in #3"),
                driver.cancelled(2),
                "a stop that is gone comes again");
        assertEquals(List.of("AAA SOLD 100", "sell #4 REBALANCE 100 AAA in #3"), driver.rank(0, "AAA leave"));
        assertEquals(List.of(), driver.fill(4, 30, 9));
        assertEquals(List.of(), driver.cancelled(3), "an order sells what it protected");
        assertEquals(List.of(), driver.fill(4, 70, 9));
        assertEquals(0, driver.risk.ledger().position(0));
    }

    @Test
    void shouldPlaceNoStopWhenItWouldBeAtNothing() {
        PortfolioDriver driver = portfolio(", weighting = shares, stop = 1", 8);
        driver.rank(0, "AAA 100 enter");
        assertEquals(List.of(), driver.fill(1, 10));
    }

    @Test
    void shouldSellNothingMoreWhenTheStopHasExecuted() {
        PortfolioDriver driver = portfolio(", weighting = shares, stop = 0.1", 8);
        driver.rank(0, "AAA 100 enter");
        driver.nanos = NEXT_OPEN + 1;
        driver.fill(1, 10);
        assertEquals(List.of(), driver.fill(2, 60, 9));
        assertEquals("AAA HOLDING 40; AAA STOP 40 @9.00", carried(driver));
        assertEquals(List.of(), driver.fill(2, 40, 9));
        assertEquals(List.of("AAA NOT_WANTED"), driver.rank(0, "AAA leave"));
    }

    @Test
    void shouldCarryOutASplitInHoldingsStopAndOrder() {
        PortfolioDriver driver = portfolio(", weighting = shares, stop = 0.1", 8);
        driver.rank(0, "AAA 100 enter", "BBB 7 enter");
        driver.nanos = NEXT_OPEN + 1;
        driver.fill(1, 60, 10);
        assertEquals(List.of(), driver.on(event -> event.split(0, driver.nanos, 3, 2, 0)));
        assertEquals("AAA HOLDING 90; AAA REBALANCE 60; AAA STOP 90 @6.00; BBB REBALANCE 7", carried(driver));
        driver.on(event -> event.split(1, driver.nanos, 1, 8, 0));
        assertEquals("AAA HOLDING 90; AAA REBALANCE 60; AAA STOP 90 @6.00; BBB REBALANCE 1", carried(driver));
        driver.on(event -> event.payment(0, driver.nanos, CorporateAction.DIVIDEND, e8(1), 0));
        assertEquals("AAA HOLDING 90", carried(driver).substring(0, 14));
        driver.on(event -> event.payment(0, driver.nanos, CorporateAction.DELISTING, e8(1), 0));
        assertEquals("AAA REBALANCE 60; AAA STOP 90 @6.00; BBB REBALANCE 1", carried(driver));
        assertEquals(e8(100_000 - 600 + 90 + 90), driver.risk.ledger().cashE8());
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    @Test
    void shouldLeaveWhatFillsOfABuyThatIsCancelled() {
        PortfolioDriver driver = portfolio(", weighting = shares, stop = 0.1", 8);
        driver.rank(0, "AAA 100 enter");
        driver.nanos = NEXT_OPEN + 1;
        assertEquals(List.of("CANCEL #1"), driver.command(Operator.CLOSE, BookId.ALL, 0));
        assertEquals(List.of("CANCEL #1"), driver.fill(1, 30, 10), "no stop while it is being left");
        assertEquals(List.of("sell #2 FLATTEN 30 AAA"), driver.cancelled(1));
        assertEquals(List.of("sell #3 FLATTEN 30 AAA"), driver.cancelled(2), "it is left all the same");
        assertEquals(
                List.of("sell #4 FLATTEN 30 AAA"),
                driver.gone(EventType.ORDER_REJECTED, 3, 0, OrderGateway.NOT_AT_BROKER));
        driver.fill(4, 30, 10);
        assertEquals(List.of(), driver.command(Operator.CLOSE, BookId.ALL, 0));
        // It is over: what is bought again stays.
        driver.rank(0, "AAA 50 enter");
        assertEquals(List.of("sell #6 STOP 50 AAA STOP 9.00 GOOD_TILL_CANCELLED in #6"), driver.fill(5, 10));
        assertEquals(List.of("sell #7 FLATTEN 50 AAA in #6"), driver.command(Operator.CLOSE, BookId.ALL, 0));
    }

    @Test
    void shouldLeaveAtTheOpenWhatWasToBeLeftOverTheNight() {
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        long book = BookId.ofPortfolio(0) & 0xffff_ffffL;
        for (int name = 0; name < 2; name++) {
            long argument = name == 0 ? book | 1L << 32 : book;
            int id = name;
            driver.on(event -> event.position(
                    id, driver.nanos, EngineEvent.FLAG_CARRIED, PortfolioPart.HOLDING, argument, 0, 30 + id, e8(10)));
        }
        driver.nanos = NEXT_OPEN;
        assertEquals(
                List.of(),
                driver.on(event -> event.session(EventType.SESSION_OPEN, driver.nanos, EngineEvent.FLAG_WARM_UP)));
        assertEquals(List.of("sell #1 FLATTEN 30 AAA"), driver.open());
        assertEquals(List.of(), driver.open());
    }

    @Test
    void shouldCancelOneOrderAndNoStop() {
        PortfolioDriver driver = portfolio(", weighting = shares, stop = 0.1", 8);
        driver.rank(0, "AAA 100 enter", "BBB 10 enter");
        driver.nanos = NEXT_OPEN + 1;
        driver.fill(1, 10);
        assertEquals(List.of("CANCEL #2"), cancel(driver, 2));
        assertEquals(List.of(), cancel(driver, 3));
        assertEquals(List.of(), cancel(driver, 0));
    }

    /** An order is over; what comes of it leaves on the event that goes on. */
    private static List<String> again(PortfolioDriver driver, EventType type, int number, int code) {
        assertEquals(List.of(), driver.gone(type, number, type == EventType.ORDER_CANCELLED ? 7 : 0, code));
        int left = driver.decisionsLeft;
        List<String> told = driver.goOn();
        assertEquals(left, told.size());
        return told;
    }

    private static List<String> cancel(PortfolioDriver driver, int number) {
        return driver.on(event ->
                event.control(EventType.COMMAND, driver.nanos, Operator.CANCEL.code(), driver.refs.get(number)));
    }

    private static List<String> condition(PortfolioDriver driver, Condition condition) {
        return driver.on(event -> event.control(EventType.CONDITION, driver.nanos, condition.code(), 0));
    }

    /** Carried parts of the portfolio, but for prices of holdings. */
    private static String carried(PortfolioDriver driver) {
        StringBuilder text = new StringBuilder();
        for (Carried part : driver.risk.carried()) {
            Purpose purpose = Purpose.ofCode(part.code());
            if (purpose != null || part.code() == PortfolioPart.HOLDING) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(PortfolioDriver.NAMES.get(part.instrumentId()))
                        .append(' ')
                        .append(purpose == null ? "HOLDING" : purpose)
                        .append(' ')
                        .append(part.quantity())
                        .append(purpose == Purpose.STOP ? " @" + FixedPoint.format(part.priceE8()) : "");
            }
        }
        return text.toString();
    }

    private static PortfolioDriver threeBuysOneOrder() {
        PortfolioDriver driver = portfolio(", weighting = shares", 1);
        assertEquals(
                List.of("CCC BOUGHT 20", "AAA BOUGHT 100", "BBB BOUGHT 50", "buy #1 REBALANCE 100 AAA AT_THE_OPEN"),
                driver.rank(0, "CCC 20 enter", "AAA 100 enter", "BBB 50 enter"));
        return driver;
    }

    private static PortfolioDriver sellingAaaForCcc() {
        PortfolioDriver driver = portfolio(WAIT, 8);
        driver.rank(0, "AAA 5000 enter", "BBB 2000 enter");
        driver.fill(1, 10);
        driver.fill(2, 20);
        assertEquals(
                List.of("AAA SOLD 5000", "CCC BOUGHT 1500", "sell #3 REBALANCE 5000 AAA AT_THE_OPEN"),
                driver.rank(0, "AAA leave", "CCC 1500 enter"));
        return driver;
    }

    private static PortfolioDriver portfolio(String settings, int room) {
        PortfolioDriver driver = new PortfolioDriver("portfolio { strategy = momentum" + settings + " }", room);
        return driver.prices(10, 20, 50, 5);
    }

    // ---- Rankings in parts ----------------------------------------------------------------------------------------

    private static final String PAIR = """
            portfolios { one { strategy = momentum, weighting = shares, budget = 0.5 },
              two { strategy = momentum, weighting = shares, budget = 0.25 } }
            """;

    private static PortfolioDriver pair() {
        return new PortfolioDriver(PAIR, 8).prices(10, 20, 50, 5);
    }

    @ParameterizedTest
    @CsvSource({"0, one", "1, two"})
    void shouldDecideOnARankingWhenItIsComplete(int id, String name) {
        PortfolioDriver driver = pair();
        assertEquals(List.of(), driver.rankPart(true, 1, id + " BBB 7 enter"));
        // One is to come, and one is to be decided on.
        assertEquals(2, driver.portfolios().left());
        assertEquals(
                List.of(
                        "BBB BOUGHT 7 of " + name,
                        "AAA BOUGHT 5 of " + name,
                        "buy #1 REBALANCE 5 AAA AT_THE_OPEN of " + name,
                        "buy #2 REBALANCE 7 BBB AT_THE_OPEN of " + name),
                driver.rankPart(false, 0, id + " AAA 5 enter"));
    }

    /** A ranking that was never completed is forgotten. */
    @Test
    void shouldBeginAgainWithTheNextRanking() {
        PortfolioDriver driver = pair();
        driver.rankPart(true, 1, "0 BBB 7 enter");
        assertEquals(
                List.of("AAA BOUGHT 5 of one", "buy #1 REBALANCE 5 AAA AT_THE_OPEN of one"),
                driver.rankPart(true, 0, "0 AAA 5 enter"));
    }

    /** One's is complete, two's goes on. */
    @Test
    void shouldDecideForEachPortfolioWhenItsOwnRankingIsComplete() {
        PortfolioDriver driver = pair();
        assertEquals(
                List.of("AAA BOUGHT 5 of one", "buy #1 REBALANCE 5 AAA AT_THE_OPEN of one"),
                driver.rankPart(true, 1, "0 AAA 5 enter", "1 BBB 7 enter"));
        assertEquals(
                List.of(
                        "BBB BOUGHT 7 of two",
                        "CCC BOUGHT 3 of two",
                        "buy #2 REBALANCE 7 BBB AT_THE_OPEN of two",
                        "buy #3 REBALANCE 3 CCC AT_THE_OPEN of two"),
                driver.rankPart(false, 0, "1 CCC 3 enter"));
    }

    /** Two's ranking begins on an event that goes on, each time. */
    @Test
    void shouldTellTheEventThatARankingBeganWith() {
        PortfolioDriver driver = pair();
        for (int time = 0; time < 2; time++) {
            driver.rankPart(true, 2, "0 AAA 0");
            driver.rankPart(false, 0, "0 BBB 0", "1 CCC 0");
            long sequence = driver.event.sequence;
            assertEquals(3, driver.event.verdictCount);
            assertEquals(sequence - 1, driver.event.verdicts[0].signalSequence);
            assertEquals(sequence - 1, driver.event.verdicts[1].signalSequence);
            assertEquals(sequence, driver.event.verdicts[2].signalSequence);
        }
    }

    // ---- All names ------------------------------------------------------------------------------------------------

    @Test
    void shouldDropThePlanOfAllNames() {
        PortfolioDriver driver = portfolio(", weighting = shares", 1);
        driver.rank(0, "AAA 100 enter", "BBB 50 enter", "CCC 20 enter", "DDD 10 enter");
        assertEquals(
                List.of("BBB DROPPED 50 HALTED", "CCC DROPPED 20 HALTED", "DDD DROPPED 10 HALTED", "CANCEL #1"),
                driver.command(Operator.FLATTEN, 0, 0));
    }

    @Test
    void shouldBeDoneAtOnceWhereNothingIsToBeLeft() {
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        assertEquals(List.of(), driver.command(Operator.FLATTEN, BookId.ALL, 0));
        assertFalse(driver.risk.trading().isFlattening());
        driver = portfolio(", weighting = shares", 8);
        driver.rank(0, "AAA 100 enter");
        driver.command(Operator.FLATTEN, BookId.ALL, 0);
        assertTrue(driver.risk.trading().isFlattening());
    }

    /** 54,999 for 60,000: 549.99 of CCC, and of DDD 5,499.9 in lots of ten. */
    @Test
    void shouldCutAllBuysThatHaveWaited() {
        PortfolioDriver driver = portfolio(WAIT, 8);
        driver.rank(0, "AAA 5000 enter", "BBB 2000 enter");
        driver.fill(1, 10);
        driver.fill(2, 20);
        driver.rank(0, "AAA leave", "CCC 600 enter", "DDD 6000 enter");
        driver.nanos = NEXT_OPEN;
        driver.commissionE8 = e8(1);
        assertEquals(
                List.of("buy #4 REBALANCE 549 CCC MARKET_ON_CLOSE", "buy #5 REBALANCE 5490 DDD MARKET_ON_CLOSE"),
                driver.fill(3, 9));
    }

    /** There were no sales to wait for: the rest of the plan is for the opening auction still. */
    @Test
    void shouldGoOnWithAPlanInTheNextSession() {
        PortfolioDriver before = portfolio(WAIT, 1);
        before.rank(0, "AAA 10 enter", "BBB 10 enter");
        PortfolioDriver next = portfolio(WAIT, 8).carry(before);
        assertEquals(List.of("buy #2 REBALANCE 10 BBB AT_THE_OPEN"), next.goOn());
    }

    /** Ten shares of nobody's are twenty as well, and none of the portfolio's. */
    @Test
    void shouldSplitItsOwnSharesAlone() {
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        driver.rank(0, "AAA 100 enter");
        driver.fill(1, 10);
        driver.on(event -> event.fill(0, driver.nanos, 987_654, Side.BUY, 10, e8(10), 0, 0, 0));
        driver.on(event -> event.split(0, driver.nanos, 2, 1, 0));
        assertEquals("AAA HOLDING 200", carried(driver));
        assertEquals(220, driver.risk.ledger().position(0));
    }

    /** What a broker reports is compared, and not taken over. */
    @Test
    void shouldTakeNoReportForAHolding() {
        PortfolioDriver driver = portfolio(", weighting = shares", 8);
        long book = BookId.ofPortfolio(0) & 0xffff_ffffL;
        driver.on(event -> event.position(0, driver.nanos, 0, PortfolioPart.HOLDING, book, 0, 30, e8(10)));
        assertEquals("", carried(driver));
        assertEquals(List.of("AAA NOT_WANTED"), driver.rank(0, "AAA leave"));
    }
}
