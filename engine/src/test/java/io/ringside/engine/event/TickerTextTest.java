package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be a ticker: capitals and digits, and behind the first of them dots, dashes and blanks; up to sixteen. */
class TickerTextTest {
    @ParameterizedTest
    @CsvSource({
        "A, true",
        "Z, true",
        "0, true",
        "9, true",
        "AZ09, true",
        "@A, false",
        "[A, false",
        "/A, false",
        ":A, false",
        "a, false",
        "A@, false",
        "A[, false",
        "A/, false",
        "A:, false",
        "'.A', false",
        "'-A', false",
        "' A', false",
        "A.B, true",
        "A-B, true",
        "'A B', true",
        "A.., true",
        "'', false",
        "ABCDEFGHIJKLMNOP, true",
        "ABCDEFGHIJKLMNOPQ, false"
    })
    void shouldKnowATicker(String text, boolean ticker) {
        assertEquals(ticker, TickerText.isTicker(text));
    }
}
