package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
    private final List<String> outcomes = new ArrayList<>();
    private final PendingRequests pending =
            new PendingRequests((reqId, kind, outcome) -> outcomes.add(reqId + " " + kind + " " + outcome));

    @Test
    void shouldTellAnAnswerOnce() {
        pending.open(1, "executions", 100);
        assertTrue(pending.answered(1));
        assertFalse(pending.answered(1));
        assertFalse(pending.refused(1));
        assertEquals(List.of("1 executions ANSWERED"), outcomes);
    }

    @Test
    void shouldCallWhatIsLateUnknown() {
        pending.open(2, "history", 100);
        pending.open(1, "executions", 100);
        pending.open(3, "positions", 101);
        assertEquals(0, pending.expire(99));
        assertEquals(2, pending.expire(100));
        assertEquals(List.of("1 executions UNKNOWN", "2 history UNKNOWN"), outcomes);
        assertFalse(pending.answered(2), "an answer that comes too late is no answer");
        assertEquals(1, pending.size());
    }

    @Test
    void shouldCallEverythingUnknownWhenTheConnectionEnds() {
        pending.open(5, "history", 100);
        pending.open(4, "positions", 100);
        pending.refused(5);
        assertEquals(1, pending.disconnected());
        assertEquals(List.of("5 history REFUSED", "4 positions UNKNOWN"), outcomes);
        assertEquals(0, pending.size());
    }

    @Test
    void shouldAllowNewRequestsFromWithinAnOutcome() {
        PendingRequests[] again = new PendingRequests[1];
        again[0] = new PendingRequests((reqId, kind, outcome) -> again[0].open(reqId + 10, kind, 200));
        again[0].open(1, "positions", 100);
        again[0].open(2, "orders", 100);
        assertEquals(2, again[0].expire(150));
        assertTrue(again[0].isOpen(11) && again[0].isOpen(12));
    }

    @Test
    void shouldRefuseAnIdThatIsOpen() {
        pending.open(1, "executions", 100);
        assertThrows(IllegalStateException.class, () -> pending.open(1, "history", 100));
    }

    /** What the outcome of one answers is not late any more. */
    @Test
    void shouldLeaveOutWhatIsAnsweredMeanwhile() {
        PendingRequests[] all = new PendingRequests[1];
        all[0] = new PendingRequests((reqId, kind, outcome) -> {
            outcomes.add(reqId + " " + kind + " " + outcome);
            all[0].answered(2);
        });
        all[0].open(1, "positions", 100);
        all[0].open(2, "executions", 100);
        all[0].open(3, "history", 100);
        assertEquals(2, all[0].expire(100));
        assertEquals(List.of("1 positions UNKNOWN", "2 executions ANSWERED", "3 history UNKNOWN"), outcomes);
        assertEquals(0, all[0].size());
    }
}
