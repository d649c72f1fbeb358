package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class RateOfChangeTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new RateOfChange(5), "roc5");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new RateOfChange(5), new RateOfChange(5));
    }

    @Test
    void shouldBeZeroWhenThePriceBeforeWasZero() {
        assertEquals(0, Golden.over(new RateOfChange(1), "0", "5").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new RateOfChange(0));
    }
}
