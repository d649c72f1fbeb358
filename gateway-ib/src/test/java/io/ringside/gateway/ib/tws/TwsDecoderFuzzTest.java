package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TwsDecoderFuzzTest {
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final int[] VERSIONS = {176, 176, 176, 176, 176, 176, 176, 170, 163, 144, 123, 100};

    @Test
    void shouldThrowNothingButDeclaredErrorsWhenFramesAreMutated() {
        fuzz(20260105, 50_000);
    }

    @Test
    @Tag("long")
    void shouldThrowNothingButDeclaredErrorsWhenTenMillionFramesAreMutated() {
        fuzz(4711, 10_000_000);
    }

    private static void fuzz(long seed, int frames) {
        FrameMutator mutator = new FrameMutator(seed, FRAME_BYTES_MAX);
        TwsDecoder[] decoders = new TwsDecoder[VERSIONS.length];
        for (int i = 0; i < VERSIONS.length; i++) {
            decoders[i] = new TwsDecoder(VERSIONS[i], ZoneId.of("America/New_York"));
        }
        TouchingListener listener = new TouchingListener();
        UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int refused = 0;
        for (int i = 0; i < frames; i++) {
            int length = mutator.next();
            // The buffer ends where the frame does: whoever reads beyond it is caught by its bounds check.
            buffer.wrap(mutator.frame(), 0, length);
            try {
                decoders[i % decoders.length].decode(buffer, 0, length, listener);
            } catch (TwsProtocolError e) {
                refused++;
                assertTrue(e.getMessage().length() < 256, "seed " + seed + ", frame " + i);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", frame " + i + ", length " + length, e);
            }
        }
        long bytesEach = (threads.getCurrentThreadAllocatedBytes() - before) / frames;
        System.out.printf(
                "fuzz: %d frames, %d refused, %d calls, %d bytes allocated a frame (mutation and errors included)%n",
                frames, refused, listener.calls, bytesEach);
        assertTrue(refused > frames / 10 && listener.calls > frames / 10, "seed " + seed + " tests nothing");
        assertTrue(bytesEach < 4_096, "seed " + seed + ": " + bytesEach + " bytes a frame");
    }
}
