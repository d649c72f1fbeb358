package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of any length and of all planes, read in pieces of any size. */
class Utf8OfUtf16Test {
    private static final String CLEF = new String(Character.toChars(0x1d11e));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8_192})
    void shouldGiveTheSameTextInPiecesOfAnySize(int chunk) throws IOException {
        for (int before : new int[] {0, 1, 2_046, 2_047, 2_048, 4_095}) {
            // The halves of a pair may lie on both sides of a buffer's end.
            String text = "a".repeat(before) + CLEF + "\u00e9\u20ac\n" + CLEF + "b";
            assertEquals(text, read(text, StandardCharsets.UTF_16BE, chunk), "after " + before);
            assertEquals(text, read(text, StandardCharsets.UTF_16LE, chunk), "after " + before);
        }
        assertEquals("", read("", StandardCharsets.UTF_16LE, chunk));
    }

    @Test
    void shouldRefuseHalfOfAPair() {
        assertThrows(
                CharacterCodingException.class,
                () -> all(new Utf8OfUtf16(new ByteArrayInputStream(new byte[] {0, 'a', (byte) 0xd8, 0, 0, 'b'})), 16));
    }

    private static String read(String text, Charset charset, int chunk) throws IOException {
        var written = new ByteArrayOutputStream();
        written.write("\ufeff".getBytes(charset));
        written.write(text.getBytes(charset));
        try (InputStream in = new Utf8OfUtf16(new ByteArrayInputStream(written.toByteArray()))) {
            return all(in, chunk);
        }
    }

    private static String all(InputStream in, int chunk) throws IOException {
        var read = new ByteArrayOutputStream();
        byte[] buffer = new byte[chunk];
        for (int first = in.read(); first >= 0; first = in.read()) {
            read.write(first);
            int count = in.read(buffer, 0, chunk);
            read.write(buffer, 0, Math.max(count, 0));
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
