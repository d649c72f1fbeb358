package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HistoricalPacerTest {
    private static final long SECOND = 1_000_000_000L;

    private final HistoricalPacer pacer = new HistoricalPacer();

    @Test
    void shouldAllowSixtyRequestsForSmallBarsInTenMinutes() {
        for (int i = 0; i < 60; i++) {
            send(request(i, "TRADES", 5, ""), i * SECOND);
            pacer.closed();
        }
        assertEquals(541 * SECOND, pacer.delayNanos(request(99, "TRADES", 30, ""), 59 * SECOND));
        assertEquals(0, pacer.delayNanos(request(99, "TRADES", 60, ""), 59 * SECOND), "bars of a minute are free");
        assertEquals(0, pacer.delayNanos(request(99, "TRADES", 31, ""), 59 * SECOND), "all above half of one");
        assertEquals(0, pacer.delayNanos(request(99, "TRADES", 30, ""), 600 * SECOND));
    }

    @Test
    void shouldCountBidAskTwice() {
        for (int i = 0; i < 30; i++) {
            send(request(i, "BID_ASK", 5, ""), i * SECOND);
        }
        assertEquals(571 * SECOND, pacer.delayNanos(request(99, "TRADES", 5, ""), 29 * SECOND));
        assertEquals(571 * SECOND, pacer.delayNanos(request(99, "BID_ASK", 5, ""), 29 * SECOND));
        assertEquals(0, pacer.delayNanos(request(99, "BID_ASK", 5, ""), 600 * SECOND));
    }

    @Test
    void shouldNotRepeatARequestWithinFifteenSeconds() {
        send(request(1, "TRADES", 300, "2 D"), 0);
        assertEquals(5 * SECOND, pacer.delayNanos(request(1, "TRADES", 300, "2 D"), 10 * SECOND));
        assertEquals(0, pacer.delayNanos(request(1, "TRADES", 300, "3 D"), 10 * SECOND));
        assertEquals(0, pacer.delayNanos(request(1, "TRADES", 300, "2 D"), 15 * SECOND));
    }

    @Test
    void shouldAllowFiveAlikeWithinTwoSeconds() {
        for (int i = 0; i < 5; i++) {
            send(request(1, "TRADES", 300, "day " + i), i * SECOND / 10);
        }
        assertEquals(SECOND, pacer.delayNanos(request(1, "TRADES", 300, "day 5"), SECOND));
        assertEquals(0, pacer.delayNanos(request(1, "MIDPOINT", 300, "day 5"), SECOND));
        assertEquals(0, pacer.delayNanos(request(1, "TRADES", 300, "day 5"), 2 * SECOND));
    }

    /** Alike is what is of the same contract, place and kind, each of which tells requests from each other. */
    @Test
    void shouldTellRequestsThatAreNotAlike() {
        for (int i = 0; i < 5; i++) {
            send(request(1, "TRADES", 300, "day " + i), i * SECOND / 10);
        }
        assertEquals(
                0,
                pacer.delayNanos(new HistoricalPacer.Request(1, "NYSE", "TRADES", 300, "day 5"), SECOND),
                "another place");
        assertEquals(0, pacer.delayNanos(request(2, "TRADES", 300, "day 5"), SECOND), "another contract");
        assertEquals(0, pacer.delayNanos(request(1, "BID", 300, "day 5"), SECOND), "another kind");
        assertEquals(SECOND, pacer.delayNanos(request(1, "TRADES", 300, "day 5"), SECOND));
    }

    /** The windows are the same whatever the clock shows, which may be of any machine. */
    @Test
    void shouldCountFromWhateverTheClockShows() {
        for (long begin : new long[] {-5_000_000 * SECOND, 1_767_623_400 * SECOND}) {
            HistoricalPacer late = new HistoricalPacer();
            for (int i = 0; i < 60; i++) {
                HistoricalPacer.Request one = request(i, "TRADES", 5, "");
                assertEquals(0, late.delayNanos(one, begin + i * SECOND));
                late.sent(one, begin + i * SECOND);
                late.closed();
            }
            assertEquals(541 * SECOND, late.delayNanos(request(99, "TRADES", 30, ""), begin + 59 * SECOND));
            assertEquals(1, late.delayNanos(request(99, "TRADES", 30, ""), begin + 600 * SECOND - 1));
            for (int i = 0; i < 5; i++) {
                late.sent(request(7, "TRADES", 300, "day " + i), begin + 700 * SECOND);
            }
            assertEquals(1, late.delayNanos(request(7, "TRADES", 300, "day 5"), begin + 702 * SECOND - 1));
            assertEquals(1, late.delayNanos(request(7, "TRADES", 300, "day 4"), begin + 715 * SECOND - 1));
            assertEquals(0, late.delayNanos(request(7, "TRADES", 300, "day 4"), begin + 715 * SECOND));
        }
    }

    @Test
    void shouldHoldWhileFiftyAreOpen() {
        for (int i = 0; i < 50; i++) {
            send(request(i, "TRADES", 300, ""), i * SECOND);
        }
        assertEquals(Long.MAX_VALUE, pacer.delayNanos(request(99, "TRADES", 300, ""), 60 * SECOND));
        pacer.closed();
        assertEquals(0, pacer.delayNanos(request(99, "TRADES", 300, ""), 60 * SECOND));
        send(request(99, "TRADES", 300, ""), 60 * SECOND);
        pacer.disconnected();
        assertEquals(0, pacer.delayNanos(request(100, "TRADES", 300, ""), 60 * SECOND));
    }

    /** One more closed than sent does not make room for a fifty-first. */
    @Test
    void shouldNotCountBelowNoneOpen() {
        pacer.closed();
        pacer.closed();
        for (int i = 0; i < 50; i++) {
            send(request(i, "TRADES", 300, ""), i * SECOND);
        }
        assertEquals(Long.MAX_VALUE, pacer.delayNanos(request(99, "TRADES", 300, ""), 60 * SECOND));
        pacer.closed();
        assertEquals(0, pacer.delayNanos(request(99, "TRADES", 300, ""), 60 * SECOND));
    }

    /** Of 59 that count there is room for one more, but not for one that counts twice: that waits for the oldest. */
    @Test
    void shouldWaitForRoomForBothOfABidAsk() {
        for (int i = 0; i < 59; i++) {
            send(request(i, "TRADES", 5, ""), i * SECOND);
            pacer.closed();
        }
        assertEquals(542 * SECOND, pacer.delayNanos(request(99, "BID_ASK", 5, ""), 58 * SECOND));
        send(request(60, "TRADES", 5, ""), 59 * SECOND);
        pacer.closed();
        // Two of the oldest have to go, the second of which left a second later.
        assertEquals(542 * SECOND, pacer.delayNanos(request(99, "BID_ASK", 5, ""), 59 * SECOND));
        assertEquals(541 * SECOND, pacer.delayNanos(request(99, "TRADES", 5, ""), 59 * SECOND));
    }

    /** Each that is alike has its own two seconds: the second of six is free when the second of five is old. */
    @Test
    void shouldWaitForTheOldestOfThoseThatAreAlike() {
        for (int i = 0; i < 5; i++) {
            send(request(1, "TRADES", 300, "day " + i), i * SECOND / 10);
            send(request(2, "TRADES", 300, "day " + i), i * SECOND / 10 + 1);
        }
        assertEquals(1, pacer.delayNanos(request(1, "TRADES", 300, "day 5"), 2 * SECOND - 1));
        send(request(1, "TRADES", 300, "day 5"), 2 * SECOND);
        assertEquals(SECOND / 10 - 1, pacer.delayNanos(request(1, "TRADES", 300, "day 6"), 2 * SECOND + 1));
    }

    private void send(HistoricalPacer.Request request, long now) {
        assertTrue(pacer.delayNanos(request, now) == 0, "held at " + now);
        pacer.sent(request, now);
    }

    private static HistoricalPacer.Request request(int contractId, String what, int barSeconds, String rest) {
        return new HistoricalPacer.Request(contractId, "SMART", what, barSeconds, rest);
    }
}
