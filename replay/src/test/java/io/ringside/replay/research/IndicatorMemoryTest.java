package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an indicator with a warm-up of 20 bars; 4,999 and the like are ages in bars. */
class IndicatorMemoryTest {
    @ParameterizedTest
    @CsvSource({
        "0, 20, 20, NaN, 'too few bars to start it anew'",
        "1, 20, 20, NaN, 'then the same whatever came before (1 starts)'",
        "12, 0, 20, 7.5, 'then the same whatever came before (12 starts)'",
        "12, 21, 20, NaN, 'remembers: relative difference 1.3e-03 at its warm-up, below 1e-6 after 20 bars'",
        "12, -1, 0, NaN, 'remembers: relative difference 1.3e-03 at its warm-up, below 1e-6 after 0 bars'",
        "12, -1, 400, 7.5, 'remembers: relative difference 1.3e-03 at its warm-up, halves every 7.5 bars, below 1e-6"
                + " after 400 bars'",
        "12, -1, -1, 7.5, 'remembers: relative difference 1.3e-03 at its warm-up, halves every 7.5 bars, still above 1e-6"
                + " after 5000 bars: it depends on where the data begins'"
    })
    void shouldSayWhatItRemembers(int starts, int exactAfter, int closeAfter, double halfLife, String told) {
        assertEquals(
                "atr of QQQ: warm-up 20 bars; " + told,
                new IndicatorMemory("atr", "QQQ", 20, starts, 0.00125001, exactAfter, closeAfter, halfLife).text());
    }
}
