package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the recorded market data that lies beside the project, and skips the test where there is none. */
final class SharedData {
    private SharedData() {}

    static Path file(String name) {
        String set = System.getenv("RINGSIDE_DATA");
        Path folder = set == null ? null : Path.of(set);
        for (Path at = Path.of("").toAbsolutePath(); folder == null && at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data");
            folder = Files.isDirectory(data) ? data : null;
        }
        assumeTrue(folder != null, "skipped: no market data beside the project; set RINGSIDE_DATA to its folder");
        return folder.resolve(name);
    }
}
