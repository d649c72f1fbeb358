package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void shouldReadBackWhatItWrote() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", "a \"quote\", a \\, a\ttab, </script>, \u2028, \u00e9");
        document.put("number", new BigDecimal("-12.50"));
        document.put("list", Arrays.asList(true, false, null, new BigDecimal("1")));
        document.put("nested", Map.of("empty", Map.of()));
        document.put("none", List.of());
        String text = Json.write(document);
        assertEquals(document, Json.read("x", text));
        assertEquals(-1, text.indexOf("</script"));
    }

    @Test
    void shouldWriteTheSameIntoAStreamAndBytesAsBase64() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", "</script>, \u2028, \u00e9, \u20ac, \ud83d\ude00");
        document.put("bytes", new byte[] {0, 1, (byte) 0xff, 62});
        document.put("list", Arrays.asList(1.5, 2L, null));
        var out = new ByteArrayOutputStream();
        Json.compact(document, out);
        assertEquals(Json.compact(document), out.toString(StandardCharsets.UTF_8));
        assertEquals(
                "{\"text\":\"\\u003C/script>, \\u2028, \u00e9, \u20ac, \ud83d\ude00\",\"bytes\":\"AAH/Pg==\","
                        + "\"list\":[1.5,2,null]}",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadWhatTheStandardAllows() {
        assertEquals(
                Map.of("a", List.of(new BigDecimal("1E+2"), "/\b\f\n\rA")),
                Json.read("x", " {\"a\" :\r\n[1E+2,\t\"\\/\\b\\f\\n\\r\\u0041\"] } "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":1,\"a\":2}",
                "[1 2]",
                "01",
                "1.",
                ".5",
                "+1",
                "NaN",
                "Infinity",
                "nul",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "1e9999",
                "// no\n1",
                "'a'",
                "1 1"
            })
    void shouldRefuseWhatIsNoJson(String text) {
        assertThrows(UserError.class, () -> Json.read("x", text));
    }

    @Test
    void shouldRefuseEndlessNesting() {
        assertThrows(UserError.class, () -> Json.read("x", "[".repeat(100_000)));
    }

    /** Control characters of the upper half, and what JavaScript takes for line ends, are written out. */
    @Test
    void shouldEscapeWhatIsNotSeen() {
        String text = "\u007f\u0080\u0081\u009f\u00a0\u2027\u2028\u2029\u202a";
        assertEquals(
                "\"\\u007f\\u0080\\u0081\\u009f\u00a0\u2027\\u2028\\u2029\u202a\"",
                Json.compact(text).toLowerCase(Locale.ROOT));
    }

    @Test
    void shouldReadExponentsUpToTheirBound() {
        assertEquals(new BigDecimal("1e999"), Json.read("x", "1e999"));
        assertEquals(new BigDecimal("1e-999"), Json.read("x", "1e-999"));
        for (String text : List.of("1e1000", "1e-1000", "1.5e-999")) {
            assertTrue(
                    assertThrows(UserError.class, () -> Json.read("x", text))
                            .getMessage()
                            .contains("a number has too large an exponent"),
                    text);
        }
    }
}
