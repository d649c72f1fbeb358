package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    /** A program that does some work with a bar, whose standard error is a pipe. */
    public static final class Work {
        private Work() {}

        public static void main(String[] args) {
            try (var progress = Progress.start("bars", 100)) {
                progress.at(100);
            }
        }
    }

    @AfterEach
    void release() {
        System.clearProperty(Progress.TERMINAL);
    }

    /** The library writes to the process's standard error itself, so it takes a process. */
    private static String standardError(String terminal) throws IOException, InterruptedException {
        Process work = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Progress.TERMINAL + "=" + terminal,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Work.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(work.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, work.waitFor(), text);
        return text;
    }

    @Test
    void shouldSayNothingWhenStandardErrorIsNoTerminal() throws IOException, InterruptedException {
        assertEquals("", standardError("false"));
        String bar = standardError("true");
        assertTrue(bar.contains("bars"), bar);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/0, true",
        "/dev/tty, true",
        "/dev/ttyS0, true",
        "/dev/null, false",
        "pipe:[12345], false",
        "/tmp/dev/pts/0, false"
    })
    void shouldKnowATerminalByItsDevice(String device, boolean terminal) {
        assertEquals(terminal, Progress.isTerminal(device));
    }

    @Test
    void shouldGoOnWithoutABarWhereThereIsNoTerminal() {
        System.setProperty(Progress.TERMINAL, "false");
        try (Progress none = Progress.start("bars", 100)) {
            assertDoesNotThrow(() -> none.at(50));
        }
    }

    @Test
    void shouldBelieveTheLauncherAboutTheTerminal() {
        System.setProperty(Progress.TERMINAL, "true");
        assertTrue(Progress.isTerminal());
        System.setProperty(Progress.TERMINAL, "false");
        assertFalse(Progress.isTerminal());
    }
}
