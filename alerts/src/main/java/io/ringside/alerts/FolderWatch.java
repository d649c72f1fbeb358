package io.ringside.alerts;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Watches a daemon's status file, its unacknowledged alarms and its kill flag. Its state between looks is a map that is
 * stored in the outbox.
 *
 * <p>Thread: its owner's.
 */
final class FolderWatch {
    private static final String ALARMS = "alarms";
    private static final String ALARMS_CRC = "alarms_crc";
    private static final String ACK_MS = "ack_ms";
    private static final String ACK_DONE_MS = "ack_done_ms";
    private static final String ACK = "ack";
    private static final String DEAD = "dead";
    private static final String STUCK = "stuck";
    private static final String LATCHED = "latched";
    private static final String LATCHED_DAY = "latched_day";
    private static final String KILLED_MS = "killed_ms";
    private static final String STATE = "state";
    private static final String WRITTEN = "written";
    /** Alarms that are reported from the journal already. */
    private static final List<String> TOLD = List.of("killed (", "trading is latched");

    private static final List<String> URGENT = List.of(
            "unprotected",
            "no live stop",
            "has no stop",
            "has not moved",
            "latched",
            "kill flag cannot be written",
            Alarms.TEST);

    private final LiveFolder folder;
    private final long deadMs;
    private final Map<String, Object> memory = new LinkedHashMap<>();

    FolderWatch(Path root, long deadMs, Map<String, Object> remembered) {
        folder = new LiveFolder(root);
        this.deadMs = deadMs;
        memory.putAll(remembered);
    }

    /** State for the next look. */
    Map<String, Object> memory() {
        return memory;
    }

    /** Notes an operator's acknowledgement of all alarms. */
    void acknowledged(String key, long wallMs) {
        memory.put(ACK, key);
        memory.put(ACK_MS, wallMs);
    }

    /** Tells what is new. */
    void look(long nowMs, JournalWatch.Listener listener) {
        alarms(listener);
        kill(listener);
        status(nowMs, listener);
    }

    // ---- Alarms ---------------------------------------------------------------------------------------------------

    /** The file is deleted by an acknowledgement, a moment after its record; the next alarm makes a new one. */
    private void alarms(JournalWatch.Listener listener) {
        List<String> lines = List.of();
        long writtenMs = 0;
        try {
            if (Files.isRegularFile(folder.unacknowledged())) {
                lines = Files.readAllLines(folder.unacknowledged(), StandardCharsets.ISO_8859_1);
                writtenMs = Files.getLastModifiedTime(folder.unacknowledged()).toMillis();
            }
        } catch (IOException e) {
            // It was deleted meanwhile, or may not be read: the status has their number.
            return;
        }
        int seen = (int) number(ALARMS);
        if (number(ACK_MS) > number(ACK_DONE_MS)) {
            memory.put(ACK_DONE_MS, number(ACK_MS));
            // Lines written before the acknowledgement are about to be deleted.
            seen = lines.isEmpty() || writtenMs > number(ACK_MS) ? 0 : lines.size();
        } else if (lines.size() < seen || crc(lines.subList(0, seen)) != number(ALARMS_CRC)) {
            seen = 0;
        }
        for (int i = seen; i < lines.size(); i++) {
            alarm(lines.get(i), i, listener);
        }
        memory.put(ALARMS, (long) lines.size());
        memory.put(ALARMS_CRC, crc(lines));
    }

    private void alarm(String line, int index, JournalWatch.Listener listener) {
        if (TOLD.stream().anyMatch(line::startsWith)) {
            return;
        }
        String key = (memory.get(ACK) instanceof String ack ? ack : "start") + "/" + index + "/"
                + Long.toHexString(crc(List.of(line))) + "/" + Rule.ALARM.key();
        boolean urgent = URGENT.stream().anyMatch(line::contains);
        listener.alert(key, urgent ? Rule.URGENT_ALARM : Rule.ALARM, "alarm: " + line);
    }

