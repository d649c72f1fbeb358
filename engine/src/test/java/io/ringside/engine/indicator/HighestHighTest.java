package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class HighestHighTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new HighestHigh(10), "highest10");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new HighestHigh(10), new HighestHigh(10));
    }

    @Test
    void shouldFollowWhenTheMarketFallsBarByBar() {
        assertEquals(4, Golden.over(new HighestHigh(3), "6", "5", "4", "3", "2").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new HighestHigh(0));
    }
}
