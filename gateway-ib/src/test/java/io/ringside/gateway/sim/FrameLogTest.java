package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every message as a line of JSON. */
class FrameLogTest {
    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @Test
    void shouldAppendALineAMessageWithItsFieldsQuoted() throws IOException {
        Path file = folder.resolve("log.jsonl");
        try (FrameLog log = FrameLog.to(file)) {
            log.append(11, 1, "in", List.of("62", "say \"no\"", "a\\b", "tab\there", "\u001f ~é", ""), 22);
            log.append(12, 2, "out", List.of(), 23);
        }
        try (FrameLog log = FrameLog.to(file)) {
            log.append(13, 3, "fault", List.of("REJECT"), 24);
        }
        assertEquals(
                List.of(
                        "{\"time\":11,\"connection\":1,\"direction\":\"in\",\"fields\":[\"62\",\"say \\\"no\\\"\",\"a\\\\b\","
                                + "\"tab\\u0009here\",\"\\u001f ~é\",\"\"],\"market\":22}",
                        "{\"time\":12,\"connection\":2,\"direction\":\"out\",\"fields\":[],\"market\":23}",
                        "{\"time\":13,\"connection\":3,\"direction\":\"fault\",\"fields\":[\"REJECT\"],\"market\":24}"),
                Files.readAllLines(file));
    }

    @Test
    void shouldKeepNothingWhereThereIsNoFile() {
        try (FrameLog log = FrameLog.none()) {
            log.append(11, 1, "in", List.of("62"), 22);
        }
    }

    @Test
    void shouldRefuseAFileThatCannotBeWritten() {
        UserError error = assertThrows(UserError.class, () -> FrameLog.to(folder));
        assertEquals(
                folder + ": cannot be written (Is a directory); choose another file with --log", error.getMessage());
    }
}
