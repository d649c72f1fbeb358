package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands on their way to a daemon, which is played here. */
class OperatorDeskTest {
    /** What makes trading less, or nothing else than noise: it waits until the daemon goes on. */
    private static final Set<Operator> SAFE_LATE =
            EnumSet.of(Operator.HALT, Operator.FLATTEN, Operator.KILL, Operator.CANCEL, Operator.ALARM_TEST);

    @TempDir
    Path root;

    @Test
    void shouldAskNobodyWhereNobodyRuns() {
        OperatorDesk desk = new OperatorDesk(new LiveFolder(root));
        UserError error = assertThrows(UserError.class, () -> desk.ask(Operator.HALT, "", 1));
        assertEquals("no daemon runs in " + root, error.getMessage());
    }

    @Test
    void shouldSetTheFlagWhereNobodyRuns() throws IOException {
        Files.createFile(root.resolve("daemon.lock"));
        OperatorDesk.Flag flag = new OperatorDesk(new LiveFolder(root)).kill("enough\nof it");
        assertTrue(flag.written());
        assertEquals("enough?of it", new LiveFolder(root).killFlag().note());
    }

    /** Such as the folder of one day's journal, which the status names: nothing would be killed, and the journal spoilt. */
    @Test
    void shouldSetNoFlagInAFolderThatIsNoDaemons() throws IOException {
        Files.writeString(root.resolve("manifest"), "of a day's journal");
        UserError error = assertThrows(UserError.class, () -> new OperatorDesk(new LiveFolder(root)).kill("enough"));
        String remedy = " is no daemon's folder; give the --journal that the daemon was started with, or kill -USR1 its"
                + " process";
        assertEquals(root + remedy, error.getMessage());
        Path empty = Files.createDirectory(root.resolve("empty"));
        error = assertThrows(UserError.class, () -> new OperatorDesk(new LiveFolder(empty)).kill("enough"));
        assertEquals(empty + " is empty and" + remedy, error.getMessage());
        assertFalse(new LiveFolder(empty).isKilled());
        Path file = root.resolve("manifest");
        error = assertThrows(UserError.class, () -> new OperatorDesk(new LiveFolder(file)).kill("enough"));
        assertEquals(
                file + " cannot be looked at: is no folder; give the --journal that the daemon was started with",
                error.getMessage());
        assertFalse(new LiveFolder(root).isKilled());
        // Somebody has taken the lock's file away from under the daemon: a kill must go through all the same.
        Files.writeString(root.resolve("status.json"), "{}");
        assertTrue(new OperatorDesk(new LiveFolder(root)).kill("enough").written());
    }

