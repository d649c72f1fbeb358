package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
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

    /** The first open, the last close, the extremes of all, and the sum of shares and trades. */
    @Test
    void shouldMergeBars() {
        List<PriceBar> parts = List.of(
                new PriceBar(10, 20, 11, 13, 10, 12, 100, 3),
                new PriceBar(20, 30, 12, 15, 12, 14, 200, 4),
                new PriceBar(30, 40, 14, 14, 9, 13, 400, 5));
        assertEquals(new PriceBar(10, 50, 11, 15, 9, 13, 700, 12), PriceBar.over(parts, 10, 50));
        assertEquals(new PriceBar(0, 20, 11, 13, 10, 12, 100, 3), PriceBar.over(parts.subList(0, 1), 0, 20));
    }

    /** A trade for each 120 shares, or one. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "239, 1", "240, 2", "6000, 50"})
    void shouldGuessHowManyTradesThereWere(long volume, int trades) {
        assertEquals(trades, PriceBar.of(0, 1, 11, 11, 11, 11, volume).trades());
    }
}
