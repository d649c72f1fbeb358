package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    @ParameterizedTest
    @CsvSource({
        "out-java1032-handshake, 100, 193",
        "out-ib_insync-handshake, 157, 178",
        "out-stoqey-handshake, 100, 193"
    })
    void shouldGreetAsOtherClientsDo(String capture, int versionMin, int versionMax) {
        assertArrayEquals(Captures.bytes(capture), Handshake.greeting(versionMin, versionMax));
    }

    @Test
    void shouldNameOneVersionWhenTheRangeIsOne() {
        assertArrayEquals("API\0\0\0\0\4v176".getBytes(StandardCharsets.US_ASCII), Handshake.greeting(176, 176));
    }

    @Test
    void shouldReadTheServersVersion() {
        byte[] bytes = Captures.bytes("in-000-serverVersion");
        assertEquals(176, version(bytes, 4, bytes.length - 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EST", "British Summer Time", "", "no zone at all"})
    void shouldAcceptAnyTimeWhenTheVersionIsGood(String zone) {
        byte[] frame = Captures.frame("173", "20230224 12:04:56 " + zone);
        assertEquals(173, version(frame, 4, frame.length - 4));
    }

    @Test
    void shouldTellARedirect() {
        byte[] frame = Captures.frame("-1", "host:4001");
        assertEquals(-1, version(frame, 4, frame.length - 4));
    }

    @Test
    void shouldRefuseWhatIsNoAnswer() {
        byte[] frame = Captures.frame("HTTP/1.1 400 Bad Request");
        assertThrows(TwsProtocolError.class, () -> version(frame, 4, frame.length - 4));
    }

    private static int version(byte[] bytes, int offset, int length) {
        FieldReader reader = new FieldReader(new TimeText(ZoneId.of("UTC")));
        return Handshake.serverVersion(Captures.direct(bytes), offset, length, reader);
    }
}
