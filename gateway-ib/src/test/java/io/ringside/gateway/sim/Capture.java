package io.ringside.gateway.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A frame as it was captured: the fields of a message that a client or a server wrote. */
final class Capture {
    private Capture() {}

    /** Bytes of a captured frame, with its length. */
    static byte[] bytes(String name) {
        String path = "/tws/" + name + ".hex";
        try (InputStream in = Capture.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no capture " + path);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of()
                    .parseHex(text.lines()
                            .filter(line -> !line.startsWith("#"))
                            .findFirst()
                            .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fields of a captured frame. */
    static List<String> fields(String name) {
        byte[] bytes = bytes(name);
        String payload = new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_8);
        return Arrays.asList(payload.substring(0, payload.length() - 1).split("\0", -1));
    }
}
