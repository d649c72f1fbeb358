package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.risk.Carried;
import org.junit.jupiter.api.Test;

class OrderTableTest {
    private static final int BINDING = 3;
    private static final long ENTRY = 71;
    private static final long STOP = 72;

    private final OrderTable table = new OrderTable(1);
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    /** A broker refuses to change an order under the name of another group: a carried stop would never trail. */
    @Test
    void shouldKnowTheGroupOfAStopThatAnEarlierSessionLeft() {
        carry(0, ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        assertEquals(ENTRY, table.byRef(STOP).terms.ocaRef);
    }

    @Test
    void shouldKnowTheGroupOfAStopWhoseEntryWaitsForTheOpen() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        assertEquals(ENTRY, table.byRef(STOP).terms.ocaRef);
    }

    @Test
    void shouldSellWhatIsHeldWithOrdersThatAnEarlierSessionLeft() {
        carry(0, ENTRY, 100);
        carry(Purpose.STOP.code(), STOP, 100);
        carry(Purpose.TARGET.code(), 73, 100);
        carry(Purpose.EXIT.code(), 74, 60);
        assertEquals("STOP SELL 100 STOP at 100", terms(STOP));
        assertEquals("TARGET SELL 100 LIMIT at 100", terms(73));
        assertEquals("EXIT SELL 60 MARKET at 0", terms(74));
        assertEquals(100, table.position(0));
        assertEquals(100, table.held(BINDING));
    }

    @Test
    void shouldBuyBackWhatIsOwedWithOrdersThatAnEarlierSessionLeft() {
        carry(0, ENTRY, -100);
        carry(Purpose.STOP.code(), STOP, -100);
        assertEquals("STOP BUY 100 STOP at 100", terms(STOP));
        assertEquals(-100, table.position(0));
    }

    @Test
    void shouldEnterOnTheSideThatTheCarriedQuantitySays() {
        carry(Purpose.ENTRY.code(), ENTRY, 100);
        carry(Purpose.ENTRY.code(), 75, -40);
        assertEquals("ENTRY BUY 100 MARKET at 0", terms(ENTRY));
        assertEquals("ENTRY SELL 40 MARKET at 0", terms(75));
    }

    private String terms(long ref) {
        Intent terms = table.byRef(ref).terms;
        return terms.purpose + " " + terms.side + " " + terms.quantity + " " + terms.type + " at "
                + (terms.stopE8 + terms.limitE8);
    }

    private void carry(int code, long ref, long quantity) {
        long argument = Carried.argument(BINDING, Integer.MAX_VALUE);
        table.apply(event.position(0, 1_000, EngineEvent.FLAG_CARRIED, code, argument, ref, quantity, 100));
    }
}
