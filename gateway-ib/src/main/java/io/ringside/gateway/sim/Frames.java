package io.ringside.gateway.sim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Frames of the TWS socket protocol, both ways.
 *
 * <pre>
 *  client, first bytes    "API" 00 | length (4, big-endian) | "v100..176"
 *  everything after       length (4, big-endian) | field 00 field 00 ... field 00
 * </pre>
 *
 * <p>Thread: the workstation's.
 */
final class Frames {
    /** Longest message of a client. */
    static final int INBOUND_MAX = 1 << 20;

    private static final byte[] PREFIX = {'A', 'P', 'I', 0};
    private static final int LENGTH_BYTES = 4;

    /** Bytes that are not a valid frame: the connection must end. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    private byte[] buffer = new byte[1024];
    private int size;
    private boolean greeted;

    /** Encodes a message. */
    static byte[] encode(List<String> fields) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(64 * fields.size());
        for (String field : fields) {
            payload.writeBytes(field.getBytes(StandardCharsets.UTF_8));
            payload.write(0);
        }
        return ByteBuffer.allocate(LENGTH_BYTES + payload.size())
                .putInt(payload.size())
                .put(payload.toByteArray())
                .array();
    }

    /** Adds received bytes. */
    void append(byte[] bytes, int offset, int length) {
        if (size + length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + length));
        }
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    /**
     * Removes the next complete message: its fields, or for the first one {@code API} and the version range. Null if more
     * bytes are needed.
     *
     * @throws Broken if the bytes are not a valid frame
     */
    List<String> next() {
        int at = greeted ? 0 : PREFIX.length;
        if (!greeted) {
            int known = Math.min(size, PREFIX.length);
            if (!Arrays.equals(buffer, 0, known, PREFIX, 0, known)) {
                throw new Broken("the first bytes are not those of an API client");
            }
        }
        if (size < at + LENGTH_BYTES) {
            return null;
        }
        int length = ByteBuffer.wrap(buffer, at, LENGTH_BYTES).getInt();
        if (length < 0 || length > INBOUND_MAX) {
            throw new Broken("frame of " + length + " bytes");
        }
        int end = at + LENGTH_BYTES + length;
        if (size < end) {
            return null;
        }
        List<String> fields = greeted
                ? split(at + LENGTH_BYTES, end)
                : List.of("API", new String(buffer, at + LENGTH_BYTES, length, StandardCharsets.US_ASCII));
        greeted = true;
        System.arraycopy(buffer, end, buffer, 0, size - end);
        size -= end;
        return fields;
    }

    private List<String> split(int from, int to) {
        List<String> fields = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i++) {
            if (buffer[i] == 0) {
                fields.add(new String(buffer, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        if (start < to) {
            fields.add(new String(buffer, start, to - start, StandardCharsets.UTF_8));
        }
        return fields;
    }
}
