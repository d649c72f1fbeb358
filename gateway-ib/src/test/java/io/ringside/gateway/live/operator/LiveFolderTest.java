package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.LiveBench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFolderTest {
    @TempDir
    Path root;

    @Test
    void shouldTakeWhateverHasTheNameForAKill() throws IOException, InterruptedException {
        LiveFolder folder = new LiveFolder(root);
        assertNull(folder.killFlag());
        folder.setKill("enough");
        assertEquals("enough", folder.killFlag().note());
        folder.clearKill();
        Files.createFile(root.resolve("kill"));
        assertEquals("", folder.killFlag().note());
        Files.writeString(root.resolve("kill"), "é\nx".repeat(1_000));
        assertTrue(folder.killFlag().note().matches("[ -~]{1,256}"));
        folder.clearKill();
        Files.createDirectory(root.resolve("kill"));
        assertTrue(folder.isKilled());
        assertTrue(folder.killFlag().note().startsWith("the kill flag cannot be read"));
        folder.clearKill();
        Files.createSymbolicLink(root.resolve("kill"), root.resolve("nowhere"));
        assertTrue(folder.isKilled());
        assertTrue(folder.killFlag().note().startsWith("the kill flag cannot be read"));
        folder.clearKill();
        pipe(root.resolve("kill"));
        assertTrue(
                folder.killFlag().note().startsWith("the kill flag cannot be read"), "and nobody waits for a writer");
    }

    /** Who names no folder means the daemon that runs, or else the newest simulated session where there is nothing else. */
    @Test
    void shouldMeanTheFolderThatIsInUse() throws IOException {
        Path live = root.resolve("live");
        assertEquals(live, LiveFolder.used(root), "none yet");
        Path first = Files.createDirectories(root.resolve("out/live-2024-01-02"));
        Path second = Files.createDirectories(root.resolve("out/live-2024-01-03"));
        Files.createDirectories(root.resolve("out/other"));
        assertEquals(second, LiveFolder.used(root), "the newest one");
        try (LiveFolder simulated = new LiveFolder(first)) {
            simulated.take();
            assertEquals(first, LiveFolder.used(root), "the one that runs");
            Files.createDirectories(live);
            assertEquals(first, LiveFolder.used(root), "nothing runs in the other");
            try (LiveFolder daemon = new LiveFolder(live)) {
                daemon.take();
                assertEquals(live, LiveFolder.used(root));
            }
        }
        assertEquals(live, LiveFolder.used(root), "which was used before");
    }

    /** A kill that was meant for a daemon that has just died must not end in somebody's simulation. */
    @Test
    void shouldAskWhichOneIsCommandedWhereASimulationRunsBesideADeadDaemon() throws IOException {
        Path live = root.resolve("live");
        Path simulation = Files.createDirectories(root.resolve("out/live-2024-01-02"));
        try (LiveFolder simulated = new LiveFolder(simulation)) {
            simulated.take();
            Files.createDirectories(live);
            assertEquals(simulation, LiveFolder.commanded(root), "no daemon has ever run in the other");
            try (LiveFolder daemon = new LiveFolder(live)) {
                daemon.take();
                assertEquals(live, LiveFolder.commanded(root));
            }
            UserError error = assertThrows(UserError.class, () -> LiveFolder.commanded(root));
            assertEquals(
                    "no daemon runs in " + live + ", but a simulated session runs in " + simulation
                            + "; say which one is meant: --journal " + live + " or --journal " + simulation,
                    error.getMessage());
        }
        assertEquals(live, LiveFolder.commanded(root), "it has ended");
    }

    /** What cannot be looked at is not empty: a link that leads to itself stands for a folder of another user's. */
    @Test
    void shouldNotTakeForNobodysWhatItMayNotLookAt() throws IOException {
        Path hidden = root.resolve("hidden");
        Files.createSymbolicLink(hidden, hidden);
        LiveFolder folder = new LiveFolder(hidden);
        String words = "this user may not look at " + hidden + "; ask as the daemon's user";
        assertEquals(words, assertThrows(UserError.class, folder::isTaken).getMessage());
        assertEquals(words, assertThrows(UserError.class, folder::readStatus).getMessage());
        assertEquals(
                words,
                assertThrows(UserError.class, () -> new OperatorDesk(folder).kill(""))
                        .getMessage());
    }

    @Test
    void shouldSetAnEmptyKillWhereANoteHasNoRoom() throws IOException {
        LiveFolder folder = new LiveFolder(root);
        noRoomFor("kill");
        folder.setKill("enough");
        assertEquals("", folder.killFlag().note());
        folder.setKill("again");
        assertTrue(folder.isKilled());
    }

    @Test
    void shouldKillInMemoryWhereNotEvenAnEmptyFileHasRoom() {
        Alarms alarms = new Alarms(
                LiveBench.liveSettings(LiveBench.config()), ExchangeCalendar.usEquity(), null, System.nanoTime());
        KillSwitch kill = new KillSwitch(new LiveFolder(root.resolve("none")), alarms);
        assertFalse(kill.isSet());
        kill.set("enough");
        assertTrue(kill.isSet());
        assertTrue(kill.isDue());
        assertEquals("enough", kill.note());
        assertEquals(1, alarms.count());
        kill.obeyed();
        assertFalse(kill.isDue());
        assertTrue(kill.isSet());
        kill.set("once more");
        assertTrue(kill.isDue(), "another kill is obeyed again");
        assertNull(kill.clear());
        assertFalse(kill.isSet());
    }

    @Test
    void shouldObeyOneFlagOnceAndTheNextOneAgain() throws IOException {
        LiveFolder folder = new LiveFolder(root);
        Alarms alarms = new Alarms(LiveBench.liveSettings(LiveBench.config()), ExchangeCalendar.usEquity());
        KillSwitch kill = new KillSwitch(folder, alarms);
        folder.setKill("by hand");
        assertTrue(kill.isDue());
        kill.obeyed();
        assertFalse(kill.isDue());
        Files.setLastModifiedTime(root.resolve("kill"), java.nio.file.attribute.FileTime.fromMillis(1));
        assertTrue(kill.isDue());
        kill.obeyed();
        assertNull(kill.clear());
        assertEquals("the kill flag was set", kill.note());
        Files.createFile(root.resolve("kill"));
        assertEquals("the kill flag was set", kill.note(), "by hand, without a word");
        assertNull(kill.clear());
        kill.set("again");
        assertTrue(kill.isDue());
        assertEquals("again", kill.note());
    }

    @Test
    void shouldCutANoteAndNeverItsCommand() throws IOException {
        LiveFolder folder = taken();
        folder.ask(Operator.HALT, "why ".repeat(200));
        Files.writeString(root.resolve("commands/9.command"), "FLATTEN " + "x".repeat(100_000));
        Files.writeString(root.resolve("commands/99.command"), "FLATTEN");
        List<LiveFolder.Command> waiting = folder.waiting();
        assertEquals(
                List.of(Operator.HALT, Operator.FLATTEN, Operator.FLATTEN),
                waiting.stream().map(LiveFolder.Command::operator).toList());
        assertEquals(255, waiting.get(0).note().length(), "but for the blank at its end");
        assertEquals(256, waiting.get(1).note().length());
    }

    @Test
    void shouldRefuseWhateverElseLiesAmongTheCommandsAndReadItOnce() throws IOException, InterruptedException {
        LiveFolder folder = taken();
        Path commands = root.resolve("commands");
        Files.write(commands.resolve("1.command"), new byte[] {(byte) 0xc3, 0x28, 0});
        Files.createSymbolicLink(commands.resolve("2.command"), root.resolve("nowhere"));
        Files.createSymbolicLink(commands.resolve("3.command"), Files.writeString(root.resolve("other"), "HALT"));
        pipe(commands.resolve("4.command"));
        Files.createDirectories(commands.resolve("5.command/full"));
        Files.writeString(commands.resolve("6.command"), "HALTED");
        Files.writeString(commands.resolve("7.command"), "");
        List<LiveFolder.Command> waiting = folder.waiting();
        assertEquals(7, waiting.size());
        for (LiveFolder.Command command : waiting) {
            assertNull(command.operator(), command.file().toString());
            assertTrue(folder.answer(command, "refused: " + command.note()));
        }
        assertEquals(List.of(), folder.waiting());
        assertTrue(Files.readString(commands.resolve("6.answer")).startsWith("refused: not a command"));
        assertFalse(Files.exists(commands.resolve("4.command"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("HALT", Files.readString(root.resolve("other")), "what a link leads to stays");
    }

    @Test
    void shouldMakeItsCommandsFolderAgain() throws IOException {
        LiveFolder folder = taken();
        Files.delete(root.resolve("commands"));
        assertEquals(List.of(), folder.waiting());
        folder.ask(Operator.HALT, "");
        assertEquals(1, folder.waiting().size());
        assertEquals("rwx------", mode(root.resolve("commands")));
    }

    @Test
    void shouldTellTwoCommandsOfOneMillisecondApart() {
        LiveFolder folder = taken();
        for (int i = 0; i < 50; i++) {
            assertNotEquals(folder.ask(Operator.HALT, ""), folder.ask(Operator.RESUME, ""));
        }
        assertEquals(100, folder.waiting().size());
    }

    @Test
    void shouldLeaveAFolderThatIsUsedForSomethingElseAlone() throws IOException {
        Path shared = Files.createDirectory(
                root.resolve("shared"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(shared.resolve("thesis.txt"), "mine");
        UserError error = assertThrows(UserError.class, () -> new LiveFolder(shared).take());
        assertEquals(
                shared + " holds thesis.txt and is no daemon's folder; name another --journal", error.getMessage());
        assertEquals("rwxr-xr-x", mode(shared));
        assertThrows(UserError.class, () -> new LiveFolder(shared.resolve("thesis.txt")).take());
        Path empty = Files.createDirectory(root.resolve("empty"));
        try (LiveFolder folder = new LiveFolder(empty)) {
            folder.take();
        }
        assertEquals("rwx------", mode(empty));
        try (LiveFolder again = new LiveFolder(empty)) {
            again.take();
        }
    }

    private LiveFolder taken() {
        LiveFolder folder = new LiveFolder(root);
        folder.take();
        folder.close();
        return folder;
    }

    /** A draft that cannot be written, as on a full disk: even root may not write into a folder as into a file. */
    private void noRoomFor(String file) throws IOException {
        Files.createDirectories(root.resolve("." + file + ".new/full"));
        assertThrows(UncheckedIOException.class, () -> {
            try {
                Files.writeString(root.resolve("." + file + ".new"), "x");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void pipe(Path file) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
