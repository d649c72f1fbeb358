package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.Operator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that were decided on, have not left, and must not leave any more. */
class WaitingEntriesTest {
    private static final String[] BRACKET = {"place 1 ENTRY BUY 162", "place 2 STOP SELL 162 stop 95 parent 1"};
    private static final String BREAK = "BREAK order 900 is not ours";
    private static final List<String> LATCHED = List.of("ORDER_REJECTED 1 trading is latched", "ORDER_CANCELLED 2");

    @TempDir
    Path folder;

    @Test
    void shouldNotSendAnEntryThatWasDecidedBeforeABreak() {
        OrderDriver driver = new OrderDriver(folder).broker("openOrder hand Submitted 50");
        assertEquals(List.of(BREAK), driver.take());
        assertEquals(LATCHED, driver.decide(BRACKET).take());
    }

    @Test
    void shouldRefuseBehindTheBreakWhatIsDecidedWhileItIsBeingPublished() {
        OrderDriver driver = new OrderDriver(folder).decideMeanwhile(BRACKET).broker("openOrder hand Submitted 50");
        assertEquals(List.of(BREAK), driver.take());
        assertEquals(LATCHED, driver.work().take());
    }

    @Test
    void shouldNotSendAnEntryOnceABreakComesWhileTheBrokerIsAskedForTheMargin() {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        assertEquals(List.of("ASK"), driver.take());
        driver.broker("openOrder hand Submitted 50").broker("margin 1000 100000");
        assertEquals(List.of(BREAK, "ORDER_REJECTED 1 trading is latched", "ORDER_CANCELLED 2"), driver.take());
    }

    @Test
    void shouldSendNothingOfAnInstrumentThatTheBrokerHasNotNamed() {
        OrderDriver driver = new OrderDriver(folder);
        driver.contracts[0] = null;
        assertEquals(
                List.of("ORDER_REJECTED 1", "ORDER_CANCELLED 2"),
                driver.decide(BRACKET).take());
        OrderDriver held = OrderDriver.longUnderStop(folder, 162);
        held.contracts[0] = null;
        assertEquals(List.of(), held.decide("place 3 EXIT SELL 162").take(), "an exit waits");
    }

    @Test
    void shouldSendAnEntryWhoseMarginWillDo() {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        driver.take();
        driver.broker("margin 1000 100000");
        assertEquals(List.of("SEND 1 BUY 162", "SEND 2 SELL 162", "ORDER_SENT 1", "ORDER_SENT 2"), driver.take());
    }

    @Test
    void shouldNotWaitForAMarginOverABreak() {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        driver.take();
        driver.broker("openOrder hand Submitted 50").work();
        assertEquals(List.of(BREAK, "ORDER_REJECTED 1 trading is latched", "ORDER_CANCELLED 2"), driver.take());
    }

    /** It may still wait for the rate limit; a cancellation takes it out of there, or back from the broker. */
    @Test
    void shouldTakeAnEntryBackThatTheBrokerHasNotYetAcknowledgedAtABreak() {
        OrderDriver driver = new OrderDriver(folder).decide(BRACKET);
        driver.take();
        driver.broker("openOrder hand Submitted 50").work().work();
        assertEquals(List.of(BREAK, "CANCEL 1"), driver.take());
    }

    @Test
    void shouldLeaveAnEntryAtTheBrokerThatWorkedBeforeTheBreak() {
        OrderDriver driver = new OrderDriver(folder).decide(BRACKET);
        driver.broker("openOrder 1 Submitted 162", "openOrder 2 PreSubmitted 162");
        driver.take();
        driver.broker("openOrder hand Submitted 50").work();
        assertEquals(List.of(BREAK), driver.take());
    }

    @Test
    void shouldSendClosingOrdersOverABreak() {
        OrderDriver driver = OrderDriver.longUnderStop(folder, 162).broker("openOrder hand Submitted 50");
        driver.take();
        assertEquals(
                List.of("SEND 3 SELL 162", "ORDER_SENT 3"),
                driver.decide("place 3 EXIT SELL 162").take());
    }

    @Test
    void shouldEnterAgainOnceAnOperatorHasLooked() {
        OrderDriver driver = new OrderDriver(folder).broker("openOrder hand Submitted 50");
        driver.command(Operator.UNLATCH).take();
        assertTrue(driver.decide(BRACKET).take().contains("SEND 1 BUY 162"));
    }

    @Test
    void shouldNotSendAnEntryThatWasDecidedBeforeAHalt() {
        OrderDriver driver = new OrderDriver(folder).command(Operator.HALT);
        driver.take();
        assertEquals(
                List.of("ORDER_REJECTED 1 trading is halted", "ORDER_CANCELLED 2"),
                driver.decide(BRACKET).take());
        driver.command(Operator.RESUME).take();
        assertTrue(driver.decide("place 4 ENTRY BUY 162").take().contains("SEND 4 BUY 162"));
    }

    @Test
    void shouldNotSendAnEntryOnPricesThatHaveStoppedMeanwhile() {
        OrderDriver driver = new OrderDriver(folder).condition(Condition.FEED_STALE, 0);
        driver.take();
        assertEquals(
                List.of("ORDER_REJECTED 1 the prices are stale", "ORDER_CANCELLED 2"),
                driver.decide(BRACKET).take());
    }

    @Test
    void shouldNotSendAnEntryIntoANameThatIsHaltedMeanwhile() {
        OrderDriver driver = new OrderDriver(folder).condition(Condition.NAME_HALTED, 0);
        driver.take();
        assertEquals(
                List.of("ORDER_REJECTED 1 the exchange has halted the instrument", "ORDER_CANCELLED 2"),
                driver.decide(BRACKET).take());
        driver.condition(Condition.NAME_RESUMED, 0).take();
        assertTrue(driver.decide("place 4 ENTRY BUY 162").take().contains("SEND 4 BUY 162"));
    }

    /** The account answers otherwise than before, twice; that is no break yet. */
    @Test
    void shouldNotEnterAPositionThatIsInDoubt() {
        OrderDriver driver =
                new OrderDriver(folder).broker("position 50").compare().compare();
        assertEquals(List.of(), driver.take());
        assertEquals(
                List.of("ORDER_REJECTED 1 account and book differ", "ORDER_CANCELLED 2"),
                driver.decide(BRACKET).take());
    }
}
