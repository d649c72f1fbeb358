package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands on their way to a daemon, which is played here. */
class OperatorDeskTest {
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
}
