package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Bars from a CSV file, plain or compressed with gzip, in constant memory. The header names the columns
 * {@code datetime} (or {@code timestamp}, {@code date}, {@code time}), {@code open}, {@code high}, {@code low},
 * {@code close} and {@code volume} in any order and case; other columns are ignored, but for {@code source}, which marks
 * invented prices with {@code synthetic}, and {@code symbol}, which leaves other symbols' rows out. Files as
 * {@link BarFormat} names them are read as they are. A bar is stamped with its start.
 *
 * <p>Every row up to the last wanted day is checked; a defect is a {@link UserError} that names file, line, column, value
 * and remedy. Rows outside the wanted session or days are left out; a file of which nothing is left is an error too.
 *
 * <p>Thread: the one that drives the run.
 */
public final class BarFile implements BarSource {
    /** What the generator writes into the column {@code source}. */
    static final String SYNTHETIC = "synthetic";

    /** So many gaps between rows must have been seen to contradict the size that was asked for. */
    private static final int GAPS_TO_TELL = 20;

    private final ExchangeCalendar calendar;
    private final Options options;
    private final String symbol;
    private final BarReader reader;
    private final BarSpec size;
    private final boolean synthetic;

    /** The first bar is read when the file is opened. */
    private boolean pending;

    private long lastStampNanos = Long.MIN_VALUE;
    private long lastEndNanos = Long.MIN_VALUE;
    private int sessionDay;
    private long startNanos;
    private long endNanos;

    /**
     * What is wanted of a file.
     *
     * @param size the bars' size; null takes it from the usual gap between the first rows
     * @param session which part of each day
     * @param fromDay first day, counted from 1970
     * @param toDay last day, counted from 1970
     */
    public record Options(BarSpec size, Session session, int fromDay, int toDay) {
        public Options {
            if (size != null && size.unit() != Unit.TIME && size.unit() != Unit.SESSION) {
                throw new UserError(
                        "bars of " + size + " cannot be read from a file of bars; give a size in time such as 5m");
            }
            if (fromDay > toDay) {
                throw new UserError("the first day " + LocalDate.ofEpochDay(fromDay) + " is after the last day "
                        + LocalDate.ofEpochDay(toDay) + "; swap them");
            }
        }

        /** All five-minute bars of the regular sessions. */
        public static Options fiveMinutes() {
            return new Options(BarSpec.FIVE_MINUTES, Session.REGULAR, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        /** The same with bars of another size; null takes it from the file. */
        public Options withSize(BarSpec other) {
            return new Options(other, session, fromDay, toDay);
        }

        /** The same with another part of the day. */
        public Options withSession(Session other) {
            return new Options(size, other, fromDay, toDay);
        }

        /** The same with other days, both included. */
        public Options withDays(int first, int last) {
            return new Options(size, session, first, last);
        }
    }

    private BarFile(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        this.calendar = calendar;
        this.options = options;
        this.symbol = symbol;
        BarReader.Probe probe = BarReader.probe(path, symbol, calendar);
        reader = BarReader.open(path, symbol, calendar, probe);
        try {
            size = size(probe);
            pending = advance();
            if (!pending) {
                throw nothingLeft();
            }
            synthetic = reader.isSynthetic();
        } catch (UserError e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Opens a file and reads up to its first wanted bar.
     *
     * @param symbol the ticker; null takes it from the file's name, as QQQ from {@code QQQ.csv.gz}
     * @throws UserError if there is no such bar, or a defect before it
     */
    public static BarFile open(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        return new BarFile(path, DataFileName.symbol(path, symbol), calendar, options);
    }

    /** The ticker that a file's name stands for: QQQ for {@code QQQ.csv.gz}, SPY for {@code SPY-20131007-minute.csv}. */
    public static String symbolOf(Path path) {
        return DataFileName.symbol(path, null);
    }

    @Override
    public boolean next() {
        if (pending) {
            pending = false;
            return true;
        }
        return advance();
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public BarSpec size() {
        return size;
    }

    @Override
    public boolean synthetic() {
        return synthetic;
    }

    /** Line of the current bar in the file. */
    public long line() {
        return reader.file().row().line();
    }

    @Override
    public int sessionDay() {
        return sessionDay;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long endNanos() {
        return endNanos;
    }

    @Override
    public long openE8() {
        return reader.openE8();
    }

    @Override
    public long highE8() {
        return reader.highE8();
    }

    @Override
    public long lowE8() {
        return reader.lowE8();
    }

    @Override
    public long closeE8() {
        return reader.closeE8();
    }

    @Override
    public long volume() {
        return reader.volume();
    }

    @Override
    public double progress() {
        return reader.file().progress();
    }

    @Override
    public void close() {
        reader.close();
    }

    private BarSpec size(BarReader.Probe probe) {
        BarSpec seen = probe.size();
        BarSpec wanted = options.size();
        if (wanted == null && seen == null) {
            throw reader.file().fileError("has too few rows to tell the bars' size from; give it");
        }
        if (wanted == null) {
            return seen;
        }
        boolean larger = probe.gaps() >= GAPS_TO_TELL && probe.smallestGapNanos() > wanted.count();
        if (seen != null && wanted.unit() == Unit.TIME && (probe.dateOnly() || larger)) {
            // A bar would pass for known before its end.
            throw reader.file()
                    .fileError("holds bars of " + seen + ", not " + wanted + "; give the size that its bars have");
        }
        return wanted;
    }

    private boolean advance() {
        while (reader.next()) {
            reader.readTime();
            checkOrder();
            if (reader.epochDay() > options.toDay()) {
                return false;
            }
            reader.readPrices();
            if (reader.epochDay() >= options.fromDay() && isInSession()) {
                checkOverlap();
                return true;
            }
        }
        return false;
    }

    private void checkOrder() {
        long stamp = reader.stampNanos();
        if (stamp == lastStampNanos) {
            throw reader.timeError("the row before has the same time; remove one");
        }
        if (stamp < lastStampNanos) {
            throw reader.timeError("is earlier than the row before; sort the rows by time, oldest first");
        }
        lastStampNanos = stamp;
    }

    private boolean isInSession() {
        int day = reader.epochDay();
        if (!calendar.isTradingDay(day)) {
            return false;
        }
        sessionDay = day;
        if (size.unit() == Unit.SESSION) {
            startNanos = calendar.openNanos(day);
            endNanos = calendar.closeNanos(day);
            return true;
        }
        startNanos = reader.stampNanos();
        long close = calendar.closeNanos(day, options.session());
        endNanos = Math.min(startNanos + size.count(), close);
        return startNanos >= calendar.openNanos(day, options.session()) && startNanos < close;
    }

    private void checkOverlap() {
        if (startNanos < lastEndNanos) {
            throw reader.timeError(
                    "begins before the " + size + " bar before it ends; give the size that the file's bars have");
        }
        lastEndNanos = endNanos;
    }

    private UserError nothingLeft() {
        if (reader.rows() == 0) {
            return reader.noRows();
        }
        String days = (options.fromDay() == Integer.MIN_VALUE ? "" : " from " + LocalDate.ofEpochDay(options.fromDay()))
                + (options.toDay() == Integer.MAX_VALUE ? "" : " to " + LocalDate.ofEpochDay(options.toDay()));
        return reader.file()
                .fileError("none of the " + reader.rows() + " rows read lies in "
                        + options.session().name().toLowerCase(Locale.ROOT)
                        + " hours" + days + "; choose other days or hours, or check the file's time zone");
    }
}
