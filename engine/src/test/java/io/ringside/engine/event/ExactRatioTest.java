package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactRatioTest {
    @Test
    void shouldRoundOnceWhateverTheSize() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 50_000; i++) {
            long amount = random.nextLong() >>> (1 + random.nextInt(60));
            long numerator = random.nextLong() >>> (1 + random.nextInt(60));
            long denominator = 1 + (random.nextLong() >>> (1 + random.nextInt(60)));
            if (denominator <= 0) {
                continue;
            }
            BigDecimal product = new BigDecimal(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(numerator)));
            compare(
                    product,
                    denominator,
                    RoundingMode.HALF_UP,
                    () -> ExactRatio.nearest(amount, numerator, denominator));
            compare(
                    product,
                    denominator,
                    RoundingMode.CEILING,
                    () -> ExactRatio.ceiling(amount, numerator, denominator));
            compare(product, denominator, RoundingMode.FLOOR, () -> ExactRatio.floor(amount, numerator, denominator));
            compare(
                    product,
                    denominator,
                    RoundingMode.HALF_UP,
                    () -> ExactRatio.nearestQuotient(amount, denominator, numerator));
        }
    }

    private interface Ratio {
        long get();
    }

    private static void compare(BigDecimal product, long denominator, RoundingMode mode, Ratio ratio) {
        BigDecimal expected = product.divide(BigDecimal.valueOf(denominator), 0, mode);
        String where = product + " / " + denominator + " " + mode;
        if (expected.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            assertThrows(ArithmeticException.class, ratio::get, where);
        } else {
            assertEquals(expected, BigDecimal.valueOf(ratio.get()), where);
        }
    }

    /** By hand: 10 / 4 is 2.5; 7 * 3 / 2 is 10.5; 2^62 * 4 is 2^64. */
    @Test
    void shouldRoundHalvesUpAndFindItsRange() {
        assertEquals(3, ExactRatio.nearest(10, 1, 4));
        assertEquals(2, ExactRatio.nearest(9, 1, 4));
        assertEquals(3, ExactRatio.ceiling(9, 1, 4));
        assertEquals(2, ExactRatio.ceiling(8, 1, 4));
        assertEquals(2, ExactRatio.floor(11, 1, 4));
        assertEquals(11, ExactRatio.nearestQuotient(7, 2, 3));
        assertEquals(0, ExactRatio.nearest(0, 5, 3));
        assertEquals(1L << 62, ExactRatio.floor(1L << 62, 4, 4));
        assertEquals(Long.MAX_VALUE, ExactRatio.nearest(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        for (long below : new long[] {1, 2}) {
            assertEquals(
                    "4611686018427387904 * 4 / " + below + " is out of range",
                    assertThrows(ArithmeticException.class, () -> ExactRatio.floor(1L << 62, 4, below))
                            .getMessage());
        }
        assertEquals(6_148_914_691_236_517_205L, ExactRatio.floor(1L << 62, 4, 3));
        // The quotient is the last that there is, and the remainder rounds it up.
        assertThrows(ArithmeticException.class, () -> ExactRatio.ceiling(Long.MAX_VALUE, 3, 3 - 1));
    }

    @Test
    void shouldFindTheGreatestCommonDivisor() {
        assertEquals(6, ExactRatio.gcd(12, 18));
        assertEquals(6, ExactRatio.gcd(18, 12));
        assertEquals(5, ExactRatio.gcd(5, 0));
        assertEquals(5, ExactRatio.gcd(0, 5));
        assertEquals(1, ExactRatio.gcd(7, 1));
        assertEquals(1, ExactRatio.gcd(9, 10));
    }

    @Test
    void shouldRefuseNegativeNumbers() {
        for (long[] of : new long[][] {{-1, 1, 1}, {1, -1, 1}, {1, 1, 0}, {1, 1, -1}, {-1, -1, 1}}) {
            assertEquals(
                    "no ratio of " + of[0] + " * " + of[1] + " / " + of[2],
                    assertThrows(ArithmeticException.class, () -> ExactRatio.nearest(of[0], of[1], of[2]))
                            .getMessage());
        }
    }
}
