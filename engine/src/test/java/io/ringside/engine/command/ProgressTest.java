package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(before);
        System.clearProperty(Progress.TERMINAL);
    }

    @Test
    void shouldSayNothingWhenStandardErrorIsNoTerminal() {
        System.setProperty(Progress.TERMINAL, "false");
        work();
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldBelieveTheLauncherAboutTheTerminal() {
        System.setProperty(Progress.TERMINAL, "true");
        assertTrue(Progress.isTerminal());
        System.setProperty(Progress.TERMINAL, "false");
        assertFalse(Progress.isTerminal());
    }

    private static void work() {
        try (var progress = Progress.start("bars", 100)) {
            progress.at(100);
        }
    }
}
