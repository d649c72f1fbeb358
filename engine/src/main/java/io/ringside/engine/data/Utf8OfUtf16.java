package io.ringside.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Converts UTF-16 text with a byte-order mark, as Windows programs export it, to UTF-8.
 *
 * <p>Thread: the reader's.
 */
final class Utf8OfUtf16 extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[2048];
    private byte[] bytes = {};
    private int at;
    private char held;

    Utf8OfUtf16(InputStream in) {
        reader = new InputStreamReader(
                in,
                StandardCharsets.UTF_16
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean fill() throws IOException {
        while (at == bytes.length) {
            int start = held == 0 ? 0 : 1;
            chars[0] = held;
            held = 0;
            int count = reader.read(chars, start, chars.length - start);
            if (count < 0) {
                return false;
            }
            int end = start + count;
            // The two halves of a surrogate pair are encoded together.
            if (Character.isHighSurrogate(chars[end - 1])) {
                held = chars[--end];
            }
            bytes = new String(chars, 0, end).getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return true;
    }
}
