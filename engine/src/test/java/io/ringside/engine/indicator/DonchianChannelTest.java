package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class DonchianChannelTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new DonchianChannel(10), "donchian10_middle", "highest10", "lowest10");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new DonchianChannel(10), new DonchianChannel(10));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new DonchianChannel(0));
    }
}
