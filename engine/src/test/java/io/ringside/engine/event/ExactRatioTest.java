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
