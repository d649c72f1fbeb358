package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class KeltnerChannelTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new KeltnerChannel(20, 10, 1.5), "keltner20_middle", "keltner20_upper", "keltner20_lower");
    }

    @Test
    void shouldRefuseAWidthWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new KeltnerChannel(20, 10, Double.NaN));
    }

    @Test
    void shouldRefuseAWidthWhenItIsNoNumber() {
        for (double width : new double[] {0, -1, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new KeltnerChannel(20, 10, width), "width " + width);
        }
    }
}
