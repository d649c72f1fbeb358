package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class AverageDirectionalIndexTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new AverageDirectionalIndex(14), "adx14", "plus_di14", "minus_di14");
    }

    @Test
    void shouldBeZeroWhenNoPriceHasMoved() {
        AverageDirectionalIndex index = Golden.over(new AverageDirectionalIndex(2), "5", "5", "5", "5", "5");
        assertEquals(0, index.value(AverageDirectionalIndex.ADX));
        assertEquals(0, index.value(AverageDirectionalIndex.PLUS_DI));
        assertEquals(0, index.value(AverageDirectionalIndex.MINUS_DI));
    }

    @Test
    void shouldCountNeitherWayWhenABarReachesOutEquallyOnBothSides() {
        AverageDirectionalIndex index = new AverageDirectionalIndex(1);
        index.update(Golden.bar(0, "0.3", "0.4", "0.2", "0.3", 1));
        index.update(Golden.bar(0, "0.3", "0.5", "0.1", "0.3", 1));
        assertEquals(0, index.value(AverageDirectionalIndex.PLUS_DI));
        assertEquals(0, index.value(AverageDirectionalIndex.MINUS_DI));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new AverageDirectionalIndex(0));
    }
}
