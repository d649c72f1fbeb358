package io.ringside.engine.data;

import io.ringside.engine.data.TimestampParser.Clock;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The times of a file's first rows of one symbol, in order, and what they show about bar size, grid and zone.
 *
 * <p>Thread: the reader's.
 */
final class BarSample {
    /** Least number of gaps from which the usual one is derived. */
    static final int GAPS_TO_TELL = 20;

    /** Least number if all gaps are equal. */
    private static final int FEW_GAPS = 8;

    private static final int ROWS_MAX = 2_500;
    private static final int READ_MAX = 200_000;
    private static final double NEARLY_ALL = 0.9;
    private static final double DISORDER = 0.2;
    private static final long DAY_NANOS = 86_400 * ExchangeCalendar.SECOND_NANOS;
    private static final long DAILY_NANOS = 20 * 3600 * ExchangeCalendar.SECOND_NANOS;
    private static final long CLOSE_NANOS = 16 * 3600 * ExchangeCalendar.SECOND_NANOS;
    private static final long OPEN_NANOS = 570 * ExchangeCalendar.MINUTE_NANOS;

    private final ExchangeCalendar calendar;
    private final BarLayout layout;
    private final CsvFile file;
    private long[] stamps = new long[256];
    private long[] written = new long[256];
    private int rows;
    private boolean dateOnly = true;
    private Clock clock = Clock.LOCAL;
    private String firstText = "";
    private boolean newestFirst;
    private int backward;
    private boolean zoneMidnights = true;
    private final TreeMap<Long, Integer> gapCounts = new TreeMap<>();

    private BarSample(ExchangeCalendar calendar, BarReader reader) {
        this.calendar = calendar;
        layout = reader.layout();
        file = reader.file();
    }

    static BarSample of(List<DataPart> parts, String symbol, ExchangeCalendar calendar, Reading reading, ZoneId zone) {
        try (var reader = new BarReader(parts, symbol, calendar, reading, false)) {
            if (zone != null) {
                reader.setLocalZone(zone);
            }
            var sample = new BarSample(calendar, reader);
            sample.read(reader, zone);
            return sample;
        }
    }

    private void read(BarReader reader, ZoneId zone) {
        try {
            for (int i = 0; i < READ_MAX && rows < ROWS_MAX && reader.next(); i++) {
                if (reader.isOurs() && reader.readTimeIfThere() && !reader.isBeforeCalendar()) {
                    add(reader, zone);
                }
            }
        } catch (UserError e) {
            // The reader reports the defect when it reaches the same row.
            rows = Math.max(rows, 0);
        }
        stamps = Arrays.copyOf(stamps, rows);
        written = Arrays.copyOf(written, rows);
        countGaps();
    }

    private void add(BarReader reader, ZoneId zone) {
        if (rows == stamps.length) {
            stamps = Arrays.copyOf(stamps, 2 * rows);
            written = Arrays.copyOf(written, 2 * rows);
        }
        if (rows == 0) {
            clock = reader.clock();
            firstText = CsvFile.shown(reader.file().row().field(layout.time()));
        }
        stamps[rows] = reader.stampNanos();
        written[rows] = reader.writtenNanos();
        dateOnly &= reader.isDateOnly();
        zoneMidnights &= zone != null && isMidnight(reader.stampNanos(), zone);
        rows++;
    }

    private void countGaps() {
        for (int i = 1; i < rows; i++) {
            backward += stamps[i] < stamps[i - 1] ? 1 : 0;
        }
        newestFirst = rows > 2 && backward > NEARLY_ALL * (rows - 1);
        if (newestFirst) {
            reverse(stamps);
            reverse(written);
        }
        for (int i = 1; i < rows; i++) {
            if (stamps[i] > stamps[i - 1]) {
                gapCounts.merge(stamps[i] - stamps[i - 1], 1, Integer::sum);
            }
        }
    }

    BarLayout layout() {
        return layout;
    }

    int rows() {
        return rows;
    }

    /** The zone that the first row's time is written with. */
    Clock clock() {
        return clock;
    }

    /** Whether the first row's offset from UTC is the exchange's. */
    boolean hasExchangeOffset() {
        return rows > 0 && Math.floorMod(written[0], DAY_NANOS) == calendar.nanoOfDay(stamps[0]);
    }

    String firstText() {
        return firstText;
    }

    boolean isNewestFirst() {
        return newestFirst;
    }

    /** Refuses rows that are in no order of time. */
    void refuseDisorder() {
        if (!newestFirst && rows >= GAPS_TO_TELL && backward > DISORDER * rows) {
            throw error("has rows in no order of time: " + backward + " of the first " + rows
                    + " are earlier than the row before; sort them by time, oldest first");
        }
    }

