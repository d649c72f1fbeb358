package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Purpose;
import io.ringside.gateway.live.inbound.OrderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which orders are sent, in which sequence, under which ids and flags, and what is journaled of each. */
class OrderSenderTest {
    private static final String ENTRY = "place 1 ENTRY BUY 100";
    private static final String STOP = "place 2 STOP SELL 100 stop 95 parent 1";
    private static final String TARGET = "place 3 TARGET SELL 100 limit 110 parent 1";
    private static final String NO_CONNECTION = "ORDER_REJECTED 1 leaves 0 code -4 no connection to trust";

    private final OrderBench bench = new OrderBench();

    /** Long 100 under a stop at 95, order 2 under id 2; the entry under id 1 is done. */
    private OrderBench longOf100() {
        bench.decide(ENTRY, STOP).open(1, 2).execute(1, "a.01", 100, 100, 100);
        bench.account(0, 100).compare(2);
        bench.take();
        return bench;
    }

    // ---- Brackets -------------------------------------------------------------------------------------------------

    /** The broker holds the entry and all but its last child back, and activates all of them with that one. */
    @Test
    void shouldActivateABracketWithItsLastChild() {
        assertEquals(
                List.of(
                        "PLACE 1 BUY 100 id 1 held",
                        "PLACE 2 SELL 100 id 2 under 1 held",
                        "PLACE 3 SELL 100 id 3 under 1",
                        "ORDER_SENT 1 leaves 100 code 1",
                        "ORDER_SENT 2 leaves 100 code 2",
                        "ORDER_SENT 3 leaves 100 code 3"),
                bench.decide(ENTRY, STOP, TARGET).take());
        assertEquals(3, bench.sender.messagesSent());
    }

    @Test
    void shouldActivateAnEntryWithoutChildrenByItself() {
        assertEquals(
                List.of("PLACE 1 BUY 100 id 1", "ORDER_SENT 1 leaves 100 code 1"),
                bench.decide(ENTRY).take());
    }

    @Test
    void shouldEndAWholeBracketWhoseEntryTheConnectionDoesNotTake() {
        bench.wire.refusesAfter = 0;
        assertEquals(
                List.of(NO_CONNECTION, "ORDER_CANCELLED 2 leaves 0 code -7"),
                bench.decide(ENTRY, STOP).take());
        assertEquals(0, bench.sender.messagesSent());
    }

    /** Without its flag the entry waits at the broker for ever; it is taken back. */
    @Test
    void shouldTakeAnEntryBackWhoseStopTheConnectionDoesNotTake() {
        bench.wire.refusesAfter = 1;
        assertEquals(
                List.of("PLACE 1 BUY 100 id 1 held", "CANCEL id 1", "ORDER_SENT 1 leaves 100 code 1"),
                bench.decide(ENTRY, STOP, TARGET).take());
        assertTrue(bench.order(1).cancelWanted);
        assertEquals(2, bench.sender.messagesSent(), "the entry and its cancellation");
    }

    /** A change names the parent again while that one works; a child that is sent later names none. */
    @Test
    void shouldNameTheParentInAChangeWhileItWorks() {
        bench.decide(ENTRY, STOP).open(1, 2).take();
        assertEquals(
                List.of("PLACE 2 SELL 100 id 2 under 1"),
                bench.decide("change 2 100 stop 96").take());
        bench.open(2).execute(1, "a.01", 40, 100, 40).account(0, 40);
        bench.take();
        assertEquals(
                List.of("PLACE 3 SELL 40 id 3", "ORDER_SENT 3 leaves 40 code 3"),
                bench.decide("place 3 TARGET SELL 40 limit 110 parent 1").take());
        bench.execute(1, "b.01", 60, 100, 100).account(0, 100);
        bench.take();
        assertEquals(
                List.of("PLACE 2 SELL 100 id 2"),
                bench.decide("change 2 100 stop 97").take());
    }

    // ---- What the connection does not take ------------------------------------------------------------------------

