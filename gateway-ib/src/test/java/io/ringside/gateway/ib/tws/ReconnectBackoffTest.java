package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReconnectBackoffTest {
    private static final long SECOND = 1_000_000_000L;

    private final ReconnectBackoff backoff = new ReconnectBackoff(1);

    @Test
    void shouldWaitLongerEachTimeAndNeverStop() {
        assertTrue(backoff.lostDelayNanos(0) <= SECOND / 8);
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
        assertTrue(backoff.lostDelayNanos(40 * SECOND) <= SECOND / 8);
    }

    @Test
    void shouldGoOnWhenAConnectionEndedAtOnce() {
        backoff.lostDelayNanos(0);
        backoff.lostDelayNanos(0);
        backoff.ready(10 * SECOND);
        assertWithinAFifth(2, backoff.lostDelayNanos(11 * SECOND));
        assertWithinAFifth(5, backoff.lostDelayNanos(100 * SECOND));
    }

    /** To the millisecond: of thirty seconds each number from 24,000 to 36,000 comes sooner or later. */
    @Test
    void shouldVaryByAFifthEitherWay() {
        backoff.slowest();
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 400_000; i++) {
            long delay = backoff.lostDelayNanos(0);
            least = Math.min(least, delay);
            most = Math.max(most, delay);
        }
        assertEquals(24 * SECOND, least);
        assertEquals(36 * SECOND, most);
    }

    /** A connection that has lasted thirty seconds was a good one; a nanosecond less, and the series goes on. */
    @Test
    void shouldTakeThirtySecondsForLasting() {
        for (long lasted : new long[] {30 * SECOND - 1, 30 * SECOND}) {
            ReconnectBackoff one = new ReconnectBackoff(1);
            one.lostDelayNanos(0);
            one.lostDelayNanos(0);
            assertEquals(2, one.attempts());
            one.ready(10 * SECOND);
            one.lostDelayNanos(10 * SECOND + lasted);
            assertEquals(lasted < 30 * SECOND ? 3 : 1, one.attempts());
        }
    }

    /** The longest wait at once, again and again, until a connection has lasted. */
    @Test
    void shouldBeginWithTheLongestWhereAQuickOneIsPointless() {
        backoff.slowest();
        assertEquals(6, backoff.attempts());
        assertWithinAFifth(30, backoff.lostDelayNanos(0));
        assertWithinAFifth(30, backoff.lostDelayNanos(0));
        backoff.ready(0);
        backoff.slowest();
        assertWithinAFifth(30, backoff.lostDelayNanos(100 * SECOND));
        backoff.ready(0);
        assertTrue(backoff.lostDelayNanos(100 * SECOND) <= SECOND / 8);
    }

    /** A fifth shorter it may be, but not longer. */
    @Test
    void shouldNeverWaitLongerThanIsAllowed() {
        ReconnectBackoff capped = new ReconnectBackoff(3, 10_000);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 1_000; i++) {
            long delay = capped.lostDelayNanos(0);
            assertTrue(delay <= 10 * SECOND, delay + " ns");
            least = i < 5 ? least : Math.min(least, delay);
        }
        assertTrue(least >= 8 * SECOND && least < 9 * SECOND, least + " ns");
    }

    /** A TWS that accepts, greets and hangs up, again and again, for an hour. */
    @Test
    void shouldNotHammerAServerThatComesAndGoes() {
        ReconnectBackoff capped = new ReconnectBackoff(3, 10_000);
        long now = 0;
        int connections = 0;
        for (; now < 3_600 * SECOND; connections++) {
            capped.ready(now);
            now += SECOND;
            now += capped.lostDelayNanos(now);
        }
        assertTrue(connections < 400, connections + " connections in an hour");
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