    int gaps() {
        return gapCounts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The most frequent gap, the smallest of several; 0 without any. */
    long usualGap() {
        long usual = 0;
        int most = 0;
        for (var gap : gapCounts.entrySet()) {
            if (gap.getValue() > most) {
                most = gap.getValue();
                usual = gap.getKey();
            }
        }
        return usual;
    }

    /**
     * Whether each row is a day. A few rows a day apart at some time of day count as daily only if no other size was asked for.
     *
     * @param wanted the size that was asked for, or null
     */
    boolean isDaily(BarSpec wanted) {
        if (rows == 0 || (usualGap() < DAILY_NANOS && rows > 1 && !dateOnly)) {
            return false;
        }
        boolean days = wanted == null || wanted.unit() == BarSpec.Unit.SESSION;
        return dateOnly || allMidnightWritten() || (rows > 1 && (days || gaps() >= GAPS_TO_TELL));
    }

    /** The usual gap as a size of bars within a day; null if there is none. */
    BarSpec sizeOfBars() {
        return usualGap() == 0 || usualGap() >= DAILY_NANOS ? null : new BarSpec(BarSpec.Unit.TIME, usualGap());
    }

    int earliestSecond() {
        int earliest = Integer.MAX_VALUE;
        for (long stamp : stamps) {
            earliest = Math.min(earliest, calendar.secondOfDay(stamp));
        }
        return earliest;
    }

    boolean allMidnightWritten() {
        for (long nanos : written) {
            if (Math.floorMod(nanos, DAY_NANOS) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean allMidnightUtc() {
        for (long stamp : stamps) {
            if (Math.floorMod(stamp, DAY_NANOS) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether all times are midnight in New York or in the zone that the user gave, or the open or the close of a session. */
    boolean allMidnightOrSessionBound() {
        boolean midnights = true;
        boolean opens = true;
        boolean closes = true;
        for (long stamp : stamps) {
            int day = calendar.localDay(stamp);
            boolean traded = calendar.isTradingDay(day);
            midnights &= calendar.nanoOfDay(stamp) == 0;
            opens &= traded && stamp == calendar.openNanos(day);
            // Some vendors stamp half days with the regular close.
            closes &= traded && (stamp == calendar.closeNanos(day) || calendar.nanoOfDay(stamp) == CLOSE_NANOS);
        }
        return midnights || opens || closes || zoneMidnights;
    }

    /** Refuses weekly and monthly bars: read as daily ones they would count as complete days before they end. */
    void refuseRareDays() {
        long days = Math.round((double) usualGap() / DAY_NANOS);
        if (gaps() >= 2 && days >= 4) {
            String what = days <= 8 ? "a week" : days >= 27 && days <= 32 ? "a month" : days + " days";
            throw error("holds bars of " + what + ", not of a day: each would be known before it has ended; give daily"
                    + " bars");
        }
    }

    /** Whether more rows begin at multiples of the size on the clock than at multiples from the open on. */
    boolean isByTheClock(long size) {
        return OPEN_NANOS % size != 0 && onGrid(size, true) > onGrid(size, false);
    }

    /** Whether nearly all rows lie on a grid. */
    boolean isOnGrid(long size, boolean byTheClock) {
        int on = onGrid(size, byTheClock);
        return gaps() >= GAPS_TO_TELL ? on >= NEARLY_ALL * rows : gaps() >= FEW_GAPS && on == rows;
    }

    private int onGrid(long size, boolean byTheClock) {
        int count = 0;
        for (long stamp : stamps) {
            long ofDay = calendar.nanoOfDay(stamp);
            boolean open = ofDay == OPEN_NANOS;
            count += open || Math.floorMod(ofDay - (byTheClock ? 0 : OPEN_NANOS), size) == 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether no row lies before the bar that holds the open. */
    boolean beginsWithTheOpen(BarSpec size) {
        return size != null && rows > 0 && earliestSecond() * ExchangeCalendar.SECOND_NANOS > OPEN_NANOS - size.count();
    }

    /** What the first and the last bar of each day show, see {@link SessionClock#examine}. */
    SessionClock.Finding examineClock(boolean zoneGiven, Reading.Stamped stamped) {
        return new SessionClock(calendar, stamps, rows == ROWS_MAX, usualGap(), layout.format())
                .examine(zoneGiven, stamped);
    }

    UserError error(String message) {
        return file.fileError(message);
    }

    private static boolean isMidnight(long stamp, ZoneId zone) {
        long second = Math.floorDiv(stamp, ExchangeCalendar.SECOND_NANOS);
        var there = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).atOffset(ZoneOffset.UTC);
        return there.atZoneSameInstant(zone).toLocalTime().toNanoOfDay() == 0;
    }

    private static void reverse(long[] values) {
        for (int i = 0, k = values.length - 1; i < k; i++, k--) {
            long held = values[i];
            values[i] = values[k];
            values[k] = held;
        }
    }
}
