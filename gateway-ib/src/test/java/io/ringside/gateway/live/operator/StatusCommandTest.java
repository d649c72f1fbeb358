package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code ringside status} tells a script by its exit code. */
class StatusCommandTest {
    /** A daemon that writes no more than this is taken for one that stands. */
    private static final long LONG_AGO_MS = 3_600_000;

    @TempDir
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldExitWithOneUnlessADaemonRunsThatMoves() {
        LiveFolder daemon = new LiveFolder(root);
        daemon.take();
        long now = System.currentTimeMillis();
        // An hour ahead, so that no load makes it old.
        daemon.writeStatus(status(now + LONG_AGO_MS, now + LONG_AGO_MS));
        assertEquals(0, status());
        assertEquals("", err.toString());
        assertTrue(out.toString().startsWith("{\n  \"age_ms\": -"), out.toString());
        daemon.writeStatus(status(now + LONG_AGO_MS, now - LONG_AGO_MS));
        assertEquals(1, status());
        assertTrue(err.toString().contains("session has not moved for 3600"), err.toString());
        daemon.writeStatus(status(now - LONG_AGO_MS, now - LONG_AGO_MS));
        assertEquals(1, status());
        assertTrue(err.toString().contains("the daemon has not moved for 3600"), err.toString());
        daemon.close();
        assertEquals(1, status());
        assertTrue(err.toString().contains("no daemon runs in " + root), err.toString());
        assertFalse(err.toString().contains("kill flag"), err.toString());
        daemon.setKill("enough");
        assertEquals(1, status());
        assertTrue(err.toString().contains("the kill flag is set, and one that starts is killed"), err.toString());
    }

    private int status() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(OperatorCommand.of("status"))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--journal", root.toString());
    }

    private static String status(long writtenMs, long sessionMs) {
        return "{\n  \"written_ms\": " + writtenMs + ",\n  \"session_ms\": " + sessionMs + "\n}\n";
    }
}
