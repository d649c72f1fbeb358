package io.ringside.engine.store;

import io.ringside.engine.data.BarSource;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.Arrays;

/**
 * Bars of one symbol and size in memory, oldest first, no two at the same time.
 *
 * <p>Thread: its owner's.
 */
public final class BarRows {
    /** Seconds from 1970 to 2000: times within a day are counted from there, so that an int reaches to 2068. */
    static final long EPOCH_SECONDS = 946_684_800L;

    private static final int FIELDS = 5;

    private int[] times;
    private long[] values;
    private int count;
    private boolean synthetic;

    public BarRows() {
        this(256);
    }

    BarRows(int expected) {
        times = new int[Math.max(1, expected)];
        values = new long[FIELDS * times.length];
    }

    /** All remaining bars of a source. */
    public static BarRows of(BarSource source) {
        BarRows rows = new BarRows();
        boolean daily = source.size().unit() == Unit.SESSION;
        while (source.next()) {
            rows.add(
                    daily ? source.sessionDay() : timeOf(source.startNanos()),
                    source.openE8(),
                    source.highE8(),
                    source.lowE8(),
                    source.closeE8(),
                    source.volume());
        }
        rows.synthetic = source.synthetic();
        return rows;
    }

    /** An instant as the time of a bar within a day. */
    public static int timeOf(long utcNanos) {
        return Math.toIntExact(Math.floorDiv(utcNanos, ExchangeCalendar.SECOND_NANOS) - EPOCH_SECONDS);
    }

    /** The instant of a bar's time within a day. */
    public static long nanosOf(int time) {
        return (time + EPOCH_SECONDS) * ExchangeCalendar.SECOND_NANOS;
    }

    /**
     * Appends a bar.
     *
     * @param time of bars of a session its day since 1970, of smaller ones as {@link #timeOf} gives it
     * @throws IllegalArgumentException if it is not later than the one before
     */
    public void add(int time, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        if (count > 0 && time <= times[count - 1]) {
            throw new IllegalArgumentException("a bar at " + time + " follows one at " + times[count - 1]);
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            values = Arrays.copyOf(values, 2 * FIELDS * count);
        }
        times[count] = time;
        int at = FIELDS * count++;
        values[at] = openE8;
        values[at + 1] = highE8;
        values[at + 2] = lowE8;
        values[at + 3] = closeE8;
        values[at + 4] = volume;
    }

    /** Appends a row of another table. */
    public void add(BarRows other, int row) {
        add(
                other.time(row),
                other.value(row, 0),
                other.value(row, 1),
                other.value(row, 2),
                other.value(row, 3),
                other.value(row, 4));
    }

    /** Marks the prices as synthetic. */
    public void setSynthetic(boolean invented) {
        synthetic = invented;
    }

    /** Whether the prices are synthetic. */
    public boolean synthetic() {
        return synthetic;
    }

    /** How many there are. */
    public int size() {
        return count;
    }

    /** Time of a bar, see {@link #add}. */
    public int time(int row) {
        return times[row];
    }

    /** Last price of a bar. */
    public long closeE8(int row) {
        return value(row, 3);
    }

    /** First price of a bar. */
    public long openE8(int row) {
        return value(row, 0);
    }

    /** Open, high, low, close or volume by index. */
    long value(int row, int field) {
        return values[FIELDS * row + field];
    }

    /** Row of a time, or {@code -1 - index} of the first later one. */
    public int find(int time) {
        return Arrays.binarySearch(times, 0, count, time);
    }

    boolean isSame(int row, BarRows other, int otherRow) {
        for (int field = 0; field < FIELDS; field++) {
            if (value(row, field) != other.value(otherRow, field)) {
                return false;
            }
        }
        return true;
    }
}
