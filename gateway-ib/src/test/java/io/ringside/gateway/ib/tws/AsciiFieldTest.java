package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text within a larger buffer: nothing of what stands before or behind it belongs to it. */
class AsciiFieldTest {
    private static AsciiField field(String text) {
        byte[] bytes = ("12" + text + "34").getBytes(StandardCharsets.ISO_8859_1);
        return new AsciiField().wrap(new UnsafeBuffer(bytes), 2, text.length());
    }

    @Test
    void shouldEndWhereItsLengthSays() {
        AsciiField field = field("abc");
        assertEquals(3, field.length());
        assertEquals('a', field.charAt(0));
        assertEquals('c', field.charAt(2));
        assertEquals("bc", field.subSequence(1, 3));
        assertEquals("abc", field.toString());
        assertEquals(
                "index 3 of a field of 3",
                assertThrows(IndexOutOfBoundsException.class, () -> field.charAt(3))
                        .getMessage());
        assertEquals(
                "index -1 of a field of 3",
                assertThrows(IndexOutOfBoundsException.class, () -> field.charAt(-1))
                        .getMessage());
        assertEquals('\u00fc', field("\u00fc").charAt(0), "a byte above 127 is no negative character");
        assertEquals("\u00fc", field("\u00fc").toString());
    }

    @Test
    void shouldBeEmptyOnceItIsCleared() {
        AsciiField field = field("a");
        assertFalse(field.isEmpty());
        assertTrue(field.clear().isEmpty());
        assertEquals("", field.toString());
        assertTrue(field("").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "AAPL, AAPL, true, true",
        "AAPL, AAP, false, true",
        "AAPL, AAPL3, false, false",
        "AAPL, XAPL, false, false",
        "AAPL, AAPX, false, false",
        "AAPL, '', false, true",
        "'', '', true, true",
        "'', A, false, false"
    })
    void shouldCompareWithATextAndWithABeginning(String text, String other, boolean is, boolean begins) {
        assertEquals(is, field(text).is(other));
        assertEquals(begins, field(text).startsWith(other));
    }

    @ParameterizedTest
    @CsvSource({
        "100000.00, 10000000000000",
        "'1,234.5', 123450000000",
        "-0.5, -50000000",
        "'', 9223372036854775807",
        "1.7976931348623157E308, 9223372036854775807",
        "2147483647, 9223372036854775807"
    })
    void shouldBeANumberAsSizesAre(String text, long expected) {
        assertEquals(expected, field(text).e8());
    }

    @Test
    void shouldSayWhichTextIsNoNumber() {
        TwsProtocolError error =
                assertThrows(TwsProtocolError.class, () -> field("12x").e8());
        assertEquals("text field: not a number: \"12x\"", error.getMessage());
        assertEquals(-1, error.fieldIndex());
        assertEquals(-1, error.messageId());
    }

    /** Four digits of either case; what is cut off or has another character in it stays as it came. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "\\u0041 | A",
                "x\\u0041 | xA",
                "\\u0041y | Ay",
                "\\u0041\\u005a | AZ",
                "a\\u00e9\\u00C9z | a\u00e9\u00c9z",
                "\\u0041\\ | A\\",
                "\\u004 | \\u004",
                "\\u | \\u",
                "\\u004g | \\u004g",
                "\\ug041 | \\ug041",
                "\\n\\u0042 | \\nB",
                "\\u\\u0042 | \\uB"
            })
    void shouldResolveEscapesThatAreWhole(String raw, String expected) {
        assertEquals(expected, field(raw).unescaped());
    }
}
