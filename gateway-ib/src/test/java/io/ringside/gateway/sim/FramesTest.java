package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
    private final Frames frames = new Frames();

    private void append(byte[] bytes) {
        frames.append(bytes, 0, bytes.length);
    }

    private void greet() {
        append("API\0\0\0\0\4v100".getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of("API", "v100"), frames.next());
        assertNull(frames.next());
    }

    @Test
    void shouldTakeWhatIsLargerThanItsBuffer() {
        greet();
        List<String> large = List.of("49", "x".repeat(9_000), "");
        append(Frames.encode(List.of("17", "1")));
        append(Frames.encode(large));
        append(Frames.encode(List.of("49", "1")));
        assertEquals(List.of("17", "1"), frames.next());
        assertEquals(large, frames.next());
        assertEquals(List.of("49", "1"), frames.next());
        assertNull(frames.next());
    }

    /** Every client ends each field; one that does not end the last is understood. */
    @Test
    void shouldTakeALastFieldWithoutItsEnd() {
        greet();
        append(ByteBuffer.allocate(9)
                .putInt(5)
                .put(new byte[] {'4', '9', 0, '1', '2'})
                .array());
        assertEquals(List.of("49", "12"), frames.next());
        append(new byte[4]);
        assertEquals(List.of(), frames.next());
    }

    @Test
    void shouldRefuseLengthsThatNobodyHasReasonToSend() {
        greet();
        append(ByteBuffer.allocate(4).putInt(Frames.INBOUND_MAX).array());
        assertNull(frames.next(), "it may still come");
        Frames other = new Frames();
        other.append(new byte[] {'A', 'P', 'I', 0, 0, 16, 0, 1}, 0, 8);
        Frames.Broken broken = assertThrows(Frames.Broken.class, other::next);
        assertEquals("frame of 1048577 bytes", broken.getMessage());
        Frames negative = new Frames();
        negative.append(new byte[] {'A', 'P', 'I', 0, -1, -1, -1, -1}, 0, 8);
        assertEquals(
                "frame of -1 bytes",
                assertThrows(Frames.Broken.class, negative::next).getMessage());
    }
}
