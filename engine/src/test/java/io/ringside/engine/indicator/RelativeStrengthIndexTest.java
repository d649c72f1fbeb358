package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class RelativeStrengthIndexTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new RelativeStrengthIndex(14), "rsi14");
    }

    @Test
    void shouldBeNeutralWhenNoPriceHasMoved() {
        assertEquals(
                50,
                Golden.over(new RelativeStrengthIndex(3), "5", "5", "5", "5", "5")
                        .value(0));
    }

    @Test
    void shouldReachItsEndsWhenPricesOnlyRiseOrOnlyFall() {
        assertEquals(
                100, Golden.over(new RelativeStrengthIndex(2), "1", "2", "3").value(0));
        assertEquals(0, Golden.over(new RelativeStrengthIndex(2), "3", "2", "1").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new RelativeStrengthIndex(0));
    }
}
