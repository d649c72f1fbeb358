package io.ringside.engine.event;

/**
 * A ticker packed into two numbers, as a CORPORATE_ACTION event carries it: one ASCII byte a character, the first in the
 * lowest byte, zeros after the last.
 *
 * <p>Thread: any; it has no state.
 */
public final class TickerText {
    private static final int LENGTH_MAX = 16;

    private TickerText() {}

    /** Whether a text is a ticker, such as AAPL, BRK.B or BF B. */
    public static boolean isTicker(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            boolean plain = (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
            if (!plain && (i == 0 || ".- ".indexOf(one) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** The first eight characters. */
    public static long head(String ticker) {
        return packed(ticker, 0);
    }

    /** The remaining characters. */
    public static long tail(String ticker) {
        return packed(ticker, Long.BYTES);
    }

    private static long packed(String ticker, int from) {
        if (!isTicker(ticker)) {
            throw new IllegalArgumentException("\"" + ticker + "\" is no ticker");
        }
        long packed = 0;
        for (int i = Math.min(ticker.length(), from + Long.BYTES) - 1; i >= from; i--) {
            packed = (packed << Byte.SIZE) | ticker.charAt(i);
        }
        return packed;
    }

    /** The ticker; numbers that are no ticker give a text for which {@link #isTicker} is false. */
    public static String of(long head, long tail) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH_MAX; i++) {
            long half = i < Long.BYTES ? head : tail;
            char one = (char) ((half >>> ((i % Long.BYTES) * Byte.SIZE)) & 0xff);
            if (one == 0) {
                break;
            }
            text.append(one);
        }
        return text.toString();
    }

    /** Whether two numbers are what {@link #head} and {@link #tail} make of a ticker. */
    public static boolean isValid(long head, long tail) {
        String text = of(head, tail);
        return isTicker(text) && head(text) == head && tail(text) == tail;
    }
}
