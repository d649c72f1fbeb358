package io.ringside.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The last check of what leaves, and of what comes back, by what was asked for alone. */
class SentOrdersTest {
    private static final int DAY = 20_000;

    private final SentOrders sent = new SentOrders();
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 4));
    private long sequence = 1;

    private Intent intent(IntentAction action, long ref, Purpose purpose, Side side, long quantity) {
        Intent intent = event.addIntent();
        intent.clear(action, ref, 0, 0, sequence);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        intent.type = OrderType.MARKET;
        return intent;
    }

    private long place(Side side, long quantity) {
        event.clearDecisions();
        long ref = OrderRef.of(DAY, ++sequence, 0);
        intent(IntentAction.PLACE, ref, Purpose.EXIT, side, quantity);
        sent.onIntents(event);
        return ref;
    }

    private void modify(long ref, Side side, long quantity) {
        event.clearDecisions();
        intent(IntentAction.MODIFY, ref, Purpose.STOP, side, quantity);
        sent.onIntents(event);
    }

    private boolean agrees(EventType type, long ref, long leaves) {
        event.order(type, 0, 1, ref, leaves, 0).sessionDay = DAY;
        return sent.agrees(event);
    }

    private boolean fills(long ref, Side side, long shares, long leaves) {
        event.fill(0, 1, ref, side, shares, 1, leaves, 0, 0).sessionDay = DAY;
        return sent.agrees(event);
    }

    @ParameterizedTest
    @EnumSource(
            value = Side.class,
            names = {"BUY", "SELL"})
    void shouldAgreeWithNoMoreThanWasAskedFor(Side side) {
        long ref = place(side, 100);
        assertTrue(agrees(EventType.ORDER_ACCEPTED, ref, 100));
        assertFalse(agrees(EventType.ORDER_ACCEPTED, ref, 101));
        assertTrue(fills(ref, side, 60, 40));
        assertTrue(agrees(EventType.ORDER_REPLACED, ref, 40));
        assertFalse(agrees(EventType.ORDER_REPLACED, ref, 41));
        // That it left can be told late, with the shares that were open before.
        assertTrue(agrees(EventType.ORDER_SENT, ref, 100));
        assertTrue(fills(ref, side, 40, 0));
        assertFalse(fills(ref, side, 1, 0));
        // Taken back again.
        assertTrue(fills(ref, side.opposite(), 1, 0));
        assertTrue(fills(ref, side.opposite(), 100, 100));
        assertFalse(fills(ref, side.opposite(), 1, 101), "more is taken back than there was");
    }

    @Test
    void shouldAgreeWithASingleShareThatIsSold() {
        long ref = place(Side.SELL, 1);
        assertTrue(fills(ref, Side.SELL, 1, 0));
        assertFalse(fills(ref, Side.SELL, 1, 0));
        long bought = place(Side.BUY, 1);
        assertFalse(fills(bought, Side.SELL, 1, 0));
    }

    /** What is over works no longer, whatever is still told to be open. */
    @Test
    void shouldNotCountWhatIsOpenOfAnOrderThatIsOver() {
        long cancelled = place(Side.BUY, 100);
        assertTrue(fills(cancelled, Side.BUY, 60, 40));
        assertTrue(agrees(EventType.ORDER_CANCELLED, cancelled, 0));
        long refused = place(Side.BUY, 100);
        assertTrue(agrees(EventType.ORDER_REJECTED, refused, 0));
        // A request to change it was refused: it works with what it had.
        long working = place(Side.BUY, 100);
        assertTrue(agrees(EventType.ORDER_REJECTED, working, 100));
        assertFalse(agrees(EventType.ORDER_REJECTED, working, 101));
    }

    @Test
    void shouldCountTheMostOfAllChanges() {
        long ref = place(Side.SELL, 100);
        modify(ref, Side.SELL, 80);
        assertTrue(agrees(EventType.ORDER_REPLACED, ref, 100));
        modify(ref, Side.SELL, 120);
        assertTrue(agrees(EventType.ORDER_REPLACED, ref, 120));
        assertFalse(agrees(EventType.ORDER_REPLACED, ref, 121));
        assertTrue(fills(ref, Side.SELL, 120, 0));
        // A change of an order that nobody knows makes it none.
        long other = OrderRef.of(DAY, 900, 0);
        modify(other, Side.SELL, 5);
        assertFalse(agrees(EventType.ORDER_ACCEPTED, other, 5));
        event.clearDecisions();
        intent(IntentAction.CANCEL, ref, Purpose.STOP, Side.SELL, 999);
        sent.onIntents(event);
        assertFalse(agrees(EventType.ORDER_REPLACED, ref, 121));
    }

    @Test
    void shouldKnowWhoseReportItIs() {
        long ours = OrderRef.of(DAY, 5, 0);
        assertFalse(agrees(EventType.ORDER_ACCEPTED, ours, 1), "nobody asked for it");
        assertTrue(agrees(EventType.COMMISSION, ours, 1));
        assertTrue(agrees(EventType.ORDER_ACCEPTED, OrderRef.NONE, 1), "of nobody's");
        assertTrue(agrees(EventType.ORDER_ACCEPTED, OrderRef.of(DAY - 1, 5, 0), 1), "of an earlier session");
        event.trade(0, 1, 1, 1, 0).sessionDay = DAY;
        assertTrue(sent.agrees(event));
        sent.adopt(0, OrderRef.of(DAY - 1, 5, 0), Side.BUY, 10);
        assertTrue(agrees(EventType.ORDER_ACCEPTED, OrderRef.of(DAY - 1, 5, 0), 10));
        assertFalse(agrees(EventType.ORDER_ACCEPTED, OrderRef.of(DAY - 1, 5, 0), 11));
    }

    /** Five hundred and twelve orders that are over are known; what is told of older ones is believed. */
    @Test
    void shouldRememberOrdersThatAreOverForSomeTime() {
        long first = place(Side.BUY, 10);
        assertTrue(fills(first, Side.BUY, 10, 0));
        long second = place(Side.BUY, 10);
        assertTrue(fills(second, Side.BUY, 10, 0));
        long works = place(Side.BUY, 10);
        for (int i = 0; i < 510; i++) {
            long ref = place(Side.BUY, 10);
            assertTrue(agrees(EventType.ORDER_CANCELLED, ref, 0));
        }
        assertFalse(fills(first, Side.BUY, 1, 0), "it is known");
        // That was a report of its end once more, which takes a place: the first one of its own goes.
        long next = place(Side.BUY, 10);
        assertTrue(agrees(EventType.ORDER_CANCELLED, next, 0));
        assertTrue(fills(second, Side.BUY, 1, 0), "forgotten");
        assertFalse(agrees(EventType.ORDER_ACCEPTED, works, 11), "it works, and is known");
        assertFalse(agrees(EventType.ORDER_ACCEPTED, OrderRef.of(DAY, 100_000, 0), 1), "it never was");
    }

    /** A hundred, of which forty are executed: three for two. */
    @Test
    void shouldGoOnWithNewShares() {
        long ref = place(Side.SELL, 101);
        assertTrue(fills(ref, Side.SELL, 40, 61));
        sent.onSplit(1, 3, 2);
        assertTrue(agrees(EventType.ORDER_REPLACED, ref, 61));
        assertFalse(agrees(EventType.ORDER_REPLACED, ref, 62), "of another instrument");
        sent.onSplit(0, 3, 2);
        // 60 and, of 61, 91 and a half.
        assertTrue(agrees(EventType.ORDER_REPLACED, ref, 91));
        assertFalse(agrees(EventType.ORDER_REPLACED, ref, 92));
        assertTrue(fills(ref, Side.SELL, 91, 0));
        long one = place(Side.BUY, 1);
        sent.onSplit(0, 1, 10);
        assertTrue(agrees(EventType.ORDER_REPLACED, one, 1), "its end is to come");
    }

    // ---- what leaves

    @Test
    void shouldLetNoReferenceBeUsedAgain() {
        long ref = place(Side.BUY, 100);
        String again = "order " + OrderRef.format(ref) + " must not leave: its reference was used";
        assertEquals(again, refusal(ref, Purpose.EXIT, Side.BUY, 100));
        long before = OrderRef.of(DAY, sequence - 1, 7);
        assertEquals(
                "order " + OrderRef.format(before) + " must not leave: its reference was used",
                refusal(before, Purpose.EXIT, Side.BUY, 100));
        long next = OrderRef.of(DAY, sequence, 1);
        assertEquals(
                "order " + OrderRef.format(next) + " must not leave: BUY 0", refusal(next, Purpose.EXIT, Side.BUY, 0));
        assertEquals(
                "order " + OrderRef.format(next) + " must not leave: NONE 5",
                refusal(next, Purpose.EXIT, Side.NONE, 5));
        event.clearDecisions();
        intent(IntentAction.PLACE, next, Purpose.EXIT, Side.SELL, 1);
        sent.onIntents(event);
    }

    private String refusal(long ref, Purpose purpose, Side side, long quantity) {
        event.clearDecisions();
        intent(IntentAction.PLACE, ref, purpose, side, quantity);
        return assertThrows(IllegalStateException.class, () -> sent.onIntents(event))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        // purpose, type, parent, side, quantity, trigger
        "STOP, STOP, 0, SELL, 100, 1, true",
        "TARGET, STOP, 0, SELL, 100, 1, false",
        "STOP, LIMIT, 0, SELL, 100, 1, false",
        "STOP, STOP, 1, SELL, 100, 1, false",
        "STOP, STOP, 0, BUY, 100, 1, false",
        "STOP, STOP, 0, SELL, 99, 1, false",
        "STOP, STOP, 0, SELL, 101, 1, false",
        "STOP, STOP, 0, SELL, 100, 0, false"
    })
    void shouldLetNoEntryLeaveWithoutAStopOfItsSize(
            Purpose purpose, OrderType type, int otherParent, Side side, long quantity, long stopE8, boolean leaves) {
        event.clearDecisions();
        long ref = OrderRef.of(DAY, 50, 0);
        intent(IntentAction.PLACE, ref, Purpose.ENTRY, Side.BUY, 100);
        Intent stop = intent(IntentAction.PLACE, OrderRef.of(DAY, 50, 1), purpose, side, quantity);
        stop.type = type;
        stop.parentRef = ref + otherParent;
        stop.stopE8 = stopE8;
        if (leaves) {
            sent.onIntents(event);
        } else {
            assertEquals(
                    "entry " + OrderRef.format(ref) + " must not leave: no stop of its size goes with it",
                    assertThrows(IllegalStateException.class, () -> sent.onIntents(event))
                            .getMessage());
        }
    }
}
