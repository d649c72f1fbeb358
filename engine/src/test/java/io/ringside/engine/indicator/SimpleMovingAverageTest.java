package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SimpleMovingAverageTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new SimpleMovingAverage(20), "sma20");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new SimpleMovingAverage(20), new SimpleMovingAverage(20));
    }

    @Test
    void shouldStayExactWhenAMillionBarsHavePassed() {
        SimpleMovingAverage average = new SimpleMovingAverage(3);
        for (int i = 0; i < 1_000_000; i++) {
            average.update(Golden.flat("0." + (1000 + i % 7)));
        }
        Golden.over(average, "0.1", "0.2", "0.3");
        assertEquals(0.2, average.value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new SimpleMovingAverage(0));
    }
}
