package io.ringside.engine.data;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.util.List;
import java.util.Locale;

/**
 * The rows of one or more files of trades or quotes that belong together, one row at a time.
 *
 * <p>Thread: the one that drives the run.
 */
final class TickReader extends PartsReader {
    /** Suffix that some vendors give to US tickers. */
    static final String MARKET = ".US";

    private static final long LEAN_TO_E8 = 10_000;
    private static final long LEAN_PRICE_MAX = 900_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long SHARES_MAX = 1_000_000_000_000_000L;

    private final ExchangeCalendar calendar;
    private final TickFile.Options options;
    private final TimestampParser timestamps;

    private TickLayout layout;
    private int leanDay;
    private boolean bits;
    private boolean numbers;
    private boolean synthetic;
    private long nanos;
    private int epochDay;
    private long conditions;
    private long priceE8;
    private long quantity;
    private long fractionE8;
    private long bidE8;
    private long askE8;
    private long bidSize;
    private long askSize;

    TickReader(List<DataPart> parts, ExchangeCalendar calendar, TickFile.Options options) {
        super(parts);
        this.calendar = calendar;
        this.options = options;
        timestamps = new TimestampParser(calendar);
        timestamps.setLocalZone(options.reading().zone());
        openFirst();
    }

    TickLayout layout() {
        return layout;
    }

    /** Whether the rows have sale conditions whose meaning is known. */
    boolean hasConditions() {
        return bits || numbers;
    }

    /** Whether the row is of a symbol; every row is if the file has no column of symbols. */
    boolean isOf(String symbol) {
        if (layout.symbol() < 0) {
            return true;
        }
        String text = ticker();
        return text.equals(symbol) || (text.length() == symbol.length() + 3 && text.equals(symbol + MARKET));
    }

    /** The row's ticker in capitals as it is written; empty if the row or the file has none. */
    String ticker() {
        if (layout.symbol() < 0 || layout.symbol() >= file.row().count()) {
            return "";
        }
        return file.row().field(layout.symbol()).toString().toUpperCase(Locale.ROOT);
    }

    /** Whether the row has neither a price nor a size. */
    boolean isEmpty() {
        return layout.quotes()
                ? file.isBlank(layout.bid()) && file.isBlank(layout.ask())
                : file.isBlank(layout.price()) && file.isBlank(layout.size());
    }

    /** Reads the time of the row. */
    void readTime() {
        if (layout.lean()) {
            nanos = calendar.toNanos(leanDay, file.whole(layout.time(), DAY_MILLIS - 1) * 1_000_000);
            epochDay = leanDay;
            return;
        }
        if (!timestamps.parse(file.row().field(layout.time())) || timestamps.isDateOnly()) {
            throw file.error(layout.time(), TimestampParser.REMEDY);
        }
        nanos = timestamps.utcNanos();
        epochDay = timestamps.epochDay();
    }

    /** Reads the tick in the row; returns null, or the reason why the row holds none. */
    LeftOut readTick() {
        fractionE8 = 0;
        if (layout.source() >= 0) {
            synthetic = BarFile.SYNTHETIC.contentEquals(file.row().field(layout.source()));
        }
        return layout.quotes() ? readQuote() : readTrade();
    }

    /** Name of the file's format. */
    String formatText() {
        return layout.lean() ? "lean" : layout.quotes() ? "quotes" : numbers ? "polygon" : "trades";
    }

    /** The zone of the times, for messages. */
    String zoneText() {
        if (layout.lean() || timestamps.clock() == TimestampParser.Clock.EXCHANGE) {
            return "America/New_York";
        }
        return switch (timestamps.clock()) {
            case UTC -> "UTC";
            case OFFSET ->
                Math.floorMod(timestamps.writtenNanos(), DAY_MILLIS * 1_000_000) == calendar.nanoOfDay(nanos)
                        ? "America/New_York"
                        : "UTC";
            default ->
                options.reading().zone() == null
                        ? "America/New_York"
                        : options.reading().zone().getId();
        };
    }

    /** The exchange of the row; empty if the file has none. */
    CharSequence exchange() {
        return layout.exchange() < 0 ? "" : file.row().field(layout.exchange());
    }

    boolean isBeforeCalendar() {
        return !layout.lean() && timestamps.isBeforeCalendar();
    }

    /** Whether the row says that its prices are invented. */
    boolean isSynthetic() {
        return synthetic;
    }

    long nanos() {
        return nanos;
    }

    int epochDay() {
        return epochDay;
    }

    long conditions() {
        return conditions;
    }

    long priceE8() {
        return priceE8;
    }

    long quantity() {
        return quantity;
    }

    /** The fractions of shares by which the row's sizes were rounded down. */
    long fractionE8() {
        return fractionE8;
    }

    long bidE8() {
        return bidE8;
    }

    long askE8() {
        return askE8;
    }

    long bidSize() {
        return bidSize;
    }

    long askSize() {
        return askSize;
    }

    @Override
    void open(DataPart next) {
        layout = TickLayout.find(next);
        file = CsvFile.open(next);
        try {
            if (layout.header()) {
                file.next();
            }
            file.setColumns(layout.names());
            numbers = layout.hasPolygonConditions(options.reading());
            bits = layout.hasConditions(options.reading()) && !numbers;
            if (!hasConditions() && options.prices() != PriceRule.EVERY_TRADE) {
                throw file.fileError("has no sale conditions that are known, so that --prices " + options.prices()
                        + " cannot be told; give --prices every-trade, or --format polygon or lean if its conditions"
                        + " are Polygon's numbers or LEAN's bits");
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

    private LeftOut readTrade() {
        priceE8 = layout.lean() ? leanPrice(layout.price()) : file.priceE8(layout.price());
        quantity = shares(layout.size());
        conditions = bits ? file.hexadecimal(layout.conditions()) : numbers ? polygonConditions() : 0;
        return isSuspicious() ? LeftOut.STRAY : quantity == 0 ? LeftOut.EMPTY : null;
    }

    /** The row's Polygon conditions as bits; with EVERY_TRADE an unknown number does no harm and counts as none. */
    private long polygonConditions() {
        long found = PolygonConditions.bits(file.row().field(layout.conditions()));
        if (found == PolygonConditions.UNKNOWN && options.prices() != PriceRule.EVERY_TRADE) {
            throw file.error(
                    layout.conditions(),
                    "is no condition of a stock's trade that is known, so that --prices " + options.prices()
                            + " cannot be told; give --prices every-trade");
        }
        return found == PolygonConditions.UNKNOWN ? 0 : found;
    }

    private LeftOut readQuote() {
        conditions = 0;
        boolean taken = !isSuspicious();
        long bid = quotePrice(layout.bid());
        long ask = quotePrice(layout.ask());
        long atBid = shares(layout.bidSize());
        long atAsk = shares(layout.askSize());
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
        fractionE8 += sharesE8 % FixedPoint.ONE_E8;
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
}
