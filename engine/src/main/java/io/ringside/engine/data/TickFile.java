package io.ringside.engine.data;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trades or quotes from a CSV file, plain or compressed, in constant memory. Two forms are known by their first row:
 *
 * <p>With a header: a time as in {@link BarFile}, {@code price} and {@code size}, optionally {@code symbol}, {@code exchange},
 * {@code conditions} and {@code source}; or {@code bid}, {@code ask}, {@code bid_size} and {@code ask_size}. Conditions are
 * heeded only where the user says that they are LEAN's bits in hexadecimal, see {@link PriceRule}: others' codes mean
 * something else.
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
    private static final long LEAN_TO_E8 = 10_000;
    private static final long LEAN_PRICE_MAX = 900_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long SHARES_MAX = 1_000_000_000_000_000L;

    private final ExchangeCalendar calendar;
    private final Options options;
    private final String symbol;
    private final List<DataPart> parts;
    private final TimestampParser timestamps;
    private final FileReport report;
    private final Auctions auctions = new Auctions();

    private int part;
    private CsvFile file;
    private TickLayout layout;
    private int leanDay;
    private boolean bits;
    private boolean synthetic;
    private boolean pending;
    private boolean ended;
    private long lastNanos = Long.MIN_VALUE;
    private int epochDay;
    private int sessionDay;
    private long conditions;
    private long nanos;
    private long priceE8;
    private long quantity;
    private int flags;
    private long bidE8;
    private long askE8;
    private long bidSize;
    private long askSize;

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
        parts = DataPart.all(path);
        timestamps = new TimestampParser(calendar);
        timestamps.setLocalZone(options.reading().zone());
        report = new FileReport(calendar, path.toString(), symbol);
        openPart();
        try {
            pending = advance();
            if (!pending) {
                throw nothingLeft();
            }
        } catch (UserError e) {
            file.close();
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
        TickLayout layout = TickLayout.find(DataPart.all(path).get(0));
        return layout.conditions() >= 0 && (layout.lean() || reading.format() == BarFormat.LEAN);
    }

    /** Line of the current tick in the file. */
    public long line() {
        return file.line();
    }

    /** Whether reading can go on after an error. */
    boolean isReadable() {
        return file.isReadable();
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
        return synthetic;
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
        return (part + file.progress()) / parts.size();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean isQuote() {
        return layout.quotes();
    }

    @Override
    public long priceE8() {
        return priceE8;
    }

    @Override
    public long quantity() {
        return quantity;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public long bidE8() {
        return bidE8;
    }

    @Override
    public long askE8() {
        return askE8;
    }

    @Override
    public long bidSize() {
        return bidSize;
    }

    @Override
    public long askSize() {
        return askSize;
    }

    @Override
    public void close() {
        file.close();
    }

    private void openPart() {
        DataPart next = parts.get(part);
        layout = TickLayout.find(next);
        file = CsvFile.open(next);
        try {
            if (layout.header()) {
                file.next();
            }
            file.setColumns(layout.names());
            bits = layout.conditions() >= 0
                    && (layout.lean() || options.reading().format() == BarFormat.LEAN);
            if (!bits && options.prices() != PriceRule.EVERY_TRADE) {
                throw file.fileError("has no sale conditions that are known, so that --prices " + options.prices()
                        + " cannot be told; give --prices every-trade, or --format lean if its conditions are LEAN's"
                        + " bits");
            }
            leanDay = layout.lean() ? leanDay(next) : DataFileName.NO_DAY;
        } catch (UserError e) {
            file.close();
            throw e;
        }
    }

    private int leanDay(DataPart next) {
        int found = options.leanDay() != DataFileName.NO_DAY
                ? options.leanDay()
                : DataFileName.of(next.fileName()).day();
        if (found == DataFileName.NO_DAY || !calendar.covers(found)) {
            throw file.fileError("has no header, and its name no day such as SPY-20131007-trade.csv from "
                    + ExchangeCalendar.FIRST_YEAR + " to " + ExchangeCalendar.LAST_YEAR + "; give the day");
        }
        return found;
    }

    private boolean advance() {
        while (!ended && nextRow()) {
            LeftOut reason = judge();
            if (reason == null) {
                report.use(nanos);
                return true;
            }
            report.leaveOut(reason, file.line());
            if (reason == LeftOut.OUTSIDE_DAYS && epochDay > options.toDay()) {
                countRest();
                ended = true;
            }
        }
        ended = true;
        return false;
    }

    private boolean nextRow() {
        while (!file.next()) {
            if (!anotherPart()) {
                return false;
            }
        }
        return true;
    }

    /** Why the row is left out; null if it is a tick. */
    private LeftOut judge() {
        if (layout.symbol() >= 0 && !isOurs()) {
            return LeftOut.OTHER_SYMBOL;
        }
        if (layout.quotes() ? file.isBlank(layout.bid()) && file.isBlank(layout.ask()) : file.isBlank(layout.price())) {
            return LeftOut.EMPTY;
        }
        readTime();
        if (nanos < lastNanos) {
            throw file.error(layout.time(), "is earlier than the row before; sort the rows by time, oldest first");
        }
        lastNanos = nanos;
        if (!layout.lean() && timestamps.isBeforeCalendar()) {
            return LeftOut.BEFORE_CALENDAR;
        }
        if (epochDay > options.toDay()) {
            return LeftOut.OUTSIDE_DAYS;
        }
        LeftOut reason = layout.quotes() ? readQuote() : readTrade();
        return reason != null ? reason : epochDay < options.fromDay() ? LeftOut.OUTSIDE_DAYS : place();
    }

    private LeftOut place() {
        sessionDay = epochDay;
        if (isAtClose()) {
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
                    && !auctions.hasOpened(epochDay, exchange());
            if (!sole) {
                return LeftOut.DUPLICATE;
            }
            flags |= EngineEvent.FLAG_VOLUME_ONLY;
        }
        // A bar of a session is one of the regular session, whatever hours were asked for.
        Session session = options.auctions() == AuctionPrints.DAY_PRICES ? Session.REGULAR : options.session();
        if (calendar.isWithin(nanos, session)) {
            if (bits && PriceRule.isOpeningAuction(conditions)) {
                auctions.opened(epochDay, exchange(), priceE8, quantity);
            }
            return null;
        }
        return !calendar.isTradingDay(epochDay)
                ? LeftOut.NO_SESSION
                : calendar.isWithin(nanos, Session.EXTENDED) ? LeftOut.EXTENDED_HOURS : LeftOut.OUTSIDE_HOURS;
    }

    /** Whether it is a print of the closing auction that counts to the regular session, whose end it comes after. */
    private boolean isAtClose() {
        boolean wanted = switch (options.auctions()) {
            case AS_TRADES -> false;
            case DAY_PRICES -> true;
            case CLOSE_VOLUME -> options.session() == Session.REGULAR;
            case CLOSE_FIRST_PRINT -> options.session() == Session.REGULAR && !auctions.hasClosed(epochDay);
        };
        if (!wanted
                || !bits
                || layout.quotes()
                || !PriceRule.isClosingAuction(conditions)
                || !calendar.isTradingDay(epochDay)
                || nanos < calendar.closeNanos(epochDay)) {
            return false;
        }
        auctions.closed(epochDay, exchange(), priceE8, quantity);
        return true;
    }

    private CharSequence exchange() {
        return layout.exchange() < 0 ? "" : file.row().field(layout.exchange());
    }

    private boolean isOurs() {
        String text = file.row().field(layout.symbol()).toString().toUpperCase(Locale.ROOT);
        return text.equals(symbol) || text.equals(symbol + ".US");
    }

    private void readTime() {
        boolean first = report.format().isEmpty();
        if (layout.lean()) {
            nanos = calendar.toNanos(leanDay, file.whole(layout.time(), DAY_MILLIS - 1) * 1_000_000);
            epochDay = leanDay;
        } else {
            if (!timestamps.parse(file.row().field(layout.time())) || timestamps.isDateOnly()) {
                throw file.error(layout.time(), TimestampParser.REMEDY);
            }
            nanos = timestamps.utcNanos();
            epochDay = timestamps.epochDay();
        }
        if (first) {
            report.understood(layout.lean() ? "lean" : layout.quotes() ? "quotes" : "trades", 0, zoneText());
        }
    }

    private String zoneText() {
        if (layout.lean() || timestamps.clock() == TimestampParser.Clock.EXCHANGE) {
            return "America/New_York";
        }
        return switch (timestamps.clock()) {
            case UTC -> "UTC";
            case OFFSET -> "offsets from UTC";
            default ->
                options.reading().zone() == null
                        ? "America/New_York"
                        : options.reading().zone().getId();
        };
    }

    private LeftOut readTrade() {
        priceE8 = layout.lean() ? leanPrice(layout.price()) : file.priceE8(layout.price());
        quantity = shares(layout.size());
        conditions = bits ? file.hexadecimal(layout.conditions()) : 0;
        flags = options.prices().isVolumeOnly(conditions) ? EngineEvent.FLAG_VOLUME_ONLY : 0;
        if (layout.source() >= 0 && !synthetic) {
            synthetic = BarFile.SYNTHETIC.contentEquals(file.row().field(layout.source()));
        }
        return isSuspicious() ? LeftOut.STRAY : quantity == 0 ? LeftOut.EMPTY : null;
    }

    private LeftOut readQuote() {
        conditions = 0;
        boolean taken = !isSuspicious();
        long bid = quotePrice(layout.bid());
        long ask = quotePrice(layout.ask());
        long atBid = shares(layout.bidSize());
        long atAsk = shares(layout.askSize());
        if (layout.source() >= 0 && !synthetic) {
            synthetic = BarFile.SYNTHETIC.contentEquals(file.row().field(layout.source()));
        }
        if (taken && bid > 0) {
            bidE8 = bid;
            bidSize = atBid;
        }
        if (taken && ask > 0) {
            askE8 = ask;
            askSize = atAsk;
        }
        return !taken ? LeftOut.STRAY : bidE8 > 0 && askE8 > 0 ? null : LeftOut.EMPTY;
    }

    private long shares(int column) {
        if (layout.lean()) {
            return file.whole(column, SHARES_MAX);
        }
        long sharesE8 = file.sharesE8(column);
        if (sharesE8 % FixedPoint.ONE_E8 != 0) {
            report.fraction(sharesE8 % FixedPoint.ONE_E8);
        }
        return sharesE8 / FixedPoint.ONE_E8;
    }

    private long quotePrice(int column) {
        return layout.lean() ? file.whole(column, LEAN_PRICE_MAX) * LEAN_TO_E8 : file.priceE8(column);
    }

    private long leanPrice(int column) {
        long price = file.whole(column, LEAN_PRICE_MAX);
        if (price == 0) {
            throw file.error(column, "a price is above 0");
        }
        return price * LEAN_TO_E8;
    }

    private boolean isSuspicious() {
        return layout.suspicious() >= 0 && file.whole(layout.suspicious(), 1) == 1;
    }

    /** The days that were asked for are over: what follows is counted, not checked. */
    private void countRest() {
        do {
            while (file.nextOfAnyShape()) {
                report.leaveOut(LeftOut.OUTSIDE_DAYS, file.line());
            }
        } while (anotherPart());
    }

    private boolean anotherPart() {
        if (part + 1 == parts.size()) {
            return false;
        }
        file.close();
        part++;
        openPart();
        return true;
    }

    private UserError nothingLeft() {
        if (report.rows() == 0) {
            return file.fileError("has a header and no rows; export it again");
        }
        if (report.rows() == report.leftOut(LeftOut.OTHER_SYMBOL)) {
            return file.fileError("no row has the symbol " + symbol + "; give it as SYMBOL=FILE");
        }
        return file.fileError("none of the " + report.rows() + " rows read is a tick in "
                + options.session().name().toLowerCase(Locale.ROOT)
                + " hours of the wanted days; choose other days or hours, or check the file's time zone");
    }
}
