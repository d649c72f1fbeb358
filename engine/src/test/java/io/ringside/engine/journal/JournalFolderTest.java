package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are a journal's, or could become one, and those that are not. */
class JournalFolderTest {
    @TempDir
    Path parent;

    private Path path;
    private JournalFolder folder;

    @BeforeEach
    void name() {
        path = parent.resolve("a/journal");
        folder = new JournalFolder(path);
    }

    @Test
    void shouldMakeAFolderForItsOwnerAlone() throws IOException {
        folder.create();
        assertEquals("rwx------", permissions(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder.create();
        assertEquals("rwx------", permissions(path));
        assertTrue(folder.isUnbegun());
    }

    @Test
    void shouldTakeWhatAWriterLeftThatDiedBeforeItsManifest() throws IOException {
        folder.create();
        Files.writeString(path.resolve("journal.lock"), "");
        Files.writeString(path.resolve("manifest.new"), "half");
        assertTrue(folder.isUnbegun());
        assertFalse(JournalWriter.exists(path));
        folder.create();
        Files.writeString(path.resolve("manifest"), "");
        assertFalse(folder.isUnbegun());
        assertTrue(JournalWriter.exists(path));
        assertFalse(JournalWriter.exists(path.resolve("manifest")));
        assertRefused("the journal's folder is not empty: " + path, folder::create);
    }

    @Test
    void shouldNotBeMadeWhereAFileIs() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        assertRefused("not a folder: " + path, folder::create);
        assertRefused("not a journal's folder: " + path, folder::requireReadable);
        JournalFolder below = new JournalFolder(path.resolve("below"));
        assertRefused("cannot make the journal's folder", below::create);
        Path nowhere = parent.resolve("link");
        Files.createSymbolicLink(nowhere, parent.resolve("nothing"));
        assertRefused("not a folder: " + nowhere, () -> new JournalFolder(nowhere).create());
    }

    @Test
    void shouldBeReadOnlyWhereNothingButAJournalIs() throws IOException {
        assertRefused("no such journal: " + path, folder::requireReadable);
        Files.createDirectories(path);
        assertRefused("not a journal: " + path + " has no file \"manifest\"", folder::requireReadable);
        for (String name :
                new String[] {"manifest", "manifest.new", "journal.lock", "metadata.cq4t", "seal", "20250521F.cq4"}) {
            Files.writeString(path.resolve(name), "");
        }
        folder.requireReadable();
        for (String name : new String[] {"20250521F.cq4~", "2025052F.cq4", "x20250521F.cq4", "notes.txt"}) {
            Files.writeString(path.resolve(name), "");
            assertRefused("foreign file in the journal's folder: " + path.resolve(name), folder::requireReadable);
            Files.delete(path.resolve(name));
        }
        folder.requireReadable();
    }

    @Test
    void shouldNotFollowWhatIsNoPlainFile() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("manifest"), "");
        Files.createDirectory(path.resolve("seal"));
        assertRefused("not a plain file in the journal's folder: " + path.resolve("seal"), folder::requireReadable);
        Files.delete(path.resolve("seal"));
        Files.createSymbolicLink(path.resolve("metadata.cq4t"), path.resolve("manifest"));
        assertRefused("not a plain file in the journal's folder", folder::requireReadable);
    }

    @Test
    void shouldNotBeWrittenWhereOthersMay() throws IOException {
        folder.create();
        folder.requireWritable();
        for (String permissions : new String[] {"rwxrwx---", "rwx----w-", "rwx-w--w-"}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            assertRefused("others may write the journal's folder " + path, folder::requireWritable);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder.requireWritable();
        assertRefused(
                "cannot write into the journal's folder", new JournalFolder(path.resolve("none"))::requireWritable);
    }

    @Test
    void shouldRemoveItsOwnFilesOnly() throws IOException {
        folder.create();
        Files.writeString(path.resolve("manifest"), "");
        Files.writeString(path.resolve("20250521F.cq4"), "");
        folder.clear();
        assertFalse(Files.exists(path));
        folder.create();
        Files.writeString(path.resolve("manifest"), "");
        Files.writeString(path.resolve("notes.txt"), "mine");
        assertRefused("cannot remove the unfinished journal " + path, folder::clear);
        assertEquals("mine", Files.readString(path.resolve("notes.txt")));
        assertFalse(Files.exists(path.resolve("manifest")));
    }

    @Test
    void shouldNameACycleByItsDay() {
        assertEquals(path.resolve("20250521F.cq4"), folder.cycle(Journals.EPOCH_DAY));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertRefused(String expected, Runnable what) {
        UserError error = assertThrows(UserError.class, what::run);
        assertTrue(error.getMessage().contains(expected), error::getMessage);
    }
}
