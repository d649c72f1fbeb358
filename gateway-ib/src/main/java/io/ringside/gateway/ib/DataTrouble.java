package io.ringside.gateway.ib;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with an instrument's prices and its bars of the past: once they have been missing for a stated time in regular
 * hours, somebody is told, in the words in which the broker refused them last.
 *
 * <p>Thread: session.
 */
final class DataTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(DataTrouble.class);
    private static final long MILLI = 1_000_000L;
    /** How long words are about what has just ceased. */
    private static final long RECENT_NANOS = 60_000 * MILLI;

    /** One kind of data. */
    private final class Kind {
        private final String what;
        private String words = "";
        private long wordsNanos;
        private long sinceNanos;
        private boolean told;

        Kind(String what) {
            this.what = what;
        }

        void look(boolean missing, long nanoTime) {
            if (!missing) {
                if (told) {
                    LOG.info("{} of {} come again", what, symbol);
                }
                sinceNanos = 0;
                told = false;
            } else if (sinceNanos == 0) {
                sinceNanos = nanoTime | 1;
            } else if (!told && nanoTime - sinceNanos > alarmNanos) {
                told = true;
                alarm.accept(symbol + ": " + what + " have been missing for " + alarmNanos / (1_000 * MILLI) + " s; "
                        + (isSaid(nanoTime) ? "the broker says: " + words : "the broker says nothing of it"));
            }
        }

        /** What it said long before they ceased is about something else. */
        private boolean isSaid(long nanoTime) {
            return !words.isEmpty() && nanoTime - wordsNanos < 2 * alarmNanos + RECENT_NANOS;
        }

        private void said(int code, String text, long nanoTime) {
            words = code + " " + text;
            wordsNanos = nanoTime;
        }
    }

    private final String symbol;
    private final long alarmNanos;
    private final Consumer<String> alarm;
    private final Kind prices;
    private final Kind past;
    private boolean shortTold;

    /**
     * @param alarmMs after how much real time somebody is told
     * @param alarm takes the words of an alarm
     */
    DataTrouble(String symbol, int alarmMs, Consumer<String> alarm) {
        this.symbol = symbol;
        this.alarm = alarm;
        alarmNanos = alarmMs * MILLI;
        prices = new Kind("prices");
        past = new Kind("bars of the past");
    }

    /** The broker has refused prices, or ended them. */
    void pricesRefused(int code, String text, long nanoTime) {
        prices.said(code, text, nanoTime);
    }

    /** The broker has refused bars of the past. */
    void pastRefused(int code, String text, long nanoTime) {
        past.said(code, text, nanoTime);
    }

    /** The broker has answered with fewer bars than the session's times have; told once. */
    void fewer(long bars, long expected, String size) {
        if (!shortTold) {
            shortTold = true;
            alarm.accept(symbol + ": the broker has " + bars + " of " + expected + " bars of " + size
                    + " of the past; what needs more of them is not decided on until they have come");
        }
    }

    /**
     * Looks whether somebody is to be told.
     *
     * @param regular whether regular hours have begun a while ago
     * @param nanoTime of a monotone clock
     */
    void look(boolean regular, boolean pricesMissing, boolean pastMissing, long nanoTime) {
        prices.look(regular && pricesMissing, nanoTime);
        past.look(regular && pastMissing, nanoTime);
    }
}
