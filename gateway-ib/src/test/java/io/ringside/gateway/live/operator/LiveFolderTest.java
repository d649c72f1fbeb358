package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFolderTest {
    @TempDir
    Path root;

    @Test
    void shouldTakeWhateverHasTheNameForAKill() throws IOException {
        LiveFolder folder = new LiveFolder(root);
        assertNull(folder.killFlag());
        folder.setKill("enough");
        assertEquals("enough", folder.killFlag().note());
        folder.clearKill();
        Files.createFile(root.resolve("kill"));
        assertEquals("", folder.killFlag().note());
        Files.writeString(root.resolve("kill"), "é\nx".repeat(1_000));
        assertTrue(folder.killFlag().note().matches("[ -~]{1,256}"));
        folder.clearKill();
        Files.createDirectory(root.resolve("kill"));
        assertTrue(folder.isKilled());
        assertTrue(folder.killFlag().note().startsWith("the kill flag cannot be read"));
    }
}
