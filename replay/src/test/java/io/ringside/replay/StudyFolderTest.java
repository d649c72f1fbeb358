package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of a study that writes one.csv and two.json and may go on with its log: nothing else is touched. */
class StudyFolderTest {
    private static final List<String> NAMES = List.of("one.csv", "two.json", "study.log");

    @TempDir
    Path temp;

    private StudyFolder prepare(Path folder, boolean force) {
        return StudyFolder.prepare(folder, NAMES, "study.log", force);
    }

    private Path with(String... files) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("out"));
        for (String file : files) {
            Files.writeString(folder.resolve(file), "before");
        }
        return folder;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    /** What is unfinished is gone on with; a draft is nothing yet. */
    @ParameterizedTest
    @CsvSource({"study.log", "one.csv.draft", "study.log.draft"})
    void shouldTakeAFolderInWhichNothingIsFinished(String file) throws IOException {
        Path folder = with(file);
        prepare(folder, false);
        assertEquals(List.of(file), files(folder));
        prepare(folder, true);
        assertEquals(List.of(), files(folder));
    }

    @ParameterizedTest
    @CsvSource({"one.csv", "two.json"})
    void shouldReplaceResultsOnlyWhereItIsAskedFor(String file) throws IOException {
        Path folder = with(file, "study.log");
        UserError refused = assertThrows(UserError.class, () -> prepare(folder, false));
        assertEquals(
                folder + ": holds results already; --force replaces them, --out DIR keeps them", refused.getMessage());
        assertEquals(2, files(folder).size());
        prepare(folder, true);
        assertEquals(List.of(), files(folder));
    }

    /** Without a log that it goes on with, a log is a result like others. */
    @Test
    void shouldGoOnWithNothingWhereNothingCanBeUnfinished() throws IOException {
        Path folder = with("study.log");
        assertThrows(UserError.class, () -> StudyFolder.prepare(folder, NAMES, null, false));
    }

    /** Whatever is another's stays, and all that is beside it, even by force. */
    @ParameterizedTest
    @CsvSource({"other.csv", "one.csv.draft.draft", "one.csv.old", "one.draft"})
    void shouldLeaveAFolderWithSomethingElseAlone(String file) throws IOException {
        Path folder = with(file, "two.json");
        for (boolean force : new boolean[] {false, true}) {
            UserError refused = assertThrows(UserError.class, () -> prepare(folder, force));
            assertEquals(
                    "--out " + folder + ": holds " + file + ", which is no result of this; name another folder",
                    refused.getMessage());
        }
        assertEquals(2, files(folder).size());
    }

    @Test
    void shouldRefuseAFile() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertEquals(
                "--out " + file + ": is a file; name a folder",
                assertThrows(UserError.class, () -> prepare(file, true)).getMessage());
    }

    @Test
    void shouldWriteAFileWholeOverOneThatIsThere() throws IOException {
        StudyFolder folder = prepare(temp.resolve("a/b"), false);
        folder.write("one.csv", "first");
        folder.write("one.csv", "second \u00e4");
        assertEquals("second \u00e4", Files.readString(folder.file("one.csv")));
        assertEquals(List.of("one.csv"), files(temp.resolve("a/b")));
    }

    /** Only what it made, and only as far as it is empty. */
    @Test
    void shouldRemoveTheFoldersThatItMade() throws IOException {
        prepare(temp.resolve("a/b/c"), false).removeIfEmpty();
        assertFalse(Files.exists(temp.resolve("a")));
        Path folder = with();
        prepare(folder, false).removeIfEmpty();
        assertTrue(Files.isDirectory(folder), "it was there before");
        prepare(folder.resolve("d"), false).removeIfEmpty();
        assertEquals(List.of(), files(folder));
        StudyFolder deep = prepare(folder.resolve("e/f"), false);
        Files.writeString(folder.resolve("e/other"), "");
        deep.removeIfEmpty();
        assertEquals(List.of("other"), files(folder.resolve("e")));
        StudyFolder written = prepare(folder.resolve("g"), false);
        written.write("one.csv", "");
        written.removeIfEmpty();
        assertEquals(List.of("one.csv"), files(folder.resolve("g")));
    }
}
