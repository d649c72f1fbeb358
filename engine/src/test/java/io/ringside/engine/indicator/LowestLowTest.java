package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class LowestLowTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new LowestLow(10), "lowest10");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new LowestLow(10), new LowestLow(10));
    }

    @Test
    void shouldFollowWhenTheMarketRisesBarByBar() {
        assertEquals(4, Golden.over(new LowestLow(3), "2", "3", "4", "5", "6").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new LowestLow(0));
    }
}
