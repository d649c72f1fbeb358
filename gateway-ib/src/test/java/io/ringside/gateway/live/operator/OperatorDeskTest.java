package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
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
    void shouldSetTheFlagWhereNobodyRuns() {
        OperatorDesk.Flag flag = new OperatorDesk(new LiveFolder(root)).kill("enough\nof it");
        assertTrue(flag.written());
        assertEquals("enough?of it", new LiveFolder(root).killFlag().note());
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

    private static LiveFolder.Command command(LiveFolder daemon, Operator operator) {
        return daemon.waiting().stream()
                .filter(one -> one.operator() == operator)
                .findFirst()
                .orElseThrow();
    }
}
