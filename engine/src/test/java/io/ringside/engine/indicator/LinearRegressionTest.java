package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class LinearRegressionTest {
    @Test
    void shouldEqualTheGoldenColumnWhenWarm() {
        Golden.check(new LinearRegression(20), "slope20", "r2_20");
    }

    @Test
    void shouldForgetWhatLeftTheWindowWhenHistoriesDiffer() {
        Golden.checkForgets(new LinearRegression(20), new LinearRegression(20));
    }

    @Test
    void shouldExplainEverythingWhenPricesLieOnALine() {
        LinearRegression line = Golden.over(new LinearRegression(4), "9", "100.1", "100.2", "100.3", "100.4");
        assertEquals(0.1, line.value(LinearRegression.SLOPE), 1e-16);
        assertEquals(1, line.value(LinearRegression.R2));
    }

    @Test
    void shouldExplainNothingWhenTheWindowIsFlat() {
        LinearRegression line = Golden.over(new LinearRegression(3), "9", "5", "5", "5");
        assertEquals(0, line.value(LinearRegression.SLOPE));
        assertEquals(0, line.value(LinearRegression.R2));
    }

    @Test
    void shouldRefuseAPeriodWhenItIsTooShort() {
        assertThrows(IllegalArgumentException.class, () -> new LinearRegression(1));
    }

    @Test
    void shouldExplainTheSmallestRise() {
        LinearRegression line = Golden.over(new LinearRegression(2), "5", "5.00000001");
        assertEquals(1, line.value(LinearRegression.R2));
    }
}
