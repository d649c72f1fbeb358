package io.ringside.alerts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a daemon's folder and sends alerts until it is closed. Each look writes new alerts into the outbox, together with
 * how far it has read; one thread for each channel sends from there.
 *
 * <p>Thread: {@link #look} its owner's; couriers have their own.
 */
final class AlertService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final long COURIER_NANOS = 100_000_000L;
    private static final long STATE_MS = 10_000;
    private static final long STOP_NANOS = 2_000_000_000L;
    private static final int SHOWN_MAX = 500;
    static final String ACK_FILE = "acknowledged";

    private final AlertSettings settings;
    private final Outbox outbox;
    private final JournalWatch journal;
    private final FolderWatch folder;
    private final List<Thread> couriers = new ArrayList<>();
    private volatile boolean stopped;
    private String digested;
    private long overMs;
    private long remindedMs;
    private long silentMs;
    private long storedMs;

    /** Opens the outbox and continues where the last service ended. */
    AlertService(AlertSettings settings, long nowMs) {
        this.settings = settings;
        outbox = Outbox.open(settings.state(), settings.routes().keySet());
        Map<String, Object> state = outbox.state();
        String day = state.get("day") instanceof String text ? text : "";
        long reported = state.get("told") instanceof Number number ? number.longValue() : -1;
        silentMs = state.get("silent_ms") instanceof Number number ? number.longValue() : 0;
        digested = state.get("digested") instanceof String text ? text : "";
        journal = new JournalWatch(settings.journal(), day, reported);
        Map<String, Object> memory = new LinkedHashMap<>();
        if (state.get("folder") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> memory.put((String) key, value));
        }
        folder = new FolderWatch(settings.journal(), settings.deadMs(), memory);
        remindedMs = nowMs;
    }

    /** Starts a thread a channel. */
    void start() {
        settings.routes().forEach((name, route) -> {
            Thread thread = new Thread(() -> send(name, route), "ringside-" + name);
            thread.setDaemon(true);
            couriers.add(thread);
            thread.start();
        });
    }

    Outbox outbox() {
        return outbox;
    }

    /** How many alerts were sent, refused and put off since the start, by channel. */
    Map<String, Map<String, Long>> outcomes() {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        outbox.outcomes().forEach((name, counts) -> {
            Map<String, Long> words = new LinkedHashMap<>();
            counts.forEach((kind, count) -> words.put(kind.name().toLowerCase(Locale.ROOT), count));
            all.put(name, words);
        });
        return all;
    }

    // ---- Watch ----------------------------------------------------------------------------------------------------

    /** Looks once. */
    void look(long nowMs) {
        Look look = new Look(nowMs);
        boolean first = journal.day().isEmpty();
        journal.look(look);
        if (first && journal.isOver()) {
            digested = journal.day();
        }
        folder.look(nowMs, look);
        digest(look);
        acknowledged(look);
        remind(look);
        if (!look.to.isEmpty() || look.important || first || nowMs - storedMs >= STATE_MS) {
            outbox.add(look.to, look.closed, state());
            storedMs = nowMs;
        }
        look.to
                .keySet()
                .forEach(alert -> LOG.info(
                        "{} {}: {}",
                        alert.severity(),
                        alert.key(),
                        alert.text().lines().findFirst().orElse("")));
        if (!journal.day().isEmpty() && (!journal.isOver() || digested.equals(journal.day())) && journal.turn()) {
            overMs = 0;
            look(nowMs);
        }
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("day", journal.day());
        state.put("told", journal.reported());
        state.put("digested", digested);
        state.put("silent_ms", silentMs);
        state.put("folder", folder.memory());
        return state;
    }

    private void digest(Look look) {
        if (!journal.isOver() || digested.equals(journal.day())) {
            return;
        }
        overMs = overMs == 0 ? look.nowMs : overMs;
        Map<?, ?> status = folder.read();
        boolean ended = status != null && "stopped".equals(status.get("state"));
        if (!ended && !journal.hasNext() && look.nowMs - overMs < settings.digestMs()) {
            return;
        }
        digested = journal.day();
        look.important = true;
        if (settings.digest()) {
            String sheet = Digest.tearSheet(journal.journal(), settings.state());
            look.add(new Alert(
                    journal.day() + "/digest",
                    Alert.DIGEST,
                    Severity.INFO,
                    look.nowMs,
                    Digest.text(journal, status),
                    sheet));
        }
    }

    private void acknowledged(Look look) {
        Path file = settings.state().resolve(ACK_FILE);
        boolean asked = Files.exists(file);
        if (look.seen || asked) {
            outbox.acknowledge(look.nowMs);
            LOG.info("acknowledged");
        }
        if (asked && !file.toFile().delete()) {
            LOG.warn("{} cannot be deleted", file);
        }
    }

    private void remind(Look look) {
        List<Alert> open = outbox.open();
        if (open.isEmpty() || look.nowMs < silentMs) {
            return;
        }
        long newest = open.stream().mapToLong(Alert::atMs).max().orElse(0);
        List<String> channels = settings.routes().keySet().stream()
                .filter(name -> !outbox.isReminding(name))
                .toList();
        if (look.nowMs - Math.max(newest, remindedMs) < settings.repeatMs() || channels.isEmpty()) {
            return;
        }
        remindedMs = look.nowMs;
        Alert first = open.get(0);
        Alert reminder = new Alert(
                "reminder/" + look.nowMs,
                Alert.REMINDER,
                Severity.CRITICAL,
                look.nowMs,
                "NOT ACKNOWLEDGED for " + (look.nowMs - first.atMs()) / 1_000 + " s: " + open.size()
                        + " critical alerts, the first: " + first.text() + "; ringside ack");
        look.to.put(reminder, channels);
    }

    /** The findings of one look. */
    private final class Look implements JournalWatch.Listener {
        private final long nowMs;
        private final Map<Alert, List<String>> to = new LinkedHashMap<>();
        private final Set<String> closed = new HashSet<>();
        private boolean important;
        private boolean seen;

        Look(long nowMs) {
            this.nowMs = nowMs;
        }

        @Override
        public void alert(String key, Rule rule, String text) {
            Severity severity = settings.rules().get(rule);
            if (severity != null && severity != Severity.DIGEST) {
                add(new Alert(key, rule.key(), severity, nowMs, text));
            }
        }

        private void add(Alert alert) {
            to.put(alert, settings.to(alert));
        }

        @Override
        public void acknowledged(String key, long wallMs) {
            folder.acknowledged(key, wallMs);
            important = true;
            seen = true;
            // Earlier alerts of this look are acknowledged as well, but still sent.
            to.keySet().forEach(alert -> closed.add(alert.key()));
        }

        @Override
        public void silenced(long untilMs) {
            silentMs = untilMs;
            important = true;
        }
    }

    // ---- Couriers -------------------------------------------------------------------------------------------------

    private void send(String name, AlertSettings.Route route) {
        Courier courier = new Courier(
                settings.name(),
                route.pace(),
                route.channel().textMax(),
                new SplittableRandom(System.nanoTime() ^ name.hashCode()),
                System.currentTimeMillis());
        try {
            while (!stopped) {
                Message message = courier.next(outbox.waiting(name), System.currentTimeMillis());
                if (message == null) {
                    LockSupport.parkNanos(COURIER_NANOS);
                    continue;
                }
                List<String> keys = message.alerts().stream().map(Alert::key).toList();
                outbox.begin(name, keys);
                Delivery delivery = attempt(route.channel(), message);
                courier.ended(message, delivery, System.currentTimeMillis());
                outbox.end(name, keys, delivery);
                logDelivery(name, message, delivery, courier.failures());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Delivery attempt(Channel channel, Message message) throws InterruptedException {
        try {
            return channel.send(message);
        } catch (RuntimeException e) {
            return Delivery.unknown(e.toString());
        }
    }

    private void logDelivery(String name, Message message, Delivery delivery, int failures) {
        String reason = settings.secrets().mask(delivery.reason());
        switch (delivery.kind()) {
            case SENT -> LOG.info("{}: sent {}", name, message.keys());
            case LATER -> LOG.warn("{}: not sent, attempt {}: {}", name, failures, reason);
            case REFUSED -> {
                LOG.error("{}: refused {}: {}", name, message.keys(), reason);
                refused(name, message, reason);
            }
        }
    }

    /** Reports a permanent refusal of one channel on the others. */
    private void refused(String name, Message message, String reason) {
        List<Alert> lost = message.alerts().stream()
                .filter(alert -> !alert.rule().equals(Rule.CHANNEL.key()))
                .toList();
        Severity severity = settings.rules().get(Rule.CHANNEL);
        List<String> others = settings.routes().keySet().stream()
                .filter(other -> !other.equals(name))
                .toList();
        if (lost.isEmpty() || severity == null || others.isEmpty()) {
            return;
        }
        severity = lost.stream().anyMatch(Alert::isCritical) ? Severity.CRITICAL : severity;
        String text = message.text();
        Alert alert = new Alert(
                name + "/" + lost.get(0).key() + "/" + Rule.CHANNEL.key(),
                Rule.CHANNEL.key(),
                severity,
                System.currentTimeMillis(),
                "channel " + name + " refused a message of " + lost.size() + " alerts: " + reason + "; it said: "
                        + text.substring(0, Math.min(SHOWN_MAX, text.length())).replace('\n', ' '));
        outbox.add(alert, others);
    }

    /** Messages being sent get a moment to end; otherwise they are sent again as repeats next time. */
    @Override
    public void close() {
        stopped = true;
        couriers.forEach(LockSupport::unpark);
        long deadline = System.nanoTime() + STOP_NANOS;
        for (Thread courier : couriers) {
            try {
                courier.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        journal.close();
        outbox.close();
    }
}
