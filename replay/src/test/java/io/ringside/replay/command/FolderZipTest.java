package io.ringside.replay.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.ResultFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed comes back, and nothing that another program has packed is let out. */
class FolderZipTest {
    @TempDir
    Path folder;

    private Path made(String name, int length) throws IOException {
        Path file = folder.resolve("from").resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 1000);
        }
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        return file;
    }

    private Path zip(String... entries) throws IOException {
        Path file = folder.resolve("given.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private String refused(Path archive) {
        return assertThrows(UserError.class, () -> FolderZip.unpack(archive, folder.resolve("to")))
                .getMessage();
    }

    @Test
    void shouldBringBackWhatWasPacked() throws IOException {
        List<Path> files = List.of(made("a.cq4", 200_000), made("deep/b", 5), made("deep/c", 0), made("d", 65_536));
        Path archive = folder.resolve("days.zip");
        // What a packing that was killed has left is in nobody's way.
        Files.writeString(folder.resolve(".days.zip.new"), "half");
        FolderZip.pack(folder.resolve("from"), files, archive);
        assertEquals("rw-------", permissions(archive));
        assertFalse(Files.exists(folder.resolve(".days.zip.new")));
        Path to = folder.resolve("to");
        FolderZip.unpack(archive, to);
        for (Path file : files) {
            Path back = to.resolve(folder.resolve("from").relativize(file));
            assertEquals(-1, Files.mismatch(file, back), back.toString());
            assertEquals("rw-------", permissions(back));
            assertEquals(1_700_000_000_000L, Files.getLastModifiedTime(back).toMillis());
        }
        assertEquals("rwx------", permissions(to));
        assertEquals("rwx------", permissions(to.resolve("deep")));
        try (Stream<Path> all = Files.walk(to)) {
            assertEquals(6, all.count());
        }
        assertEquals(
                archive + " exists already; name another file, or remove it",
                assertThrows(UserError.class, () -> FolderZip.pack(folder.resolve("from"), files, archive))
                        .getMessage());
    }

    /** A link to nothing is there too. */
    @Test
    void shouldNotPackOverALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.zip"), folder.resolve("nowhere"));
        List<Path> files = List.of(made("a", 1));
        assertTrue(assertThrows(UserError.class, () -> FolderZip.pack(folder.resolve("from"), files, link))
                .getMessage()
                .endsWith(" exists already; name another file, or remove it"));
    }

    /** All files together, to the byte. */
    @Test
    void shouldUnpackNoMoreThanJournalsHave() throws IOException {
        Path archive = zip("12345", "678");
        FolderZip.unpack(archive, folder.resolve("eight"), 8);
        assertEquals("678", Files.readString(folder.resolve("eight/678")));
        assertEquals(
                archive + " unpacks to more than any journals have",
                assertThrows(UserError.class, () -> FolderZip.unpack(archive, folder.resolve("seven"), 7))
                        .getMessage());
        assertEquals(List.of("eight", "given.zip"), left());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/a", ".a", "a/../b", "a/.b", "a/b/c", "a//b", "a/", "a b", "a\\b"})
    void shouldNotUnpackNamesThatNoArchiveHas(String name) throws IOException {
        Path archive = zip("good", name);
        assertEquals(archive + " holds \"" + name + "\", which no archive of Ringside's does", refused(archive));
        assertEquals(List.of("given.zip"), left());
    }

    /** 100 characters, of a folder and of a file. */
    @Test
    void shouldUnpackNamesUpToTheirLength() throws IOException {
        String most = "a".repeat(100);
        FolderZip.unpack(zip(most + "/" + most), folder.resolve("to"));
        assertEquals(
                201,
                Files.readString(folder.resolve("to").resolve(most).resolve(most))
                        .length());
        Path archive = zip(most + "a");
        assertTrue(refused(archive).startsWith(archive + " holds \"aaa"));
    }

    @Test
    void shouldNotUnpackANameTwiceNorPrintWhatItMustNot() throws IOException {
        Path archive = zip("aa", "ab");
        byte[] bytes = Files.readAllBytes(archive);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Files.write(archive, text.replace("ab", "aa").getBytes(StandardCharsets.ISO_8859_1));
        // The content is "ab" too, but compressed.
        assertEquals(archive + " holds \"aa\", which no archive of Ringside's does", refused(archive));
        Path odd = zip("a\u001b[31m\u00e4~ ");
        assertEquals(odd + " holds \"a?[31m?~ \", which no archive of Ringside's does", refused(odd));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    /** Any byte that is wrong, and any length that is too short: a file of the archive never comes out changed. */
    @Test
    void shouldLeaveNothingOfADamagedArchive() throws IOException {
        Path archive = zip("daemon.lock", "2025-06-18/manifest", "2025-06-18/20250618F.cq4");
        byte[] whole = Files.readAllBytes(archive);
        Path to = folder.resolve("to");
        for (int length = 0; length < whole.length; length++) {
            Files.write(archive, Arrays.copyOf(whole, length));
            String message = refused(archive);
            assertTrue(message.endsWith("nothing was unpacked: take another copy"), length + ": " + message);
            assertEquals(List.of("given.zip"), left());
        }
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Files.write(archive, changed);
            try {
                FolderZip.unpack(archive, to);
                for (String name : List.of("daemon.lock", "2025-06-18/manifest", "2025-06-18/20250618F.cq4")) {
                    assertEquals(name, Files.readString(to.resolve(name)), "byte " + at);
                }
                ResultFolder.delete(to);
            } catch (UserError e) {
                refused++;
                assertFalse(e.getMessage().contains("Exception"), e.getMessage());
            }
            assertEquals(List.of("given.zip"), left(), "byte " + at);
        }
        assertTrue(refused > whole.length / 2, refused + " of " + whole.length);
    }

    @Test
    void shouldRefuseWhatIsNoArchive() throws IOException {
        Path archive = Files.writeString(folder.resolve("text.zip"), "no archive");
        assertEquals(
                archive + " is no archive of Ringside's, or was cut off; nothing was unpacked: take another copy",
                refused(archive));
        Path empty = zip();
        assertEquals(empty + " is empty, or no archive of Ringside's", refused(empty));
        Path none = folder.resolve("none.zip");
        assertEquals("cannot unpack " + none + ": " + none + ": no such file", refused(none));
    }
}
