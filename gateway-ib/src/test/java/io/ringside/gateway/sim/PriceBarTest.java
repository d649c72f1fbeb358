package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBarTest {
    /** Each price in turn beyond the low or the high, and shares below none. */
    @ParameterizedTest
    @CsvSource({"9, 12, 10, 11, 5", "13, 12, 10, 11, 5", "11, 12, 10, 9, 5", "11, 12, 10, 13, 5", "11, 12, 10, 11, -1"})
    void shouldRefuseWhatIsNoBar(long open, long high, long low, long close, long volume) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new PriceBar(0, 1, open, high, low, close, volume, 1));
        assertEquals(
                "no bar: open " + open + " high " + high + " low " + low + " close " + close + " volume " + volume,
                refused.getMessage());
    }

    /** A trade for each 120 shares, or one. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "239, 1", "240, 2", "6000, 50"})
    void shouldGuessHowManyTradesThereWere(long volume, int trades) {
        assertEquals(trades, PriceBar.of(0, 1, 11, 11, 11, 11, volume).trades());
    }
}
