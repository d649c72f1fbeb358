package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBufferTest {
    private final FrameBuffer frames = new FrameBuffer();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1_000_000})
    void shouldCutTheSameFramesHoweverTheBytesArrive(int chunk) throws IOException {
        ByteBuffer stream = ByteBuffer.allocate(100_000);
        List<byte[]> expected = new ArrayList<>();
        for (String name : Captures.INCOMING) {
            byte[] frame = Captures.bytes(name);
            stream.put(frame);
            expected.add(frame);
        }
        stream.put(new byte[4]); // a frame of nothing
        expected.add(new byte[4]);
        stream.flip();
        List<byte[]> seen = readAll(stream, () -> chunk);
        assertEquals(expected.size(), seen.size());
        for (int i = 0; i < seen.size(); i++) {
            assertArrayEquals(expected.get(i), seen.get(i));
        }
        assertFalse(frames.isMidFrame());
    }

    @Test
    void shouldCutFramesOfAllLengthsWhenTheyAndTheChunksAreRandom() throws IOException {
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer stream = ByteBuffer.allocate(32 << 20);
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int max = i % 10 == 0 ? 1 << 20 : 2_000;
            int length = i == 30 ? FrameBuffer.FRAME_BYTES_MAX : random.nextInt(max);
            byte[] frame = new byte[4 + length];
            ByteBuffer.wrap(frame).putInt(length);
            for (int k = 4; k < frame.length; k++) {
                frame[k] = (byte) random.nextInt(256);
            }
            expected.add(frame);
            stream.put(frame);
        }
        stream.flip();
        List<byte[]> seen = readAll(stream, () -> 1 + random.nextInt(300_000));
        assertEquals(expected.size(), seen.size(), "seed " + seed);
        for (int i = 0; i < seen.size(); i++) {
            assertArrayEquals(expected.get(i), seen.get(i), "seed " + seed + ", frame " + i);
        }
    }

    @Test
    void shouldTellWhenTheStreamEndsWithinAFrame() throws IOException {
        readAll(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, '1'}), () -> 10);
        assertTrue(frames.isMidFrame());
    }

    @Test
    void shouldTellWhenTheStreamEndsWithinALength() throws IOException {
        readAll(ByteBuffer.wrap(new byte[] {0, 0}), () -> 10);
        assertTrue(frames.isMidFrame());
    }

    @ParameterizedTest
    @ValueSource(ints = {FrameBuffer.FRAME_BYTES_MAX + 1, 0x7fffffff, -1, Integer.MIN_VALUE, 0x48545450})
    void shouldRefuseImpossibleLengths(int length) {
        ByteBuffer stream = ByteBuffer.allocate(8).putInt(length).putInt(0);
        stream.flip();
        assertThrows(TwsProtocolError.class, () -> readAll(stream, () -> 8));
    }

    @Test
    void shouldThrowNothingButDeclaredErrorsWhenBytesAreRandom() throws IOException {
        long seed = 13;
        SplittableRandom random = new SplittableRandom(seed);
        int broken = 0;
        for (int i = 0; i < 200; i++) {
            FrameBuffer buffer = new FrameBuffer();
            ByteBuffer stream = ByteBuffer.allocate(4_096);
            while (stream.position() < 2_000) {
                stream.put(Captures.frame("9", "1", "5"));
            }
            for (int k = random.nextInt(3); k > 0; k--) {
                stream.put(random.nextInt(2_000), (byte) random.nextInt(256));
            }
            stream.flip();
            Source source = new Source(stream, () -> 1 + random.nextInt(200));
            try {
                while (buffer.fill(source) >= 0) {
                    int length = buffer.next();
                    while (length >= 0) {
                        assertTrue(length <= FrameBuffer.FRAME_BYTES_MAX, "seed " + seed);
                        length = buffer.next();
                    }
                }
            } catch (TwsProtocolError e) {
                broken++;
            }
        }
        assertTrue(broken > 10, "seed " + seed);
    }

    private interface Chunk {
        int next();
    }

    private List<byte[]> readAll(ByteBuffer stream, Chunk chunk) throws IOException {
        Source source = new Source(stream, chunk);
        List<byte[]> seen = new ArrayList<>();
        while (frames.fill(source) >= 0) {
            for (int length = frames.next(); length >= 0; length = frames.next()) {
                byte[] frame = new byte[4 + length];
                frames.view().getBytes(frames.offset() - 4, frame);
                seen.add(frame);
            }
        }
        return seen;
    }

    /** Gives a stream out in chunks. */
    private static final class Source implements ReadableByteChannel {
        private final ByteBuffer stream;
        private final Chunk chunk;

        Source(ByteBuffer stream, Chunk chunk) {
            this.stream = stream;
            this.chunk = chunk;
        }

        @Override
        public int read(ByteBuffer target) {
            assertTrue(target.hasRemaining(), "a read into a full buffer");
            if (!stream.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(chunk.next(), stream.remaining()), target.remaining());
            target.put(stream.slice(stream.position(), count));
            stream.position(stream.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
