package io.ringside.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps other programs off the calling thread's core, and off those of threads that it starts, until closed: round-robin
 * real-time scheduling, as Linux's {@code chrt} sets it. Where that is not allowed, everything stays as it is. The
 * compiler's and the collector's threads do not have it, so windows must be short, with pauses between.
 *
 * <p>Thread: the one that is to be left alone.
 */
final class Undisturbed implements AutoCloseable {
    private final String threadId;

    private Undisturbed(String threadId) {
        this.threadId = threadId;
    }

    /** Asks for it. */
    static Undisturbed begin() {
        try {
            Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
            String id = self.getFileName().toString();
            return new Undisturbed(chrt("--rr", "1", id) ? id : null);
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux, or no chrt: the windows may be disturbed.
            return new Undisturbed(null);
        }
    }

    /** Whether it was granted. */
    boolean isGranted() {
        return threadId != null;
    }

    @Override
    public void close() {
        if (threadId == null) {
            return;
        }
        try {
            if (!chrt("--other", "0", threadId)) {
                throw new IllegalStateException("chrt does not take real-time scheduling back");
            }
        } catch (IOException e) {
            throw new IllegalStateException("chrt does not take real-time scheduling back", e);
        }
    }

    private static boolean chrt(String policy, String priority, String threadId) throws IOException {
        Process chrt = new ProcessBuilder("chrt", policy, "--pid", priority, threadId)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return chrt.waitFor() == 0;
        } catch (InterruptedException e) {
            chrt.destroy();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
