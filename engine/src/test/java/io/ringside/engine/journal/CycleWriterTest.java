package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One excerpt of eight bytes from byte 65808 on, and what becomes of its file under the writer. */
class CycleWriterTest {
    private static final int END = 65_808 + 4 + 8;

    @TempDir
    Path temp;

    private CycleWriter writer;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        JournalFolder folder = new JournalFolder(temp.resolve("j"));
        folder.create();
        file = folder.cycle(Journals.EPOCH_DAY);
        writer = new CycleWriter(folder, 64);
        writer.open(Journals.EPOCH_DAY);
        writer.buffer().setMemory(0, 8, (byte) 'x');
        writer.write(8);
        writer.begun();
        assertEquals(END, writer.position());
    }

    @AfterEach
    void release() throws IOException {
        writer.abandon();
    }

    @Test
    void shouldNoticeAFileThatIsShorterThanWhatWasWritten() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            channel.truncate(END);
            writer.check();
            channel.truncate(END - 1);
            assertEquals(
                    "the file " + file + " was cut to " + (END - 1) + " bytes",
                    assertThrows(IllegalStateException.class, () -> writer.check())
                            .getMessage());
            // No part of the mapping may be without its file when the queue is closed.
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    @Test
    void shouldNoticeAnotherFileInItsPlace() throws IOException {
        writer.check();
        Path away = temp.resolve("away");
        Files.move(file, away);
        Files.copy(away, file);
        assertEquals(
                "another file stands at " + file,
                assertThrows(IllegalStateException.class, () -> writer.check()).getMessage());
        Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
        writer.check();
    }

    /** Behind the last excerpt the queue may have put a page of its index: words of a length up to a word of zero. */
    @Test
    void shouldCutTheFileBehindThePageThatFollowsTheLastExcerpt() throws IOException {
        ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // 4 and 5 bytes, padded to 8, of the kind that is no excerpt; then 4 and 4.
            channel.write(word.putInt(0, 1 << 30 | 5), END);
            channel.write(word.clear().putInt(0, 4), END + 12);
        }
        assertEquals(END + 20, writer.finish(false));
        assertEquals(END + 20, Files.size(file));
        assertFalse(Files.exists(temp.resolve("j").resolve(JournalFolder.METADATA)));
    }

    @Test
    void shouldCutTheFileBehindTheLastExcerpt() throws IOException {
        writer.reserve(8);
        writer.reserveAhead();
        writer.touchAhead();
        assertEquals(END, writer.finish(true));
        assertEquals(END, Files.size(file));
    }
}
