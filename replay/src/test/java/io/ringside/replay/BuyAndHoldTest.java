package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import org.junit.jupiter.api.Test;

/** Three instruments bought with a third of 900 each, at their own times. */
class BuyAndHoldTest {
    private final BuyAndHold held = new BuyAndHold(900, 3);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    @Test
    void shouldKeepInCashWhatIsNotBoughtYet() {
        assertEquals(900, held.valueE8(new long[3]));
        assertTrue(held.waitsFor(1));
        held.buy(1, 50);
        assertFalse(held.waitsFor(1));
        // 300 of it double.
        assertEquals(1200, held.valueE8(new long[] {7, 100, 7}));
        held.buy(1, 100);
        assertEquals(1200, held.valueE8(new long[] {7, 100, 7}), "it is bought once");
        held.buy(0, 10);
        held.buy(2, 10);
        assertEquals(300 + 600 + 150, held.valueE8(new long[] {10, 100, 5}));
    }

    @Test
    void shouldKeepWhatHoldersGet() {
        held.onAction(event.payment(0, 1, CorporateAction.DIVIDEND, 5, 0));
        held.buy(0, 100);
        assertEquals(900, held.valueE8(new long[] {100, 0, 0}), "it was not held yet");
        held.onAction(event.payment(0, 1, CorporateAction.DIVIDEND, 10, 0));
        assertEquals(930, held.valueE8(new long[] {100, 0, 0}));
        held.onAction(event.split(0, 1, 2, 1, 0));
        assertEquals(930, held.valueE8(new long[] {50, 0, 0}));
        held.onAction(event.payment(0, 1, CorporateAction.DELISTING, 25, 0));
        // A tenth and a half of 300, whatever is told of the price.
        assertEquals(600 + 30 + 150, held.valueE8(new long[] {99, 0, 0}));
        held.onAction(event.payment(0, 1, CorporateAction.DIVIDEND, 25, 0));
        held.onAction(event.payment(0, 1, CorporateAction.DELISTING, 25, 0));
        assertEquals(780, held.valueE8(new long[] {99, 0, 0}));
        held.begin(9000);
        assertEquals(7800, held.valueE8(new long[] {99, 0, 0}));
    }
}
