package io.ringside.alerts;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that this process is alive: to an address of a dead man's switch, which alerts the user when calls stop, and to
 * systemd. No process can report its own machine's death.
 *
 * <p>Thread: {@link #beat} its owner's, who looks; what has to wait does so on a thread of its own.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long SYSTEMD_MS = 20_000;
    private static final int NOTIFY_SECONDS = 5;

    private final HttpPost post;
    private final long everyMs;
    private final Secrets secrets;
    private final boolean systemd;
    private long pingedMs = Long.MIN_VALUE / 2;
    private long notifiedMs = Long.MIN_VALUE / 2;
    private volatile Thread pinging;
    private volatile boolean failing;

    /**
     * @param ping address, null for none
     * @param systemd whether systemd waits for signs of life
     */
    Heartbeat(URI ping, long everyMs, long timeoutMs, Secrets secrets, boolean systemd) {
        post = ping == null ? null : new HttpPost(ping, timeoutMs);
        this.everyMs = everyMs;
        this.secrets = secrets;
        this.systemd = systemd;
    }

    /** To be called after each look. */
    void beat(long nowMs) {
        Thread before = pinging;
        if (post != null && nowMs - pingedMs >= everyMs && (before == null || !before.isAlive())) {
            pingedMs = nowMs;
            pinging = new Thread(this::ping, "ringside-ping");
            pinging.setDaemon(true);
            pinging.start();
        }
        if (systemd && nowMs - notifiedMs >= SYSTEMD_MS) {
            notifySystemd(notifiedMs < 0 ? List.of("--ready", "WATCHDOG=1") : List.of("WATCHDOG=1"));
            notifiedMs = nowMs;
        }
    }

    private void ping() {
        try {
            Delivery delivery = post.get();
            boolean failed = delivery.kind() != Delivery.Kind.SENT;
            if (failed && !failing) {
                LOG.warn("the dead man's address does not answer: {}", secrets.mask(delivery.reason()));
            }
            failing = failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void notifySystemd(List<String> words) {
        try {
            List<String> command = new ArrayList<>(List.of("systemd-notify"));
            command.addAll(words);
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(NOTIFY_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.warn("systemd cannot be told: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Thread thread = pinging;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
