package io.ringside.replay.command;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The days in a daemon's folder, for maintenance commands.
 *
 * <p>Thread: the caller's.
 */
final class LiveDays {
    /** What every daemon's folder holds. */
    static final String LOCK = "daemon.lock";

    static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private LiveDays() {}

    /** Journals of the folder's days, oldest first. */
    static List<Path> of(Path folder) {
        List<Path> all;
        try (Stream<Path> entries = Files.list(folder)) {
            all = entries.toList();
        } catch (IOException e) {
            throw new UserError(
                    folder + ": cannot be read (" + UserError.reason(e)
                            + "); give a daemon's folder, as a user who may",
                    e);
        }
        Path lock = folder.resolve(LOCK);
        if (!all.contains(lock) || Files.isDirectory(lock)) {
            throw new UserError(folder + " is no daemon's folder: it has no " + LOCK);
        }
        return all.stream()
                .filter(one -> one.getFileName().toString().matches(DAY))
                .filter(one -> Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                .sorted(Comparator.comparing(one -> one.getFileName().toString()))
                .toList();
    }

    /** A journal's files, the manifest first: it never covers more than a cycle file that is read after it. */
    static List<Path> files(Path journal) {
        try (Stream<Path> all = Files.list(journal)) {
            return all.filter(one ->
                            !one.getFileName().toString().matches("journal\\.lock|manifest\\.new|metadata\\.cq4t"))
                    .sorted(Comparator.comparing(
                                    (Path one) -> !one.getFileName().toString().equals("manifest"))
                            .thenComparing(Path::getFileName))
                    .toList();
        } catch (IOException e) {
            throw new UserError("cannot read " + journal + ": " + UserError.reasonWithFile(e), e);
        }
    }

    /** Removes a folder of plain files. */
    static void remove(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UserError("cannot remove " + folder + ": " + UserError.reasonWithFile(e), e);
        }
    }
}
