package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ZScoreTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(ZScore.population(20), "z20_population");
        Golden.check(ZScore.sample(20), "z20_sample");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(ZScore.sample(20), ZScore.sample(20));
    }

    @Test
    void shouldBeZeroWhenTheWindowIsFlat() {
        assertEquals(0, Golden.over(ZScore.sample(3), "9", "5", "5", "5").value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsTooShort() {
        assertThrows(IllegalArgumentException.class, () -> ZScore.population(1));
    }
}
