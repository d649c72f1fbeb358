package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellTheSystemsReasonWhenAFileCannotBeWritten() {
        Path file = folder.resolve("x".repeat(300));
        UserError error = assertThrows(UserError.class, () -> WholeFile.write(file, "rows"));
        assertEquals(
                file + ": cannot be written (File name too long); make room, or give another store",
                error.getMessage());
    }

    @Test
    void shouldLeaveNoHalfFileWhenItCannotBeWritten() throws IOException {
        Path file = Files.createDirectory(folder.resolve("2024.bars"));
        Files.createFile(file.resolve("other"));
        assertThrows(UserError.class, () -> WholeFile.write(file, "rows"));
        assertFalse(Files.exists(folder.resolve("2024.bars.new")));
    }
}
