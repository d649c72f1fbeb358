package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
    private static final long CENT = 1_000_000;

    /** Printed by CPython 3.11: {@code round(x, 2)}. */
    @ParameterizedTest
    @CsvSource({
        "2.675, 2.67",
        "1.005, 1.00",
        "0.125, 0.12",
        "0.375, 0.38",
        "2.5, 2.50",
        "1e-09, 0.00",
        "521.965, 521.97",
        "516.205, 516.21",
        "45.125, 45.12",
        "45.135, 45.13",
        "-2.675, -2.67",
        "-0.125, -0.12",
        "0.285, 0.28",
        "1.115, 1.11",
        "9.995, 9.99",
        "570.3149999999999, 570.31",
        "570.315, 570.32",
        "605.784, 605.78",
        "99999.995, 99999.99",
        "227.359, 227.36",
        "106.444, 106.44",
        "404.395, 404.39"
    })
    void shouldRoundToTheCentAsPythonDoes(double value, String rounded) {
        assertEquals(rounded, FixedPoint.format(FixedPoint.roundToTick(value, CENT)));
    }

    @Test
    void shouldRoundHalfToEvenOnTheExactBinaryValue() {
        long seed = 20250521;
        SplittableRandom random = new SplittableRandom(seed);
        long[] ticks = {CENT, CENT / 100, 5 * CENT, FixedPoint.ONE_E8 / 4, 1};
        for (int i = 0; i < 200_000; i++) {
            // Half of them close to a tie.
            double value = i % 2 == 0
                    ? random.nextDouble(0, 2000)
                    : (random.nextInt(200_000) + 0.5) / 100 + random.nextInt(-1, 2) * 1e-13;
            long tickE8 = ticks[i % ticks.length];
            long expected = new BigDecimal(value)
                    .multiply(BigDecimal.valueOf(FixedPoint.ONE_E8))
                    .divide(BigDecimal.valueOf(tickE8))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            assertEquals(expected * tickE8, FixedPoint.roundToTick(value, tickE8), "seed " + seed + " value " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "1.00", "-1.00", "570.31", "0.00000001", "-0.00000001", "92233720368.54775807"})
    void shouldReadBackWhatItWrites(String text) {
        assertEquals(text, FixedPoint.format(FixedPoint.parse(text)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.00", "+2.5, 2.50", ".5, 0.50", "3., 3.00", "0012.50, 12.50", "1.2300000000, 1.23"})
    void shouldReadPlainDecimals(String text, String written) {
        assertEquals(written, FixedPoint.format(FixedPoint.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1e5",
                "NaN",
                "1,000",
                " 1",
                "1 ",
                "0x10",
                "1.000000001",
                "92233720368.54775808",
                "--1",
                "99999999999999999999"
            })
    void shouldRefuseWhatIsNoExactDecimal(String text) {
        assertThrows(NumberFormatException.class, () -> FixedPoint.parse(text));
    }

    @Test
    void shouldGiveTheNearestDouble() {
        long seed = 17;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            long valueE8 = random.nextLong(-(1L << 53), 1L << 53);
            double expected = new BigDecimal(FixedPoint.format(valueE8)).doubleValue();
            assertEquals(expected, FixedPoint.toDouble(valueE8), 0, "seed " + seed);
        }
        assertThrows(ArithmeticException.class, () -> FixedPoint.toDouble((1L << 53) + 1));
    }

    @Test
    void shouldFailRatherThanWrap() {
        assertThrows(ArithmeticException.class, () -> FixedPoint.times(Long.MAX_VALUE / 2, 3));
        assertThrows(ArithmeticException.class, () -> FixedPoint.ofDouble(Double.NaN));
        assertThrows(ArithmeticException.class, () -> FixedPoint.ofDouble(1e12));
        assertThrows(ArithmeticException.class, () -> FixedPoint.roundToTick(Double.POSITIVE_INFINITY, CENT));
        assertThrows(ArithmeticException.class, () -> FixedPoint.roundToTick(1, 3));
    }
}
