package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ExponentialMovingAverageTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new ExponentialMovingAverage(12), "ema12");
    }

    @Test
    void shouldBeTheLastCloseWhenThePeriodIsOne() {
        assertEquals(
                7, Golden.over(new ExponentialMovingAverage(1), "3", "5", "7").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new ExponentialMovingAverage(0));
    }
}
