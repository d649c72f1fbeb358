package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of one or more bar files that belong together: reads time and prices of one row at a time and checks them.
 *
 * <p>Thread: the one that drives the run.
 */
final class BarReader extends PartsReader {
    private static final long DAY_MILLIS = 86_400_000;

    private final ExchangeCalendar calendar;
    private final String symbol;
    private final Reading reading;
    private final boolean newestFirst;
    private final StringBuilder scratch = new StringBuilder();
    private final Map<String, Boolean> tickers = new TreeMap<>();
    private TimestampParser timestamps;
    private ZoneId localZone;
    private BarLayout layout;
    private int leanDay;
    private BarPrices prices;

    private long stampNanos;
    private int epochDay;
    private boolean dateOnly;
    private boolean inMillis;

    /**
     * Opens the first of the files.
     *
     * @param parts in the order of time
     * @param newestFirst whether the rows of each are to be read from the last to the first
     */
    BarReader(List<DataPart> parts, String symbol, ExchangeCalendar calendar, Reading reading, boolean newestFirst) {
        super(parts);
        this.calendar = calendar;
        this.symbol = symbol;
        this.reading = reading;
        this.newestFirst = newestFirst;
        localZone = reading.zone();
        openFirst();
    }

    /**
     * Files that belong together, in the order of their first rows.
     *
     * @throws UserError if their names are of several symbols
     */
    static List<DataPart> inOrder(List<DataPart> parts, String symbol, ExchangeCalendar calendar, Reading reading) {
        if (parts.size() == 1) {
            return parts;
        }
        Set<String> symbols = new TreeSet<>();
        Map<DataPart, Long> firsts = new LinkedHashMap<>();
        List<DataPart> sorted = new ArrayList<>();
        for (DataPart part : parts) {
            DataFileName name = DataFileName.of(part.fileName());
            if (name.day() != DataFileName.NO_DAY && symbols.add(name.symbol()) && symbols.size() > 1) {
                throw new UserError(CsvFile.shown(part.name(), 200) + ": is of " + name.symbol()
                        + ", others that were given together with it are not; give the files of one symbol");
            }
            try (var reader = new BarReader(List.of(part), symbol, calendar, reading, false)) {
                if (reader.next() && reader.readTimeIfThere()) {
                    firsts.put(part, reader.stampNanos);
                    sorted.add(part);
                } else {
                    throw reader.file.fileError("has no row; take it out of what is given");
                }
            }
        }
        sorted.sort(Comparator.comparing(firsts::get));
        return sorted;
    }

    BarLayout layout() {
        return layout;
    }

    /** Sets the zone of times without one; a format's own zone takes precedence over it, the user's over both. */
    void setLocalZone(ZoneId zone) {
        localZone = zone;
        timestamps.setLocalZone(zone);
    }

    /**
     * Says which prices to read; before that call only times are read.
     *
     * @throws UserError if a column is missing that is needed
     */
    void setPrices(BarFile.Prices wanted) {
        prices = new BarPrices(wanted);
        prices.begin(file, layout);
    }

    /** Prices and volume of the row, after {@link #readPrices}. */
    BarPrices prices() {
        return prices;
    }

    /** Continues with other columns of the same rows. */
    void setLayout(BarLayout other) {
        layout = other;
        file.setColumns(layout.names());
        prices.begin(file, layout);
    }

    /** Whether the row is of the requested symbol. */
    boolean isOurs() {
        return layout.symbol() < 0 || isOurs(file.row().field(layout.symbol()));
    }

    /** The row's ticker in capitals, without Stooq's market; empty if the file has none. */
    String ticker() {
        if (layout.symbol() < 0) {
            return "";
        }
        String text = file.row().field(layout.symbol()).toString().toUpperCase(Locale.ROOT);
        return text.endsWith(".US") ? text.substring(0, text.length() - 3) : text;
    }

