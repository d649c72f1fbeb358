package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
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

    /** 101 shares of a strategy and 99 of the portfolio are 200, so 300: half a share goes from one to the other. */
    @Test
    void shouldCountASplitInTheBooksOfStrategiesAndOfThePortfolio() {
        OrderTable both = new OrderTable(2, 4);
        both.apply(event.position(0, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(BINDING, 0), 0, 101, 1));
        both.apply(event.position(0, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(-1, 0), 0, 99, 1));
        both.apply(event.position(1, 1, EngineEvent.FLAG_CARRIED, 0, Carried.argument(2, 0), 0, 7, 1));
        both.apply(event.split(0, 1, 3, 2, 0));
        assertEquals(300, both.position(0));
        assertEquals(152, both.held(BINDING));
        assertEquals(148, both.held(4));
        assertEquals(7, both.position(1));
        both.apply(event.payment(0, 1, CorporateAction.DIVIDEND, 1, 0));
        assertEquals(300, both.position(0));
        both.apply(event.payment(0, 1, CorporateAction.DELISTING, 1, 0));
        assertEquals(0, both.position(0));
        assertEquals(0, both.held(BINDING));
        assertEquals(7, both.held(2));
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