    private static long crc(List<String> lines) {
        CRC32C crc = new CRC32C();
        lines.forEach(line -> crc.update((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        return crc.getValue();
    }

    // ---- Kill -----------------------------------------------------------------------------------------------------

    /** Reports the kill flag, also if no daemon runs. */
    private void kill(JournalWatch.Listener listener) {
        LiveFolder.KillFlag flag = folder.killFlag();
        long setMs = flag == null ? 0 : Math.max(1, flag.set().toMillis());
        if (setMs != 0 && setMs != number(KILLED_MS)) {
            listener.alert("kill/" + setMs, Rule.KILL, "the kill flag is set: " + flag.note());
        }
        memory.put(KILLED_MS, setMs);
    }

    // ---- Status ---------------------------------------------------------------------------------------------------

    private void status(long nowMs, JournalWatch.Listener listener) {
        Map<?, ?> status = read();
        if (status == null) {
            unread(nowMs, listener);
            return;
        }
        String state = text(status, "state");
        long writtenMs = number(status, "written_ms");
        memory.put(WRITTEN, writtenMs);
        boolean stopped = state.equals("stopped");
        boolean dead = !stopped && nowMs - writtenMs > deadMs;
        if (dead && number(DEAD) == 0) {
            memory.put(DEAD, writtenMs);
            listener.alert(
                    "status/" + writtenMs + "/" + Rule.DEAD.key(),
                    Rule.DEAD,
                    "the daemon has not moved for " + (nowMs - writtenMs) / 1_000 + " s; it held: "
                            + text(status, "position") + ". Positions keep their stops at the broker");
        } else if (!dead && !stopped && number(DEAD) != 0) {
            listener.alert(
                    "status/" + number(DEAD) + "/" + Rule.ALIVE.key(),
                    Rule.ALIVE,
                    "the daemon moves again; entries: " + text(status, "entries"));
            memory.put(DEAD, 0L);
        }
        if (stopped && !state.equals(memory.get(STATE)) && memory.get(STATE) != null) {
            memory.put(DEAD, 0L);
            listener.alert(
                    "status/" + writtenMs + "/" + Rule.STOPPED.key(),
                    Rule.STOPPED,
                    "the daemon was stopped; it holds: " + text(status, "position"));
        }
        if (state.equals("failed") && !state.equals(memory.get(STATE))) {
            listener.alert(
                    "status/" + number(status, "pid") + "/" + Rule.FAILED.key(),
                    Rule.FAILED,
                    "a stage has failed: " + text(status, "last_alarm"));
        }
        memory.put(STATE, state);
        boolean stuck = !dead && !stopped && writtenMs - number(status, "session_ms") > deadMs;
        if (stuck && number(STUCK) == 0) {
            listener.alert(
                    "status/" + number(status, "session_ms") + "/" + Rule.STUCK.key(),
                    Rule.STUCK,
                    "the daemon's session has not moved for " + (writtenMs - number(status, "session_ms")) / 1_000
                            + " s: commands wait, but ringside kill works");
        }
        memory.put(STUCK, stuck ? 1L : 0L);
        boolean latched = Boolean.TRUE.equals(status.get("latched"));
        // A latch is known by its record; one that goes over into another day has a new record, and is no news.
        String session = text(status, "session");
        long since = number(status, "latched_sequence");
        boolean another = since != number(LATCHED) && session.equals(memory.get(LATCHED_DAY));
        if (latched && (number(LATCHED) == 0 || another)) {
            listener.alert(
                    "status/" + session + "/" + since + "/" + Rule.LATCHED.key(),
                    Rule.LATCHED,
                    "trading is latched; entries " + text(status, "entries"));
        }
        memory.put(LATCHED, latched ? Math.max(1, since) : 0L);
        memory.put(LATCHED_DAY, session);
    }

    /** A status that was there and is not to be had any more, such as with its disk, tells as little as a dead daemon's. */
    private void unread(long nowMs, JournalWatch.Listener listener) {
        boolean ran = memory.get(STATE) != null && !"stopped".equals(memory.get(STATE));
        long writtenMs = number(WRITTEN);
        if (ran && number(DEAD) == 0 && nowMs - writtenMs > deadMs) {
            memory.put(DEAD, Math.max(1, writtenMs));
            listener.alert(
                    "status/" + writtenMs + "/" + Rule.DEAD.key(),
                    Rule.DEAD,
                    "the daemon's status cannot be read, and was for the last time " + (nowMs - writtenMs) / 1_000
                            + " s ago: look at its folder " + folder.root() + " and its disk");
        }
    }

    /** The last status; null if there is none that can be read. */
    Map<?, ?> read() {
        try {
            return Json.read("status", folder.readStatus()) instanceof Map<?, ?> status ? status : null;
        } catch (UserError e) {
            // No daemon has run here yet.
            return null;
        }
    }

    private long number(String key) {
        return memory.get(key) instanceof BigDecimal value
                ? value.longValue()
                : memory.get(key) instanceof Long value ? value : 0;
    }

    private static long number(Map<?, ?> status, String key) {
        return status.get(key) instanceof BigDecimal value ? value.longValue() : 0;
    }

    private static String text(Map<?, ?> status, String key) {
        return status.get(key) == null ? "unknown" : String.valueOf(status.get(key));
    }
}
