package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of its own in the machine's memory, which a test fills; where the machine lets us have none, the test is skipped. */
final class SmallDisk implements AutoCloseable {
    /** What a daemon wants to be free, and a little more. */
    private static final int SIZE_MB = 2_300;

    private static final int PAGE = 4_096;

    final Path root;

    SmallDisk(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MB + "m", "tmpfs", root.toString()) == 0,
                "no small disk can be had here");
    }

    /** Until not a page of memory has room. */
    void fill() throws IOException {
        byte[] some = new byte[1 << 20];
        while (some.length >= PAGE) {
            try (OutputStream out =
                    Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(some);
                }
            } catch (IOException full) {
                some = new byte[some.length == PAGE ? 0 : PAGE];
            }
        }
        assertEquals(0, Files.getFileStore(root).getUsableSpace() / PAGE);
    }

    void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return root.resolve("filler");
    }

    private static int run(String... line) throws IOException {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", root.toString());
    }
}
