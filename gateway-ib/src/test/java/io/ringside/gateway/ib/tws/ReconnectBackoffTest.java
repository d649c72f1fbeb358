package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReconnectBackoffTest {
    private static final long SECOND = 1_000_000_000L;

    private final ReconnectBackoff backoff = new ReconnectBackoff(1);

    @Test
    void shouldWaitLongerEachTimeAndNeverStop() {
        for (int seconds : new int[] {1, 2, 5, 10, 20, 30, 30, 30, 30}) {
            assertWithinAFifth(seconds, backoff.lostDelayNanos(0));
        }
        for (int i = 0; i < 100_000; i++) {
            assertWithinAFifth(30, backoff.lostDelayNanos(0));
        }
    }

    @Test
    void shouldBeginAnewWhenAConnectionLasted() {
        backoff.lostDelayNanos(0);
        backoff.lostDelayNanos(0);
        backoff.ready(10 * SECOND);
        assertWithinAFifth(1, backoff.lostDelayNanos(40 * SECOND));
    }

    @Test
    void shouldGoOnWhenAConnectionEndedAtOnce() {
        backoff.lostDelayNanos(0);
        backoff.lostDelayNanos(0);
        backoff.ready(10 * SECOND);
        assertWithinAFifth(5, backoff.lostDelayNanos(11 * SECOND));
        assertWithinAFifth(10, backoff.lostDelayNanos(100 * SECOND));
    }

    @Test
    void shouldRepeatItselfForASeedAndDifferBetweenSeeds() {
        ReconnectBackoff same = new ReconnectBackoff(1);
        ReconnectBackoff other = new ReconnectBackoff(2);
        int differences = 0;
        for (int i = 0; i < 20; i++) {
            long delay = backoff.lostDelayNanos(0);
            assertEquals(delay, same.lostDelayNanos(0));
            differences += delay == other.lostDelayNanos(0) ? 0 : 1;
        }
        assertTrue(differences > 10);
    }

    private static void assertWithinAFifth(int seconds, long nanos) {
        assertTrue(Math.abs(nanos - seconds * SECOND) <= seconds * SECOND / 5, seconds + " s, but " + nanos + " ns");
    }
}
