package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.gateway.ib.tws.TwsContract;
import org.junit.jupiter.api.Test;

/** The account of requests for bars of the past: the same one is not repeated within fifteen seconds, and fifty may be open. */
class PacedHistoryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final TwsContract QQQ = TwsContract.stock(320227571, "QQQ", "SMART", "NASDAQ", "USD");

    @Test
    void shouldHoldTheSameRequestBackForFifteenSeconds() {
        PacedHistory history = new PacedHistory(true);
        assertEquals(0, history.take(QQQ, 300, "3 D", 100 * SECOND));
        assertEquals(15 * SECOND, history.take(QQQ, 300, "3 D", 100 * SECOND), "at the same time");
        assertEquals(14 * SECOND, history.take(QQQ, 300, "3 D", 101 * SECOND), "what was held back did not leave");
        assertEquals(0, history.take(QQQ, 300, "2 D", 101 * SECOND));
        assertEquals(0, history.take(QQQ, 300, "3 D", 115 * SECOND));
        assertEquals(15 * SECOND, history.take(QQQ, 300, "3 D", 115 * SECOND));
    }

    @Test
    void shouldForgetWhatItCountedWhenTheClockIsSetBack() {
        PacedHistory history = new PacedHistory(true);
        assertEquals(0, history.take(QQQ, 300, "3 D", 100 * SECOND));
        assertEquals(0, history.take(QQQ, 300, "3 D", 100 * SECOND - 1));
    }

    @Test
    void shouldCountWhatIsOpen() {
        PacedHistory history = new PacedHistory(true);
        for (int i = 0; i < 50; i++) {
            assertEquals(0, history.take(QQQ, 300, i + " D", 10L * i * SECOND));
        }
        assertEquals(Long.MAX_VALUE, history.take(QQQ, 300, "60 D", 600 * SECOND));
        history.closed();
        assertEquals(0, history.take(QQQ, 300, "60 D", 600 * SECOND));
        assertEquals(Long.MAX_VALUE, history.take(QQQ, 300, "61 D", 610 * SECOND));
        history.disconnected();
        assertEquals(0, history.take(QQQ, 300, "61 D", 610 * SECOND));
    }

    @Test
    void shouldHoldNothingBackWhereThereAreNoRules() {
        PacedHistory history = new PacedHistory(false);
        for (int i = 0; i < 60; i++) {
            assertEquals(0, history.take(QQQ, 300, "3 D", 100 * SECOND));
        }
        history.closed();
        history.disconnected();
        assertEquals(0, history.take(QQQ, 300, "3 D", 100 * SECOND));
    }
}
