package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TrueRangeTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new TrueRange(), "true_range");
    }

    @Test
    void shouldReachToThePreviousCloseWhenTheBarLiesBesideIt() {
        assertEquals(4, Golden.over(new TrueRange(), "10", "14").value(0));
        assertEquals(3, Golden.over(new TrueRange(), "10", "7").value(0));
    }
}
