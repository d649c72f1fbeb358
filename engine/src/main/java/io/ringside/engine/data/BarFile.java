package io.ringside.engine.data;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
public final class BarFile extends BarSource {
    /** What the generator writes into the column {@code source}. */
    static final String SYNTHETIC = "synthetic";

    private final Options options;
    private final String symbol;
    private final BarReader reader;
    private final BarConvention convention;
    private final BarSpec size;
    private final BarJudge judge;
    private final FileReport report;

    /** The first bar is read when the file is opened. */
    private boolean pending;

    private boolean ended;
    private boolean othersThere;
    private boolean ours;

    /** Which prices are wanted, and what must be there. */
    public enum Prices {
        /** As they were traded, with volumes. */
        TRADED,
        /**
         * The same of the names of a portfolio: volumes may be missing, and a low of 0, which vendors write where they lost one,
         * is taken as it is and told.
         */
        NAMES,
        /** The same, adjusted by the column of adjusted closes. */
        NAMES_ADJUSTED
    }

    /**
     * What is wanted of a file.
     *
     * @param size the bars' size; null takes it from the usual gap between the first rows
     * @param session which part of each day
     * @param fromDay first day, counted from 1970
     * @param toDay last day, counted from 1970
     * @param prices which prices are wanted
     * @param reading what the user says of the file
     */
    public record Options(BarSpec size, Session session, int fromDay, int toDay, Prices prices, Reading reading) {
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
            return new Options(
                    BarSpec.FIVE_MINUTES,
                    Session.REGULAR,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    Prices.TRADED,
                    Reading.asShown());
        }

        /** The same with bars of another size; null takes it from the file. */
        public Options withSize(BarSpec other) {
            return new Options(other, session, fromDay, toDay, prices, reading);
        }

        /** The same with another part of the day. */
        public Options withSession(Session other) {
            return new Options(size, other, fromDay, toDay, prices, reading);
        }

        /** The same with other days, both included. */
        public Options withDays(int first, int last) {
            return new Options(size, session, first, last, prices, reading);
        }

        /** The same with what the user says of the file. */
        public Options withReading(Reading other) {
            return new Options(size, session, fromDay, toDay, prices, other);
        }

        /** The same with other prices. */
        public Options withPrices(Prices other) {
            return new Options(size, session, fromDay, toDay, other, reading);
        }
    }

    private BarFile(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        this.options = options;
        this.symbol = symbol;
        Reading reading = options.reading();
        List<DataPart> parts = BarReader.inOrder(DataPart.all(path), symbol, calendar, reading);
        convention = BarConvention.of(parts, symbol, calendar, options.size(), reading);
        reader = new BarReader(parts, symbol, calendar, reading, convention.newestFirst());
        try {
            reader.setLocalZone(convention.zone());
            reader.setPrices(options.prices());
            convention.requireNoDoubt(reader.file(), reading);
            size = convention.sizeOf(options.size(), symbol, reader.file());
            report = convention.report(calendar, path.toString(), symbol, reader.layout(), size);
            judge = new BarJudge(calendar, options, convention, size, report);
        } catch (UserError e) {
            reader.close();
            throw e;
        }
    }

    private BarFile atFirst() {
        try {
            pending = advance();
            if (!pending) {
                throw nothingLeft();
            }
            return this;
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
        return checked(path, symbol, calendar, options).atFirst();
    }

    /** The same, that stands before the first row and may be read row by row, see {@link #nextVerdict}. */
    static BarFile checked(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        return new BarFile(path, DataFileName.symbol(path, symbol), calendar, options);
    }

    /**
     * The file of an option's value {@code [SYMBOL=]FILE}.
     *
     * @param option its name, for the message
     * @throws UserError if the value names no file
     */
    public static Path given(String option, String value) {
        String file = value.substring(value.indexOf('=') + 1);
        if (file.isBlank()) {
            throw new UserError(option + " " + value + ": names no file; give [SYMBOL=]FILE, such as QQQ=QQQ.csv");
        }
        return Path.of(file);
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
        return reader.prices().isSynthetic();
    }

    @Override
    public Optional<FileReport> report() {
        return Optional.of(report);
    }

    /** Line of the current bar in the file. */
    public long line() {
        return reader.file().line();
    }

    @Override
    public double progress() {
        return reader.progress();
    }

    @Override
    public void close() {
        reader.close();
    }

    /** Goes to the next row, of whatever symbol; null at the end. For those who look at rows and not at bars. */
    BarJudge.Verdict nextVerdict() {
        if (!reader.next()) {
            return null;
        }
        ours = reader.isOurs();
        if (!ours) {
            othersThere = true;
            report.leaveOut(LeftOut.OTHER_SYMBOL, reader.file().line());
            return BarJudge.Verdict.LEFT_OUT;
        }
        BarJudge.Verdict verdict = judge.take(reader);
        at(judge.sessionDay(), judge.startNanos(), judge.endNanos());
        if (verdict == BarJudge.Verdict.USED) {
            BarPrices row = reader.prices();
            prices(row.openE8(), row.highE8(), row.lowE8(), row.closeE8(), row.volume());
        }
        return verdict;
    }

    BarReader reader() {
        return reader;
    }

    /** What becomes of each row, so far. */
    FileReport rowReport() {
        return report;
    }

    /** Why a row of the symbol was left out last. */
    LeftOut reason() {
        return ours ? judge.reason() : LeftOut.OTHER_SYMBOL;
    }

    /** Of a row earlier than the one before: which other row is suspected, see {@link BarJudge#suspected}. */
    String suspected() {
        return judge.suspected();
    }

    BarConvention convention() {
        return convention;
    }

    private boolean advance() {
        if (ended) {
            return false;
        }
        for (BarJudge.Verdict verdict = nextVerdict(); verdict != null; verdict = nextVerdict()) {
            switch (verdict) {
                case USED -> {
                    return true;
                }
                case LEFT_OUT -> {
                    if (ours && judge.isPast()) {
                        countRest();
                        ended = true;
                        return false;
                    }
                }
                default -> throw judge.defect(verdict, reader);
            }
        }
        ended = true;
        return false;
    }

    /** The days that were asked for are over: what follows is counted, not checked, but it must not go back to them. */
    private void countRest() {
        while (reader.nextOfAnyShape()) {
            boolean whole =
                    reader.file().row().count() == reader.layout().names().size();
            if (whole && !reader.isOurs()) {
                report.leaveOut(LeftOut.OTHER_SYMBOL, reader.file().line());
                continue;
            }
            // A session stamped at midnight of another zone may have the date before in exchange time.
            int dayLater = size.unit() == Unit.SESSION && !reader.isDateOnly() ? 0 : 1;
            if (reader.readTimeIfThere() && reader.epochDay() < options.toDay() + dayLater) {
                throw judge.goesBack(reader);
            }
            report.leaveOut(LeftOut.OUTSIDE_DAYS, reader.file().line());
        }
    }

    private UserError nothingLeft() {
        if (report.rows() == report.leftOut(LeftOut.OTHER_SYMBOL)) {
            return reader.noRows(othersThere);
        }
        String days = (options.fromDay() == Integer.MIN_VALUE ? "" : " from " + LocalDate.ofEpochDay(options.fromDay()))
                + (options.toDay() == Integer.MAX_VALUE ? "" : " to " + LocalDate.ofEpochDay(options.toDay()));
        return reader.file()
                .fileError("none of the " + report.rows() + " rows read lies in "
                        + options.session().name().toLowerCase(Locale.ROOT) + " hours" + days + " ("
                        + report.reasons() + "); choose other days or hours, or check the file's time zone");
    }
}
