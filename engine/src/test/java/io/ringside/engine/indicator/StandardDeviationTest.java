package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class StandardDeviationTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(StandardDeviation.population(20), "std20_population");
        Golden.check(StandardDeviation.sample(20), "std20_sample");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(StandardDeviation.population(20), StandardDeviation.population(20));
    }

    @Test
    void shouldBeExactlyZeroWhenTheWindowIsFlat() {
        assertEquals(
                0,
                Golden.over(StandardDeviation.population(3), "77777.77777777", "0.1", "0.1", "0.1")
                        .value(0));
    }

    @Test
    void shouldKeepItsDigitsWhenTheSpreadIsTinyAndThePriceHigh() {
        assertEquals(
                1e-8,
                Golden.over(StandardDeviation.population(2), "80000000.00000001", "80000000.00000003")
                        .value(0));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsTooShort() {
        assertThrows(IllegalArgumentException.class, () -> StandardDeviation.sample(1));
    }
}
