package io.ringside.engine.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Finds the line at which a text stops being UTF-8: a decoder that reads ahead notices it before the line's turn.
 *
 * <p>Thread: the caller's.
 */
final class Utf8Lines {
    private Utf8Lines() {}

    /**
     * The first line that is not UTF-8, counted from 1; 0 if all are.
     *
     * @param in read to that line's end
     */
    static long firstMalformed(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        boolean returned = false;
        for (int b = in.read(); ; b = in.read()) {
            boolean ends = b < 0 || b == '\n' || b == '\r';
            if (!ends) {
                line.write(b);
            } else if (b == '\n' && returned) {
                // One end of two characters.
                number--;
            } else if (!isUtf8(line.toByteArray())) {
                return number;
            } else {
                line.reset();
            }
            if (b < 0) {
                return 0;
            }
            number += ends ? 1 : 0;
            returned = b == '\r';
        }
    }

    private static boolean isUtf8(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