    @Test
    void shouldSendAnExitAgainThatTheConnectionDidNotTake() {
        longOf100();
        bench.wire.refusesAfter = 0;
        assertEquals(List.of(), bench.decide("place 3 EXIT SELL 100").take());
        assertEquals(LiveOrder.State.HELD, bench.order(3).state);
        bench.expire();
        assertEquals(
                List.of("PLACE 3 SELL 100 id 4", "ORDER_SENT 3 leaves 100 code 4"),
                bench.take(),
                "under a new id, since nobody knows what became of the last one");
    }

    @Test
    void shouldSayNothingOfAChangeThatTheConnectionDidNotTakeAndSendItAgain() {
        longOf100();
        bench.wire.refusesAfter = 0;
        assertEquals(List.of(), bench.decide("change 2 100 stop 96").take());
        assertTrue(bench.order(2).modifyWanted);
        bench.sender.gate(OrderSender.Gate.OPEN);
        assertEquals(List.of("PLACE 2 SELL 100 id 2"), bench.take());
    }

    @Test
    void shouldRefuseAnEntryThatTheConnectionTookAndDidNotSend() {
        bench.decide(ENTRY, STOP).take();
        bench.sender.unsent(1);
        assertEquals(List.of("ORDER_REJECTED 1 leaves 0 code -4 the connection ended first"), bench.take());
        bench.sender.unsent(1);
        bench.sender.unsent(9);
        assertEquals(List.of(), bench.take());
    }

    /** The stop did not go, the entry did, and waits for its flag: it is cancelled as soon as that can be. */
    @Test
    void shouldCancelAnEntryWhoseStopWasTakenAndNotSent() {
        bench.decide(ENTRY, STOP).take();
        bench.sender.unsent(2);
        assertEquals(LiveOrder.State.HELD, bench.order(2).state);
        assertTrue(bench.order(1).cancelWanted);
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        assertEquals(List.of("CANCEL id 1"), bench.take());
        assertEquals(
                List.of("ORDER_CANCELLED 2 leaves 0 code -1"),
                bench.decide("cancel 2").take());
    }

    @Test
    void shouldSendAnExitAgainThatTheConnectionTookAndDidNotSend() {
        longOf100().decide("place 3 EXIT SELL 100").take();
        bench.sender.unsent(3);
        assertEquals(LiveOrder.State.HELD, bench.order(3).state);
        bench.expire();
        assertEquals(List.of("PLACE 3 SELL 100 id 4", "ORDER_SENT 3 leaves 100 code 4"), bench.take());
    }

    @Test
    void shouldLeaveAnOrderThatTheBrokerHasWhatIsSaidOfItsSending() {
        longOf100();
        bench.sender.unsent(2);
        assertEquals(LiveOrder.State.WORKING, bench.order(2).state);
        bench.sender.unsent(1);
        assertEquals(LiveOrder.State.DONE, bench.order(1).state);
        assertEquals(List.of(), bench.take());
    }

    /** Its entry has executed in part, so that it does not wait for a flag; or is over. */
    @Test
    void shouldNotCancelAnEntryThatWorksOverAnUnsentChild() {
        bench.decide(ENTRY, STOP).open(1, 2).execute(1, "a.01", 40, 100, 40).account(0, 40);
        bench.decide("place 3 TARGET SELL 40 limit 110 parent 1").take();
        bench.sender.unsent(3);
        assertFalse(bench.order(1).cancelWanted);
        assertEquals(LiveOrder.State.HELD, bench.order(3).state);
        bench.expire();
        bench.execute(1, "b.01", 60, 100, 100);
        bench.take();
        bench.sender.unsent(4);
        assertFalse(bench.order(1).cancelWanted);
    }

    // ---- Closing orders that wait at the connection ---------------------------------------------------------------

    @Test
    void shouldRecallAnExitThatIsForMoreThanAnExecutionLeaves() {
        longOf100().decide("place 3 EXIT SELL 100").take();
        bench.execute(2, "b.01", 60, 95, 60);
        assertEquals(List.of("RECALL id 3", "FILL 2 SELL 60 at 95.00 leaves 40 as 1002 b.01"), bench.take());
    }

