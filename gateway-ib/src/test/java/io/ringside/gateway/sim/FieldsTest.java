package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a client may write a number, and how it may leave one out. */
class FieldsTest {
    private static Fields fields(String... values) {
        return new Fields(List.of(values));
    }

    @ParameterizedTest
    @CsvSource({
        "'', unset, 0",
        "2147483647, unset, 0",
        "2147483646, 2147483646, 2147483646",
        "-2147483648, -2147483648, -2147483648",
        "0, 0, 0",
        "7, 7, 7"
    })
    void shouldReadWholeNumbers(String text, String orUnset, int orZero) {
        assertEquals(
                orUnset.equals("unset") ? Fields.UNSET : Long.parseLong(orUnset),
                fields(text).integerOrUnset());
        assertEquals(orZero, fields(text).integer());
    }

    /** Digits beyond the eighth round to the nearest, ties to even; more than 1e300 is the largest double. */
    @ParameterizedTest
    @CsvSource({
        "'', unset",
        "2147483647, unset",
        "9223372036854775807, unset",
        "1.7976931348623157E308, unset",
        "1.1e300, unset",
        "190.25, 19025000000",
        "'1,234.5', 123450000000",
        "-1, -100000000",
        "2147483646, 214748364600000000",
        "0.000000005, 0",
        "0.000000015, 2",
        "190.26000000000002, 19026000000"
    })
    void shouldReadDecimalNumbers(String text, String expected) {
        long value = expected.equals("unset") ? Fields.UNSET : Long.parseLong(expected);
        assertEquals(value, fields(text).decimalOrUnset());
        assertEquals(expected.equals("unset") ? 0 : value, fields(text).decimal());
    }

    @Test
    void shouldReadYesAndNo() {
        assertTrue(fields("1").flag());
        assertTrue(fields("true").flag());
        assertFalse(fields("").flag());
        assertFalse(fields("0").flag());
        assertFalse(fields("false").flag());
    }

    @ParameterizedTest
    @CsvSource({
        "x, integer, 'field 2 should be an integer, not \"x\"'",
        "2147483648, integer, 'field 2 should be an integer, not \"2147483648\"'",
        "1.5, integer, 'field 2 should be an integer, not \"1.5\"'",
        "2, flag, 'field 2 should be 0 or 1, not \"2\"'",
        "x, decimal, 'field 2 should be a decimal number, not \"x\"'",
        "1e300, decimal, 'field 2 should be a decimal number, not \"1e300\"'",
        "92233720369, decimal, 'field 2 should be a decimal number, not \"92233720369\"'"
    })
    void shouldSayWhichFieldIsWrong(String text, String kind, String message) {
        Fields in = fields("a", text).skip(1);
        Fields.Malformed error = assertThrows(Fields.Malformed.class, () -> {
            switch (kind) {
                case "integer" -> in.integer();
                case "flag" -> in.flag();
                default -> in.decimal();
            }
        });
        assertEquals(message, error.getMessage());
    }

    @Test
    void shouldEndWithItsLastField() {
        Fields in = fields("a", "b", "c");
        assertEquals("a", in.string());
        assertFalse(in.skip(1).atEnd());
        assertEquals("c", in.string());
        assertTrue(in.atEnd());
        assertEquals(
                "message ends after field 3",
                assertThrows(Fields.Malformed.class, in::string).getMessage());
        assertThrows(Fields.Malformed.class, () -> fields("a").skip(2));
    }
}
