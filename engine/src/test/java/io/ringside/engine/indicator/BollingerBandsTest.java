package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class BollingerBandsTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new BollingerBands(20, 2), "bollinger20_middle", "bollinger20_upper", "bollinger20_lower");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new BollingerBands(20, 2), new BollingerBands(20, 2));
    }

    @Test
    void shouldCloseWhenTheWindowIsFlat() {
        BollingerBands bands = Golden.over(new BollingerBands(3, 2), "9", "5", "5", "5");
        assertEquals(5, bands.value(BollingerBands.UPPER));
        assertEquals(5, bands.value(BollingerBands.LOWER));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsTooShort() {
        assertThrows(IllegalArgumentException.class, () -> new BollingerBands(1, 2));
    }

    @Test
    void shouldRefuseAWidthWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new BollingerBands(20, 0));
    }

    @Test
    void shouldRefuseAWidthWhenItIsNoNumber() {
        for (double width : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new BollingerBands(20, width), "width " + width);
        }
    }
}