    /** Whether the row has none of the four prices. */
    boolean isEmpty() {
        return prices.isEmpty();
    }

    /** Reads the time of the row. */
    void readTime() {
        if (layout.isLean() && file.row().field(0).length() < 9) {
            readLeanTime();
        } else if (!parseTime()) {
            throw timeError(TimestampParser.REMEDY);
        }
    }

    /** Reads the time of the row if it has one; false otherwise. */
    boolean readTimeIfThere() {
        if (file.row().count() != layout.names().size()) {
            return false;
        }
        if (layout.isLean() && file.row().field(0).length() < 9) {
            readLeanTime();
            return true;
        }
        return parseTime();
    }

    /** Reads the prices of the row, and checks them against each other. */
    void readPrices() {
        prices.read();
    }

    /** An error about the row's time. */
    UserError timeError(String remedy) {
        return file.error(layout.time(), remedy);
    }

    /** The error for a file without rows. */
    UserError noRows(boolean othersThere) {
        return othersThere
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

    boolean isBeforeCalendar() {
        return !inMillis && timestamps.isBeforeCalendar();
    }

    /** Date and time as they were written, on whatever clock, as nanoseconds since 1970. */
    long writtenNanos() {
        return inMillis
                ? epochDay * DAY_MILLIS * 1_000_000 + calendar.nanoOfDay(stampNanos)
                : timestamps.writtenNanos();
    }

    /** The zone that the row's time is written with. */
    TimestampParser.Clock clock() {
        return inMillis ? TimestampParser.Clock.EXCHANGE : timestamps.clock();
    }

    @Override
    void open(DataPart next) {
        layout = BarLayoutFinder.find(next, symbol, reading);
        timestamps = new TimestampParser(calendar);
        timestamps.setOrder(layout.order());
        timestamps.setLocalZone(localZone == null ? layout.zone() : localZone);
        leanDay = layout.isLean() ? DataFileName.of(next.fileName()).day() : DataFileName.NO_DAY;
        file = newestFirst ? CsvFile.openBackwards(next, Math.toIntExact(layout.headerLine())) : CsvFile.open(next);
        try {
            for (int i = 0; i < layout.header(); i++) {
                file.nextOfAnyShape();
            }
            file.setColumns(layout.names());
            file.setDecimalComma(layout.decimalComma());
            if (prices != null) {
                prices.begin(file, layout);
            }
        } catch (UserError e) {
            file.close();
            throw e;
        }
    }

    private boolean parseTime() {
        CharSequence text = file.row().field(layout.time());
        if (layout.clock() >= 0) {
            scratch.setLength(0);
            scratch.append(text).append(' ').append(file.row().field(layout.clock()));
            text = scratch;
        }
        if (!timestamps.parse(text)) {
            return false;
        }
        stampNanos = timestamps.utcNanos();
        epochDay = timestamps.epochDay();
        dateOnly = timestamps.isDateOnly();
        inMillis = false;
        return true;
    }

    private void readLeanTime() {
        if (leanDay == DataFileName.NO_DAY || !calendar.covers(leanDay)) {
            throw file.fileError("has milliseconds for times, and its name no day such as SPY-20131007-minute.csv from "
                    + ExchangeCalendar.FIRST_YEAR + " to " + ExchangeCalendar.LAST_YEAR + "; rename it");
        }
        epochDay = leanDay;
        stampNanos = calendar.toNanos(leanDay, file.whole(layout.time(), DAY_MILLIS - 1) * 1_000_000);
        dateOnly = false;
        inMillis = true;
    }

    /** Stooq and others write QQQ.US. */
    private boolean isOurs(CharSequence ticker) {
        if (symbol.contentEquals(ticker)) {
            return true;
        }
        String text = ticker.toString();
        Boolean known = tickers.get(text);
        if (known == null) {
            known = ticker().equals(symbol);
            tickers.put(text, known);
        }
        return known;
    }
}
