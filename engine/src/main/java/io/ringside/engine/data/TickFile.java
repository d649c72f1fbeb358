package io.ringside.engine.data;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Trades or quotes from a CSV file, plain or compressed with gzip, in constant memory. Two forms are known by their first
 * row:
 *
 * <p>With a header: a time as in {@link BarFile}, {@code price} and {@code size}, optionally {@code conditions} (bits in
 * hexadecimal, see {@link PriceRule}) and {@code source}; or {@code bid}, {@code ask}, {@code bid_size} and
 * {@code ask_size}.
 *
 * <p>Without one, as LEAN has them, of the one day that the file's name or the options say: milliseconds since midnight in
 * New York, price x 10,000, size, exchange, conditions, suspicious; or milliseconds, bid, bid size, ask, ask size, exchange,
 * conditions, suspicious, where a price of 0 leaves that side as it is. Suspicious rows are left out.
 *
 * <p>So are trades of no shares, official prices of an exchange, and all outside the wanted session and days. Any other
 * defect is a {@link UserError} with file, line, column, value and remedy.
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
    private final CsvFile file;
    private final TimestampParser timestamps;
    private final Columns columns;
    private final int day;
    private final boolean synthetic;

    private boolean pending;
    private long rows;
    private int sessionDay;
    private boolean closingPrint;
    private int auctionDay = DataFileName.NO_DAY;
    private long nanos;
    private long priceE8;
    private long quantity;
    private int flags;
    private long bidE8;
    private long askE8;
    private long bidSize;
    private long askSize;

    /**
     * What is wanted of a file.
     *
     * @param session which part of each day
     * @param fromDay first day, counted from 1970
     * @param toDay last day, counted from 1970
     * @param prices which trades make prices
     * @param leanDay day of a file without a header; {@code Integer.MIN_VALUE} takes it from the name
     * @param closingAuction whether the closing auction's print, which comes after the close, counts to the regular
     *     session: its volume, at the session's last instant. For making bars as vendors do; nobody can trade on it
     */
    public record Options(
            Session session, int fromDay, int toDay, PriceRule prices, int leanDay, boolean closingAuction) {
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
                    false);
        }

        /** The same with another part of the day. */
        public Options withSession(Session other) {
            return new Options(other, fromDay, toDay, prices, leanDay, closingAuction);
        }

        /** The same with other days, both included. */
        public Options withDays(int first, int last) {
            return new Options(session, first, last, prices, leanDay, closingAuction);
        }

        /** The same with another rule for prices. */
        public Options withPrices(PriceRule other) {
            return new Options(session, fromDay, toDay, other, leanDay, closingAuction);
        }

        /** The same with the day of a file without a header. */
        public Options withLeanDay(int other) {
            return new Options(session, fromDay, toDay, prices, other, closingAuction);
        }

        /** The same with the closing auction's volume in the regular session. */
        public Options withClosingAuction() {
            return new Options(session, fromDay, toDay, prices, leanDay, true);
        }
    }

    /** Where the fields are; -1 where there is none. Without a header, prices are x 10,000. */
    private record Columns(
            boolean lean,
            int time,
            int price,
            int size,
            int conditions,
            int suspicious,
            int bid,
            int bidSize,
            int ask,
            int askSize,
            int source) {
        private static final Columns LEAN_TRADES = new Columns(true, 0, 1, 2, 4, 5, -1, -1, -1, -1, -1);
        private static final Columns LEAN_QUOTES = new Columns(true, 0, -1, -1, 6, 7, 1, 2, 3, 4, -1);

        private boolean quotes() {
            return price < 0;
        }
    }

    private TickFile(Path path, String symbol, ExchangeCalendar calendar, Options options) {
        this.calendar = calendar;
        this.options = options;
        this.symbol = symbol;
        timestamps = new TimestampParser(calendar);
        file = CsvFile.open(path);
        try {
            if (!file.next()) {
                throw file.fileError("is empty; it needs rows");
            }
            CharSequence first = file.row().field(0);
            boolean lean = first.length() > 0 && first.charAt(0) >= '0' && first.charAt(0) <= '9';
            columns = lean ? leanColumns() : headedColumns();
            if (lean) {
                file.again();
            }
            day = lean ? leanDay(path) : DataFileName.NO_DAY;
            pending = advance();
            if (!pending) {
                throw nothingLeft();
            }
            synthetic = columns.source() >= 0
                    && BarFile.SYNTHETIC.contentEquals(file.row().field(columns.source()));
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

    /** Whether the first row of a file is that of ticks, with or without a header. */
    static boolean isTicks(Path path) {
        try (CsvFile file = CsvFile.open(path)) {
            if (!file.next()) {
                return false;
            }
            int count = file.row().count();
            CharSequence first = file.row().field(0);
            if (first.length() > 0 && first.charAt(0) >= '0' && first.charAt(0) <= '9') {
                return count == 8 || (count == 6 && !isNumber(file.row().field(3)));
            }
            var header = new CsvHeader(file, "");
            return header.find("price") >= 0 || header.find("bid") >= 0;
        }
    }

    /** Line of the current tick in the file. */
    public long line() {
        return file.row().line();
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
    public int sessionDay() {
        return sessionDay;
    }

    @Override
    public double progress() {
        return file.progress();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean isQuote() {
        return columns.quotes();
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

    private Columns leanColumns() {
        int count = file.row().count();
        if (count == 8) {
            file.setColumns("ms", "bid", "bid size", "ask", "ask size", "exchange", "conditions", "suspicious");
            return Columns.LEAN_QUOTES;
        }
        if (count != 6) {
            throw file.error("has no header, and " + count + " fields; trades have 6, quotes 8");
        }
        file.setColumns("ms", "price", "size", "exchange", "conditions", "suspicious");
        if (isNumber(file.row().field(3))) {
            throw file.error(3, "is no exchange; if these are bars, give them as bars");
        }
        return Columns.LEAN_TRADES;
    }

    private static boolean isNumber(CharSequence field) {
        return field.length() > 1 && field.toString().matches("[0-9]+");
    }

    private Columns headedColumns() {
        var header = new CsvHeader(file, "datetime,price,size[,conditions] or datetime,bid,ask,bid_size,ask_size");
        int time = header.requireTime();
        int source = header.find("source");
        if (header.find("bid") >= 0 && header.find("price") < 0) {
            return new Columns(
                    false,
                    time,
                    -1,
                    -1,
                    -1,
                    -1,
                    header.require("bid"),
                    header.require("bid_size", "bidsize"),
                    header.require("ask"),
                    header.require("ask_size", "asksize"),
                    source);
        }
        return new Columns(
                false,
                time,
                header.require("price"),
                header.require("size", "quantity", "volume"),
                header.find("conditions"),
                -1,
                -1,
                -1,
                -1,
                -1,
                source);
    }

    private int leanDay(Path path) {
        int found = options.leanDay() != DataFileName.NO_DAY
                ? options.leanDay()
                : DataFileName.of(path).day();
        if (found == DataFileName.NO_DAY || !calendar.covers(found)) {
            throw file.fileError("has no header, and its name no day such as SPY-20131007-trade.csv from "
                    + ExchangeCalendar.FIRST_YEAR + " to " + ExchangeCalendar.LAST_YEAR + "; give the day");
        }
        return found;
    }

    private boolean advance() {
        while (file.next()) {
            rows++;
            long before = nanos;
            int epochDay = readTime();
            if (nanos < before) {
                throw file.error(columns.time(), "is earlier than the row before; sort the rows by time, oldest first");
            }
            if (epochDay > options.toDay()) {
                return false;
            }
            boolean whole = columns.quotes() ? readQuote() : readTrade();
            if (!whole || epochDay < options.fromDay()) {
                continue;
            }
            if (calendar.isWithin(nanos, options.session()) || isClosingAuction(epochDay)) {
                sessionDay = epochDay;
                return true;
            }
        }
        return false;
    }

    /** The day's first print of the closing auction; it moves to the session's last instant. */
    private boolean isClosingAuction(int epochDay) {
        if (!options.closingAuction()
                || !closingPrint
                || epochDay == auctionDay
                || !calendar.isTradingDay(epochDay)
                || nanos < calendar.closeNanos(epochDay)) {
            return false;
        }
        auctionDay = epochDay;
        nanos = calendar.closeNanos(epochDay) - 1;
        flags |= EngineEvent.FLAG_VOLUME_ONLY;
        return true;
    }

    private int readTime() {
        if (columns.lean()) {
            nanos = calendar.toNanos(day, file.whole(columns.time(), DAY_MILLIS - 1) * 1_000_000);
            return day;
        }
        if (!timestamps.parse(file.row().field(columns.time())) || timestamps.isDateOnly()) {
            throw file.error(columns.time(), TimestampParser.REMEDY);
        }
        nanos = timestamps.utcNanos();
        return timestamps.epochDay();
    }

    private boolean readTrade() {
        priceE8 = price(columns.price());
        quantity = columns.lean() ? file.whole(columns.size(), SHARES_MAX) : file.shares(columns.size());
        long conditions = columns.conditions() < 0 ? 0 : file.hexadecimal(columns.conditions());
        flags = options.prices().isVolumeOnly(conditions) ? EngineEvent.FLAG_VOLUME_ONLY : 0;
        closingPrint = PriceRule.isClosingAuction(conditions);
        return quantity > 0 && !PriceRule.isNoTrade(conditions) && !isSuspicious();
    }

    private boolean readQuote() {
        boolean taken = !isSuspicious();
        long bid = quotePrice(columns.bid());
        long ask = quotePrice(columns.ask());
        long atBid = columns.lean() ? file.whole(columns.bidSize(), SHARES_MAX) : file.shares(columns.bidSize());
        long atAsk = columns.lean() ? file.whole(columns.askSize(), SHARES_MAX) : file.shares(columns.askSize());
        if (taken && bid > 0) {
            bidE8 = bid;
            bidSize = atBid;
        }
        if (taken && ask > 0) {
            askE8 = ask;
            askSize = atAsk;
        }
        return taken && bidE8 > 0 && askE8 > 0;
    }

    private long quotePrice(int column) {
        return columns.lean() ? file.whole(column, LEAN_PRICE_MAX) * LEAN_TO_E8 : file.priceE8(column);
    }

    private long price(int column) {
        if (!columns.lean()) {
            return file.priceE8(column);
        }
        long price = file.whole(column, LEAN_PRICE_MAX);
        if (price == 0) {
            throw file.error(column, "a price is above 0");
        }
        return price * LEAN_TO_E8;
    }

    private boolean isSuspicious() {
        return columns.suspicious() >= 0 && file.whole(columns.suspicious(), 1) == 1;
    }

    private UserError nothingLeft() {
        if (rows == 0) {
            return file.fileError("has a header and no rows; export it again");
        }
        return file.fileError("none of the " + rows + " rows read is a tick in "
                + options.session().name().toLowerCase(Locale.ROOT)
                + " hours of the wanted days; choose other days or hours, or check the file's time zone");
    }
}
