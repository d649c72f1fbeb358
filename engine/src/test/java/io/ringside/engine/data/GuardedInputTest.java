package io.ringside.engine.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Whatever the pieces are in which the bytes come. */
class GuardedInputTest {
    private static GuardedInput of(byte[] text, int piece) {
        var bytes = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(piece, length));
            }
        };
        return new GuardedInput(bytes, new GuardedInput.Counter(InputStream.nullInputStream()), false);
    }

    private static String refusal(byte[] text, int piece) {
        return assertThrows(GuardedInput.Refused.class, () -> of(text, piece).readAllBytes())
                .getMessage();
    }

    @Test
    void shouldNameTheLineOfAByteThatIsNoTextHoweverLinesEnd() {
        byte[] text = "a\r\nb\nc\rd\te\0".getBytes(US_ASCII);
        for (int piece = 1; piece <= text.length; piece++) {
            assertEquals("line 4 holds the byte 0: this is no text, give a CSV file", refusal(text, piece));
        }
    }

    @Test
    void shouldTakeTheLongestLineAndRefuseALongerOne() throws IOException {
        byte[] longest = ("x\n" + "y".repeat(GuardedInput.LINE_MAX) + "\nz").getBytes(US_ASCII);
        byte[] longer = ("x\n" + "y".repeat(GuardedInput.LINE_MAX + 1) + "\nz").getBytes(US_ASCII);
        for (int piece : new int[] {997, 1 << 16, 1 << 20}) {
            assertArrayEquals(longest, of(longest, piece).readAllBytes());
            assertEquals(
                    "line 2 is longer than " + GuardedInput.LINE_MAX + " bytes: this is no market data, check the file",
                    refusal(longer, piece));
        }
    }

    @Test
    void shouldShowALineThatIsTooLongBeforeAByteBehindIt() {
        byte[] text = ("y".repeat(GuardedInput.LINE_MAX + 1) + "\0").getBytes(US_ASCII);
        assertEquals(
                "line 1 is longer than " + GuardedInput.LINE_MAX + " bytes: this is no market data, check the file",
                refusal(text, 1 << 20));
    }
}
