package io.ringside.gateway;

import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody has to look at: a log of its own, which the configuration sends to a file and to standard error.
 *
 * <p>Thread: any.
 */
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger("alarm");

    private final LiveSettings settings;
    private final ExchangeCalendar calendar;
    private volatile long count;
    private volatile String last = "";

    Alarms(LiveSettings settings, ExchangeCalendar calendar) {
        this.settings = settings;
        this.calendar = calendar;
    }

    /** Something is wrong. */
    void raise(String text) {
        synchronized (this) {
            count++;
        }
        last = text;
        LOG.error("{}", text);
    }

    /** The connection has failed: no alarm while the broker restarts, which it does every day. */
    void connection(long marketNanos, String text) {
        LocalTime time = LocalTime.ofNanoOfDay(calendar.nanoOfDay(marketNanos));
        if (settings.isReset(time)) {
            LOG.info("{} (expected now)", text);
        } else {
            raise(text);
        }
    }

    /** How many there were. */
    long count() {
        return count;
    }

    /** The last one, empty if there was none. */
    String last() {
        return last;
    }
}
