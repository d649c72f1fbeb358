package io.ringside.replay;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a study's files. Only files of its own names are replaced, and only if the user allows it.
 *
 * <p>Thread: the command's.
 */
public final class StudyFolder {
    private final Path folder;
    /** The topmost folder of the path that had to be created; null if all existed. */
    private final Path topmostMade;

    private StudyFolder(Path folder, Path topmostMade) {
        this.folder = folder;
        this.topmostMade = topmostMade;
    }

    /**
     * Prepares a folder.
     *
     * @param names files that the study writes
     * @param unfinished file that may exist and is continued; null for none
     * @throws UserError if there is something that must not be replaced
     */
    public static StudyFolder prepare(Path folder, List<String> names, String unfinished, boolean force) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new UserError("--out " + folder + ": is a file; name a folder");
            }
            Path topmost = null;
            for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
                topmost = path;
            }
            Files.createDirectories(folder);
            List<String> present;
            try (Stream<Path> entries = Files.list(folder)) {
                present = entries.map(entry -> entry.getFileName().toString())
                        .sorted()
                        .toList();
            }
            for (String one : present) {
                if (!names.contains(one.replaceFirst("\\.draft$", ""))) {
                    throw new UserError(
                            "--out " + folder + ": holds " + one + ", which is no result of this; name another folder");
                }
                if (!force && !one.equals(unfinished) && !one.endsWith(".draft")) {
                    throw new UserError(
                            folder + ": holds results already; --force replaces them, --out DIR keeps them");
                }
            }
            if (force) {
                for (String one : present) {
                    Files.delete(folder.resolve(one));
                }
            }
            return new StudyFolder(folder, topmost);
        } catch (IOException e) {
            throw new UserError("--out " + folder + ": cannot be written: " + UserError.reasonWithFile(e), e);
        }
    }

    /** One of its files. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Deletes the folders that it created, if they are empty: for a study that failed before it wrote a file. */
    public void removeIfEmpty() {
        try {
            for (Path path = folder.toAbsolutePath();
                    topmostMade != null && path.startsWith(topmostMade) && isEmpty(path);
                    path = path.getParent()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be removed: " + UserError.reasonWithFile(e), e);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Writes a file whole or not at all. */
    public void write(String name, String text) throws IOException {
        Path draft = folder.resolve(name + ".draft");
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
