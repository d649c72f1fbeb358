package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bar's prices as doubles, whichever of them is beyond the fast conversion's 2^52 (4503599627370496) or negative. */
class BarTest {
    private final Bar bar = new Bar();

    @ParameterizedTest
    @CsvSource({
        "100000000, 300000000, 50000000, 200000000, 3, 0.5, 2",
        "100000000, 4503599627370496, 50000000, 200000000, 45035996.27370496, 0.5, 2",
        "100000000, 9007199254740992, 50000000, 200000000, 90071992.54740992, 0.5, 2",
        "100000000, 300000000, -50000000, 200000000, 3, -0.5, 2",
        "100000000, 300000000, 50000000, 9007199254740992, 3, 0.5, 90071992.54740992",
        "-100000000, -300000000, -50000000, -200000000, -3, -0.5, -2",
        "9007199254740992, 300000000, 50000000, 200000000, 3, 0.5, 2"
    })
    void shouldHoldTheNearestDoubles(
            long open, long high, long low, long close, double highest, double lowest, double last) {
        bar.prices(open, high, low, close, 7);
        assertEquals(highest, bar.high, 0);
        assertEquals(lowest, bar.low, 0);
        assertEquals(last, bar.close, 0);
        assertEquals(open, bar.openE8);
        assertEquals(7, bar.volume);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 1, 1, 1",
        "1, 9007199254740993, 1, 1",
        "1, 1, -9007199254740993, 1",
        "1, 1, 1, 9007199254740993"
    })
    void shouldRefuseAPriceThatNoDoubleHolds(long open, long high, long low, long close) {
        assertThrows(ArithmeticException.class, () -> bar.prices(open, high, low, close, 7));
    }
}
