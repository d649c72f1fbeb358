package io.ringside.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Recorded market data beside the project: it is no part of it, and tests that need it are skipped without it. */
public final class SharedData {
    private SharedData() {}

    /** A file of it; skips the test if it is not there. */
    public static Path file(String name) {
        String given = System.getenv("RINGSIDE_DATA");
        Path folder = given != null
                ? Path.of(given)
                : CommandLine.home().resolveSibling("shared").resolve("data");
        Path file = folder.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped: no recorded data at " + file + "; set RINGSIDE_DATA");
        return file;
    }
}
