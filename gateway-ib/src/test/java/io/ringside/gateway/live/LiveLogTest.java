package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** The daemon's log as {@code config/logback-live.xml} has it. */
class LiveLogTest {
    @TempDir
    Path folder;

    @Test
    void shouldKeepATraceInTheFileAndShowItsLineOnTheTerminal() throws JoranException, IOException {
        Path home = Path.of(System.getProperty("ringside.home", ".."));
        PrintStream before = System.err;
        var terminal = new ByteArrayOutputStream();
        System.setErr(new PrintStream(terminal, true, StandardCharsets.UTF_8));
        var context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        try {
            context.putProperty("ringside.log", folder.toString());
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(home.resolve("config/logback-live.xml").toFile());
            context.getLogger("TradingDaemon").error("0 cancels sent", new IllegalStateException("boom"));
        } finally {
            context.stop();
            System.setErr(before);
        }
        String shown = terminal.toString(StandardCharsets.UTF_8);
        assertEquals(1, shown.lines().count(), shown);
        assertTrue(shown.contains("ERROR TradingDaemon"), shown);
        String kept = Files.readString(folder.resolve("ringside.log"));
        assertTrue(kept.contains("java.lang.IllegalStateException: boom\n\tat " + LiveLogTest.class.getName()), kept);
    }
}
