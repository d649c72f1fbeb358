package io.ringside.engine.event;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The engine's own id of an order: a pure function of session date, sequence of the deciding event, and index of the
 * intent in it, so that a replay derives the same one and reconciliation finds it at the broker.
 *
 * <p>Packed in a positive {@code long}: 15 bits of days since 1970, 36 of sequence, 12 of index. As text
 * {@code R20250521-1234-0}. Zero means "no order".
 *
 * <p>Thread: any; it has no state.
 */
public final class OrderRef {
    /** No order. */
    public static final long NONE = 0;

    private static final int INDEX_BITS = 12;
    private static final int SEQUENCE_BITS = 36;
    private static final long SEQUENCE_MAX = (1L << SEQUENCE_BITS) - 1;
    private static final int INDEX_MAX = (1 << INDEX_BITS) - 1;
    private static final int DAY_MAX = (1 << 15) - 1;

    private OrderRef() {}

    /**
     * Packs a reference.
     *
     * @throws ArithmeticException if a part does not fit
     */
    public static long of(int epochDay, long sequence, int index) {
        if (epochDay < 1 || epochDay > DAY_MAX) {
            throw new ArithmeticException("session date out of range for an order reference: day " + epochDay);
        }
        if (sequence < 0 || sequence > SEQUENCE_MAX || index < 0 || index > INDEX_MAX) {
            throw new ArithmeticException("sequence " + sequence + " or index " + index + " too large for a reference");
        }
        return ((long) epochDay << (SEQUENCE_BITS + INDEX_BITS)) | (sequence << INDEX_BITS) | index;
    }

    /** Days since 1970-01-01 of the session in which the order was decided. */
    public static int epochDay(long ref) {
        return (int) (ref >>> (SEQUENCE_BITS + INDEX_BITS));
    }

    /** Sequence of the event on which the order was decided. */
    public static long sequence(long ref) {
        return (ref >>> INDEX_BITS) & SEQUENCE_MAX;
    }

    /** Which of the event's intents it was. */
    public static int index(long ref) {
        return (int) (ref & INDEX_MAX);
    }

    /** The text that identifies the order at the broker, in logs and in reports. */
    public static String format(long ref) {
        if (ref == NONE) {
            return "";
        }
        LocalDate day = LocalDate.ofEpochDay(epochDay(ref));
        return "R" + (day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth()) + "-" + sequence(ref)
                + "-" + index(ref);
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException if the text is no order reference
     */
    public static long parse(String text) {
        String[] parts = text.split("-", -1);
        try {
            if (parts.length == 3 && parts[0].length() == 9 && parts[0].charAt(0) == 'R') {
                LocalDate day = LocalDate.of(
                        Integer.parseInt(parts[0].substring(1, 5)),
                        Integer.parseInt(parts[0].substring(5, 7)),
                        Integer.parseInt(parts[0].substring(7, 9)));
                return of((int) day.toEpochDay(), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(malformed(text), e);
        }
        throw new IllegalArgumentException(malformed(text));
    }

    private static String malformed(String text) {
        return "not an order reference: \"" + text + "\" (they look like R20250521-1234-0)";
    }
}
