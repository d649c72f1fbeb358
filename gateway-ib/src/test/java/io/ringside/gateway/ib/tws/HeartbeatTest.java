package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.gateway.ib.tws.Heartbeat.Action;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long SECOND = 1_000_000_000L;

    private final Heartbeat heartbeat = new Heartbeat(5 * SECOND, 4 * SECOND, 2 * SECOND, 0);

    @Test
    void shouldStayQuietWhileBytesCome() {
        for (int i = 1; i < 100; i++) {
            heartbeat.received(i * SECOND);
            assertEquals(Action.NOTHING, heartbeat.poll(i * SECOND + SECOND / 2));
        }
    }

    @Test
    void shouldDieAfterTwoMisses() {
        assertEquals(Action.NOTHING, heartbeat.poll(5 * SECOND - 1));
        assertEquals(Action.PROBE, heartbeat.poll(5 * SECOND));
        assertEquals(Action.NOTHING, heartbeat.poll(9 * SECOND - 1));
        assertEquals(Action.PROBE, heartbeat.poll(9 * SECOND));
        assertEquals(Action.NOTHING, heartbeat.poll(13 * SECOND - 1));
        assertFalse(heartbeat.isOverdue(13 * SECOND - 1));
        assertEquals(Action.DEAD, heartbeat.poll(13 * SECOND));
        assertTrue(heartbeat.isOverdue(13 * SECOND));
    }

    @Test
    void shouldBeginAnewWhenAByteAnswers() {
        assertEquals(Action.PROBE, heartbeat.poll(5 * SECOND));
        assertEquals(Action.PROBE, heartbeat.poll(9 * SECOND));
        heartbeat.received(10 * SECOND);
        assertEquals(Action.NOTHING, heartbeat.poll(14 * SECOND));
        assertEquals(Action.PROBE, heartbeat.poll(15 * SECOND));
        assertEquals(Action.PROBE, heartbeat.poll(19 * SECOND));
        assertEquals(Action.DEAD, heartbeat.poll(23 * SECOND));
    }

    @Test
    void shouldAskForOneProbeWhenAnOrderComesAfterSilence() {
        assertTrue(heartbeat.isFresh(2 * SECOND));
        assertFalse(heartbeat.isFresh(3 * SECOND));
        assertEquals(Action.PROBE, heartbeat.demand(3 * SECOND));
        assertEquals(Action.NOTHING, heartbeat.demand(3 * SECOND + 1));
        assertTrue(heartbeat.isProbing());
        heartbeat.received(3 * SECOND + 2);
        assertTrue(heartbeat.isFresh(3 * SECOND + 2));
        assertEquals(Action.NOTHING, heartbeat.poll(3 * SECOND + 2));
        assertFalse(heartbeat.isProbing());
    }

    @Test
    void shouldCountAMissWhenTheProbeOfAnOrderStaysUnanswered() {
        assertEquals(Action.PROBE, heartbeat.demand(3 * SECOND));
        assertEquals(Action.PROBE, heartbeat.poll(7 * SECOND));
        assertEquals(Action.DEAD, heartbeat.poll(11 * SECOND));
    }

    @Test
    void shouldSayWhenItIsDue() {
        assertEquals(5 * SECOND, heartbeat.dueInNanos(0));
        assertEquals(Action.PROBE, heartbeat.poll(6 * SECOND));
        assertEquals(3 * SECOND, heartbeat.dueInNanos(7 * SECOND));
        assertEquals(0, heartbeat.dueInNanos(70 * SECOND));
    }

    /** The clock may show anything, also what is about to turn negative. */
    @Test
    void shouldCountFromWhateverTheClockShows() {
        for (long begin : new long[] {-3_000 * SECOND, 1_767_623_400 * SECOND, Long.MAX_VALUE - 6 * SECOND}) {
            Heartbeat other = new Heartbeat(5 * SECOND, 4 * SECOND, 2 * SECOND, begin);
            assertTrue(other.isFresh(begin + 2 * SECOND));
            assertFalse(other.isFresh(begin + 2 * SECOND + 1));
            assertEquals(1, other.dueInNanos(begin + 5 * SECOND - 1));
            assertEquals(Action.NOTHING, other.poll(begin + 5 * SECOND - 1));
            assertEquals(Action.PROBE, other.poll(begin + 5 * SECOND));
            assertEquals(4 * SECOND, other.dueInNanos(begin + 5 * SECOND));
            assertEquals(0, other.dueInNanos(begin + 10 * SECOND));
            assertFalse(other.isOverdue(begin + 13 * SECOND - 1));
            assertTrue(other.isOverdue(begin + 13 * SECOND));
            other.received(begin + 5 * SECOND);
            assertEquals(Action.NOTHING, other.poll(begin + 9 * SECOND), "a byte of the same moment is an answer");
            assertFalse(other.isProbing());
        }
    }
}