    @Test
    void shouldNotRecallWhatIsForNoMoreThanIsLeftOrWorksOrIsOfAnotherInstrument() {
        bench.carry(1, 1, 70).account(1, 70);
        longOf100().decide("place 3 EXIT SELL 40", "place 4 EXIT SELL 70 in 1").take();
        assertEquals(LiveOrder.State.SENT, bench.order(4).state);
        bench.part(EngineEvent.FLAG_CARRIED, 0, 1, 1, 0, -10);
        bench.execute(2, "b.01", 60, 95, 60);
        assertEquals(List.of("FILL 2 SELL 60 at 95.00 leaves 40 as 1002 b.01"), bench.take());
    }

    /** The entry goes on executing, and its stop is as large as all of it. */
    @Test
    void shouldNotRecallTheStopOfAnEntryThatExecutesInParts() {
        bench.decide(ENTRY, STOP).open(1).take();
        bench.execute(1, "a.01", 40, 100, 40);
        assertEquals(List.of("FILL 1 BUY 40 at 100.00 leaves 60 as 1001 a.01"), bench.take());
        assertEquals(LiveOrder.State.SENT, bench.order(2).state);
    }

    @Test
    void shouldBookAnExecutionWithoutAConnection() {
        longOf100().decide("place 3 EXIT SELL 100").take();
        bench.sender.connected(null);
        bench.execute(2, "b.01", 60, 95, 60);
        assertEquals(List.of("FILL 2 SELL 60 at 95.00 leaves 40 as 1002 b.01"), bench.take());
    }

    /** It was decided when its entry worked already, and waits for nothing but an execution. */
    @Test
    void shouldSendAStopWithTheExecutionOfItsEntry() {
        bench.decide(ENTRY).open(1).decide(STOP).account(0, 100);
        bench.take();
        bench.execute(1, "a.01", 100, 100, 100);
        assertEquals(
                List.of(
                        "PLACE 2 SELL 100 id 2",
                        "FILL 1 BUY 100 at 100.00 leaves 0 as 1001 a.01",
                        "ORDER_SENT 2 leaves 100 code 2"),
                bench.take());
    }

    // ---- Changes --------------------------------------------------------------------------------------------------

    @Test
    void shouldKeepAChangeBackUntilTheOrderIsAcknowledgedAndTheGateIsOpen() {
        bench.decide(ENTRY, STOP).open(1).execute(1, "a.01", 100, 100, 100).account(0, 100);
        bench.take();
        assertEquals(List.of(), bench.decide("change 2 100 stop 96").take(), "not acknowledged");
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.open(2, one -> one.stopE8 = OrderBench.e8("95"));
        assertEquals(List.of("ORDER_ACCEPTED 2 leaves 100 code 2 as 1002"), bench.take(), "cancels only");
        bench.sender.gate(OrderSender.Gate.OPEN);
        assertEquals(List.of("PLACE 2 SELL 100 id 2"), bench.take());
    }

    /** Shown with the new terms before the change has left: there is nothing to send. */
    @Test
    void shouldSendNoChangeThatTheBrokerHasAlready() {
        longOf100();
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        bench.decide("change 2 100 stop 96");
        bench.order(2).brokerStopE8 = OrderBench.e8("96");
        bench.sender.gate(OrderSender.Gate.OPEN);
        assertEquals(List.of(), bench.take());
        assertFalse(bench.order(2).modifyWanted);
    }

