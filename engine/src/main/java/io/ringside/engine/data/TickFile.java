package io.ringside.engine.data;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Trades or quotes from a CSV file, plain or compressed, in constant memory. Two forms are known by their first row:
 *
 * <p>With a header: a time as in {@link BarFile}, {@code price} and {@code size}, optionally {@code symbol}, {@code exchange},
 * {@code conditions} and {@code source}; or {@code bid}, {@code ask}, {@code bid_size} and {@code ask_size}. Conditions are
 * heeded where the columns are named as Polygon's, or the user says that they are Polygon's numbers or LEAN's bits in
 * hexadecimal, see {@link PriceRule}: others' codes mean something else.
 *
 * <p>Without one, as LEAN has them, of the one day that the file's name or the options say: milliseconds since midnight in
 * New York, price x 10,000, size, exchange, conditions, suspicious; or milliseconds, bid, bid size, ask, ask size, exchange,
 * conditions, suspicious, where a price of 0 leaves that side as it is.
 *
 * <p>Left out and counted are suspicious rows, trades of no shares, official prices of an exchange, other symbols, and all
 * outside the wanted session and days. Any other defect is a {@link UserError} with file, line, column, value and remedy.
 *
 * <p>Thread: the one that drives the run.
 */
public final class TickFile implements TickSource {

    private final ExchangeCalendar calendar;
    private final Options options;
    private final String symbol;
    private final TickReader reader;
    private final FileReport report;
    private final Auctions auctions = new Auctions();

    private boolean pending;
    private boolean ended;
    private long lastNanos = Long.MIN_VALUE;
    private int sessionDay;
    private long nanos;
    private int flags;

    /** What becomes of the prints of auctions. */
    public enum AuctionPrints {
        /** They are trades at their time, as somebody who trades meets them. */
        AS_TRADES,
        /** The closing auction, which comes after the close, adds its volume at the session's last instant, for bars. */
        CLOSE_VOLUME,
        /** The same, of its first print alone, as in the minute bars of the vendor whose ticks LEAN brings along. */
        CLOSE_FIRST_PRINT,
        /** They make the day's first and last price, for bars of a session. */
        DAY_PRICES
    }

    /**
     * What is wanted of a file.
     *
     * @param session which part of each day
     * @param fromDay first day, counted from 1970
     * @param toDay last day, counted from 1970
     * @param prices which trades make prices
     * @param leanDay day of a file without a header; {@code Integer.MIN_VALUE} takes it from the name
     * @param auctions what becomes of the prints of auctions
     * @param reading what the user says of the file
     */
    public record Options(
            Session session,
            int fromDay,
            int toDay,
            PriceRule prices,
            int leanDay,
            AuctionPrints auctions,
            Reading reading) {
        public Options {
            if (fromDay > toDay) {
                throw new UserError("the first day " + LocalDate.ofEpochDay(fromDay) + " is after the last day "
                        + LocalDate.ofEpochDay(toDay) + "; swap them");
            }
        }

        /** Every trade of the regular sessions. */
        public static Options everyTrade() {
            return new Options(
                    Session.REGULAR,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    PriceRule.EVERY_TRADE,
                    DataFileName.NO_DAY,
                    AuctionPrints.AS_TRADES,
                    Reading.asShown());
        }

        /** The same with another part of the day. */
        public Options withSession(Session other) {
            return new Options(other, fromDay, toDay, prices, leanDay, auctions, reading);
        }

        /** The same with other days, both included. */
        public Options withDays(int first, int last) {
            return new Options(session, first, last, prices, leanDay, auctions, reading);
        }

        /** The same with another rule for prices. */
        public Options withPrices(PriceRule other) {
            return new Options(session, fromDay, toDay, other, leanDay, auctions, reading);
        }

        /** The same with the day of a file without a header. */
        public Options withLeanDay(int other) {
            return new Options(session, fromDay, toDay, prices, other, auctions, reading);
        }

        /** The same with another use of the prints of auctions. */
        public Options withAuctions(AuctionPrints other) {
            return new Options(session, fromDay, toDay, prices, leanDay, other, reading);
        }

        /** The same with what the user says of the file. */
        public Options withReading(Reading other) {
            return new Options(session, fromDay, toDay, prices, leanDay, auctions, other);
        }
    }

