package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one symbol in a bar file, each on its own: time and prices, checked.
 *
 * <p>Thread: the one that drives the run.
 */
final class BarReader implements AutoCloseable {
    private static final long LEAN_TO_E8 = 10_000;
    private static final long LEAN_PRICE_MAX = 900_000_000_000L;
    private static final long LEAN_VOLUME_MAX = 1_000_000_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000;

    private static final int PROBE_ROWS = 512;
    private static final long PROBE_DAY_NANOS = 20 * 3600 * ExchangeCalendar.SECOND_NANOS;
    private static final int AFTERNOON_SECOND = 14 * 3600;

    private final ExchangeCalendar calendar;
    private final CsvFile file;
    private final BarColumns columns;
    private final String symbol;
    private final TimestampParser timestamps;
    private final StringBuilder scratch = new StringBuilder();
    private final int leanDay;
    private long rows;

    private long stampNanos;
    private int epochDay;
    private boolean dateOnly;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long volume;

    /**
     * What a file's first rows show.
     *
     * @param dateOnly whether they name days without times
     * @param gaps how many gaps between them were seen
     * @param smallestGapNanos the smallest of these
     * @param usualGapNanos the most frequent of these, the smallest of several
     * @param earliestSecond the earliest time of day
     */
    record Probe(boolean dateOnly, int gaps, long smallestGapNanos, long usualGapNanos, int earliestSecond) {
        /** Size of the bars, or null if it cannot be told. */
        BarSpec size() {
            if (dateOnly || (gaps > 0 && usualGapNanos >= PROBE_DAY_NANOS)) {
                return new BarSpec(Unit.SESSION, 1);
            }
            return gaps == 0 ? null : new BarSpec(Unit.TIME, usualGapNanos);
        }
    }

    private BarReader(Path path, String symbol, ExchangeCalendar calendar) {
        this.calendar = calendar;
        this.symbol = symbol;
        timestamps = new TimestampParser(calendar);
        file = CsvFile.open(path);
        try {
            if (!file.next()) {
                throw file.fileError("is empty; it needs a header and rows");
            }
            columns = BarColumns.of(file);
            leanDay = columns.isLean() ? DataFileName.of(path).day() : DataFileName.NO_DAY;
        } catch (UserError e) {
            file.close();
            throw e;
        }
    }

    /** Opens a file. */
    static BarReader open(Path path, String symbol, ExchangeCalendar calendar, Probe probe) {
        var reader = new BarReader(path, symbol, calendar);
        if (reader.columns.format() == BarFormat.STOOQ
                && !probe.dateOnly()
                && probe.earliestSecond() >= AFTERNOON_SECOND) {
            reader.timestamps.setLocalZone(ZoneId.of("Europe/Warsaw"));
        }
        return reader;
    }

    /** Looks at the first rows of a file, up to the first defect, which is left to the reading proper. */
    static Probe probe(Path path, String symbol, ExchangeCalendar calendar) {
        try (var reader = new BarReader(path, symbol, calendar)) {
            var gaps = new TreeMap<Long, Integer>();
            int count = 0;
            int earliest = Integer.MAX_VALUE;
            long previous = Long.MIN_VALUE;
            for (int i = 0; i < PROBE_ROWS && reader.probeRow(); i++) {
                if (reader.dateOnly) {
                    return new Probe(true, 0, 0, 0, 0);
                }
                if (previous != Long.MIN_VALUE && reader.stampNanos > previous) {
                    gaps.merge(reader.stampNanos - previous, 1, Integer::sum);
                    count++;
                }
                earliest = Math.min(earliest, calendar.secondOfDay(reader.stampNanos));
                previous = reader.stampNanos;
            }
            long smallest = gaps.isEmpty() ? 0 : gaps.firstKey();
            return new Probe(false, count, smallest, usual(gaps), earliest);
        }
    }

    private static long usual(Map<Long, Integer> gaps) {
        long usual = 0;
        int most = 0;
        for (var gap : gaps.entrySet()) {
            if (gap.getValue() > most) {
                most = gap.getValue();
                usual = gap.getKey();
            }
        }
        return usual;
    }

    private boolean probeRow() {
        try {
            boolean present = next();
            if (present) {
                readTime();
            }
            return present;
        } catch (UserError e) {
            return false;
        }
    }

