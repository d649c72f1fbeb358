package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private static final FieldReader READER = new FieldReader(new TimeText(java.time.ZoneId.of("UTC")));

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "190.25, 19025000000",
        "-1.0, -100000000",
        "200, 20000000000",
        ".5, 50000000",
        "5., 500000000",
        "+5, 500000000",
        "1E-4, 10000",
        "1.0E-4, 10000",
        "1.5e3, 150000000000",
        "1.2345E+2, 12345000000",
        "1E-20, 0",
        "0.00000001, 1",
        "0.000000005, 0",
        "0.0000000050000000000000000001, 1",
        "0.000000015, 2",
        "190.26000000000002, 19026000000",
        "190.25999999999999, 19026000000",
        "33.333333333333336, 3333333333",
        "92233720367.12345678, 9223372036712345678",
        "12345678901.123456789, 1234567890112345679",
        "1.7976931348623157E308, 9223372036854775807",
        "1.7976931348623157e+308, 9223372036854775807",
        "1.797693134862315E308, 9223372036854775807",
        "9999999999.99999999, 999999999999999999",
        "-9999999999.99999999, -999999999999999999",
        "10000000000, 1000000000000000000",
        "0.123456789, 12345679",
        "92233720368, 9223372036800000000",
        "92233720368.5477578, 9223372036854775780",
        "92233720368.54775789, 9223372036854775789",
        "92233720368.547757894, 9223372036854775789",
        "92233720368.547757895, 9223372036854775790",
        "-92233720368.5477578, -9223372036854775780",
        "0.00000000600000000000000001, 1",
        "0.00000000500000000000000000, 0",
        "0.000000005000000000000000001, 1",
        "0.0000000050000000000000000001, 1",
        "0.000000000999999999999999999, 0",
        "0E99999999999, 0",
        "1E-99999999999, 0",
        "0.0000000001E+10, 100000000",
        "1e+0, 100000000",
        "1e-0, 100000000",
        "1.79769313486230E308, MALFORMED",
        "1.79769313486232E308, MALFORMED",
        "1.7976931348623157E307, MALFORMED",
        "17.976931348623157E307, 9223372036854775807",
        "179769313486231E294, 9223372036854775807",
        "17976931348623E295, MALFORMED",
        "2.7976931348623157E308, MALFORMED",
        "1.7976931448623157E308, MALFORMED",
        "123456789012345678.9E-10, 1234567890123457",
        "+2147483647, 214748364700000000",
        "9E10, 9000000000000000000",
        "0.00000000500000000000000000001, 1"
    })
    void shouldReadEverySpellingOfAPrice(String text, String expected) {
        assertEquals(expected.toLowerCase(Locale.ROOT), priceOrFault(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "2147483647", "1.7976931348623157E308", ""})
    void shouldReadAnUnsetSizeInAllItsSpellings(String text) {
        assertEquals(Unset.E8, size(text));
    }

    /** The largest int and long are no sizes however they are spelled, and their neighbours are some. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,147,483,647 | 9223372036854775807",
                "2147483646 | 214748364600000000",
                "2147483648 | 214748364800000000",
                "-2147483647 | -214748364700000000",
                "2147483647.00000001 | 214748364700000001",
                "2147483646.99999999 | 214748364699999999",
                "-1,234.5 | -123450000000",
                "1,234.5 | 123450000000",
                "+2147483647 | 9223372036854775807",
                "2147483647.0 | 9223372036854775807",
                "9,223,372,036,854,775,807 | 9223372036854775807",
                "2,147,483,646 | 214748364600000000",
                "2,147,483,648 | 214748364800000000",
                "+21474836470 | 2147483647000000000",
                "+214748364.7 | 21474836470000000",
                "-2,147,483,647 | -214748364700000000"
            })
    void shouldKnowAnUnsetSizeFromOneNextToIt(String text, long expected) {
        assertEquals(expected, size(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.,5",
                "1.2,5",
                "922337203685477580.7",
                "9223372036854775806",
                "9223372036854775797",
                "9223372036854775808"
            })
    void shouldRefuseWhatIsNoSize(String text) {
        assertThrows(TwsProtocolError.class, () -> size(text));
    }

    @Test
    void shouldReadTheDigitsOfAnUnsetSizeAsASizeWhereAnExponentFollows() {
        assertEquals(92_233_720_368_547_758L, size("9223372036854775807E-10"));
        assertEquals(21_474_836_470_000_000L, size("2147483647E-1"));
    }

    /** Nothing behind the text is read, not even where the buffer ends with it. */
    @Test
    void shouldNotReadBehindAText() {
        for (String text : new String[] {"", "-", "+", "1E", "1E-", "1E+"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertEquals(Decimals.MALFORMED, Decimals.parse(new UnsafeBuffer(bytes), 0, bytes.length, false), text);
        }
    }

    @Test
    void shouldStripCommasOfSizesOnly() {
        assertEquals(123456700000000L, size("1,234,567"));
        assertEquals("malformed", priceOrFault("1,234,567"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+",
                ".",
                "E5",
                "1E",
                "1E+",
                "1e5x",
                "--1",
                "1.2.3",
                " 1",
                "1 ",
                "0x10",
                "Infinity",
                "1E300",
                "1E11",
                "9.3E10",
                "99999999999",
                "1E99999999999",
                "1E4294967296",
                "1E-",
                "1E-5/",
                "1E-5:",
                "9223372036854775807",
                "1E5/",
                "1E5:",
                "1F5",
                "5,",
                "92233720369",
                "92233720368.5477579",
                "92233720368.54775807",
                "-1.7976931348623157E308",
                "1.7E308"
            })
    void shouldRefuseWhatIsNoNumberOrDoesNotFit(String text) {
        assertEquals("malformed", priceOrFault(text));
    }

    @Test
    void shouldAgreeWithBigDecimalWhenTextsAreRandom() {
        long seed = 20260105;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            String text = random.nextInt(4) == 0
                    ? Double.toString((random.nextDouble() - 0.5) * StrictMath.pow(10, random.nextInt(22) - 12))
                    : decimal(random);
            BigDecimal exact = new BigDecimal(text).movePointRight(8).setScale(0, RoundingMode.HALF_EVEN);
            if (exact.abs().compareTo(new BigDecimal("999999999999999999")) < 0) {
                assertEquals(exact.longValueExact(), price(text), "seed " + seed + ", text " + text);
            }
        }
    }

    private static String decimal(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        for (int i = 1 + random.nextInt(11); i > 0; i--) {
            text.append(random.nextInt(10));
        }
        text.append('.');
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(random.nextInt(3) == 0 ? 5 : random.nextInt(10));
        }
        if (random.nextInt(4) == 0) {
            text.append('E').append(random.nextInt(8) - 6);
        }
        return text.toString();
    }

    private static String priceOrFault(String text) {
        try {
            return Long.toString(price(text));
        } catch (TwsProtocolError e) {
            return "malformed";
        }
    }

    private static long price(String text) {
        begin(text);
        return READER.readE8OrUnset();
    }

    private static long size(String text) {
        begin(text);
        return READER.readSizeE8();
    }

    private static void begin(String text) {
        byte[] payload = ("1\0" + text + "\0").getBytes(StandardCharsets.US_ASCII);
        READER.begin(new UnsafeBuffer(payload), 0, payload.length);
    }
}
