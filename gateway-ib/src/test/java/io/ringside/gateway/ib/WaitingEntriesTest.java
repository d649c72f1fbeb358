package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.order.OrderSender;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    // ---- The margin -----------------------------------------------------------------------------------------------

    @Test
    void shouldSendAnEntryWhoseMarginIsJustCoveredAndNoneThatTakesMore() {
        OrderDriver covered = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        covered.take();
        assertEquals(
                List.of("SEND 1 BUY 162", "SEND 2 SELL 162", "ORDER_SENT 1", "ORDER_SENT 2"),
                covered.broker("margin 1000 1000").take());
        OrderDriver more = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        more.take();
        assertEquals(
                List.of("ORDER_REJECTED 1", "ORDER_CANCELLED 2"),
                more.broker("margin 1001 1000").take());
    }

    /** Both must be told, the margin and what would cover it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "margin 1.7976931348623157E308 1000",
                "margin 1000 1.7976931348623157E308",
                "margin 1.7976931348623157E308 1.7976931348623157E308"
            })
    void shouldRefuseAnEntryOfWhoseMarginAPartIsMissing(String answer) {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        driver.take();
        assertEquals(
                List.of("ORDER_REJECTED 1", "ORDER_CANCELLED 2"),
                driver.broker(answer).take());
    }

    @Test
    void shouldRefuseAnEntryWhoseMarginTheBrokerDoesNotTell() {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries").decide(BRACKET);
        driver.take();
        assertEquals(
                List.of("ORDER_REJECTED 1", "ORDER_CANCELLED 2"),
                driver.broker("margin-refused 201 rejected").take());
        assertEquals(List.of(), driver.broker("margin 1 1000").take(), "it is over");
    }

    @Test
    void shouldWaitForAMarginNoLongerThanForAnyAnswer() {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries", "gateway.request-timeout-ms=4000");
        driver.decide(BRACKET).take();
        // The time when it was asked is odd, so that it is never none.
        driver.nanos += 4_000_000_001L;
        assertEquals(List.of(), driver.work().take());
        driver.nanos += 1;
        assertEquals(
                List.of("ORDER_REJECTED 1", "ORDER_CANCELLED 2"), driver.work().take());
    }

    @Test
    void shouldCountWhatTheConnectionTook() {
        OrderDriver driver = new OrderDriver(folder, "gateway.what-if=entries");
        assertEquals(0, driver.books.sender.messagesSent());
        driver.decide(BRACKET);
        assertEquals(1, driver.books.sender.messagesSent(), "the question");
        driver.broker("margin 1000 100000");
        assertEquals(3, driver.books.sender.messagesSent(), "the entry and its stop");
        driver.decide("cancel 1");
        assertEquals(4, driver.books.sender.messagesSent());
    }

    // ---- The open -------------------------------------------------------------------------------------------------

    /** Orders for the opening auction leave before 9:28; from the open on they are executed as others are. */
    @ParameterizedTest
    @CsvSource({"09:27:59.999999999, true", "09:28:00, false", "09:29:59.999999999, false", "09:30:00, true"})
    void shouldSendNothingForTheOpenThatComesTooLate(LocalTime time, boolean leaves) {
        OrderDriver driver = new OrderDriver(folder);
        driver.nanos = ExchangeCalendar.usEquity()
                .toNanos((int) LocalDate.of(2025, 6, 20).toEpochDay(), time.toNanoOfDay());
        assertEquals(
                leaves ? List.of("SEND 1 BUY 162", "ORDER_SENT 1") : List.of("ORDER_REJECTED 1"),
                driver.decide("place 1 ENTRY BUY 162 at AT_THE_OPEN").take());
        assertEquals(
                List.of("SEND 3 BUY 162", "ORDER_SENT 3"),
                driver.decide("place 3 ENTRY BUY 162").take(),
                "another one does not wait for it");
    }

    // ---- What stops -----------------------------------------------------------------------------------------------

    @Test
    void shouldCancelEntriesOfStrategiesAloneOrAllOfThem() {
        OrderDriver driver = new OrderDriver(folder)
                .decide("place 1 ENTRY BUY 10", "place 2 ENTRY BUY 20", "place 3 ENTRY BUY 30")
                .broker("openOrder 1 Submitted 10", "openOrder 2 Submitted 20", "openOrder 3 Submitted 30");
        driver.broker("execution 3 BUY 30 100");
        driver.table.byRef(OrderDriver.ref("2")).terms.bindingId = BookId.ofPortfolio(0);
        driver.take();
        driver.gateway.cancelEntriesOfStrategies();
        assertEquals(List.of("CANCEL 1"), driver.take());
        assertEquals(2, driver.gateway.stopEntries());
        assertEquals(List.of("CANCEL 1", "CANCEL 2"), driver.take());
    }

    // ---- Connections ----------------------------------------------------------------------------------------------

    /** On a new connection cancels leave first of all; orders only once broker and journal were compared. */
    @Test
    void shouldLetCancelsLeaveFirstOnANewConnection() {
        OrderDriver driver = new OrderDriver(folder)
                .decide("place 1 ENTRY BUY 10", "place 2 ENTRY BUY 20")
                .broker("openOrder 1 Submitted 10", "openOrder 2 Submitted 20");
        driver.decide("cancel 2").broker("orderStatus 2 Cancelled 0");
        driver.compare("openOrder 1 Submitted 10");
        driver.take();
        driver.away();
        assertEquals(List.of(), driver.decide("cancel 1").take());
        assertEquals(
                List.of("ORDER_REJECTED 3"),
                driver.decide("place 3 ENTRY BUY 30").take());
        assertEquals(List.of("CANCEL 1"), driver.back().take(), "and nothing of what is over");
        assertEquals(
                List.of("ORDER_REJECTED 4"),
                driver.decide("place 4 ENTRY BUY 40").take());
        driver.books.sender.gate(OrderSender.Gate.OPEN);
        driver.take();
        assertTrue(driver.decide("place 5 ENTRY BUY 50").take().contains("SEND 5 BUY 50"));
    }

    @Test
    void shouldLetAnExitWaitForTheComparison() {
        OrderDriver driver = OrderDriver.longUnderStop(folder, 162).away();
        assertEquals(List.of(), driver.decide("place 3 EXIT SELL 162").take());
        assertEquals(List.of(), driver.back().work().take());
        driver.books.sender.gate(OrderSender.Gate.OPEN);
        assertEquals(List.of("SEND 3 SELL 162", "ORDER_SENT 3"), driver.work().take());
    }

    // ---- What protects --------------------------------------------------------------------------------------------

    /** Alone it would open a position of its own. */
    @Test
    void shouldSendAStopThatWasDecidedLaterOnceItsEntryIsKnownToHaveExecuted() {
        OrderDriver driver =
                new OrderDriver(folder).decide("place 1 ENTRY BUY 162").broker("openOrder 1 Submitted 162");
        driver.take();
        assertEquals(
                List.of(),
                driver.decide("place 2 STOP SELL 162 stop 95 parent 1").take());
        assertEquals(List.of(), driver.work().take());
        List<String> lines = driver.broker("execution 1 BUY 162 100", "orderStatus 1 Filled 162", "position 162")
                .compare()
                .take();
        assertTrue(lines.contains("SEND 2 SELL 162"), lines::toString);
    }

    /** Half of the time after which a position without a stop is an alarm: 5 seconds. */
    @Test
    void shouldAskForAStopWhoseAcknowledgementGotLostBeforeItIsMissed() {
        OrderDriver driver = new OrderDriver(folder).decide(BRACKET).broker("openOrder 1 Submitted 162");
        long sent = driver.now();
        assertFalse(driver.gateway.expire(sent + 2_500_000_000L));
        assertTrue(driver.gateway.expire(sent + 2_500_000_002L));
        assertFalse(driver.gateway.expire(sent + 2_500_000_003L), "it is asked for once");
        OrderDriver entry = new OrderDriver(folder).decide("place 1 ENTRY BUY 162");
        assertFalse(entry.gateway.expire(sent + 10_000_000_000L));
        assertTrue(entry.gateway.expire(sent + 10_000_000_002L));
    }
}
