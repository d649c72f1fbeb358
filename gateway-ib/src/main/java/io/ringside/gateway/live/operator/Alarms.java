package io.ringside.gateway.live.operator;

import io.ringside.engine.market.ExchangeCalendar;
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
 * What somebody has to look at: a log of its own, which the configuration sends to a file and to standard error. Until
 * somebody acknowledges it, an alarm is repeated there, and stands in a file that outlives the process.
 *
 * <p>Thread: any.
 */
public final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger("alarm");
    /** What an alarm says that an operator raises to see that alarms arrive. */
    public static final String TEST = "a test of the alarms";

    private static final long MILLI = 1_000_000L;
    /** More in the file would be read by nobody; all are counted, and in the log. */
    private static final int KEPT_MAX = 1_000;

    private final LiveSettings settings;
    private final ExchangeCalendar calendar;
    private final Path kept;
    private long repeatedNanos;
    /** Until when nothing is repeated, of the monotone clock; behind if nobody has asked for silence. */
    private volatile long silentNanos;

    private volatile long count;
    private volatile long unacknowledged;
    private volatile String first = "";
    private volatile String last = "";

    /**
     * Goes on with the alarms that nobody has acknowledged.
     *
     * @param kept file of these, a line each; null keeps them in memory alone
     * @param nowNanos of a monotone clock
     */
    public Alarms(LiveSettings settings, ExchangeCalendar calendar, Path kept, long nowNanos) {
        this.settings = settings;
        this.calendar = calendar;
        this.kept = kept;
        // What is there from before is told at once.
        repeatedNanos = nowNanos - settings.alarmRepeatMs() * MILLI;
        silentNanos = nowNanos;
        List<String> before = before();
        unacknowledged = before.size();
        first = before.isEmpty() ? "" : before.get(0);
        last = before.isEmpty() ? "" : before.get(before.size() - 1);
    }

    /** Alarms in memory alone. */
    public Alarms(LiveSettings settings, ExchangeCalendar calendar) {
        this(settings, calendar, null, 0);
    }

    /** Something is wrong. */
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

    /** The connection has failed: no alarm while the broker restarts, which it does every day. */
    public void connection(long marketNanos, String text) {
        LocalTime time = LocalTime.ofNanoOfDay(calendar.nanoOfDay(marketNanos));
        if (settings.isReset(time)) {
            LOG.info("{} (expected now)", text);
        } else {
            raise(text);
        }
    }

    /** A file that cannot be read is one more of them: trading must not wait for it. */
    private List<String> before() {
        if (kept == null || !Files.exists(kept)) {
            return List.of();
        }
        try {
            return Files.readAllLines(kept, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of("the alarms from before cannot be read: " + e);
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
            // The disk may be what the alarm is about; it is in memory still.
            LOG.error("an alarm cannot be kept for after a restart: {}", e.toString());
        }
    }

    /** Repeats what nobody has acknowledged, when it is time; to be called again and again, by one thread. */
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
     * Repeats nothing for so long; what is raised meanwhile is told, once. A restart ends the silence.
     *
     * @param ms 0 ends it
     */
    public void silence(long nowNanos, long ms) {
        silentNanos = nowNanos + ms * MILLI;
    }

    /** How much longer nothing is repeated, in milliseconds; 0 if no silence is asked for. */
    public long silentMs(long nowNanos) {
        return Math.max(0, (silentNanos - nowNanos) / MILLI);
    }

    /** Somebody has seen them all; how many nobody had acknowledged. */
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

    /** How many nobody has acknowledged, those from before a restart included. */
    public long unacknowledged() {
        return unacknowledged;
    }

    /** The first that nobody has acknowledged, empty if there is none. */
    public String first() {
        return first;
    }

    /** The last one, empty if there was none. */
    public String last() {
        return last;
    }
}
