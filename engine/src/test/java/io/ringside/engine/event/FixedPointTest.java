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

    /** 2^53 is the last number up to which all are exact; 2^52 the last below which the fast way is taken. */
    @Test
    void shouldBeExactUpToTheBound() {
        assertEquals(90071992.54740992, FixedPoint.toDouble(1L << 53), 0);
        assertEquals(-90071992.54740992, FixedPoint.toDouble(-(1L << 53)), 0);
        assertEquals(45035996.27370496, FixedPoint.toDouble(1L << 52), 0);
        assertEquals(45035996.27370495, FixedPoint.toDouble((1L << 52) - 1), 0);
        assertEquals("fixed-point number too large for an exact double: 9007199254740993e-8", inexact((1L << 53) + 1));
        assertEquals(
                "fixed-point number too large for an exact double: -9007199254740993e-8", inexact(-(1L << 53) - 1));
        assertEquals(4503599627370495.0, FixedPoint.toWhole((1L << 52) - 1), 0);
        assertEquals(4503599627370496.0, FixedPoint.toWhole(1L << 52), 0);
        assertEquals(0x1p62, FixedPoint.toWhole(1L << 62), 0);
        assertEquals(-1, FixedPoint.toWhole(-1), 0);
        assertEquals(0, FixedPoint.toWhole(0), 0);
        assertEquals(1e9, FixedPoint.toDoubleRounded(100_000_000_000_000_000L), 0);
    }

    private static String inexact(long valueE8) {
        return assertThrows(ArithmeticException.class, () -> FixedPoint.toDouble(valueE8))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({"92000000000", "-92000000000", "92000000001", "-1e12", "Infinity", "-Infinity"})
    void shouldRefuseADoubleOutOfRange(double value) {
        assertEquals(
                "not a fixed-point number: " + value,
                assertThrows(ArithmeticException.class, () -> FixedPoint.ofDouble(value))
                        .getMessage());
    }

    @Test
    void shouldTakeTheNearestOfADouble() {
        assertEquals(9_190_000_000_000_000_000L, FixedPoint.ofDouble(91_900_000_000.0));
        assertEquals(-9_190_000_000_000_000_000L, FixedPoint.ofDouble(-91_900_000_000.0));
        assertEquals(57_031_000_000L, FixedPoint.ofDouble(570.31));
        assertEquals(-1, FixedPoint.ofDouble(-1e-8));
        assertEquals(0, FixedPoint.ofDouble(0.4e-8));
        assertEquals(1, FixedPoint.ofDouble(0.6e-8));
    }

    /** At a tick of 1e-8 the product with the ticks per unit reaches 2^51 at 22517998.13685248. */
    @Test
    void shouldRefuseTicksAndPricesThatCannotBe() {
        assertEquals(2_251_799_813_685_247L, FixedPoint.roundToTick(22517998.13685247, 1));
        assertEquals(-2_251_799_813_685_247L, FixedPoint.roundToTick(-22517998.13685247, 1));
        assertEquals("not a price: 2.251799813685248E7", unrounded(22517998.13685248, 1));
        assertEquals("not a price: -2.251799813685248E7", unrounded(-22517998.13685248, 1));
        assertEquals("not a price: NaN", unrounded(Double.NaN, 1));
        assertEquals("a tick must divide 1: 0e-8", unrounded(1, 0));
        assertEquals("a tick must divide 1: -1000000e-8", unrounded(1, -CENT));
        assertEquals("a tick must divide 1: 200000000e-8", unrounded(1, 2 * FixedPoint.ONE_E8));
        assertEquals(3 * FixedPoint.ONE_E8, FixedPoint.roundToTick(2.6, FixedPoint.ONE_E8));
    }

    private static String unrounded(double value, long tickE8) {
        return assertThrows(ArithmeticException.class, () -> FixedPoint.roundToTick(value, tickE8))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "92233720368.547758, 9223372036854775800",
        "92233720368.54775807, 9223372036854775807",
        "-92233720368.54775807, -9223372036854775807",
        "92233720368.54775799, 9223372036854775799",
        "90000000000.0000000, 9000000000000000000",
        "92233720368, 9223372036800000000"
    })
    void shouldReadNumbersUpToTheLast(String text, long expected) {
        assertEquals(expected, FixedPoint.parse(text));
        assertEquals(expected, FixedPoint.parse("x" + text + "9", 1, 1 + text.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "92233720368.5477581",
                "92233720369",
                "922337203685",
                "9223372036854775808",
                "1..5",
                "..5",
                "1.2.3",
                "1.5.",
                "1/",
                "1:",
                "+",
                "+-1",
                "-+1",
                "1-",
                "0.000000010000000001"
            })
    void shouldRefuseNumbersBeyondTheLastAndOtherTexts(String text) {
        assertEquals(
                "not a decimal number: \"" + text + "\"",
                assertThrows(NumberFormatException.class, () -> FixedPoint.parse(text))
                        .getMessage());
    }

    @Test
    void shouldWriteTwoDecimalsAtLeastAndNoZerosBehindThem() {
        assertEquals("0.10", FixedPoint.format(10_000_000));
        assertEquals("-0.01", FixedPoint.format(-1_000_000));
        assertEquals("1.001", FixedPoint.format(100_100_000));
        assertEquals("0.00000009", FixedPoint.format(9));
        assertThrows(ArithmeticException.class, () -> FixedPoint.format(Long.MIN_VALUE));
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
