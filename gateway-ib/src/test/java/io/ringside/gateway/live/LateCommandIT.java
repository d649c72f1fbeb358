package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Operator;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that the daemon finds long after it was asked for, since it stood still meanwhile and its asker is gone. */
class LateCommandIT {
    @TempDir
    Path folder;

    @Test
    void shouldObeyAnOldHaltAndNoOldResumeAndRaiseAnAlarm() throws IOException {
        try (LiveBench bench = new LiveBench(folder.resolve("live"), 7)) {
            bench.start();
            bench.await(() -> bench.daemon().day().session().phase() == BrokerConnection.Phase.READY, "ready");
            String halted = answer(bench, Operator.HALT);
            assertTrue(halted.startsWith("halt journaled as record "), halted);
            long alarms = bench.daemon().alarms();
            String resumed = answer(bench, Operator.RESUME);
            assertTrue(resumed.startsWith("refused: \"resume after lunch\" was asked for at "), resumed);
            assertEquals(alarms + 1, bench.daemon().alarms());
            assertTrue(Files.readString(bench.root.resolve("unacknowledged")).contains("resume after lunch"));
            assertTrue(bench.daemon().day().risk().halted());
            assertTrue(bench.daemon().command(Operator.RESUME, "").startsWith("resume journaled as record "));
            bench.await(() -> !bench.daemon().day().risk().halted(), "the end of the halt");
        }
    }

    /** Leaves a command of an hour ago, and has the daemon look. */
    private static String answer(LiveBench bench, Operator operator) throws IOException {
        LiveFolder operators = new LiveFolder(bench.root);
        Path answer = operators.ask(operator, "after lunch");
        Path command = operators.waiting().get(0).file();
        Files.setLastModifiedTime(command, FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
        bench.await(() -> Files.exists(answer), "an answer");
        assertFalse(Files.exists(command));
        return Files.readString(answer);
    }
}
