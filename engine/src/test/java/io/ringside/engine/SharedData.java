package io.ringside.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the recorded market data that lies beside the project, and skips the test where there is none. */
public final class SharedData {
    private SharedData() {}

    /** A file of the data folder. */
    public static Path file(String name) {
        Path folder = folder();
        assumeTrue(folder != null, "skipped: no market data beside the project; set RINGSIDE_DATA to its folder");
        return folder.resolve(name);
    }

    /** Whether there is recorded market data. */
    public static boolean isPresent() {
        Path folder = folder();
        return folder != null && Files.isDirectory(folder.resolve("bars-5min"));
    }

    private static Path folder() {
        String set = System.getenv("RINGSIDE_DATA");
        if (set != null) {
            return Path.of(set);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        return null;
    }
}