    /** A carried stop whose number nobody has told cannot be changed: that would place a second one. */
    @Test
    void shouldNotChangeAnOrderWithoutANumber() {
        bench.carry(0, 0, 100).account(0, 100);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 0, OrderBench.ref(5), 100);
        bench.open(5).take();
        assertEquals(LiveOrder.State.WORKING, bench.order(5).state);
        assertEquals(List.of(), bench.decide("change 5 100 stop 96", "cancel 5").take());
        bench.order(5).cancelWanted = false;
        assertEquals(List.of(), bench.decide("change 5 100 stop 97").take());
        assertTrue(bench.order(5).modifyWanted);
    }

    /** Somebody has sold 40: the change is sent for what is left; all of it, and it is being cancelled anyway. */
    @Test
    void shouldCutAChangeToWhatTheAccountHas() {
        longOf100();
        othersHaveSold(40);
        bench.expire();
        bench.take();
        assertEquals(
                List.of("PLACE 2 SELL 60 id 2"),
                bench.decide("change 2 100 stop 96").take());
        assertEquals(60, bench.order(2).cutQuantity);
        assertEquals(
                List.of("PLACE 2 SELL 60 id 2"),
                bench.decide("change 2 60 stop 97").take());
        assertEquals(0, bench.order(2).cutQuantity, "that is all of it");
        assertEquals(
                List.of("PLACE 2 SELL 50 id 2"),
                bench.decide("change 2 50 stop 97").take());
        assertEquals(0, bench.order(2).cutQuantity);
    }

    @Test
    void shouldSendNoChangeOfAStopThatNothingIsLeftFor() {
        longOf100();
        othersHaveSold(100);
        assertEquals(List.of(), bench.decide("change 2 100 stop 96").take());
        assertTrue(bench.order(2).modifyWanted);
    }

    private void othersHaveSold(long shares) {
        bench.holdings.executed(0, "x.01", -shares, 99 * OrderBench.ONE);
        bench.account(0, 100 - shares).compare(2).compare(2);
        assertEquals(Holdings.State.EXPLAINED, bench.holdings.state(0));
        bench.take();
    }

    // ---- Exits ----------------------------------------------------------------------------------------------------

    @Test
    void shouldSendAnExitForWhatTheAccountHas() {
        longOf100();
        othersHaveSold(40);
        assertEquals(
                List.of("PLACE 3 SELL 60 id 3", "ORDER_SENT 3 leaves 60 code 3"),
                bench.decide("place 3 EXIT SELL 100").take());
        assertEquals(60, bench.order(3).cutQuantity);
        assertEquals(
                List.of("PLACE 4 SELL 60 id 4", "ORDER_SENT 4 leaves 60 code 4"),
                bench.decide("place 4 EXIT SELL 60").take());
        assertEquals(0, bench.order(4).cutQuantity);
    }

    @Test
    void shouldSendNoExitWhereNothingIsLeft() {
        longOf100();
        assertEquals(
                List.of("PLACE 4 SELL 1 id 3", "ORDER_SENT 4 leaves 1 code 3"),
                bench.decide("place 4 EXIT SELL 1").take());
        othersHaveSold(100);
        assertEquals(List.of(), bench.decide("place 3 EXIT SELL 100").take());
        assertEquals(LiveOrder.State.HELD, bench.order(3).state);
    }

    /** Of 100 to be bought 40 are held: the stop waits for the entry. Once that is over, it is for too much. */
    @Test
    void shouldEndAClosingOrderThatIsForMoreThanIsHeld() {
        bench.decide(ENTRY).open(1).execute(1, "a.01", 40, 100, 40).account(0, 40);
        bench.take();
        assertEquals(List.of(), bench.decide(STOP).take(), "its entry works");
        bench.open(1, one -> one.status = OrderStatus.CANCELLED);
        bench.books.orders.complaint(1, OrderReports.Complaint.CANCELLED, 202, "", bench.out);
        bench.status(1, OrderStatus.CANCELLED, 40);
        bench.take();
        bench.expire();
        assertEquals(List.of("ORDER_CANCELLED 2 leaves 0 code -10"), bench.take());
        assertEquals(
                List.of("PLACE 3 SELL 40 id 2", "ORDER_SENT 3 leaves 40 code 2"),
                bench.decide("place 3 EXIT SELL 40").take(),
                "all that is held");
        assertEquals(
                List.of("ORDER_CANCELLED 4 leaves 0 code -10"),
                bench.decide("place 4 EXIT SELL 41").take(),
                "one more than is held");
    }

    @Test
    void shouldRefuseAnExitAtTheOpenThatComesTooLate() {
        longOf100();
        bench.nanos = OrderBench.CALENDAR.openNanos(20_259) - OrderBench.SECOND;
        assertEquals(
                List.of("ORDER_REJECTED 3 leaves 0 code -6 too late for the opening auction"),
                bench.decide("place 3 EXIT SELL 100 at AT_THE_OPEN").take());
    }

    // ---- Entries --------------------------------------------------------------------------------------------------

    @Test
    void shouldSayWhyAnEntryIsNotSent() {
        bench.entries.kill();
        assertEquals(
                List.of("ORDER_REJECTED 1 leaves 0 code -8 entries are stopped"),
                bench.decide(ENTRY).take());
        bench.entries.lift();
        bench.latchedByRisk = true;
        assertEquals(
                List.of("ORDER_REJECTED 2 leaves 0 code -11 trading is latched"),
                bench.decide("place 2 ENTRY BUY 100").take());
        bench.latchedByRisk = false;
        bench.nanos = OrderBench.CALENDAR.openNanos(20_259) - OrderBench.SECOND;
        assertEquals(
                List.of("ORDER_REJECTED 3 leaves 0 code -6 too late for the opening auction"),
                bench.decide("place 3 ENTRY BUY 100 at AT_THE_OPEN").take());
        bench.wire.unknown.set(0);
        assertEquals(
                List.of("ORDER_REJECTED 4 leaves 0 code -4 no connection to trust"),
                bench.decide("place 4 ENTRY BUY 100").take());
        bench.wire.unknown.clear();
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        assertEquals(
                List.of("ORDER_REJECTED 5 leaves 0 code -4 no connection to trust"),
                bench.decide("place 5 ENTRY BUY 100").take());
    }

    @Test
    void shouldSayThatAPositionIsInDoubt() {
        bench.account(0, 50).compare().compare();
        bench.take();
        assertEquals(
                List.of("ORDER_REJECTED 1 leaves 0 code -11 account and book differ"),
                bench.decide(ENTRY).take());
    }

    @Test
    void shouldKeepAnEntryBackWhileSomethingIsBeingPublished() {
        EngineEvent event =
                new EngineEvent(new Bounds(1, 1, 1, 1)).control(EventType.CONDITION, 1, Condition.FEED_STALE.code(), 0);
        bench.entries.publishes(event);
        assertEquals(List.of(), bench.decide(ENTRY).take());
        assertEquals(LiveOrder.State.HELD, bench.order(1).state);
    }

    // ---- Margins --------------------------------------------------------------------------------------------------

    @Test
    void shouldAskForAMarginOnceAndSayWhatCameOfIt() {
        OrderBench asking = new OrderBench("gateway.what-if=entries");
        assertEquals(List.of("ASK 1 id 1"), asking.decide(ENTRY, STOP).take());
        asking.expire();
        assertEquals(List.of(), asking.take(), "once");
        asking.sender.onWhatIf(1, true, 1001, 1000);
        assertEquals(
                List.of(
                        "ORDER_REJECTED 1 leaves 0 code -2 the margin would not do",
                        "ORDER_CANCELLED 2 leaves 0 code -7"),
                asking.take());
        asking.decide("place 3 ENTRY BUY 100").take();
        asking.sender.onWhatIf(2, false, 0, 0);
        assertEquals(List.of("ORDER_REJECTED 3 leaves 0 code -3 the broker told no margin"), asking.take());
        asking.decide("place 4 ENTRY BUY 100").take();
        assertTrue(asking.sender.onWhatIfRefused(3, 201, "no"));
        assertFalse(asking.sender.onWhatIfRefused(3, 201, "no"), "it is answered");
        assertEquals(List.of("ORDER_REJECTED 4 leaves 0 code 201 no"), asking.take());
        asking.decide("place 5 ENTRY BUY 100").take();
        asking.sender.onWhatIf(4, true, 1000, 1000);
        assertEquals(List.of("PLACE 5 BUY 100 id 5", "ORDER_SENT 5 leaves 100 code 5"), asking.take());
        asking.sender.onWhatIf(4, true, 1000, 1000);
        assertEquals(List.of(), asking.take());
        assertEquals(5, asking.sender.messagesSent());
    }

    @Test
    void shouldNotWaitForAMarginThatTheConnectionIsNotAsked() {
        OrderBench asking = new OrderBench("gateway.what-if=entries");
        asking.wire.refusesAfter = 0;
        assertEquals(List.of(NO_CONNECTION), asking.decide(ENTRY).take());
        assertFalse(asking.sender.onWhatIfRefused(1, 201, "no"), "nothing was asked");
    }

    /** What was asked on a connection that has ended is not answered on the next one. */
    @Test
    void shouldForgetWhatWasAskedOnAConnectionThatEnded() {
        OrderBench asking = new OrderBench("gateway.what-if=entries");
        asking.decide(ENTRY).take();
        asking.sender.connected(asking.wire);
        assertFalse(asking.sender.onWhatIfRefused(1, 201, "no"));
        assertEquals(List.of(NO_CONNECTION), asking.take());
    }

    /** It was decided on anew meanwhile: an answer about it concerns nothing any more. */
    @Test
    void shouldNotHeedAMarginOfAnEntryThatWasCancelled() {
        OrderBench asking = new OrderBench("gateway.what-if=entries");
        asking.decide(ENTRY).take();
        assertEquals(
                List.of("ORDER_CANCELLED 1 leaves 0 code -1"),
                asking.decide("cancel 1").take());
        assertTrue(asking.sender.onWhatIfRefused(1, 201, "no"), "it was asked");
        assertEquals(List.of(), asking.take());
        asking.decide("place 2 ENTRY BUY 100", "cancel 2").take();
        asking.sender.onWhatIf(2, true, 1, 1000);
        assertEquals(List.of(), asking.take());
    }

    // ---- Cancellations --------------------------------------------------------------------------------------------

    @Test
    void shouldCancelNothingThatCannotBeCancelled() {
        bench.carry(0, 0, 100).account(0, 100);
        bench.part(EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 0, OrderBench.ref(5), 100);
        assertFalse(bench.sender.cancel(bench.order(5)), "it has no number");
        bench.table.bind(bench.order(5), 70, 0);
        assertTrue(bench.sender.cancel(bench.order(5)));
        bench.sender.gate(OrderSender.Gate.CLOSED);
        assertFalse(bench.sender.cancel(bench.order(5)), "there is no connection");
        bench.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        assertTrue(bench.sender.cancel(bench.order(5)));
        bench.order(5).statusOver = true;
        assertFalse(bench.sender.cancel(bench.order(5)), "it is over");
        assertEquals(List.of("CANCEL id 70", "CANCEL id 70"), bench.take());
        assertEquals(2, bench.sender.messagesSent());
    }

    @Test
    void shouldSendNothingInADryRun() {
        OrderBench dry = new OrderBench(true);
        assertEquals(
                List.of("ORDER_REJECTED 1 leaves 0 code -5 dry run", "ORDER_CANCELLED 2 leaves 0 code -7"),
                dry.decide(ENTRY, STOP).take());
        dry.carry(0, 0, 100).account(0, 100);
        assertEquals(
                List.of("ORDER_REJECTED 3 leaves 0 code -5 dry run"),
                dry.decide("place 3 EXIT SELL 100").take());
        dry.part(EngineEvent.FLAG_CARRIED, Purpose.STOP.code(), 0, 0, OrderBench.ref(5), 100);
        dry.table.bind(dry.order(5), 70, 0);
        assertFalse(dry.sender.cancel(dry.order(5)));
        assertEquals(List.of(), dry.take());
    }
}
