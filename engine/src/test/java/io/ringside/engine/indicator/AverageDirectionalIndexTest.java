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

    /** A fall by the smallest step there is, in every bar. */
    @Test
    void shouldCountTheSmallestFall() {
        AverageDirectionalIndex index = new AverageDirectionalIndex(1);
        for (String price : new String[] {"0.00000009", "0.00000008", "0.00000007"}) {
            index.update(Golden.bar(0, price, price, price, price, 1));
        }
        assertEquals(0, index.value(AverageDirectionalIndex.PLUS_DI));
        assertEquals(100, index.value(AverageDirectionalIndex.MINUS_DI));
    }

    @Test
    void shouldCountTheSmallestRise() {
        AverageDirectionalIndex index = new AverageDirectionalIndex(1);
        for (String price : new String[] {"0.00000007", "0.00000008", "0.00000009"}) {
            index.update(Golden.bar(0, price, price, price, price, 1));
        }
        assertEquals(100, index.value(AverageDirectionalIndex.PLUS_DI));
        assertEquals(0, index.value(AverageDirectionalIndex.MINUS_DI));
    }
}
