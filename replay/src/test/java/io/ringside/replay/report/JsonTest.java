package io.ringside.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
}
