package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void shouldWriteTheSameShortTextOnEveryJdk() {
        assertEquals("0", Numbers.text(-0.0));
        assertEquals("0.1", Numbers.text(0.1));
        assertEquals("39.373970345963755", Numbers.text(39.373970345963755));
        assertEquals("100000000000000000000", Numbers.text(1e20));
        assertEquals("0.0000000000000568434188608080", Numbers.text(0x1p-44).substring(0, 30));
        assertThrows(ArithmeticException.class, () -> Numbers.text(Double.NaN));
        assertThrows(ArithmeticException.class, () -> Numbers.text(Double.POSITIVE_INFINITY));
    }

    @Test
    void shouldReadBackTheSameDouble() {
        long seed = 4711;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(Numbers.text(value)), "seed " + seed + " step " + i);
            }
        }
    }

    @Test
    void shouldRoundNoisyAmountsToEightDecimals() {
        assertEquals(48_793_730_000_000L, Numbers.moneyE8("487937.3000000003"));
        assertEquals(-1, Numbers.moneyE8("-1e-8"));
        assertEquals(0, Numbers.moneyE8("1e-300"));
        assertThrows(NumberFormatException.class, () -> Numbers.moneyE8("1e-999999999"));
        assertThrows(NumberFormatException.class, () -> Numbers.moneyE8("12345678901"));
        assertThrows(NumberFormatException.class, () -> Numbers.moneyE8(""));
    }
}
