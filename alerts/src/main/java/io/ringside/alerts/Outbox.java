package io.ringside.alerts;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts to send, attempts and results, in a file that survives the process. Each line is appended and synced before the
 * method returns: a checksum and a JSON object.
 *
 * <pre>
 *   {"add": [{alert, "to": [channels]} ...], "state": {...}}  alerts, and how far the watch has read: both or neither
 *   {"try": "mail", "keys": [...]}                             is about to be sent
 *   {"end": "mail", "keys": [...], "how": "SENT", ...}        was sent, was refused, or may have arrived; or did not
 *   {"ack": TIME}                                              all critical alerts so far were seen
 * </pre>
 *
 * <p>An incomplete last line, left by a crash, is removed at the next start; any other damage is an error. When the file has
 * grown, and at each start, it is rewritten with the open alerts only.
 *
 * <p>Thread: any.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String FILE = "outbox";
    private static final long REWRITE_BYTES = 4L << 20;
    private static final int CRC_LENGTH = 8;

    /** An alert that waits on one channel. */
    static final class Item {
        final Alert alert;
        /** Whether an attempt that has ended may have brought it there. */
        private boolean maybe;
        /** Whether an attempt has begun whose result is unknown. */
        private boolean underWay;

        private Item(Alert alert) {
            this.alert = alert;
        }

        /** Gives up an attempt of a process that has ended: its result is unknown. */
        private void abandon() {
            maybe |= underWay;
            underWay = false;
        }

        /** Whether it may have arrived already. */
        boolean isRepeat() {
            return maybe || underWay;
        }
    }

    private final Path file;
    private final FileChannel lockFile;
    private final Map<String, Map<String, Item>> waiting = new LinkedHashMap<>();
    /** Critical alerts that nobody has acknowledged. */
    private final Map<String, Alert> open = new LinkedHashMap<>();

    private Map<String, Object> state = Map.of();
    private FileChannel channel;
    private long bytes;
    /** Whether the file lacks changes that are in memory, as on a full disk. */
    private boolean behind;

    private boolean closed;

    private final Map<String, Map<Delivery.Kind, Long>> outcomes = new TreeMap<>();

    private Outbox(Path file, FileChannel lockFile, Set<String> channels) {
        this.file = file;
        this.lockFile = lockFile;
        channels.forEach(name -> waiting.put(name, new LinkedHashMap<>()));
        forget();
    }

    private void forget() {
        waiting.keySet().forEach(name -> outcomes.put(name, new EnumMap<>(Delivery.Kind.class)));
    }

    /**
     * Opens the outbox in a folder of its own, or makes one.
     *
     * @param channels that there are; what waits on others is dropped
     * @throws UserError if another process has it, or it is damaged
     */
    static Outbox open(Path folder, Set<String> channels) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel lockFile = FileChannel.open(
                    folder.resolve("alerts.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean ready = false;
            try {
                FileLock lock = lockFile.tryLock();
                if (lock == null) {
                    throw new UserError("another process sends the alerts of " + folder + "; stop it first");
                }
                Outbox outbox = new Outbox(folder.resolve(FILE), lockFile, channels);
                outbox.load();
                outbox.waiting.values().forEach(items -> items.values().forEach(Item::abandon));
                outbox.forget();
                outbox.rewrite();
                ready = true;
                return outbox;
            } catch (OverlappingFileLockException e) {
                throw new UserError("this process sends the alerts of " + folder + " already", e);
            } finally {
                if (!ready) {
                    lockFile.close();
                }
            }
        } catch (IOException e) {
            throw new UserError("the outbox in " + folder + " cannot be used: " + UserError.reasonWithFile(e), e);
        }
    }

    // ---- What is there --------------------------------------------------------------------------------------------

    /** State of the watch, stored with its last alerts; empty before the first. */
    synchronized Map<String, Object> state() {
        return state;
    }

    /** Alerts waiting on a channel, oldest first. */
    synchronized List<Item> waiting(String name) {
        return List.copyOf(waiting.get(name).values());
    }

    /** Whether a reminder waits on a channel: another one would say the same. */
    synchronized boolean isReminding(String name) {
        return waiting.get(name).values().stream()
                .anyMatch(item -> item.alert.rule().equals(Alert.REMINDER));
    }

    /** Critical alerts that nobody has acknowledged, oldest first. */
    synchronized List<Alert> open() {
        return List.copyOf(open.values());
    }

    /** How much waits on all channels. */
    synchronized int depth() {
        return waiting.values().stream().mapToInt(Map::size).sum();
    }

    // ---- What happens ---------------------------------------------------------------------------------------------

    /**
     * Alerts that are to be sent, and how far the watch has read.
     *
     * @param to channels of each alert
     * @param seen keys of those that somebody has acknowledged already
     */
    synchronized void add(Map<Alert, List<String>> to, Set<String> seen, Map<String, Object> newState) {
        List<Object> rows = new ArrayList<>();
        to.forEach((alert, channels) -> {
            Map<String, Object> row = new LinkedHashMap<>(alert.json());
            row.put("to", channels);
            row.put("open", !seen.contains(alert.key()));
            rows.add(row);
        });
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("add", rows);
        line.put("state", newState);
        append(line);
    }

    /** One more alert; what is known of the folders stays as it is. */
    synchronized void add(Alert alert, List<String> channels) {
        add(Map.of(alert, channels), Set.of(), state);
    }

    /** These are about to be sent; from now on they may have arrived. */
    synchronized void begin(String name, List<String> keys) {
        append(Map.of("try", name, "keys", keys));
    }

    /** What became of it. */
    synchronized void end(String name, List<String> keys, Delivery delivery) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("end", name);
        line.put("keys", keys);
        line.put("how", delivery.kind().name());
        line.put("maybe", delivery.maybe());
        append(line);
        if (bytes > REWRITE_BYTES) {
            try {
                rewrite();
            } catch (IOException e) {
                fallenBehind(e);
            }
        }
    }

    /** Acknowledges all critical alerts so far; their reminders are no longer sent. */
    synchronized void acknowledge(long nowMs) {
        append(Map.of("ack", nowMs));
    }

    /** How many alerts were sent, refused and put off since the start, by channel. */
    synchronized Map<String, Map<Delivery.Kind, Long>> outcomes() {
        Map<String, Map<Delivery.Kind, Long>> copy = new TreeMap<>();
        outcomes.forEach((name, counts) -> copy.put(name, new EnumMap<>(counts)));
        return copy;
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- Lines ----------------------------------------------------------------------------------------------------

    private void apply(Map<?, ?> line) {
        if (line.get("add") instanceof List<?> rows) {
            rows.forEach(row -> apply((Map<?, ?>) row, Alert.of((Map<?, ?>) row)));
            if (line.get("state") instanceof Map<?, ?> next) {
                Map<String, Object> copy = new LinkedHashMap<>();
                next.forEach((key, value) -> copy.put((String) key, value));
                state = copy;
            }
        } else if (line.get("try") instanceof String name) {
            items(name, line).forEach(item -> item.underWay = true);
        } else if (line.get("end") instanceof String name) {
            Delivery.Kind how = Delivery.Kind.valueOf((String) line.get("how"));
            boolean maybe = (Boolean) line.get("maybe");
            for (Item item : items(name, line)) {
                item.underWay = false;
                item.maybe |= maybe;
                if (how != Delivery.Kind.LATER) {
                    waiting.get(name).remove(item.alert.key());
                }
                outcomes.get(name).merge(how, 1L, Math::addExact);
            }
        } else if (line.get("ack") != null) {
            open.clear();
            waiting.values()
                    .forEach(items ->
                            items.values().removeIf(item -> item.alert.rule().equals(Alert.REMINDER)));
        }
    }

    private void apply(Map<?, ?> row, Alert alert) {
        for (Object name : (List<?>) row.get("to")) {
            Map<String, Item> items = waiting.get(name);
            if (items != null) {
                Item item = items.computeIfAbsent(alert.key(), key -> new Item(alert));
                item.maybe |= Boolean.TRUE.equals(row.get("maybe"));
            }
        }
        boolean ofOthers = alert.rule().equals(Alert.REMINDER) || alert.rule().equals(Rule.CHANNEL.key());
        if (alert.isCritical() && !ofOthers && !Boolean.FALSE.equals(row.get("open"))) {
            open.put(alert.key(), alert);
        }
    }

    private List<Item> items(String name, Map<?, ?> line) {
        Map<String, Item> all = waiting.getOrDefault(name, Map.of());
        List<Item> items = new ArrayList<>();
        for (Object key : (List<?>) line.get("keys")) {
            Item item = all.get(key);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    /**
     * Appends a line. An alert that cannot be written is sent all the same, since it may be about the full disk; after a
     * crash it is found in the journal again and sent twice.
     */
    private void append(Map<String, Object> line) {
        if (closed) {
            // An attempt that outlived its service: nobody knows its end, and so it is a repeat next time.
            return;
        }
        String json = Json.compact(line);
        apply((Map<?, ?>) Json.read("outbox", json));
        try {
            if (behind) {
                rewrite();
                behind = false;
                LOG.info("the outbox can be written again");
                return;
            }
            long end = channel.position();
            try {
                write(channel, json);
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        } catch (IOException e) {
            fallenBehind(e);
        }
    }

    private void fallenBehind(IOException e) {
        if (!behind) {
            LOG.error("the outbox {} cannot be written, alerts are kept in memory alone: {}", file, e.toString());
        }
        behind = true;
    }

    private void write(FileChannel to, String json) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap((crc(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8));
        bytes += buffer.remaining();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    private static String crc(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private void load() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int start = 0;
        int number = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            number++;
            String raw = text.substring(start, end < 0 ? text.length() : end);
            String line = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            boolean whole = end >= 0
                    && line.length() > CRC_LENGTH
                    && crc(line.substring(CRC_LENGTH + 1)).equals(line.substring(0, CRC_LENGTH));
            if (!whole && end >= 0 && end + 1 < text.length()) {
                throw new UserError(file + " line " + number + ": is damaged; move the file away to begin a new one,"
                        + " alerts that wait in it are lost");
            }
            if (!whole) {
                return;
            }
            apply((Map<?, ?>) Json.read(file + ":" + number, line.substring(CRC_LENGTH + 1)));
            start = end + 1;
        }
    }

    /** A new file with what is still open, in the place of the old one. */
    private void rewrite() throws IOException {
        Map<Alert, List<String>> to = new LinkedHashMap<>();
        // A possible delivery on one channel marks the alert as a repeat on all of them.
        Map<String, Boolean> maybe = new LinkedHashMap<>();
        open.values().forEach(alert -> to.put(alert, new ArrayList<>()));
        waiting.forEach((name, items) -> items.values().forEach(item -> {
            to.computeIfAbsent(item.alert, alert -> new ArrayList<>()).add(name);
            maybe.merge(item.alert.key(), item.isRepeat(), Boolean::logicalOr);
        }));
        List<Object> rows = new ArrayList<>();
        to.forEach((alert, names) -> {
            Map<String, Object> row = new LinkedHashMap<>(alert.json());
            row.put("to", names);
            row.put("maybe", maybe.getOrDefault(alert.key(), false));
            row.put("open", open.containsKey(alert.key()));
            rows.add(row);
        });
        Path fresh = file.resolveSibling(FILE + ".new");
        FileChannel next = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        bytes = 0;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("add", rows);
        line.put("state", state);
        try {
            write(next, Json.compact(line));
            next.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            next.close();
            throw e;
        }
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        if (channel != null) {
            channel.close();
        }
        channel = next;
    }
}
