package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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

    /** Ten digits before the point are money, eight behind it are kept; an exponent of 400 and 64 characters are numbers. */
    @Test
    void shouldReadNumbersUpToTheirBounds() {
        assertEquals(999_999_999_999_999_999L, Numbers.moneyE8("9999999999.99999999"));
        assertEquals("beyond ten billion: 10000000000", refused("10000000000"));
        assertEquals(0, Numbers.moneyE8("0000000000000000000000"));
        assertEquals(2, Numbers.moneyE8("0.000000015"), "ties to even");
        assertEquals(2, Numbers.moneyE8("0.000000025"));
        assertEquals(0, Numbers.number("1e-400"), "too small for a double");
        assertEquals(1e300, Numbers.number("1e300"));
        assertEquals(Double.POSITIVE_INFINITY, Numbers.number("1e400"));
        for (String text : new String[] {"1e-401", "1e401"}) {
            assertEquals(
                    "exponent out of range: " + text,
                    assertThrows(NumberFormatException.class, () -> Numbers.number(text))
                            .getMessage());
        }
        assertEquals(7, Numbers.number("0".repeat(63) + "7"));
        assertEquals("too long for a number", refused("0".repeat(64) + "7"));
        assertEquals("1.50", Numbers.money(150_000_000).toPlainString());
    }

    private static String refused(String text) {
        return assertThrows(NumberFormatException.class, () -> Numbers.moneyE8(text))
                .getMessage();
    }

    /** A sum of tenths has 17 digits, others are told by 15 or 16; none has zeros behind it. */
    @Test
    void shouldUseAsFewDigitsAsReadBackTheSame() {
        assertEquals("0.3", Numbers.text(0.3));
        assertEquals("0.30000000000000004", Numbers.text(0.1 + 0.2));
        assertEquals("0.3333333333333333", Numbers.text(1 / 3.0));
        assertEquals("-2.5", Numbers.text(-2.5));
        assertEquals("100", Numbers.text(100));
    }

    /** The definition: the exact value of the double, rounded to the fewest digits from 15 on that read back the same. */
    @Test
    void shouldRoundTheExactValue() {
        long seed = 1964;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 60_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(1_000_000) / 100.0;
                case 2 -> random.nextInt(100_000) / (1.0 + random.nextInt(1000));
                default -> Math.scalb(1 + random.nextInt(-1, 2) * Math.ulp(1.0), random.nextInt(-1040, 1000));
            };
            if (Double.isFinite(value) && value != 0) {
                assertEquals(rounded(value), Numbers.text(value), "seed " + seed + " step " + i);
            }
        }
    }

    private static String rounded(double value) {
        int digits = 15;
        while (inDigits(value, digits).doubleValue() != value) {
            digits++;
        }
        return inDigits(value, digits).stripTrailingZeros().toPlainString();
    }

    private static BigDecimal inDigits(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}
