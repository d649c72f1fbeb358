package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class WilderAverageTrueRangeTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new WilderAverageTrueRange(14), "atr14");
    }

    @Test
    void shouldCountTheGapToThePreviousCloseWhenPricesJump() {
        WilderAverageTrueRange average = new WilderAverageTrueRange(2);
        average.update(Golden.bar(0, "10", "11", "9", "10", 1)); // 2
        average.update(Golden.bar(0, "14", "15", "14", "15", 1)); // 5, from the close before up to 15
        assertEquals(3.5, average.value(0));
        average.update(Golden.bar(0, "9", "9", "8", "8", 1)); // 7, from the close before down to 8
        assertEquals((3.5 + 7) / 2, average.value(0));
    }

    @Test
    void shouldBeZeroWhenNoPriceHasMoved() {
        assertEquals(
                0, Golden.over(new WilderAverageTrueRange(2), "5", "5", "5").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new WilderAverageTrueRange(0));
    }
}
