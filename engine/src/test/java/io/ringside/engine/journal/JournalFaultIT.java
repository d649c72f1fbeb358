package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, folders and disks that fail under a writer. */
final class JournalFaultIT {
    /** Root without the right to pass over permissions; any other user has none anyway. */
    private static final List<String> POWERLESS = List.of(
            "setpriv",
            "--bounding-set",
            "-dac_override,-dac_read_search",
            "--inh-caps",
            "-dac_override,-dac_read_search");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNoticeWhenTheLiveFileIsDeleted(boolean touching) throws IOException {
        assertNoticed(touching, "delete", "NoSuchFileException");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNoticeWhenAnotherFileStandsInPlaceOfTheLiveOne(boolean touching) throws IOException {
        assertNoticed(touching, "replace", "another file stands at");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNoticeWhenTheLiveFileIsTruncated(boolean touching) throws IOException {
        assertNoticed(touching, "truncate", "was cut to 1000 bytes");
    }

    private void assertNoticed(boolean touching, String harm, String why) throws IOException {
        try (Child child = Child.start(List.of(), Child.touching(touching), harm, temp.resolve(harm))) {
            List<String> lines = child.lines();
            assertEquals(4, lines.size(), lines.toString());
            assertEquals("checked", lines.get(0));
            assertTrue(lines.get(1).startsWith("noticed ") && lines.get(1).contains(why), lines.get(1));
            assertEquals(List.of("append refused", "closed"), lines.subList(2, 4));
            assertEquals(0, child.exit());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStopEntriesAndThenFailWithoutLossWhenTheDiskFills(boolean touching) throws IOException {
        assumeTrue(mayMount(), "skipped: this user may not mount");
        Path disk = Files.createDirectory(temp.resolve("disk"));
        String script = "mount -t tmpfs -o size=96m none " + disk + " && exec \"$@\"";
        try (Child child = Child.start(
                List.of("unshare", "-m", "sh", "-c", script, "sh"),
                Child.touching(touching),
                "fill-disk",
                disk.resolve("j"))) {
            List<String> lines = child.lines();
            assertEquals(4, lines.size(), lines.toString());
            assertEquals(List.of("low on space false", "low on space true"), lines.subList(0, 2));
            assertTrue(lines.get(2).startsWith("failed the journal"), lines.get(2));
            assertEquals("nothing lost", lines.get(3));
            assertEquals(0, child.exit());
        }
    }

    @Test
    void shouldReadButNotWriteWhenMountedReadOnly() throws IOException {
        assumeTrue(mayMount(), "skipped: this user may not mount");
        Path journal = Journals.write(temp.resolve("j"), 1, 10);
        String script = "mount --bind " + journal + " " + journal + " && mount -o remount,ro,bind " + journal
                + " && exec \"$@\"";
        List<String> readOnly = List.of("unshare", "-m", "sh", "-c", script, "sh");
        try (Child child = Child.start(readOnly, List.of(), "scan", journal)) {
            assertEquals(List.of("records 12"), child.lines());
        }
        try (Child child = Child.start(readOnly, List.of(), "reopen", journal)) {
            assertRefused(child, "cannot lock " + journal);
        }
    }

    @Test
    void shouldRefuseAFolderThatItMayNotReadOrWrite() throws IOException {
        List<String> before = List.of();
        if (System.getProperty("user.name").equals("root")) {
            assumeTrue(Child.run(with(POWERLESS, "true")), "skipped: root cannot give up its powers here");
            before = POWERLESS;
        }
        Path journal = Journals.write(temp.resolve("j"), 1, 10);
        Path cycle = journal.resolve("20250521F.cq4");
        permit(cycle, "r--------");
        try (Child child = Child.start(before, List.of(), "reopen", journal)) {
            assertRefused(child, "cannot write " + cycle);
        }
        permit(cycle, "---------");
        try (Child child = Child.start(before, List.of(), "scan", journal)) {
            assertRefused(child, "cannot read " + cycle);
        }
        permit(cycle, "rw-------");
        permit(journal, "r-x------");
        try (Child child = Child.start(before, List.of(), "reopen", journal)) {
            assertRefused(child, "cannot write into the journal's folder " + journal);
        }
        permit(journal, "---------");
        try (Child child = Child.start(before, List.of(), "scan", journal)) {
            assertRefused(child, "this user may not read the folder " + journal);
        }
        permit(journal, "rwxrwx---");
        try (Child child = Child.start(before, List.of(), "reopen", journal)) {
            assertRefused(child, "others may write the journal's folder " + journal);
        }
        permit(journal, "rwx------");
        assertEquals(12, Journals.scan(journal));
    }

    @Test
    void shouldRefuseSettingsUnderWhichTheQueueLosesRecords() throws IOException {
        for (String option : List.of(
                "-Dqueue.force.unlock.mode=always",
                "-Dqueue.ignoreIndexingFailure=true",
                "-Dqueue.dont.recover.lock.timeout=true")) {
            try (Child child = Child.start(List.of(), List.of(option), "append", temp.resolve("j"), 1, 1)) {
                assertRefused(child, option.substring(0, option.indexOf('=')).replace("mode", "mode=ALWAYS"));
            }
            assertTrue(Files.notExists(temp.resolve("j")));
        }
    }

    @Test
    void shouldWriteNothingOutsideItsFolder() throws IOException {
        Path home = Files.createDirectory(temp.resolve("home"));
        Path tmp = Files.createDirectory(temp.resolve("tmp"));
        try (Child child = Child.start(
                List.of("env", "HOME=" + home),
                List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + tmp),
                "append",
                temp.resolve("j"),
                1,
                100)) {
            assertEquals(100, child.lines().size());
        }
        assertEmpty(home);
        assertEmpty(tmp);
    }

    private static void assertEmpty(Path folder) throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            assertEquals(List.of(folder), left.toList());
        }
    }

    private static void assertRefused(Child child, String why) {
        List<String> lines = child.lines();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("refused ") && lines.get(0).contains(why), lines.get(0));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static boolean mayMount() throws IOException {
        return Child.run("unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt");
    }

    private static String[] with(List<String> before, String command) {
        return Stream.concat(before.stream(), Stream.of(command)).toArray(String[]::new);
    }
}
