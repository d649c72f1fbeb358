package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines end as Unix, Windows and old Macs end them; {@code ~} stands for a byte that no UTF-8 has. */
class Utf8LinesTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 0",
        "~, 1",
        "a~, 1",
        "N, 0",
        "N~, 2",
        "aNbN~N~, 3",
        "aRNbRN~, 3",
        "aRbR~, 3",
        "RRN~, 3",
        "NRN~, 3",
        "NN~, 3",
        "aNbN, 0",
        "grünN~, 2",
    })
    void shouldFindTheFirstLineThatIsNotUtf8(String text, long line) throws IOException {
        byte[] bytes = text.replace('N', '\n').replace('R', '\r').getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xff : bytes[i];
        }
        assertEquals(line, Utf8Lines.firstMalformed(new ByteArrayInputStream(bytes)));
    }
}
