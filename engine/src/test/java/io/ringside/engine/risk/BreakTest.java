package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.SignalKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the risk stage does while book and broker differ, and once an operator has said what is so. */
class BreakTest {
    private static final double ATR = 5;

    /** Long 400 at 100 under a stop at 95; what was decided so far is forgotten. */
    private static RiskDriver long400(String... assignments) {
        RiskDriver driver = new RiskDriver(assignments)
                .signal(SignalKind.ENTER_LONG, ATR)
                .bar(100, 101, 99, 100)
                .bar(100, 101, 99, 100);
        assertEquals(400, driver.position());
        driver.decided.clear();
        return driver;
    }

    private static long stopRef(RiskDriver driver) {
        return driver.working(OrderType.STOP).terms().orderRef;
    }

    // ---- Nothing is left by itself --------------------------------------------------------------------------------

    @Test
    void shouldLeaveAPositionWhoseStopIsRefused() {
        RiskDriver driver = long400();
        driver.report(EventType.ORDER_REJECTED, stopRef(driver), 0);
        assertTrue(driver.decided.contains("PLACE FLATTEN"), driver.decided.toString());
    }

    @Test
    void shouldAskForTheStopAgainInsteadOfLeavingWhileABreakIsOpen() {
        RiskDriver driver = long400().condition(Condition.BREAK);
        driver.report(EventType.ORDER_REJECTED, stopRef(driver), 0);
        assertEquals(List.of("PLACE STOP"), driver.decided);
    }

    @Test
    void shouldNotLeaveWhatNobodyWantedBeforeTheBreakIsLifted() {
        RiskDriver driver = long400().condition(Condition.BREAK);
        long stop = stopRef(driver);
        driver.fill(stop, Side.SELL, 400, 95, 0);
        driver.fill(stop, Side.SELL, 400, 95, 0);
        assertEquals(-400, driver.risk.ledger().position(0));
        assertFalse(driver.decided.contains("PLACE FLATTEN"), driver.decided.toString());
        driver.command(Operator.UNLATCH, 0).decide(SignalKind.HOLD, ATR);
        assertTrue(driver.decided.contains("PLACE FLATTEN"), driver.decided.toString());
    }

    @Test
    void shouldObeyTheDaemonsOwnFlattenOnlyWithoutABreak() {
        RiskDriver driver = long400().condition(Condition.BREAK).command(Operator.FLATTEN, 1);
        assertEquals(List.of(), driver.decided);
        driver.command(Operator.UNLATCH, 0).command(Operator.FLATTEN, 1);
        assertTrue(driver.decided.contains("PLACE FLATTEN"), driver.decided.toString());
    }

    @Test
    void shouldObeyAnOperatorsFlattenDuringABreak() {
        RiskDriver driver = long400().condition(Condition.BREAK).command(Operator.FLATTEN, 0);
        assertEquals(List.of("PLACE FLATTEN"), driver.decided);
    }

    @Test
    void shouldObeyAKillDuringABreak() {
        RiskDriver driver = long400().condition(Condition.BREAK).command(Operator.KILL, 0);
        assertEquals(List.of("PLACE FLATTEN"), driver.decided);
    }

    // ---- Taken over -----------------------------------------------------------------------------------------------

    @Test
    void shouldGiveTheStopTheSizeOfAPositionThatWasAdoptedSmaller() {
        RiskDriver driver = long400().adopt(0, -100, 102);
        assertEquals(300, driver.risk.ledger().position(0));
        assertEquals(List.of("MODIFY STOP"), driver.decided);
        assertEquals(List.of("STOP SELL 300 stop 95.00"), driver.working());
    }

    @Test
    void shouldBookAnAdoptedTradeAtItsPrice() {
        RiskDriver driver = long400();
        long cashE8 = driver.risk.ledger().cashE8();
        driver.adopt(0, -100, 102);
        assertEquals(cashE8 + RiskDriver.e8(10_200), driver.risk.ledger().cashE8());
    }

    @Test
    void shouldCancelTheStopOfAPositionThatIsGone() {
        RiskDriver driver = long400().adopt(0, -400, 100);
        assertEquals(0, driver.risk.ledger().position(0));
        assertEquals(List.of("CANCEL"), driver.decided);
        assertEquals(List.of(), driver.working());
        assertTrue(driver.risk.skips().isIdle());
    }

    @Test
    void shouldProtectAnAdoptedPositionOfTheOtherDirectionFromTheOtherSide() {
        RiskDriver driver = long400().adopt(0, -500, 100);
        assertEquals(-100, driver.risk.ledger().position(0));
        assertEquals(List.of("STOP BUY 100 stop 105.00"), driver.working());
    }

    @Test
    void shouldProtectAnAdoptedPositionWhereThereWasNone() {
        RiskDriver driver = new RiskDriver()
                .signal(SignalKind.HOLD, ATR)
                .bar(100, 101, 99, 100)
                .adopt(0, 50, 100);
        assertEquals(List.of("STOP SELL 50 stop 95.00"), driver.working());
    }

    @Test
    void shouldLeaveNoMoreThanWasAdoptedWhenAnExitWorks() {
        RiskDriver driver = long400();
        driver.exit();
        driver.command(Operator.RESUME, 0);
        assertEquals(List.of("STOP SELL 400 stop 95.00", "EXIT SELL 400"), driver.working());
        driver.adopt(0, -100, 100);
        assertEquals(List.of("STOP SELL 300 stop 95.00", "EXIT SELL 300"), driver.working());
    }

    @Test
    void shouldTellTheNextSessionWhatTheTraderHoldsHimself() {
        RiskDriver driver = long400().adopt(0, -400, 100).adopt(Carried.STANDING, 400, 0);
        assertTrue(
                driver.risk.carried().contains(new Carried(0, Carried.STANDING, 0, 0, 400, 0)),
                driver.risk.carried().toString());
    }

    // ---- Orders that must not outlive, move or go on --------------------------------------------------------------

    @Test
    void shouldCancelTheRestOfAnEntryWhenItsStopExecutes() {
        RiskDriver driver = new RiskDriver("broker.participation=0.0001")
                .signal(SignalKind.ENTER_LONG, ATR)
                .bar(100, 101, 99, 100);
        driver.bar(100, 101, 99, 100);
        long held = driver.position();
        assertTrue(held > 0 && held < 400, held + " shares");
        driver.decided.clear();
        driver.fill(stopRef(driver), Side.SELL, 1, 95, held - 1);
        assertEquals(List.of("CANCEL"), driver.decided.subList(0, 1));
    }

    @Test
    void shouldNotTrailAStopWhileAnExitWorks() {
        RiskDriver driver = long400();
        driver.exit();
        driver.decided.clear();
        driver.decide(SignalKind.HOLD, 1);
        assertFalse(driver.decided.contains("MODIFY STOP"), driver.decided.toString());
    }

    @Test
    void shouldMoveNoStopOnABarOfThePast() {
        RiskDriver driver = long400().warmUp(200, 1);
        assertEquals(List.of(), driver.decided);
        assertEquals(List.of("STOP SELL 400 stop 95.00"), driver.working());
    }
}
