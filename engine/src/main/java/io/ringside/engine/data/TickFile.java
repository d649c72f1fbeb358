package io.ringside.engine.data;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Trades or quotes from a CSV file, plain or compressed, in constant memory. Two forms are known by their first row:
 *
 * <p>With a header: a time as in {@link BarFile}, {@code price} and {@code size}, optionally {@code symbol},
 * {@code exchange}, {@code conditions} and {@code source}; or {@code bid}, {@code ask}, {@code bid_size} and
 * {@code ask_size}. Conditions are used only if the columns are named as Polygon's, or the user says that they are Polygon's
 * numbers or LEAN's bits in hexadecimal, see {@link PriceRule}: other vendors' codes mean something else.
 *
 * <p>Without one, as LEAN has them, of the one day that the file's name or the options say: milliseconds since midnight in
 * New York, price x 10,000, size, exchange, conditions, suspicious; or milliseconds, bid, bid size, ask, ask size, exchange,
 * conditions, suspicious, where a price of 0 means that this side is unchanged.
 *
 * <p>Left out and counted are suspicious rows, trades of no shares, official prices of an exchange, other symbols, and all
 * outside the wanted session and days. Any other defect is a {@link UserError} with file, line, column, value and remedy.
 *
 * <p>Thread: the one that drives the run.
 */
public final class TickFile extends TickSource {

    private final TickReader reader;
    private final TickJudge judge;

    private boolean pending;
    private boolean ended;

    /** How auction prints are used. */
    public enum AuctionPrints {
        /** As trades at their time, as a live feed delivers them. */
        AS_TRADES,
        /** The closing auction, which comes after the close, adds its volume at the session's last instant, for bars. */
        CLOSE_VOLUME,
        /** The same with the auction's first print alone, as in the minute bars of the vendor of LEAN's sample ticks. */
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
     * @param auctions how auction prints are used
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
        judge = new TickJudge(path, symbol, calendar, options);
        reader = new TickReader(DataPart.all(path), calendar, options);
        try {
            pending = advance();
            if (!pending) {
                throw judge.nothingLeft(reader);
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
        return judge.symbol();
    }

    @Override
    public boolean synthetic() {
        return judge.isSynthetic();
    }

    @Override
    public Optional<FileReport> report() {
        return Optional.of(judge.report());
    }

    /** Auction prints up to the current row. */
    Auctions auctions() {
        return judge.auctions();
    }

    /** What becomes of each row, so far. */
    FileReport rowReport() {
        return judge.report();
    }

    @Override
    public double progress() {
        return reader.progress();
    }

    @Override
    public boolean hasQuotes() {
        return reader.layout().quotes();
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean advance() {
        while (!ended) {
            // After the requested days rows are only counted: any number of fields is accepted.
            ended = judge.isOver() ? !reader.nextOfAnyShape() : !reader.next();
            if (!ended && judge.take(reader, reader.isOf(judge.symbol()))) {
                standOn(reader, judge);
                return true;
            }
        }
        return false;
    }
}
