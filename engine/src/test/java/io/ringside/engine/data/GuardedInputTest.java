package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no text is refused, with its line, however few bytes are asked for at once. */
class GuardedInputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8_192})
    void shouldRefuseWhatIsNoText(int chunk) throws IOException {
        assertEquals("line 1 holds the byte 0: this is no text, give a CSV file", refusal(chunk, "a,b\0"));
        assertEquals("line 3 holds the byte 31: this is no text, give a CSV file", refusal(chunk, "a\nb\n\037c"));
        assertEquals("a\tb\u007f~ \n", read(chunk, "a\tb\u007f~ \n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8_192})
    void shouldCountLinesHoweverTheyEnd(int chunk) throws IOException {
        assertEquals("line 2 holds the byte 1: this is no text, give a CSV file", refusal(chunk, "a\r\n\1"));
        assertEquals("line 2 holds the byte 1: this is no text, give a CSV file", refusal(chunk, "a\r\1"));
        assertEquals("line 3 holds the byte 1: this is no text, give a CSV file", refusal(chunk, "a\n\r\1"));
        assertEquals("line 3 holds the byte 1: this is no text, give a CSV file", refusal(chunk, "a\r\r\1"));
    }

    @Test
    void shouldRefuseALineThatIsLongerThanAnyIs() throws IOException {
        String longest = "x".repeat(GuardedInput.LINE_MAX);
        assertEquals(longest + "\n" + longest, read(8_192, longest + "\n" + longest));
        assertEquals(
                "line 2 is longer than 65536 bytes: this is no market data, check the file",
                refusal(8_192, "a\n" + longest + "x"));
    }

    @Test
    void shouldTellOfALineThatIsTooLongBeforeAByteBehindIt() throws IOException {
        assertEquals(
                "line 1 is longer than 65536 bytes: this is no market data, check the file",
                refusal(1 << 20, "x".repeat(GuardedInput.LINE_MAX + 1) + "\0"));
    }

    @Test
    void shouldUnpackWhatIsCompressedWhateverItsName() throws IOException {
        assertEquals("a,b\n1,2\n", read(3, write("plain.csv", gzip("a,b\n1,2\n"))));
        assertEquals("a,b\n1,2\n", read(1, write("x.csv.gz", gzip("a,b\n1,2\n"))));
        assertThrows(GuardedInput.Refused.class, () -> read(1, write("y.csv.GZ", bytes("a,b\n"))));
    }

    @Test
    void shouldRefuseWhatStandsBehindCompressedContent() throws IOException {
        byte[] packed = gzip("a,b\n");
        byte[] more = Arrays.copyOf(packed, packed.length + 1);
        more[packed.length] = 'x';
        Path file = write("z.csv", more);
        assertThrows(GuardedInput.Refused.class, () -> read(8_192, file));
    }

    @Test
    void shouldRefuseWhatUnpacksToAHundredTimesItsSize() throws IOException {
        Path bomb = write("bomb.csv.gz", gzip(("0".repeat(63) + "\n").repeat(1 << 15)));
        assertEquals(
                "unpacks to more than 100 times its size, which no market data does: check it",
                assertThrows(GuardedInput.Refused.class, () -> read(8_192, bomb))
                        .getMessage());
        Path small = write("small.csv.gz", gzip(("0".repeat(63) + "\n").repeat(1 << 13)));
        assertEquals(1 << 19, read(8_192, small).length(), "that is not worth a word");
    }

    @Test
    void shouldFollowAFilesNameAsASentenceDoes() {
        assertEquals(" line 3 is bad", new GuardedInput.Refused("line 3 is bad").afterName());
        assertEquals(": unpacks to too much", new GuardedInput.Refused("unpacks to too much").afterName());
    }

    /** As Windows programs write it, also in a compressed file; it comes out as UTF-8. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8_192})
    void shouldReadUtf16ByItsMark(int chunk) throws IOException {
        byte[] big = {(byte) 0xfe, (byte) 0xff, 0, 'a', 0, ',', 0x20, (byte) 0xac, 0, '\n'};
        byte[] little = {(byte) 0xff, (byte) 0xfe, 'a', 0, ',', 0, (byte) 0xac, 0x20, '\n', 0};
        String utf8 = "a,\u00e2\u0082\u00ac\n";
        for (byte[] text : new byte[][] {big, little}) {
            assertEquals(utf8, read(chunk, write("wide.csv", text)));
            assertEquals(utf8, read(chunk, write("wide.csv.gz", gzip(new String(text, StandardCharsets.ISO_8859_1)))));
        }
        // Half of a mark, or two that are none, are text of some other kind.
        for (String text :
                List.of("", "a", "\u00fe", "\u00fea", "\u00ffa", "a\u00ff", "\u00fe\u00fe", "\u00ff\u00ff")) {
            assertEquals(text, read(chunk, write("narrow.csv", bytes(text))));
            assertEquals(text, read(chunk, write("narrow.csv.gz", gzip(text))));
        }
    }

    @Test
    void shouldKnowACompressedFileByTwoBytes() throws IOException {
        assertEquals("line 1 holds the byte 31: this is no text, give a CSV file", refusal(8_192, "\u001fa"));
        assertEquals("a\u008b", read(8_192, "a\u008b"));
        assertEquals("\u008b", read(8_192, "\u008b"));
    }

    /** Also at the beginning, where a mark of UTF-16 is looked for. */
    @Test
    void shouldRefuseABytesOfZeroInCompressedContent() throws IOException {
        for (String text : List.of("\0a", "a\0", "\1a", "\0")) {
            Path file = write("zero.csv.gz", gzip(text));
            assertEquals(
                    "line 1 holds the byte " + (text.indexOf('\1') >= 0 ? 1 : 0) + ": this is no text, give a CSV file",
                    assertThrows(GuardedInput.Refused.class, () -> read(8_192, file))
                            .getMessage());
        }
    }

    /** Content that is stored as it is, so that its end comes to lie anywhere around the end of a buffer of 4096 bytes. */
    @Test
    void shouldFindTheEndOfCompressedContentWhereverItLies() throws IOException {
        for (int length = 4060; length < 4090; length++) {
            String text = "x".repeat(length);
            byte[] packed = stored(text);
            Path file = write("stored.csv.gz", packed);
            assertEquals(text, read(8_192, file), "length " + length);
            byte[] more = Arrays.copyOf(packed, packed.length + 1);
            Path damaged = write("more.csv.gz", more);
            assertEquals(
                    "holds something behind its compressed content: it was damaged or put together wrongly, get it anew",
                    assertThrows(GuardedInput.Refused.class, () -> read(8_192, damaged), "length " + length)
                            .getMessage());
        }
    }

    private static byte[] stored(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new StoredStream(packed)) {
            out.write(bytes(text));
        }
        return packed.toByteArray();
    }

    private static final class StoredStream extends GZIPOutputStream {
        StoredStream(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }

    @Test
    void shouldCountTheBytesOfAFile() throws IOException {
        try (var counter = new GuardedInput.Counter(new ByteArrayInputStream(new byte[] {0, 7, 1, 2, 3}))) {
            assertEquals(0, counter.read());
            assertEquals(1, counter.bytes());
            assertEquals(7, counter.read());
            assertEquals(2, counter.bytes());
            assertEquals(3, counter.read(new byte[8], 0, 8));
            assertEquals(5, counter.bytes());
            assertEquals(-1, counter.read());
            assertEquals(-1, counter.read(new byte[8], 0, 8));
            assertEquals(5, counter.bytes());
        }
    }

    private String read(int chunk, String text) throws IOException {
        return read(chunk, write("a.csv", bytes(text)));
    }

    private String refusal(int chunk, String text) throws IOException {
        Path file = write("a.csv", bytes(text));
        return assertThrows(GuardedInput.Refused.class, () -> read(chunk, file)).getMessage();
    }

    private static String read(int chunk, Path file) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] buffer = new byte[chunk];
        try (InputStream in = GuardedInput.open(file)) {
            if (chunk == 1) {
                for (int value = in.read(); value >= 0; value = in.read()) {
                    all.write(value);
                }
            }
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all.write(buffer, 0, count);
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes(text));
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
