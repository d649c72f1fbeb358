package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How TWS spells numbers and texts. */
class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0, 0, 0.00",
        "19000000000, 190.0, 190, 190.00",
        "19025000000, 190.25, 190.25, 190.25",
        "1, 0.00000001, 0.00000001, 0.00",
        "-50000000, -0.5, -0.5, -0.50",
        "500000, 0.005, 0.005, 0.00",
        "1500000, 0.015, 0.015, 0.02",
        "10000000000000, 100000.0, 100000, 100000.00"
    })
    void shouldSpellNumbers(long valueE8, String decimal, String number, String money) {
        assertEquals(decimal, Text.decimal(valueE8));
        assertEquals(number, Text.number(valueE8));
        assertEquals(money, Text.money(valueE8));
        assertEquals(decimal, Text.decimalOrUnset(valueE8));
        assertEquals(decimal, Text.decimalOrEmpty(valueE8));
    }

    @Test
    void shouldSpellWhatIsNotSet() {
        assertEquals("1.7976931348623157E308", Text.decimalOrUnset(Fields.UNSET));
        assertEquals("", Text.decimalOrEmpty(Fields.UNSET));
    }

    /** Ten for three are 3.33333333, and seven 2.33333333; half of the last digit rounds to the even one. */
    @ParameterizedTest
    @CsvSource({
        "1000000000, 3, 333333333",
        "5, 2, 2",
        "7, 2, 4",
        "-5, 2, -2",
        "10, 0, 0",
        "0, 7, 0",
        "19000000000, 100, 190000000"
    })
    void shouldAverage(long valueE8, long quantity, long expectedE8) {
        assertEquals(expectedE8, Text.averageE8(valueE8, quantity));
        assertEquals(Text.number(expectedE8), Text.average(valueE8, quantity));
    }

    @Test
    void shouldEscapeWhatIsNotSevenBits() {
        assertEquals("plain ~\u007f", Text.ascii("plain ~\u007f"));
        assertEquals("\\u0080\\u00e9\\u0422", Text.ascii("\u0080\u00e9\u0422"));
        assertEquals("\\ud83d\\ude00", Text.ascii(new String(Character.toChars(0x1f600))));
    }
}
