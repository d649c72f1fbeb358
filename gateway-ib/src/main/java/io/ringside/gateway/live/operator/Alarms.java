package io.ringside.gateway.live.operator;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms for the operator: a logger of its own, which the configuration sends to a file and to standard error. An alarm is
 * repeated there until it is acknowledged, and is kept in a file that survives the process.
 *
 * <p>Thread: any.
 */
public final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger("alarm");
    /** Text of an alarm that an operator raises to test the alarms. */
    public static final String TEST = "a test of the alarms";

    private static final long MILLI = 1_000_000L;
    /** Most alarms in the file; further ones are counted and logged only. */
    private static final int KEPT_MAX = 1_000;

    private final LiveSettings settings;
    private final ExchangeCalendar calendar;
    private final Path kept;
    private long repeatedNanos;
    /** Monotone time until which alarms are not repeated; in the past if there is no silence. */
    private volatile long silentNanos;

    private volatile long count;
    private volatile long unacknowledged;
    private volatile String first = "";
    private volatile String last = "";

    /**
     * Continues with unacknowledged alarms.
     *
     * @param kept file of these, a line each; null keeps them in memory only
     * @param nowNanos of a monotone clock
     */
    public Alarms(LiveSettings settings, ExchangeCalendar calendar, Path kept, long nowNanos) {
        this.settings = settings;
        this.calendar = calendar;
        this.kept = kept;
        // Alarms of an earlier process are repeated at once.
        repeatedNanos = nowNanos - settings.alarmRepeatMs() * MILLI;
        silentNanos = nowNanos;
        List<String> before = before();
        unacknowledged = before.size();
        first = before.isEmpty() ? "" : before.get(0);
        last = before.isEmpty() ? "" : before.get(before.size() - 1);
    }

    /** Alarms in memory only. */
    public Alarms(LiveSettings settings, ExchangeCalendar calendar) {
        this(settings, calendar, null, 0);
    }

    /** Raises an alarm. */
    public void raise(String text) {
        synchronized (this) {
            count++;
            last = text;
            if (unacknowledged++ == 0) {
                first = text;
            }
            keep(text);
        }
        LOG.error("{}", text);
    }

    /** Raises an alarm about the connection, except during the broker's daily restart. */
    public void connection(long marketNanos, String text) {
        LocalTime time = LocalTime.ofNanoOfDay(calendar.nanoOfDay(marketNanos));
        if (settings.isReset(time)) {
            LOG.info("{} (expected now)", text);
        } else {
            raise(text);
        }
    }

    /** Reads the kept alarms; an unreadable file becomes an alarm itself, since trading must not fail for it. */
    private List<String> before() {
        if (kept == null || !Files.exists(kept)) {
            return List.of();
        }
        try {
            return Files.readAllLines(kept, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of("the alarms from before cannot be read: " + UserError.reasonWithFile(e));
        }
    }

    private void keep(String text) {
        if (kept == null || unacknowledged > KEPT_MAX) {
            return;
        }
        try {
            Files.writeString(
                    kept,
                    text.replaceAll("[^ -~]", "?") + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // The alarm may be about the disk; it is still in memory.
            LOG.error("an alarm cannot be kept for after a restart: {}", e.toString());
        }
    }

    /** Repeats unacknowledged alarms when it is time; called repeatedly by one thread. */
    public void repeat(long nowNanos) {
        long open = unacknowledged;
        if (open == 0) {
            repeatedNanos = nowNanos;
        } else if (nowNanos - silentNanos >= 0 && nowNanos - repeatedNanos >= settings.alarmRepeatMs() * MILLI) {
            repeatedNanos = nowNanos;
            LOG.error("NOT ACKNOWLEDGED: {} alarms, the first: {}; ringside ack", open, first);
        }
    }

    /**
     * Suppresses repetitions for a time; new alarms are still raised, once. A restart ends the silence.
     *
     * @param ms 0 ends it
     */
    public void silence(long nowNanos, long ms) {
        silentNanos = nowNanos + ms * MILLI;
    }

    /** Remaining time of the silence in milliseconds; 0 if there is none. */
    public long silentMs(long nowNanos) {
        return Math.max(0, (silentNanos - nowNanos) / MILLI);
    }

    /** Acknowledges all alarms; returns how many were unacknowledged. */
    public long acknowledge() {
        synchronized (this) {
            long seen = unacknowledged;
            unacknowledged = 0;
            first = "";
            if (kept != null) {
                try {
                    Files.deleteIfExists(kept);
                } catch (IOException e) {
                    LOG.error("alarms come back after a restart: {}", e.toString());
                }
            }
            return seen;
        }
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** How many are unacknowledged, those from before a restart included. */
    public long unacknowledged() {
        return unacknowledged;
    }

    /** The first unacknowledged alarm, empty if there is none. */
    public String first() {
        return first;
    }

    /** The last one, empty if there was none. */
    public String last() {
        return last;
    }
}
