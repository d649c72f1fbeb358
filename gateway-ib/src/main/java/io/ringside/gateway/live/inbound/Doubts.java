package io.ringside.gateway.live.inbound;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused messages and raises an alarm for each of the first ones; further ones of the same kind are only counted, so
 * that a flood of messages does not cause a flood of alarms.
 *
 * <p>Thread: any, under its own lock.
 */
public final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
    /** Most alarms of a kind. */
    private static final int TOLD_MAX = 10;
    /** As long as an alarm's line may be. */
    private static final int TEXT_MAX = 200;

    private final Consumer<String> alarm;
    private final long[] counts = new long[Judgement.values().length];

    /**
     * @param alarm gets the text of an alarm; any thread
     */
    public Doubts(Consumer<String> alarm) {
        this.alarm = alarm;
    }

    /**
     * Reports a refused message.
     *
     * @param what the message and its subject; control characters are removed
     */
    public void publish(Judgement judgement, String what) {
        long count;
        synchronized (this) {
            count = ++counts[judgement.ordinal()];
        }
        if (count <= TOLD_MAX) {
            String words = printable(what, TEXT_MAX) + ": " + judgement.words();
            alarm.accept(words + (count == TOLD_MAX ? "; all further ones of this kind are only counted" : ""));
        } else if (Long.bitCount(count) == 1) {
            LOG.warn("{} messages of a kind were refused: {}", count, judgement.words());
        }
    }

    /** How many were refused for that reason. */
    public synchronized long count(Judgement judgement) {
        return counts[judgement.ordinal()];
    }

    /** How many were refused. */
    public synchronized long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** A text made safe for a terminal, a log, JSON or a page: characters other than printable ASCII become question marks. */
    public static String printable(CharSequence text, int lengthMax) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), lengthMax));
        for (int i = 0; i < text.length() && i < lengthMax; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return shown.toString();
    }
}
