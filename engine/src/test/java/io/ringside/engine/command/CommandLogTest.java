package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What commands log without a file that says otherwise. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_ERR)
class CommandLogTest {
    private static final String FILE = "logback.configurationFile";

    private final String before = System.clearProperty(FILE);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(FILE);
        } else {
            System.setProperty(FILE, before);
        }
    }

    private static LoggerContext configured() {
        LoggerContext log = new LoggerContext();
        log.setMDCAdapter(new LogbackMDCAdapter());
        assertEquals(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, new CommandLog().configure(log));
        return log;
    }

    @Test
    void shouldBeWhatLogbackFinds() {
        assertTrue(ServiceLoader.load(Configurator.class).stream().anyMatch(one -> one.type() == CommandLog.class));
        assertEquals(Level.INFO, configured().getLogger(Logger.ROOT_LOGGER_NAME).getLevel());
    }

    @Test
    void shouldWriteALineToStandardError() {
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            LoggerContext log = configured();
            log.getLogger("io.ringside.engine.Some").info("{} of {}", 1, 2);
            log.getLogger("io.ringside.engine.Some").debug("not this");
            log.getLogger("net.openhft.chronicle").info("nor this");
            log.getLogger("net.openhft.chronicle").warn("but this");
            log.getLogger("net.openhft.affinity.Affinity").warn("and not this");
            log.getLogger("net.openhft.chronicle.core.cleaner.CleanerServiceLocator")
                    .warn("nor this");
            log.getLogger("io.javalin.Javalin").error("nor that");
        } finally {
            System.setErr(err);
        }
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(0).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Some 1 of 2"),
                lines.get(0));
        assertTrue(lines.get(1).endsWith("Z WARN  chronicle but this"), lines.get(1));
    }

    @Test
    void shouldLeaveItToAFileThatIsNamed() {
        System.setProperty(FILE, "some.xml");
        LoggerContext log = new LoggerContext();
        assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, new CommandLog().configure(log));
        assertFalse(
                log.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().hasNext());
    }
}
