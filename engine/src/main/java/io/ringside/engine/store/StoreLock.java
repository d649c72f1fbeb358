package io.ringside.engine.store;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Marks a folder as a store and holds its write lock until it is closed. A store that was created for an operation that then
 * failed is deleted on close.
 *
 * <p>Thread: its owner's.
 */
final class StoreLock implements AutoCloseable {
    private static final String MARKER = "ringside-store";
    private static final String LOCK = "lock";
    private static final String VERSION = "version = ";

    private final Path folder;
    private final FileChannel channel;
    /** Whether this object created the store, and whether it created the folder. */
    private final boolean created;

    private final boolean folderCreated;

    private StoreLock(Path folder, FileChannel channel, boolean created, boolean folderCreated) {
        this.folder = folder;
        this.channel = channel;
        this.created = created;
        this.folderCreated = folderCreated;
    }

    /**
     * Takes the write lock of a store; creates the store if the folder is none yet.
     *
     * @throws UserError if the folder holds something else, or another process writes
     */
    static StoreLock take(Path folder) {
        try {
            boolean folderCreated = !Files.exists(folder);
            boolean created = !Files.exists(folder.resolve(MARKER));
            if (created) {
                requireEmpty(folder);
                Files.createDirectories(folder);
                WholeFile.write(
                        folder.resolve(MARKER),
                        "Market data of Ringside, see ringside data --help.\n" + VERSION + Segment.VERSION + "\n");
            }
            requireVersion(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = tryLock(channel);
            if (held == null) {
                channel.close();
                throw new UserError(folder + ": another process writes to this store; wait for it");
            }
            return new StoreLock(folder, channel, created, folderCreated);
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be written (" + UserError.reason(e) + "); give another folder", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Locked within this process.
            return null;
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.anyMatch(one -> !one.getFileName().toString().startsWith(MARKER))) {
                    throw new UserError(folder + ": is no data store and not empty; give a new folder");
                }
            }
        }
    }

    /**
     * Throws unless the folder is a store of a version that this build reads.
     *
     * @throws UserError if the folder is no store, or one of another version
     */
    static void requireVersion(Path folder) {
        Path marker = folder.resolve(MARKER);
        if (!Files.isRegularFile(marker)) {
            throw new UserError(folder + ": is no data store; make one with ringside data import or data update");
        }
        try {
            String version = Files.readAllLines(marker).stream()
                    .filter(line -> line.startsWith(VERSION))
                    .map(line -> line.substring(VERSION.length()).strip())
                    .findFirst()
                    .orElse("unknown");
            if (!version.equals(Integer.toString(Segment.VERSION))) {
                throw new UserError(folder + ": is a data store of version " + version
                        + ", and this build reads version " + Segment.VERSION
                        + "; import the data again into a new store, or use the build that made it");
            }
        } catch (IOException e) {
            throw new UserError(marker + ": cannot be read (" + UserError.reason(e) + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            if (created && !hasContent()) {
                discard();
            }
            channel.close();
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be closed: " + UserError.reason(e), e);
        }
    }

    /** Whether the store holds any data. */
    private boolean hasContent() {
        return DataStore.entries(folder).stream()
                .map(one -> one.getFileName().toString())
                .anyMatch(name -> !name.equals(MARKER) && !name.equals(LOCK));
    }

    /** Deletes a store that was created for an operation that then failed. */
    private void discard() throws IOException {
        Files.deleteIfExists(folder.resolve(MARKER));
        Files.deleteIfExists(folder.resolve(LOCK));
        if (folderCreated) {
            Files.deleteIfExists(folder);
        }
    }
}
