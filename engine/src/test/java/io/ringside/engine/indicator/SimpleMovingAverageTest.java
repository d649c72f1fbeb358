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

    /** As every period that a strategy's settings give. */
    @Test
    void shouldTakeWholeNumbersForAPeriod() {
        assertEquals(1_000_000, IndicatorKind.whole("period", 1_000_000));
        assertEquals(-3, IndicatorKind.whole("period", -3));
        for (double argument : new double[] {1.5, 1_000_001, -1_000_001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "period must be a whole number, not " + argument,
                    assertThrows(IllegalArgumentException.class, () -> IndicatorKind.whole("period", argument))
                            .getMessage());
        }
    }
}
