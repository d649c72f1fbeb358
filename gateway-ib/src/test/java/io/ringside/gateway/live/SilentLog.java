package io.ringside.gateway.live;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Days on which everything goes wrong say nothing of it: the log would take longer than the days. */
final class SilentLog implements BeforeEachCallback, AfterEachCallback {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Level before = LOG.getLevel();

    @Override
    public void beforeEach(ExtensionContext context) {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LOG.setLevel(before);
    }
}
