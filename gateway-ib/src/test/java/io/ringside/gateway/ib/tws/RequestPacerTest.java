package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPacerTest {
    private static final long SECOND = 1_000_000_000L;

    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final RequestPacer pacer = new RequestPacer(45, 10, 10);

    @Test
    void shouldLetRequestsThroughUpToTheirShare() {
        assertEquals(25, burst(Priority.REQUEST, 0));
        assertEquals(10, burst(Priority.ORDER, 0));
        assertEquals(10, burst(Priority.CANCEL, 0));
        assertEquals(0, burst(Priority.CANCEL, 0));
    }

    @Test
    void shouldLetCancelsUseTheWholeRate() {
        assertEquals(45, burst(Priority.CANCEL, 0));
        assertEquals(SECOND, pacer.delayNanos(Priority.CANCEL, 0));
    }

    @Test
    void shouldSayHowLongToWait() {
        for (int i = 0; i < 25; i++) {
            pacer.sent(i * 1_000L);
        }
        assertEquals(SECOND - 24_000, pacer.delayNanos(Priority.REQUEST, 24_000));
        assertEquals(0, pacer.delayNanos(Priority.ORDER, 24_000));
        assertEquals(0, pacer.delayNanos(Priority.REQUEST, SECOND));
    }

    @Test
    void shouldNeverExceedTheRateInAnySecondWhenTrafficIsRandom() {
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        ArrayDeque<Long> sent = new ArrayDeque<>();
        long now = Long.MAX_VALUE - 20 * SECOND; // the clock may wrap
        int messages = 0;
        for (int i = 0; i < 200_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextLong(2 * SECOND) : random.nextLong(SECOND / 50);
            Priority priority = PRIORITIES.get(random.nextInt(3));
            if (pacer.delayNanos(priority, now) == 0) {
                pacer.sent(now);
                sent.add(now);
                messages++;
            }
            while (now - sent.peek() >= SECOND) {
                sent.remove();
            }
            assertTrue(sent.size() <= 45, "seed " + seed);
        }
        assertTrue(messages > 10_000);
    }

    @Test
    void shouldAllowAfterExactlyTheDelayItNamed() {
        SplittableRandom random = new SplittableRandom(5);
        long now = 0;
        for (int i = 0; i < 10_000; i++) {
            Priority priority = PRIORITIES.get(random.nextInt(3));
            long delay = pacer.delayNanos(priority, now);
            if (delay > 0) {
                assertTrue(pacer.delayNanos(priority, now + delay - 1) > 0);
                now += delay;
            }
            assertEquals(0, pacer.delayNanos(priority, now));
            pacer.sent(now);
            now += random.nextLong(SECOND / 100);
        }
    }

    /** Of each rate one message must be left over for requests, unless there is no limit. */
    @ParameterizedTest
    @CsvSource({
        "20, 10, 9, true",
        "20, 10, 10, false",
        "1, 0, 0, true",
        "1, 1, 0, false",
        "1, 0, 1, false",
        "2, 1, 0, true",
        "0, 0, 0, true",
        "0, 10, 10, true",
        "-1, 0, 0, false",
        "10, -1, 0, false",
        "10, 0, -1, false",
        "0, -1, 0, false",
        "0, 0, -1, false"
    })
    void shouldRefuseReservesThatLeaveNothing(int perSecond, int cancels, int orders, boolean taken) {
        if (taken) {
            assertEquals(0, new RequestPacer(perSecond, cancels, orders).delayNanos(Priority.REQUEST, 0));
        } else {
            IllegalArgumentException error =
                    assertThrows(IllegalArgumentException.class, () -> new RequestPacer(perSecond, cancels, orders));
            assertEquals(
                    "a rate of " + perSecond + " a second leaves nothing over reserves of " + cancels + " and "
                            + orders,
                    error.getMessage());
        }
    }

    @Test
    void shouldNotCountMoreThanTheRateAllows() {
        RequestPacer one = new RequestPacer(1, 0, 0);
        one.sent(0);
        assertEquals(
                "a message was sent that the rate did not allow",
                assertThrows(IllegalStateException.class, () -> one.sent(SECOND - 1))
                        .getMessage());
        assertEquals(1, one.delayNanos(Priority.REQUEST, SECOND - 1));
        assertEquals(0, one.delayNanos(Priority.REQUEST, SECOND));
        one.sent(SECOND);
    }

    private int burst(Priority priority, long now) {
        int count = 0;
        while (pacer.delayNanos(priority, now) == 0) {
            pacer.sent(now);
            count++;
        }
        return count;
    }

    @Test
    void shouldLetAnyNumberThroughWhenTheBrokerTakesAnyNumber() {
        RequestPacer unpaced = new RequestPacer(0, 10, 10);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, unpaced.delayNanos(Priority.REQUEST, 0));
            unpaced.sent(0);
        }
    }
}