    CsvFile file() {
        return file;
    }

    BarFormat format() {
        return columns.format();
    }

    /** How many rows of the symbol were read. */
    long rows() {
        return rows;
    }

    /** Whether the row that it stands on says that its prices are invented. */
    boolean isSynthetic() {
        return columns.source() >= 0
                && BarFile.SYNTHETIC.contentEquals(file.row().field(columns.source()));
    }

    /** Moves to the symbol's next row; false at the end. */
    boolean next() {
        while (file.next()) {
            if (columns.symbol() < 0 || isOurs(file.row().field(columns.symbol()))) {
                rows++;
                return true;
            }
        }
        return false;
    }

    /** Reads the time of the row. */
    void readTime() {
        if (columns.isLean() && file.row().field(0).length() < 9) {
            readLeanTime();
            return;
        }
        CharSequence text = file.row().field(columns.time());
        if (columns.clock() >= 0) {
            scratch.setLength(0);
            scratch.append(text);
            CharSequence clock = file.row().field(columns.clock());
            boolean midnight = columns.format() == BarFormat.STOOQ && "000000".contentEquals(clock);
            scratch.append(midnight ? "" : " ").append(midnight ? "" : clock);
            text = scratch;
        }
        if (!timestamps.parse(text)) {
            throw timeError(TimestampParser.REMEDY);
        }
        stampNanos = timestamps.utcNanos();
        epochDay = timestamps.epochDay();
        dateOnly = timestamps.isDateOnly();
    }

    /** Reads the prices of the row, and checks them against each other. */
    void readPrices() {
        openE8 = price(columns.open());
        highE8 = price(columns.high());
        lowE8 = price(columns.low());
        closeE8 = price(columns.close());
        volume = columns.isLean() ? file.whole(columns.volume(), LEAN_VOLUME_MAX) : file.shares(columns.volume());
        if (highE8 < lowE8) {
            throw file.error(columns.high(), "is below the low; correct or remove the row");
        }
        if (openE8 > highE8 || openE8 < lowE8) {
            throw file.error(columns.open(), "is outside low and high; correct or remove the row");
        }
        if (closeE8 > highE8 || closeE8 < lowE8) {
            throw file.error(columns.close(), "is outside low and high; correct or remove the row");
        }
    }

    /** An error about the row's time. */
    UserError timeError(String remedy) {
        return file.error(columns.time(), remedy);
    }

    /** What is wrong if there were no rows. */
    UserError noRows() {
        return columns.symbol() >= 0
                ? file.fileError("no row has the symbol " + symbol + "; give it as SYMBOL=FILE")
                : file.fileError("has a header and no rows; export it again");
    }

    long stampNanos() {
        return stampNanos;
    }

    int epochDay() {
        return epochDay;
    }

    boolean isDateOnly() {
        return dateOnly;
    }

    long openE8() {
        return openE8;
    }

    long highE8() {
        return highE8;
    }

    long lowE8() {
        return lowE8;
    }

    long closeE8() {
        return closeE8;
    }

    long volume() {
        return volume;
    }

    @Override
    public void close() {
        file.close();
    }

    private void readLeanTime() {
        if (leanDay == DataFileName.NO_DAY || !calendar.covers(leanDay)) {
            throw file.fileError("has milliseconds for times, and its name no day such as SPY-20131007-minute.csv from "
                    + ExchangeCalendar.FIRST_YEAR + " to " + ExchangeCalendar.LAST_YEAR + "; rename it");
        }
        epochDay = leanDay;
        stampNanos = calendar.toNanos(leanDay, file.whole(columns.time(), DAY_MILLIS - 1) * 1_000_000);
        dateOnly = false;
    }

    private long price(int column) {
        if (!columns.isLean()) {
            return file.priceE8(column);
        }
        long price = file.whole(column, LEAN_PRICE_MAX);
        if (price == 0) {
            throw file.error(column, "a price is above 0");
        }
        return price * LEAN_TO_E8;
    }

    /** Stooq and others write QQQ.US. */
    private boolean isOurs(CharSequence ticker) {
        String text = ticker.toString().toUpperCase(Locale.ROOT);
        return text.equals(symbol)
                || (text.endsWith(".US") && text.substring(0, text.length() - 3).equals(symbol));
    }
}