    private TickFile(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        this.calendar = calendar;
        this.options = options;
        this.symbol = symbol;
        report = new FileReport(calendar, path.toString(), symbol);
        reader = new TickReader(DataPart.all(path), symbol, calendar, options);
        try {
            pending = advance();
            if (!pending) {
                throw nothingLeft();
            }
        } catch (UserError e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Opens a file and reads up to its first wanted row.
     *
     * @param symbol the ticker; null takes it from the file's name, as SPY from {@code SPY-20131007-trade.csv.gz}
     * @throws UserError if there is no such row, or a defect before it
     */
    public static TickFile open(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        return new TickFile(path, DataFileName.symbol(path, symbol), calendar, options);
    }

    /** Whether a file, or the first of several, has sale conditions whose meaning is known. */
    public static boolean hasConditions(Path path, Reading reading) {
        return TickLayout.find(DataPart.all(path).get(0)).hasConditions(reading);
    }

    /** Line of the current tick in the file. */
    public long line() {
        return reader.file().line();
    }

    /** Whether reading can go on after an error. */
    boolean isReadable() {
        return reader.file().isReadable();
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
    public boolean synthetic() {
        return reader.isSynthetic();
    }

    @Override
    public Optional<FileReport> report() {
        return Optional.of(report);
    }

    /** Prints of auctions up to here. */
    Auctions auctions() {
        return auctions;
    }

    /** What becomes of each row, so far. */
    FileReport rowReport() {
        return report;
    }

    @Override
    public int sessionDay() {
        return sessionDay;
    }

    @Override
    public double progress() {
        return reader.progress();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean isQuote() {
        return reader.layout().quotes();
    }

    @Override
    public long priceE8() {
        return reader.priceE8();
    }

    @Override
    public long quantity() {
        return reader.quantity();
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public long bidE8() {
        return reader.bidE8();
    }

    @Override
    public long askE8() {
        return reader.askE8();
    }

    @Override
    public long bidSize() {
        return reader.bidSize();
    }

    @Override
    public long askSize() {
        return reader.askSize();
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean advance() {
        while (!ended && reader.next()) {
            LeftOut reason = judge();
            if (reason == null) {
                report.use(nanos);
                return true;
            }
            report.leaveOut(reason, reader.file().line());
            if (reason == LeftOut.OUTSIDE_DAYS && reader.epochDay() > options.toDay()) {
                countRest();
                ended = true;
            }
        }
        ended = true;
        return false;
    }

    /** The days that were asked for are over: what follows is counted, not checked. */
    private void countRest() {
        while (reader.nextOfAnyShape()) {
            report.leaveOut(LeftOut.OUTSIDE_DAYS, reader.file().line());
        }
    }

    /** Why the row is left out; null if it is a tick. */
    private LeftOut judge() {
        if (!reader.isOurs()) {
            return LeftOut.OTHER_SYMBOL;
        }
        if (reader.isEmpty()) {
            return LeftOut.EMPTY;
        }
        reader.readTime();
        nanos = reader.nanos();
        TickLayout layout = reader.layout();
        if (report.format().isEmpty()) {
            report.understood(reader.formatText(), 0, reader.zoneText());
            if (layout.conditions() >= 0 && !reader.hasConditions()) {
                report.note("sale conditions left unread, as nobody says whose they are");
            }
        }
        if (nanos < lastNanos) {
            throw reader.file()
                    .error(layout.time(), "is earlier than the row before; sort the rows by time, oldest first");
        }
        lastNanos = nanos;
        if (reader.isBeforeCalendar()) {
            return LeftOut.BEFORE_CALENDAR;
        }
        if (reader.epochDay() > options.toDay()) {
            return LeftOut.OUTSIDE_DAYS;
        }
        LeftOut reason = reader.readTick();
        if (reader.fractionE8() != 0) {
            report.fraction(reader.fractionE8());
        }
        flags = options.prices().isVolumeOnly(reader.conditions()) ? EngineEvent.FLAG_VOLUME_ONLY : 0;
        return reason != null ? reason : reader.epochDay() < options.fromDay() ? LeftOut.OUTSIDE_DAYS : place();
    }

    private LeftOut place() {
        int epochDay = reader.epochDay();
        long conditions = reader.conditions();
        sessionDay = epochDay;
        if (isAtClose(epochDay, conditions)) {
            nanos = calendar.closeNanos(epochDay) - 1;
            if (options.auctions() != AuctionPrints.DAY_PRICES) {
                flags |= EngineEvent.FLAG_VOLUME_ONLY;
            }
            return null;
        }
        if (PriceRule.isOfficialOpen(conditions) || PriceRule.isOfficialClose(conditions)) {
            boolean sole = options.auctions() != AuctionPrints.AS_TRADES
                    && options.auctions() != AuctionPrints.CLOSE_FIRST_PRINT
                    && PriceRule.isOfficialOpen(conditions)
                    && calendar.isRegular(nanos)
                    && !auctions.hasOpened(epochDay, reader.exchange());
            if (!sole) {
                return LeftOut.DUPLICATE;
            }
            flags |= EngineEvent.FLAG_VOLUME_ONLY;
        }
        // A bar of a session is one of the regular session, whatever hours were asked for.
        Session session = options.auctions() == AuctionPrints.DAY_PRICES ? Session.REGULAR : options.session();
        if (calendar.isWithin(nanos, session)) {
            if (reader.hasConditions() && PriceRule.isOpeningAuction(conditions)) {
                auctions.opened(epochDay, reader.exchange(), reader.priceE8(), reader.quantity());
            }
            return null;
        }
        return !calendar.isTradingDay(epochDay)
                ? LeftOut.NO_SESSION
                : calendar.isWithin(nanos, Session.EXTENDED) ? LeftOut.EXTENDED_HOURS : LeftOut.OUTSIDE_HOURS;
    }

    /** Whether it is a print of the closing auction that counts to the regular session, whose end it comes after. */
    private boolean isAtClose(int epochDay, long conditions) {
        boolean wanted = switch (options.auctions()) {
            case AS_TRADES -> false;
            case DAY_PRICES -> true;
            case CLOSE_VOLUME -> options.session() == Session.REGULAR;
            case CLOSE_FIRST_PRINT -> options.session() == Session.REGULAR && !auctions.hasClosed(epochDay);
        };
        if (!wanted
                || !reader.hasConditions()
                || reader.layout().quotes()
                || !PriceRule.isClosingAuction(conditions)
                || !calendar.isTradingDay(epochDay)
                || nanos < calendar.closeNanos(epochDay)) {
            return false;
        }
        auctions.closed(epochDay, reader.exchange(), reader.priceE8(), reader.quantity());
        return true;
    }

    private UserError nothingLeft() {
        if (report.rows() == 0) {
            return reader.file().fileError("has a header and no rows; export it again");
        }
        if (report.rows() == report.leftOut(LeftOut.OTHER_SYMBOL)) {
            return reader.file().fileError("no row has the symbol " + symbol + "; give it as SYMBOL=FILE");
        }
        return reader.file()
                .fileError("none of the " + report.rows() + " rows read is a tick in "
                        + options.session().name().toLowerCase(Locale.ROOT)
                        + " hours of the wanted days; choose other days or hours, or check the file's time zone");
    }
}
