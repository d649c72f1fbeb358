package io.ringside.engine.journal;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of a journal: which files it may hold, who may read them. */
record JournalFolder(Path path) {
    static final String LOCK = "journal.lock";
    static final String MANIFEST = "manifest";
    static final String MANIFEST_DRAFT = "manifest.new";
    static final String METADATA = "metadata.cq4t";
    static final String SEAL = "seal";
    static final String CYCLE_SUFFIX = "F.cq4";

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    Path lock() {
        return path.resolve(LOCK);
    }

    Path manifest() {
        return path.resolve(MANIFEST);
    }

    Path seal() {
        return path.resolve(SEAL);
    }

    Path metadata() {
        return path.resolve(METADATA);
    }

    Path cycle(int epochDay) {
        return path.resolve(cycleName(epochDay));
    }

    /** The name that a daily cycle of Chronicle Queue has. */
    static String cycleName(int epochDay) {
        return DAY.format(LocalDate.ofEpochDay(epochDay)) + CYCLE_SUFFIX;
    }

    /** Creates the folder with permissions for its owner only; its parents get the process's default permissions. */
    void create() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(path)) {
                throw new UserError("not a folder: " + path + "; name another one for the journal");
            }
            if (!isUnbegun()) {
                throw new UserError("the journal's folder is not empty: " + path + "; name another one, or remove it");
            }
        }
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, OWNER_ONLY_FOLDER);
        } catch (IOException e) {
            throw new UserError("cannot make the journal's folder " + path + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** Whether a writer died before it wrote the manifest, which it writes first: then no record can be lost. */
    boolean isUnbegun() {
        return names().stream().allMatch(name -> name.equals(LOCK) || name.equals(MANIFEST_DRAFT));
    }

    /** Refuses a folder that is not a journal's, cannot be read, or holds files that do not belong to a journal. */
    void requireReadable() {
        if (!Files.isDirectory(path)) {
            if (Files.exists(path)) {
                throw new UserError("not a journal's folder: " + path);
            }
            throw new UserError(
                    Files.notExists(path)
                            ? "no such journal: " + path
                            : "this user may not look at " + path + "; ask as its owner, or be given the right to");
        }
        List<String> names = names();
        if (!names.contains(MANIFEST)) {
            throw new UserError("not a journal: " + path + " has no file \"" + MANIFEST + "\"");
        }
        for (String name : names) {
            if (!isOurs(name)) {
                throw new UserError("foreign file in the journal's folder: " + path.resolve(name) + "; remove it");
            }
            Path file = path.resolve(name);
            if (isSomethingElse(file)) {
                throw new UserError("not a plain file in the journal's folder: " + file + "; remove it");
            }
            if (!Files.isReadable(file) && !name.equals(METADATA) && !name.equals(LOCK) && Files.exists(file)) {
                throw new UserError("cannot read " + file + "; give this user the right to");
            }
        }
    }

    /**
     * Whether the path exists and is no regular file. A writer may delete its lock table and its draft after they were
     * listed.
     */
    private static boolean isSomethingElse(Path file) {
        try {
            return !Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** Refuses a folder that others may write, or that this process may not. */
    void requireWritable() {
        try {
            for (PosixFilePermission permission : Files.getPosixFilePermissions(path)) {
                if (WRITABLE_BY_OTHERS.contains(permission)) {
                    throw new UserError("others may write the journal's folder " + path + "; chmod 700 " + path);
                }
            }
            for (String name : names()) {
                if (!Files.isWritable(path.resolve(name))) {
                    throw new UserError("cannot write " + path.resolve(name) + "; give this user the right to");
                }
            }
            if (!Files.isWritable(path)) {
                throw new UserError("cannot write into the journal's folder " + path + "; give this user the right to");
            }
        } catch (IOException e) {
            throw new UserError(
                    "cannot write into the journal's folder " + path + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** Removes a journal that was never begun. */
    void clear() {
        try {
            for (String name : names()) {
                if (isOurs(name)) {
                    Files.deleteIfExists(path.resolve(name));
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UserError("cannot remove the unfinished journal " + path + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** Restricts a file's permissions to its owner. */
    static void ownerOnly(Path file) throws IOException {
        Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
    }

    /** Syncs the folder, so that its entries survive a power cut. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Free bytes on the folder's disk. */
    long freeBytes() throws IOException {
        FileStore store = Files.getFileStore(path);
        return store.getUsableSpace();
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (AccessDeniedException e) {
            throw new UserError(
                    "this user may not read the folder " + path + "; ask as its owner, or be given the right to", e);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("cannot read the folder " + path + ": " + UserError.reasonWithFile(e), e);
        }
    }

    private static boolean isOurs(String name) {
        return name.equals(LOCK)
                || name.equals(MANIFEST)
                || name.equals(MANIFEST_DRAFT)
                || name.equals(METADATA)
                || name.equals(SEAL)
                || name.matches("[0-9]{8}F\\.cq4");
    }
}
