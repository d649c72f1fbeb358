package io.ringside.replay.command;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.ResultFolder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Packs files of a folder into one compressed file, and unpacks them. A file appears under its name when it is complete.
 *
 * <p>Thread: the caller's.
 */
final class FolderZip {
    private static final int CHUNK = 64 << 10;
    private static final long UNPACKED_MAX = 64L << 30;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?";

    private FolderZip() {}

    /**
     * Packs files.
     *
     * @param base folder that their names in the archive are relative to
     * @param files in the order in which they are read
     * @param target that does not exist
     */
    static void pack(Path base, List<Path> files, Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError(target + " exists already; name another file, or remove it");
        }
        Path in = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(in)) {
            throw new UserError(
                    "cannot pack " + target + ": no such folder: " + in + "; make it, or name another file");
        }
        Path draft = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(draft);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Path file : files) {
                    ZipEntry entry = new ZipEntry(base.relativize(file).toString());
                    entry.setLastModifiedTime(Files.getLastModifiedTime(file));
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
            try (var channel = java.nio.channels.FileChannel.open(draft, java.nio.file.StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(draft, e);
            throw new UserError("cannot pack " + target + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /**
     * Unpacks files, with permissions for their owner only. The folder appears when all of them are there and were judged; a
     * damaged archive leaves nothing.
     *
     * @param folder that does not exist, or is empty
     * @throws UserError if it is no archive of Ringside's, or not a whole one
     */
    static void unpack(Path archive, Path folder) {
        unpack(archive, folder, UNPACKED_MAX);
    }

    /** As {@link #unpack(Path, Path)}, with all files together up to a number of bytes. */
    static void unpack(Path archive, Path folder, long most) {
        Path target = folder.toAbsolutePath();
        Path draft = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            Set<String> listed = listed(archive);
            ResultFolder.delete(draft);
            try {
                if (!unpackInto(archive, draft, most).equals(listed)) {
                    throw damaged(archive, ": it does not hold the files that it lists", null);
                }
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                ResultFolder.delete(draft);
            }
        } catch (IOException e) {
            throw new UserError("cannot unpack " + archive + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /**
     * The names of an archive's files, as its directory lists them.
     *
     * @throws UserError if it is no archive, or was cut off
     */
    static Set<String> names(Path archive) {
        try {
            return listed(archive);
        } catch (IOException e) {
            throw new UserError("cannot unpack " + archive + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** The names in the archive's directory: it is at the end, where an archive that was cut off has none. */
    private static Set<String> listed(Path archive) throws IOException {
        if (!Files.isRegularFile(archive) || !Files.isReadable(archive)) {
            // For the system's reason, which the archive's reader does not give.
            Files.newInputStream(archive).close();
        }
        try (ZipFile all = new ZipFile(archive.toFile())) {
            if (all.size() == 0) {
                throw new UserError(archive + " is empty, or no archive of Ringside's");
            }
            return all.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new UserError(
                    archive + " is no archive of Ringside's, or was cut off; nothing was unpacked: take another copy",
                    e);
        }
    }

    /** Returns the names of the files that were unpacked. */
    private static Set<String> unpackInto(Path archive, Path folder, long most) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Set<String> seen = new HashSet<>();
        String name = null;
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            long total = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                name = entry.getName();
                if (!name.matches(NAME) || !seen.add(name)) {
                    throw new UserError(archive + " holds \"" + name.replaceAll("[^ -~]", "?")
                            + "\", which no archive of Ringside's does");
                }
                Path file = folder.resolve(name);
                if (!file.getParent().equals(folder)) {
                    Files.createDirectories(file.getParent());
                    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
                }
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (OutputStream out = Files.newOutputStream(file)) {
                    byte[] chunk = new byte[CHUNK];
                    for (int read = zip.read(chunk); read >= 0; read = zip.read(chunk)) {
                        total += read;
                        if (total > most) {
                            throw new UserError(archive + " unpacks to more than any journals have");
                        }
                        out.write(chunk, 0, read);
                    }
                }
                FileTime modified = entry.getLastModifiedTime();
                if (modified != null) {
                    Files.setLastModifiedTime(file, modified);
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // The last is what Java makes of a name that is not UTF-8.
            throw damaged(archive, name == null ? "" : " at or after " + name, e);
        }
        return seen;
    }

    private static UserError damaged(Path archive, String where, Exception e) {
        return new UserError(archive + " is damaged" + where + "; nothing was unpacked: take another copy", e);
    }

    /** Half an archive on a full disk takes room that others need. */
    private static void discard(Path draft, IOException reason) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