    @Test
    void shouldBringTheAnswerAndTakeItAway() throws Exception {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            AtomicReference<OperatorDesk.Answer> answer = new AtomicReference<>();
            Thread operator = new Thread(
                    () -> answer.set(new OperatorDesk(new LiveFolder(root)).ask(Operator.CLOSE, "QQQ lunch", 60_000)));
            operator.start();
            while (daemon.waiting().isEmpty() && operator.isAlive()) {
                Thread.onSpinWait();
            }
            LiveFolder.Command command = daemon.waiting().get(0);
            assertEquals(Operator.CLOSE, command.operator());
            assertEquals("QQQ lunch", command.note());
            daemon.answer(command, "refused: not now");
            operator.join();
            assertTrue(answer.get().refused());
            assertEquals("refused: not now\n", answer.get().text());
            assertEquals(0, root.resolve("commands").toFile().list().length);
        }
    }

    @Test
    void shouldSayThatADaemonDoesNotAnswer() {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            OperatorDesk desk = new OperatorDesk(new LiveFolder(root));
            UserError error = assertThrows(UserError.class, () -> desk.ask(Operator.HALT, "", 1));
            assertTrue(
                    error.getMessage().contains("obeyed when the daemon goes on; ringside kill works at once"),
                    error.getMessage());
            assertFalse(daemon.waiting().isEmpty(), "it may obey later");
        }
    }

    @Test
    void shouldTakeBackWhatMustNotBeObeyedLate() {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            OperatorDesk desk = new OperatorDesk(new LiveFolder(root));
            for (Operator operator : Operator.values()) {
                UserError error = assertThrows(UserError.class, () -> desk.ask(operator, "QQQ", 1));
                boolean takenBack = error.getMessage().contains("was taken back and will not be obeyed");
                assertEquals(SAFE_LATE.contains(operator), !takenBack, operator + ": " + error.getMessage());
            }
            assertEquals(
                    SAFE_LATE,
                    daemon.waiting().stream().map(LiveFolder.Command::operator).collect(Collectors.toSet()));
        }
    }

    @Test
    void shouldTellWhatBecameOfACommandThatDaemonAndOperatorReachFor() throws Exception {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            AtomicReference<String> said = new AtomicReference<>();
            Thread operator = new Thread(() -> {
                try {
                    said.set(new OperatorDesk(new LiveFolder(root))
                            .ask(Operator.RESUME, "", 300)
                            .text());
                } catch (UserError e) {
                    said.set(e.getMessage());
                }
            });
            operator.start();
            List<LiveFolder.Command> waiting = daemon.waiting();
            while (waiting.isEmpty() && operator.isAlive()) {
                waiting = daemon.waiting();
            }
            // Whichever of both is first: what the operator is told is what became of it.
            boolean obeyed = !waiting.isEmpty() && daemon.claim(waiting.get(0));
            operator.join();
            assertEquals(obeyed, !said.get().contains("was taken back"), said.get());
            assertEquals(obeyed, said.get().contains("it has taken the command"), said.get());
        }
    }

    @Test
    void shouldNotObeyAfterAMinuteWhatNobodyTookBack() throws Exception {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            daemon.ask(Operator.RESUME, "after lunch");
            daemon.ask(Operator.FLATTEN, "");
            LiveFolder.Command resume = command(daemon, Operator.RESUME);
            assertNull(CommandFolder.tooLate(resume, resume.askedMs() + 60_000));
            String late = CommandFolder.tooLate(resume, resume.askedMs() + 3_600_000);
            assertTrue(late.startsWith("\"resume after lunch\" was asked for at 20"), late);
            assertTrue(
                    late.endsWith("more than 60 s ago, and is not obeyed so late; ask again if it is still wanted"),
                    late);
            LiveFolder.Command flatten = command(daemon, Operator.FLATTEN);
            assertNull(CommandFolder.tooLate(flatten, flatten.askedMs() + 3_600_000), "it makes trading less");
            assertTrue(daemon.claim(flatten));
            assertEquals(Operator.FLATTEN, command(daemon, Operator.FLATTEN).operator(), "found again after a crash");
            assertTrue(daemon.claim(resume));
            assertFalse(daemon.claim(resume), "one of two takes it");
        }
    }

    @Test
    void shouldRemoveAnswersThatNobodyFetches() throws Exception {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            Path folder = root.resolve("commands");
            for (int i = 0; i < CommandFolder.ANSWERS_MAX + 50; i++) {
                Files.writeString(folder.resolve("1-1-" + i + ".answer"), "halt journaled\n");
            }
            answered(daemon, Operator.HALT);
            assertEquals(CommandFolder.ANSWERS_MAX + 51, names(folder).size(), "their askers may still wait");
            aged(folder, CommandFolder.LIFE_MS + 1_000);
            answered(daemon, Operator.HALT);
            assertEquals(CommandFolder.ANSWERS_MAX, names(folder).size(), "as many as are kept");
            Files.writeString(folder.resolve(".2-2-2.command.new"), "HAL");
            Files.writeString(folder.resolve("3-3-3.command"), "FLATTEN\n");
            aged(folder, CommandFolder.ANSWER_LIFE_MS + 1_000);
            Path last = answered(daemon, Operator.HALT);
            assertEquals(
                    List.of(last.getFileName().toString(), "3-3-3.command"), names(folder), "what waits is obeyed");
        }
        Path folder = root.resolve("commands");
        aged(folder, CommandFolder.ANSWER_LIFE_MS + 1_000);
        try (LiveFolder next = new LiveFolder(root)) {
            next.take();
            assertEquals(List.of("3-3-3.command"), names(folder), "a daemon that starts tidies up");
        }
    }

    @Test
    void shouldTellALateReaderWhatBecameOfItsCommand() throws Exception {
        try (LiveFolder daemon = new LiveFolder(root)) {
            daemon.take();
            Path answer = daemon.ask(Operator.HALT, "");
            assertEquals(CommandFolder.Fate.WAITS, daemon.takeBack(Operator.HALT, answer));
            LiveFolder.Command command = command(daemon, Operator.HALT);
            assertTrue(daemon.claim(command));
            daemon.answer(command, "halt journaled");
            assertEquals("halt journaled\n", Files.readString(answer), "a late reader has it");
            assertEquals(CommandFolder.Fate.CLAIMED, daemon.takeBack(Operator.HALT, answer), "it waits no longer");
        }
    }

    @Test
    void shouldSayWhatBecomesOfACommandThatStays() {
        assertEquals("the kill flag is set", OperatorDesk.waits(Operator.KILL));
        assertEquals(
                "the command cannot be taken back, and may be obeyed for another 60 s",
                OperatorDesk.waits(Operator.RESUME));
        assertEquals(
                "the command waits, and it is obeyed when the daemon goes on; ringside kill works at once",
                OperatorDesk.waits(Operator.HALT));
    }

    /** Leaves a command, and has it answered; where the answer stands. */
    private static Path answered(LiveFolder daemon, Operator operator) {
        Path answer = daemon.ask(operator, "");
        daemon.answer(command(daemon, operator), "journaled");
        return answer;
    }

    private static void aged(Path folder, long ms) throws IOException {
        for (String name : names(folder)) {
            Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(System.currentTimeMillis() - ms));
        }
    }

    private static List<String> names(Path folder) {
        return Stream.of(folder.toFile().list()).sorted().toList();
    }

    private static LiveFolder.Command command(LiveFolder daemon, Operator operator) {
        return daemon.waiting().stream()
                .filter(one -> one.operator() == operator)
                .findFirst()
                .orElseThrow();
    }
}
