package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class OnBalanceVolumeTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new OnBalanceVolume(), "obv");
    }

    @Test
    void shouldStayWhenTheCloseIsUnchanged() {
        assertEquals(1, Golden.over(new OnBalanceVolume(), "5", "5", "5").value(0));
    }
}
