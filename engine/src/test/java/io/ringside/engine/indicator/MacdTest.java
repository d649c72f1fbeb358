package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class MacdTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new Macd(5, 13, 4), "macd", "macd_signal", "macd_histogram");
    }

    @Test
    void shouldRefusePeriodsWhenTheFastOneIsNotFaster() {
        assertThrows(IllegalArgumentException.class, () -> new Macd(26, 26, 9));
    }
}
