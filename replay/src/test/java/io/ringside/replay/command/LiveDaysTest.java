package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a daemon's folder are its days, and what of a day's journal is kept. */
class LiveDaysTest {
    @TempDir
    Path folder;

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(one -> one.getFileName().toString()).toList();
    }

    @Test
    void shouldListTheDaysOldestFirst() throws IOException {
        assertEquals(
                folder + " is no daemon's folder: it has no daemon.lock",
                assertThrows(UserError.class, () -> LiveDays.of(folder)).getMessage());
        Files.createFile(folder.resolve("daemon.lock"));
        assertEquals(List.of(), LiveDays.of(folder));
        for (String day : List.of("2025-05-22", "2024-12-31", "2025-05-21", "archive", "2025-05-2", "x2025-05-20")) {
            Files.createDirectory(folder.resolve(day));
        }
        Files.createFile(folder.resolve("2025-05-23"));
        Files.createSymbolicLink(folder.resolve("2025-05-24"), folder.resolve("archive"));
        assertEquals(List.of("2024-12-31", "2025-05-21", "2025-05-22"), names(LiveDays.of(folder)));
    }

    /** A link to itself can be read by nobody, not even by root. */
    @Test
    void shouldTellAFolderThatCannotBeRead() throws IOException {
        Path none = folder.resolve("none");
        assertEquals(
                none + ": cannot be read (no such file); give a daemon's folder, as a user who may",
                assertThrows(UserError.class, () -> LiveDays.of(none)).getMessage());
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        assertEquals(
                loop
                        + ": cannot be read (Too many levels of symbolic links or unable to access attributes of symbolic link)"
                        + "; give a daemon's folder, as a user who may",
                assertThrows(UserError.class, () -> LiveDays.of(loop)).getMessage());
    }

    /** Another folder's lock is none. */
    @Test
    void shouldTakeAFileForALockAlone() throws IOException {
        Files.createDirectory(folder.resolve("daemon.lock"));
        assertThrows(UserError.class, () -> LiveDays.of(folder));
    }

    @Test
    void shouldListTheManifestFirstAndNoLocks() throws IOException {
        for (String file : List.of(
                "20250521F.cq4", "manifest", "journal.lock", "manifest.new", "metadata.cq4t", "20250520F.cq4", "a")) {
            Files.createFile(folder.resolve(file));
        }
        assertEquals(List.of("manifest", "20250520F.cq4", "20250521F.cq4", "a"), names(LiveDays.files(folder)));
        Path none = folder.resolve("none");
        assertEquals(
                "cannot read " + none + ": " + none + ": no such file",
                assertThrows(UserError.class, () -> LiveDays.files(none)).getMessage());
    }

    @Test
    void shouldRemoveAFolderOfFiles() throws IOException {
        Path day = Files.createDirectory(folder.resolve("2025-05-21"));
        Files.createFile(day.resolve("a"));
        Files.createFile(day.resolve("b"));
        LiveDays.remove(day);
        assertFalse(Files.exists(day));
        assertEquals(
                "cannot remove " + day + ": " + day + ": no such file",
                assertThrows(UserError.class, () -> LiveDays.remove(day)).getMessage());
    }
}
