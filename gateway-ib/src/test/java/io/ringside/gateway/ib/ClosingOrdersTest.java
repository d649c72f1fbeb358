package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.risk.Carried;
import io.ringside.gateway.live.inbound.Judgement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What closing orders may work on when somebody else trades on the account, or the broker says so. */
class ClosingOrdersTest {
    private static final String STOP = "openOrder 2 PreSubmitted 162";

    @TempDir
    Path folder;

    private OrderDriver longOf162(String... sets) {
        return OrderDriver.longUnderStop(folder, 162, sets);
    }

    // ---- The trader sells what we hold ----------------------------------------------------------------------------

    @Test
    void shouldCancelTheStopOnceTwoComparisonsAndAnExecutionSayThatNothingIsThere() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 162 99", "position 0");
        assertEquals(List.of("BREAK execution 900 is not ours"), driver.take());
        driver.compare(STOP);
        assertEquals(List.of(), driver.take());
        driver.compare(STOP);
        assertEquals(List.of("POSITION 0", "BREAK QQQ: 162 here, 0 at the broker", "CANCEL 2"), driver.take());
        assertEquals(
                "QQQ: 162 here, 0 at the broker, which others have traded; a stop of 162 works on a position of 0: it is"
                        + " cancelled",
                driver.alarms.last());
    }

    @Test
    void shouldCutTheStopToWhatIsLeft() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 100 99", "position 62").compare(STOP).compare(STOP);
        assertTrue(driver.take().contains("SEND 2 SELL 62"), "cut");
        driver.broker("openOrder 2 PreSubmitted 62");
        assertEquals(List.of("ORDER_REPLACED 2"), driver.take());
        driver.compare("openOrder 2 PreSubmitted 62").pass(20);
        assertEquals(List.of(), driver.take(), "and no more");
    }

    @Test
    void shouldGiveTheStopItsSizeAgainWhenTheTraderBuysBack() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 100 99", "position 62").compare(STOP).compare(STOP);
        driver.broker("openOrder 2 PreSubmitted 62", "hand BUY 100 99", "position 162");
        driver.take();
        driver.compare("openOrder 2 PreSubmitted 62");
        assertTrue(driver.take().contains("SEND 2 SELL 162"), "restored");
    }

    /** His order executes bit by bit: in between nothing is certain but that there is less. */
    @Test
    void shouldNotGiveTheStopItsSizeAgainWhileTheTraderGoesOnSelling() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 100 99", "position 62").compare(STOP).compare(STOP);
        driver.broker("openOrder 2 PreSubmitted 62", "hand SELL 10 99", "position 52");
        driver.take();
        driver.decide("change 2 162 stop 96").compare("openOrder 2 PreSubmitted 62");
        List<String> said = driver.take();
        assertFalse(said.contains("SEND 2 SELL 162"), said.toString());
        driver.compare("openOrder 2 PreSubmitted 62");
        assertTrue(driver.take().contains("SEND 2 SELL 52"), "cut again");
    }

    @Test
    void shouldLeaveTheStopAloneWhenTheTraderBuysMore() {
        OrderDriver driver = longOf162();
        driver.broker("hand BUY 100 99", "position 262").compare(STOP).compare(STOP);
        driver.take();
        driver.compare(STOP).pass(20);
        assertEquals(List.of(), driver.take());
    }

    @Test
    void shouldCancelTheStopWhenTheTraderReverses() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 200 99", "position -38").compare(STOP).compare(STOP);
        assertTrue(driver.take().contains("CANCEL 2"), "cancelled");
    }

    // ---- A word of the broker's alone -----------------------------------------------------------------------------

    @Test
    void shouldNotTouchTheStopForAPositionThatIsToldOnce() {
        OrderDriver driver = longOf162();
        driver.broker("position 0").compare(STOP);
        driver.broker("position 162").compare(STOP).pass(20);
        assertEquals(List.of(), driver.take());
    }

    @Test
    void shouldKeepTheStopAndSaySoWhenNoExecutionExplainsThePosition() {
        OrderDriver driver = longOf162();
        driver.broker("position 0");
        for (int i = 0; i < 5; i++) {
            driver.compare(STOP);
        }
        assertEquals(List.of("POSITION 0", "BREAK QQQ: 162 here, 0 at the broker"), driver.take());
        assertEquals(
                "QQQ: 162 here, 0 at the broker, and no execution explains it; a stop of 162 works on a position of 0:"
                        + " cancel it in TWS if that is so",
                driver.alarms.last());
    }

    /** Executions of days before are not told: what the trader sold over night has to be said by him. */
    @Test
    void shouldSayAtTheStartThatNobodyCanTellWhoTradedOverNight() {
        OrderDriver driver = new OrderDriver(folder, List.of(new Carried(0, 0, 0, 0, 162, 10_000_000_000L)));
        driver.compare().compare().compare();
        assertEquals(List.of("POSITION 0", "BREAK QQQ: 162 here, 0 at the broker"), driver.take());
        assertEquals(
                "QQQ: 162 here, 0 at the broker, and it was so at the start: what was traded before today is not told any"
                        + " more; if you have, ringside adopt QQQ",
                driver.alarms.last());
        assertNull(driver.operator(Operator.ADOPT, "QQQ"));
        driver.compare();
        assertEquals("", driver.reconciler.differences());
    }

    @Test
    void shouldNotLatchTheNextDayForAnOrderThatAnOperatorHasSeen() {
        OrderDriver driver = new OrderDriver(folder, List.of(new Carried(0, Carried.FOREIGN_ORDER, 900, 0, 0, 0)));
        driver.broker("openOrder hand Submitted 50").compare();
        assertEquals(List.of(), driver.take());
    }

    @Test
    void shouldNotTouchTheStopForExecutionsWhosePositionsAreNotTold() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 162 99");
        driver.take();
        driver.compare(STOP).compare(STOP).compare(STOP).pass(20);
        assertEquals(List.of(), driver.take());
    }

    // ---- Orders that have not left --------------------------------------------------------------------------------

    @Test
    void shouldAskForThePositionBeforeALostStopIsReplaced() {
        OrderDriver driver = longOf162();
        driver.broker("error 2 202 cancelled", "orderStatus 2 Cancelled 0").decide("place 3 STOP SELL 162 stop 95");
        assertEquals(List.of("ORDER_CANCELLED 2"), driver.take());
        assertTrue(driver.holdings.takeUrgent());
        driver.compare();
        assertEquals(List.of("SEND 3 SELL 162", "ORDER_SENT 3"), driver.take());
    }

    @Test
    void shouldNotReplaceAStopWhosePositionTheTraderHasClosed() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 162 99", "orderStatus 2 Cancelled 0", "position 0");
        driver.decide("place 3 STOP SELL 162 stop 95")
                .compare()
                .compare()
                .compare()
                .pass(60);
        List<String> said = driver.take();
        assertFalse(said.stream().anyMatch(line -> line.startsWith("SEND")), said.toString());
        assertFalse(said.contains("FLATTEN"), said.toString());
    }

    @Test
    void shouldSendNothingThatOpensAPositionWhenTheAccountIsAnotherOne() {
        OrderDriver driver = longOf162();
        driver.broker("position 0");
        for (int i = 0; i < 10; i++) {
            driver.compare().pass(6);
        }
        List<String> said = driver.take();
        assertTrue(said.contains("BREAK QQQ: 162 here, 0 at the broker"), said.toString());
        assertFalse(said.stream().anyMatch(line -> line.startsWith("SEND")), said.toString());
        assertFalse(said.contains("FLATTEN"), said.toString());
        assertFalse(said.contains("ORDER_CANCELLED 2"), "the stop may be where the position is: " + said);
    }

    @Test
    void shouldLetAnExitWaitForThePositionAndLeaveForWhatIsThere() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 100 99", "position 62");
        driver.take();
        driver.decide("place 3 EXIT SELL 162");
        assertEquals(List.of(), driver.take());
        driver.compare(STOP).compare(STOP);
        assertTrue(driver.take().contains("SEND 3 SELL 62"), "what is there");
    }

    @Test
    void shouldSendAnExitAtOnceWhenAccountAndBookAgree() {
        OrderDriver driver = longOf162().decide("place 3 EXIT SELL 162");
        assertEquals(List.of("SEND 3 SELL 162", "ORDER_SENT 3"), driver.take());
    }

    @Test
    void shouldCallAWorkingEntryOffWhenThePositionIsInDoubt() {
        OrderDriver driver = new OrderDriver(folder);
        driver.decide("place 1 ENTRY BUY 162", "place 2 STOP SELL 162 stop 95 parent 1");
        driver.broker("openOrder 1 Submitted 162", STOP, "hand SELL 50 99", "position -50");
        driver.compare("openOrder 1 Submitted 162", STOP).compare("openOrder 1 Submitted 162", STOP);
        assertTrue(driver.take().contains("CANCEL 1"), "called off");
    }

    /** The broker's number of an order is told once as its stop's: our own number and the reference name both of them. */
    @Test
    void shouldKeepEntryAndStopApartWhenTheBrokerTellsTheNumberOfTheOther() {
        OrderDriver driver = new OrderDriver(folder);
        driver.decide("place 1 ENTRY BUY 162", "place 2 STOP SELL 162 stop 95 parent 1")
                .take();
        driver.broker("openOrder 1 Submitted 162 as 1002", STOP, "openOrder 1 Submitted 162");
        List<String> said = driver.take();
        assertTrue(said.contains("ORDER_ACCEPTED 2"), said::toString);
        driver.broker("execution 1 BUY 162 100", "position 162", "execution 2 SELL 162 95", "position 0");
        assertEquals(List.of("FILL 1 162", "FILL 2 -162"), driver.take());
    }

    /** What is changed under a number that the broker has no order of would be a second order. */
    @Test
    void shouldGoOnChangingTheStopUnderItsNumberWhenTheBrokerTellsAnother() {
        OrderDriver driver = longOf162();
        int number = driver.stopId();
        driver.broker("openOrder 2 PreSubmitted 162 under " + (number + 1));
        assertEquals(List.of("DOUBT order R20250620-2-0: " + Judgement.ORDER_TERMS.words()), driver.take());
        assertTrue(driver.books.query.isWanted());
        driver.decide("change 2 162 stop 96");
        assertEquals(List.of("SEND 2 SELL 162"), driver.take());
        assertEquals(number, driver.stopId());
    }

    // ---- Changes that cross with an execution ---------------------------------------------------------------------

    /** The exit sells 62, the stop shrinks with it and is to be given its size again; 40 more are sold before that arrives. */
    private OrderDriver changeCrossesWithAnExecution() {
        OrderDriver driver = longOf162().decide("place 3 EXIT SELL 162");
        driver.broker(
                "openOrder 3 Submitted 162", "execution 3 SELL 62 99", "openOrder 2 PreSubmitted 80", "position 100");
        driver.decide("change 2 100 stop 95");
        assertTrue(driver.take().contains("SEND 2 SELL 100"));
        driver.broker("execution 3 SELL 40 99", "position 60", "openOrder 2 PreSubmitted 100");
        assertEquals(List.of("FILL 3 -40", "ORDER_REPLACED 2"), driver.take());
        return driver;
    }

    @Test
    void shouldAskTheBrokerWhenAStopWorksOnMoreThanIsHeld() {
        OrderDriver driver = changeCrossesWithAnExecution().work();
        assertEquals(List.of(), driver.take(), "not by a word of its own");
        assertTrue(driver.books.query.isWanted());
    }

    @Test
    void shouldCutAStopWhoseChangeCrossedWithAnExecutionOfItsGroup() {
        OrderDriver driver = changeCrossesWithAnExecution();
        driver.compare("openOrder 3 Submitted 162", "openOrder 2 PreSubmitted 100");
        assertEquals(List.of("SEND 2 SELL 60"), driver.take());
        driver.compare("openOrder 3 Submitted 162", "openOrder 2 PreSubmitted 60");
        assertEquals(List.of("ORDER_REPLACED 2"), driver.take());
        driver.compare("openOrder 3 Submitted 162", "openOrder 2 PreSubmitted 60")
                .work();
        assertEquals(List.of(), driver.take(), "and no more");
        assertFalse(driver.books.query.isWanted());
    }

    @Test
    void shouldCancelWhatIsLeftOfAStopOnceTheExitHasSoldAll() {
        OrderDriver driver = changeCrossesWithAnExecution();
        driver.broker(
                "execution 3 SELL 60 99", "orderStatus 3 Filled 162", "position 0", "openOrder 2 PreSubmitted 40");
        driver.take();
        driver.compare("openOrder 2 PreSubmitted 40");
        assertEquals(List.of("CANCEL 2"), driver.take());
        driver.broker("error 2 202 cancelled", "orderStatus 2 Cancelled 0");
        assertEquals(List.of("ORDER_CANCELLED 2"), driver.take());
    }

    /** Its entry may execute further at any moment. */
    @Test
    void shouldNotCutTheStopOfAnEntryThatHasExecutedInPart() {
        OrderDriver driver = new OrderDriver(folder);
        driver.decide("place 1 ENTRY BUY 162", "place 2 STOP SELL 162 stop 95 parent 1");
        driver.broker("openOrder 1 Submitted 162", STOP, "execution 1 BUY 50 100", "position 50");
        driver.take();
        driver.compare("openOrder 1 Submitted 162", STOP).compare("openOrder 1 Submitted 162", STOP);
        assertEquals(List.of(), driver.take());
        assertFalse(driver.books.query.isWanted());
    }

    @Test
    void shouldNotCutAStopWhileAccountAndBookDiffer() {
        OrderDriver driver = changeCrossesWithAnExecution();
        driver.broker("position 100").compare("openOrder 3 Submitted 162", "openOrder 2 PreSubmitted 100");
        assertEquals(List.of(), driver.take());
    }

    // ---- What the trader holds himself ----------------------------------------------------------------------------

    @Test
    void shouldTakeAStandingHoldingForNoDifference() {
        OrderDriver driver = new OrderDriver(folder, "gateway.standing.QQQ=100");
        driver.broker("position 100").compare().compare().compare();
        assertEquals("", driver.reconciler.differences());
    }

    @Test
    void shouldCallOffNothingWhenTheTraderSellsHisOwn() {
        OrderDriver driver = longOf162();
        driver.broker("hand BUY 100 99", "position 262").compare(STOP).compare(STOP);
        assertNull(driver.operator(Operator.FORGET, "QQQ"));
        assertEquals(262, driver.holdings.standing(0));
        driver.decide("place 4 ENTRY BUY 50", "place 5 STOP SELL 50 stop 95 parent 4");
        driver.broker("openOrder 4 Submitted 50", "openOrder 5 PreSubmitted 50", "execution 4 BUY 50 100");
        driver.broker("position 312", "hand SELL 262 99", "position 50");
        driver.take();
        driver.compare("openOrder 5 PreSubmitted 50").compare("openOrder 5 PreSubmitted 50");
        List<String> said = driver.take();
        assertFalse(said.contains("CANCEL 5"), "the account covers it: " + said);
    }

    // ---- What an operator says ------------------------------------------------------------------------------------

    @Test
    void shouldRefuseToUnlatchWhileADifferenceStands() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 163 99", "position -1").compare(STOP).compare(STOP);
        String refusal = driver.operator(Operator.UNLATCH, "");
        assertTrue(refusal.startsWith("QQQ: 162 here, -1 at the broker; "), refusal);
        assertNull(driver.operator(Operator.ADOPT, "QQQ"));
        assertNull(driver.operator(Operator.UNLATCH, ""));
    }

    @Test
    void shouldTakeOverWhatTheBrokerHas() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 100 99", "position 62").compare(STOP).compare(STOP);
        driver.take();
        assertNull(driver.operator(Operator.ADOPT, "qqq"));
        assertEquals(List.of("TAKEN OVER -100", "TAKEN OVER 101 0"), driver.take());
        assertEquals(62, driver.table.position(0));
        driver.compare("openOrder 2 PreSubmitted 62");
        assertEquals("", driver.reconciler.differences());
    }

    @Test
    void shouldLeaveToTheTraderWhatTheBrokerHas() {
        OrderDriver driver = longOf162();
        driver.broker("hand SELL 100 99", "position 62").compare(STOP).compare(STOP);
        driver.take();
        assertNull(driver.operator(Operator.FORGET, "QQQ"));
        assertEquals(List.of("TAKEN OVER -162", "TAKEN OVER 101 62"), driver.take());
        assertEquals(0, driver.table.position(0));
        driver.compare();
        assertEquals("", driver.reconciler.differences());
    }

    /** The configuration leaves 100 shares to the trader anyhow; the journal tells what is his beside them. */
    @Test
    void shouldLeaveToTheTraderNoShareTwice() {
        OrderDriver driver = OrderDriver.longUnderStop(folder, 162, "gateway.standing.QQQ=100");
        driver.broker("hand SELL 100 99", "position 162").compare(STOP).compare(STOP);
        driver.take();
        assertNull(driver.operator(Operator.FORGET, "QQQ"));
        assertEquals(List.of("TAKEN OVER -162", "TAKEN OVER 101 62"), driver.take());
        driver.compare();
        assertEquals("", driver.reconciler.differences());
    }

    @Test
    void shouldRefuseToAdoptWhatIsNotYetCertainOrKnown() {
        OrderDriver driver = longOf162();
        assertNotNull(driver.operator(Operator.ADOPT, "SPY"));
        assertNotNull(driver.operator(Operator.ADOPT, "QQQ"), "nothing differs");
        driver.broker("hand SELL 100 99", "position 62").compare(STOP);
        assertTrue(driver.operator(Operator.ADOPT, "QQQ").contains("moves"), "told once");
    }

    @Test
    void shouldNotLatchAgainForAnOrderThatAnOperatorHasSeen() {
        OrderDriver driver = new OrderDriver(folder);
        driver.broker("openOrder hand Submitted 50");
        assertEquals(List.of("BREAK order 900 is not ours"), driver.take());
        assertNull(driver.operator(Operator.UNLATCH, ""));
        assertTrue(driver.table.isSeenForeign(900));
    }

    // ---- Orders that are gone, or nearly --------------------------------------------------------------------------

    @Test
    void shouldNotGiveAMissingOrderUpBeforeItWasAskedForAgain() {
        OrderDriver driver = longOf162().pass(2);
        driver.compare();
        assertEquals(List.of("ORDER_UNKNOWN R20250620-2-0"), driver.take());
        driver.compare();
        assertEquals(List.of(), driver.take());
        driver.compare();
        assertEquals(List.of("ORDER_CANCELLED 2"), driver.take());
    }

    /** A status alone, that nobody asked for and no error explains, has to be confirmed: the stop may work as before. */
    @Test
    void shouldNotReplaceAStopThatASingleStatusCallsCancelled() {
        OrderDriver driver = longOf162().pass(20);
        driver.broker("orderStatus 2 Cancelled 0").compare(STOP);
        assertEquals(List.of(), driver.take());
        driver.broker("orderStatus 2 Cancelled 0").compare().compare().compare();
        assertTrue(driver.take().contains("ORDER_CANCELLED 2"), "it is not there any more");
    }

    @Test
    void shouldNotTakeAPositionForProtectedByAStopThatIsOver() {
        OrderDriver driver = longOf162().pass(20);
        assertEquals(List.of(), driver.take());
        driver.broker("error 2 202 cancelled", "orderStatus 2 Cancelled 0").pass(7);
        assertEquals(List.of("ORDER_CANCELLED 2", "UNPROTECTED"), driver.take());
    }

    @Test
    void shouldLeaveAnUnprotectedPositionOnlyOnceTheBrokerHasSaidThatItIsThere() {
        OrderDriver driver = longOf162();
        driver.broker("error 2 202 cancelled", "orderStatus 2 Cancelled 0").pass(60);
        assertFalse(driver.take().contains("FLATTEN"), "nobody was asked");
        driver.compare().pass(1);
        assertTrue(driver.take().contains("FLATTEN"), "it is there");
    }

    @Test
    void shouldNotSendAnEntryThatWasDecidedBeforeTheKill() {
        OrderDriver driver = new OrderDriver(folder);
        driver.gateway.stopEntries();
        driver.decide("place 1 ENTRY BUY 162", "place 2 STOP SELL 162 stop 95 parent 1");
        assertEquals(List.of("ORDER_REJECTED 1", "ORDER_CANCELLED 2"), driver.take());
    }

    @Test
    void shouldNotTakeAnOrderForOverThatHasExecutedLessThanItsStatusSays() {
        OrderDriver driver = longOf162();
        driver.broker("orderStatus 2 Filled 162");
        assertEquals(List.of(), driver.take(), "its execution is missing");
        assertTrue(driver.books.query.isWanted());
        driver.broker("execution 2 SELL 162 95");
        assertEquals(List.of("FILL 2 -162"), driver.take());
    }

    @Test
    void shouldNotBelieveAStatusOfSharesThatCannotBe() {
        for (String filled : List.of("-162", "-1", "163", "0.5")) {
            OrderDriver driver = longOf162();
            driver.broker("orderStatus 2 Filled " + filled);
            assertTrue(driver.take().get(0).startsWith("DOUBT status of order "), filled);
            assertTrue(driver.books.query.isWanted(), filled);
            // The stop works as before, so that the position is protected.
            driver.pass(20);
            assertEquals(List.of(), driver.take(), filled);
        }
    }

    @Test
    void shouldSellNoMoreThanIsHeldWhenTheStopExecutesWhileAnExitWaits() {
        OrderDriver driver = longOf162();
        driver.broker("position 0").decide("place 3 EXIT SELL 162");
        driver.broker("execution 2 SELL 162 95").work();
        assertEquals(List.of("FILL 2 -162", "ORDER_CANCELLED 3"), driver.take());
    }

    @Test
    void shouldTakeAnExitBackThatWaitsForTheBrokersAnswerWhenTheStopHasExecutedMeanwhile() {
        OrderDriver driver = longOf162().silent();
        driver.decide("place 3 EXIT SELL 162");
        assertEquals(List.of("ORDER_SENT 3"), driver.take(), "handed in, and not yet written");
        driver.broker("execution 2 SELL 100 95").work();
        assertEquals(List.of("FILL 2 -100", "ORDER_CANCELLED 3"), driver.take());
    }

    @Test
    void shouldNotTakeAnExitBackThatIsForWhatIsHeld() {
        OrderDriver driver = longOf162().silent();
        driver.decide("place 3 EXIT SELL 62");
        driver.take();
        driver.broker("execution 2 SELL 100 95").work();
        assertEquals(List.of("SEND 3 SELL 62", "FILL 2 -100"), driver.take());
    }
}
