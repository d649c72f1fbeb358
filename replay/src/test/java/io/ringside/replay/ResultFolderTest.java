package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results are there as a whole or not at all, and nothing that is no result is touched. */
class ResultFolderTest {
    @TempDir
    Path folder;

    @Test
    void shouldLeaveNoFolderThatItMadeForNothing() throws IOException {
        Path deep = folder.resolve("a/b/c");
        Files.createDirectory(folder.resolve("a"));
        try (ResultFolder results = ResultFolder.prepare(deep, false)) {
            Files.writeString(results.file("summary.json"), "{}");
            assertEquals(deep, results.path());
        }
        assertFalse(Files.exists(folder.resolve("a/b")), "what it made");
        assertTrue(Files.isDirectory(folder.resolve("a")), "what was there");
    }

    @Test
    void shouldKeepWhatIsCommitted() throws IOException {
        Path out = folder.resolve("out");
        try (ResultFolder results = ResultFolder.prepare(out, false)) {
            Files.writeString(results.file("summary.json"), "{}");
            Files.createDirectory(results.journal());
            results.commit();
        }
        assertEquals("{}", Files.readString(out.resolve("summary.json")));
        assertTrue(Files.isDirectory(out.resolve("journal")));
        assertEquals(out + ": holds results already; --force replaces them, --out DIR keeps them", refused(out, false));
        Files.writeString(out.resolve("journal/x"), "x");
        try (ResultFolder results = ResultFolder.prepare(out, true)) {
            assertFalse(Files.exists(out.resolve("summary.json")));
            assertFalse(Files.exists(results.journal()));
        }
        assertTrue(Files.isDirectory(out), "it was there before");
    }

    /** Journals that are there stay, whether it comes to results or not. */
    @Test
    void shouldKeepJournalsThatResultsGoBeside() throws IOException {
        Path journal = Files.createDirectories(folder.resolve("out/journal"));
        for (boolean commit : new boolean[] {false, true}) {
            try (ResultFolder results = ResultFolder.besideJournals(folder.resolve("out"), false)) {
                Files.writeString(results.file("summary.json"), "{}");
                if (commit) {
                    results.commit();
                }
            }
            assertTrue(Files.isDirectory(journal));
            assertEquals(commit, Files.exists(folder.resolve("out/summary.json")));
        }
    }

    @Test
    void shouldRefuseWhatIsNoResult() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertEquals("--out " + file + ": is a file; name a folder", refused(file, true));
        Files.writeString(folder.resolve("zzz"), "");
        assertEquals(
                "--out " + folder + ": holds file, which is no result of a back test; name another folder",
                refused(folder, true));
        assertTrue(Files.exists(file));
        try (ResultFolder results = ResultFolder.prepare(folder.resolve("x"), false)) {
            assertThrows(IllegalArgumentException.class, () -> results.file("notes.txt"));
        }
    }

    private static String refused(Path out, boolean force) {
        return assertThrows(UserError.class, () -> ResultFolder.prepare(out, force))
                .getMessage();
    }
}
