package io.ringside.engine.store;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces files of a store atomically: the new content appears complete and synced, or not at all.
 *
 * <p>Thread: any.
 */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes ASCII.
     *
     * @throws UserError if it cannot be written
     */
    static void write(Path file, CharSequence text) {
        write(file, StandardCharsets.US_ASCII.encode(CharBuffer.wrap(text)));
    }

    /**
     * Writes bytes.
     *
     * @throws UserError if it cannot be written
     */
    static void write(Path file, ByteBuffer bytes) {
        Path part = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(part, e);
            throw new UserError(
                    file + ": cannot be written (" + UserError.reason(e) + "); make room, or give another store", e);
        }
    }

    /** Half a file on a full disk takes the room that whatever comes next needs. */
    private static void discard(Path part, IOException reason) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
