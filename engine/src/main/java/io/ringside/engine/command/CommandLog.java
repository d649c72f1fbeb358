package io.ringside.engine.command;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log of all commands but the daemon's: a line on standard error of what an operator wants to know, since results are
 * printed. A file named by {@code logback.configurationFile} is used instead, as the daemon's is.
 *
 * <p>In Java, since reading XML takes a short command a tenth of its time.
 *
 * <p>Thread: the first one that logs.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class CommandLog extends ContextAwareBase implements Configurator {
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} %msg%n";

    @Override
    public ExecutionStatus configure(LoggerContext log) {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        var line = new PatternLayoutEncoder();
        line.setContext(log);
        line.setPattern(LINE);
        line.start();
        var err = new ConsoleAppender<ILoggingEvent>();
        err.setContext(log);
        err.setTarget("System.err");
        err.setEncoder(line);
        err.start();
        Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(err);
        for (String quiet : new String[] {"net.openhft", "org.apache", "org.eclipse.jetty", "org.sparkproject"}) {
            log.getLogger(quiet).setLevel(Level.WARN);
        }
        // Threads are not pinned, so that it lacks what it would pin them with is no news.
        log.getLogger("net.openhft.affinity").setLevel(Level.ERROR);
        // It frees a buffer and looks whether less is in use, which it is not where another thread has just taken one.
        log.getLogger("net.openhft.chronicle.core.cleaner").setLevel(Level.ERROR);
        // What fails is told by whoever asked for it, in one line.
        log.getLogger("io.javalin").setLevel(Level.OFF);
        log.getLogger("Javalin").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
