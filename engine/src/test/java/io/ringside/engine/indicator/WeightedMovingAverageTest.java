package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class WeightedMovingAverageTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new WeightedMovingAverage(10), "wma10");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new WeightedMovingAverage(10), new WeightedMovingAverage(10));
    }

    @Test
    void shouldWeighTheNewestMost() {
        assertEquals(
                (1 * 4 + 2 * 6 + 3 * 11) / 6.0,
                Golden.over(new WeightedMovingAverage(3), "99", "4", "6", "11").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new WeightedMovingAverage(0));
    }
}
