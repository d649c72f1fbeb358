package io.ringside.gateway.ib;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises an alarm when an instrument's prices or historical bars have been missing for a configured time in regular hours;
 * the alarm quotes the broker's last refusal.
 *
 * <p>Thread: session.
 */
final class DataTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(DataTrouble.class);
    private static final long MILLI = 1_000_000L;
    /** How long before the data ceased a broker's message still counts as its explanation. */
    private static final long RECENT_NANOS = 60_000 * MILLI;

    /** One kind of data. */
    private final class Kind {
        private final String what;
        private String message = "";
        private long messageNanos;
        private long sinceNanos;
        private boolean raised;

        Kind(String what) {
            this.what = what;
        }

        void look(boolean missing, long nanoTime) {
            if (!missing) {
                if (raised) {
                    LOG.info("{} of {} come again", what, symbol);
                }
                sinceNanos = 0;
                raised = false;
            } else if (sinceNanos == 0) {
                sinceNanos = nanoTime | 1;
            } else if (!raised && nanoTime - sinceNanos > alarmNanos) {
                raised = true;
                alarm.accept(symbol + ": " + what + " have been missing for " + alarmNanos / (1_000 * MILLI) + " s; "
                        + (hasRecentMessage(nanoTime)
                                ? "the broker says: " + message
                                : "the broker says nothing of it"));
            }
        }

        /** Whether there is a recent message: one from long before the data ceased is about something else. */
        private boolean hasRecentMessage(long nanoTime) {
            return !message.isEmpty() && nanoTime - messageNanos < 2 * alarmNanos + RECENT_NANOS;
        }

        private void noteMessage(int code, String text, long nanoTime) {
            message = code + " " + text;
            messageNanos = nanoTime;
        }
    }

    private final String symbol;
    private final long alarmNanos;
    private final Consumer<String> alarm;
    private final Kind prices;
    private final Kind past;
    private boolean shortRaised;

    /**
     * @param alarmMs real time after which the alarm is raised
     * @param alarm gets the text of an alarm
     */
    DataTrouble(String symbol, int alarmMs, Consumer<String> alarm) {
        this.symbol = symbol;
        this.alarm = alarm;
        alarmNanos = alarmMs * MILLI;
        prices = new Kind("prices");
        past = new Kind("bars of the past");
    }

    /** Notes that the broker has refused or ended a price subscription. */
    void pricesRefused(int code, String text, long nanoTime) {
        prices.noteMessage(code, text, nanoTime);
    }

    /** Notes that the broker has refused historical bars. */
    void pastRefused(int code, String text, long nanoTime) {
        past.noteMessage(code, text, nanoTime);
    }

    /** Raises an alarm, once, for a history answer with fewer bars than the session has. */
    void fewer(long bars, long expected, String size) {
        if (!shortRaised) {
            shortRaised = true;
            alarm.accept(symbol + ": the broker has " + bars + " of " + expected + " bars of " + size
                    + " of the past; what needs more of them is not decided on until they have come");
        }
    }

    /**
     * Checks whether an alarm is due.
     *
     * @param regular whether regular hours began some time ago
     * @param nanoTime of a monotone clock
     */
    void look(boolean regular, boolean pricesMissing, boolean pastMissing, long nanoTime) {
        prices.look(regular && pricesMissing, nanoTime);
        past.look(regular && pastMissing, nanoTime);
    }
}
