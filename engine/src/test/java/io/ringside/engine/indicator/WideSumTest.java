package io.ringside.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WideSumTest {
    @Test
    void shouldEqualBigIntegersWhenProductsOfAllSizesAndSignsAreAdded() {
        long seed = 20250521;
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 2000; run++) {
            WideSum sum = new WideSum();
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 20; i++) {
                long a = random.nextLong() >> random.nextInt(5, 64);
                long b = random.nextLong() >> random.nextInt(5, 64);
                sum.addProduct(a, b);
                expected = expected.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
                WideSum twice = new WideSum();
                twice.set(sum);
                twice.add(sum);
                String place = "seed " + seed + ", run " + run + ", product " + i;
                assertEquals(expected.doubleValue(), sum.toDouble(), Math.ulp(expected.doubleValue()), place);
                assertEquals(2 * sum.toDouble(), twice.toDouble(), Math.ulp(twice.toDouble()), place);
            }
        }
    }

    @Test
    void shouldBeExactlyZeroWhenEverythingIsTakenBack() {
        WideSum sum = new WideSum();
        sum.addProduct(Long.MAX_VALUE, 3);
        sum.addProduct(-3, Long.MAX_VALUE);
        assertEquals(0, sum.toDouble());
    }

    /** Around zero and around 2^64, where the lower half is empty. */
    @Test
    void shouldBeExactWhereItsHalvesMeet() {
        assertEquals(-1, sum(-1, 1).toDouble());
        assertEquals(1, sum(-1, -1).toDouble());
        assertEquals(0x1p64, sum(1L << 32, 1L << 32).toDouble());
        assertEquals(-0x1p64, sum(1L << 32, -(1L << 32)).toDouble());
        assertEquals(0x1p63, sum(1L << 32, 1L << 31).toDouble());
        assertEquals(-0x1p63, sum(1L << 32, -(1L << 31)).toDouble());
        assertEquals(-0x1.8p64, sum(3L << 31, -(1L << 32)).toDouble());
        assertEquals(-0x1p126, sum(Long.MIN_VALUE, 1L << 62).toDouble() * 2);
        WideSum carried = sum(1L << 32, 1L << 31);
        carried.add(sum(1L << 32, 1L << 31));
        assertEquals(0x1p64, carried.toDouble());
        carried.clear();
        assertEquals(0, carried.toDouble());
    }

    private static WideSum sum(long a, long b) {
        WideSum sum = new WideSum();
        sum.addProduct(a, b);
        return sum;
    }

    @Test
    void shouldFailWhenTheSumPasses128Bits() {
        WideSum sum = new WideSum();
        sum.addProduct(Long.MAX_VALUE, Long.MAX_VALUE);
        sum.addProduct(Long.MAX_VALUE, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> sum.addProduct(Long.MAX_VALUE, Long.MAX_VALUE));
    }
}
