package io.ringside.gateway.ib.tws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The two halves of the handshake: our greeting, the only bytes without a frame, and the server's answer, the only
 * frame without a message id.
 *
 * <pre>
 *   client   'A' 'P' 'I' 00 | length, 4 bytes big-endian | v100..176
 *   server   length | serverVersion 00 connectionTime 00
 * </pre>
 *
 * <p>Thread: reader.
 */
final class Handshake {
    private Handshake() {}

    static byte[] greeting(int versionMin, int versionMax) {
        String range = versionMin == versionMax ? "v" + versionMin : "v" + versionMin + ".." + versionMax;
        byte[] bytes = range.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + bytes.length)
                .put("API\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /**
     * The server's version; -1 for a redirect to another host. The time that follows is free text, and is not read.
     *
     * @throws TwsProtocolError if the frame is no answer to a greeting
     */
    static int serverVersion(UnsafeBuffer buffer, int offset, int length, FieldReader reader) {
        int version = reader.begin(buffer, offset, length);
        reader.skip();
        return version;
    }
}
