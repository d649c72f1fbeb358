package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class WilliamsRTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new WilliamsR(10), "willr10");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new WilliamsR(10), new WilliamsR(10));
    }

    @Test
    void shouldBeNeutralWhenTheWindowHasNoRange() {
        assertEquals(-50, Golden.over(new WilliamsR(3), "9", "5", "5", "5").value(0));
    }

    @Test
    void shouldBeZeroAtTheHighAndMinusHundredAtTheLow() {
        assertEquals(0, Golden.over(new WilliamsR(3), "1", "2", "3").value(0));
        assertEquals(-100, Golden.over(new WilliamsR(3), "3", "2", "1").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new WilliamsR(0));
    }
}
