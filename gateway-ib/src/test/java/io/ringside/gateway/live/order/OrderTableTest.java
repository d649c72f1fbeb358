package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
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

    private void carry(int code, long ref, long quantity) {
        long argument = Carried.argument(BINDING, Integer.MAX_VALUE);
        table.apply(event.position(0, 1_000, EngineEvent.FLAG_CARRIED, code, argument, ref, quantity, 100));
    }
}
