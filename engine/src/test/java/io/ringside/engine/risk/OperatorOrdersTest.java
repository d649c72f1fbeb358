package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator asks of one instrument or of one order. */
class OperatorOrdersTest {
    private static final double ATR = 5;

    private static RiskDriver held() {
        RiskDriver driver = new RiskDriver();
        driver.signal(SignalKind.ENTER_LONG, ATR).bar(100, 100, 100, 100).bar(100, 100, 100, 100);
        assertTrue(driver.position() > 0);
        driver.decided.clear();
        return driver;
    }

    /** An entry that waits below the market. */
    private static RiskDriver entering() {
        RiskDriver driver = new RiskDriver();
        driver.signal(SignalKind.ENTER_LONG, ATR).on(Terms.STANDARD.withEntry(Terms.Entry.LIMIT), 90, 0);
        driver.bar(100, 100, 100, 100).bar(100, 100, 100, 100);
        assertEquals(0, driver.position());
        assertNotNull(driver.working(OrderType.LIMIT));
        driver.decided.clear();
        return driver;
    }

    @Test
    void shouldLeaveOneInstrumentAtTheMarketAndHaltNothing() {
        RiskDriver driver = held().command(Operator.CLOSE, 0);
        assertEquals(List.of("PLACE FLATTEN"), driver.decided);
        assertFalse(driver.risk.trading().halted());
        driver.bar(101, 101, 101, 101);
        assertEquals(0, driver.position());
        assertEquals(List.of(), driver.working());
    }

    @Test
    void shouldLeaveAPositionOnceWhenItIsClosedTwice() {
        RiskDriver driver = held().command(Operator.CLOSE, 0).command(Operator.CLOSE, 0);
        assertEquals(List.of("PLACE FLATTEN"), driver.decided);
    }

    @Test
    void shouldCancelTheEntryOfAnInstrumentThatIsClosed() {
        RiskDriver driver = entering().command(Operator.CLOSE, 0);
        assertEquals(List.of("CANCEL"), driver.decided);
        assertEquals(List.of(), driver.working());
        assertTrue(driver.risk.skips().isIdle());
    }

    @Test
    void shouldTakeNoNoticeOfAnInstrumentThatThereIsNot() {
        RiskDriver driver = held().command(Operator.CLOSE, 7).command(Operator.CLOSE, -1);
        // The first index that no instrument has.
        driver.command(Operator.CLOSE, 1);
        assertEquals(List.of(), driver.decided);
    }

    @Test
    void shouldCancelOneEntryWithItsStop() {
        RiskDriver driver = entering();
        long entry = driver.working(OrderType.LIMIT).terms().orderRef;
        driver.command(Operator.CANCEL, entry);
        assertEquals(List.of("CANCEL"), driver.decided);
        assertEquals(List.of(), driver.working());
        assertTrue(driver.risk.skips().isIdle());
    }

    @Test
    void shouldNeverCancelAProtectiveStop() {
        RiskDriver driver = held();
        long stop = driver.working(OrderType.STOP).terms().orderRef;
        driver.command(Operator.CANCEL, stop);
        assertEquals(List.of(), driver.decided);
        assertNotNull(driver.working(OrderType.STOP));
    }

    @Test
    void shouldNotPlaceAnExitAgainThatAnOperatorHasCancelled() {
        RiskDriver driver = held();
        driver.command(Operator.CLOSE, 0);
        long exit = driver.working(OrderType.MARKET).terms().orderRef;
        driver.decided.clear();
        driver.command(Operator.CANCEL, exit);
        assertEquals(List.of("CANCEL"), driver.decided);
        driver.bar(101, 101, 101, 101);
        assertTrue(driver.position() > 0, "still held");
        assertNotNull(driver.working(OrderType.STOP), "under its stop");
    }

    @Test
    void shouldTakeNoNoticeOfAnOrderThatThereIsNot() {
        RiskDriver driver = held().command(Operator.CANCEL, 0).command(Operator.CANCEL, 12_345);
        assertEquals(List.of(), driver.decided);
    }
}
