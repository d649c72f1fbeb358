package io.ringside.engine.risk;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Limits on entries: the {@code risk.limits} object of a configuration. If it is given, it must be complete: a missing key
 * is an error, and a limit that is not wanted is written as {@code off}. Exits, stops and cancellations are never refused.
 *
 * <p>Money is at 1e-8, and so are shares of the equity or of a price; spans are nanoseconds of event time.
 *
 * @param symbols instruments that may be traded, each with its limits, {@code "*"} for all that are not listed; everything
 *     else is refused
 * @param restricted instruments that may not be traded, even if {@code symbols} lists them
 * @param pinnedContracts whether an instrument needs its broker's id, exchange and currency: a ticker alone may be ambiguous
 * @param order limits of one order
 * @param exposure limits of all positions, with all open orders executed
 * @param rate limits of messages and entries in time
 * @param data requirements on market data
 * @param hours when entries may be sent
 * @param loss losses after which there are no more entries
 */
public record Limits(
        Map<String, SymbolLimits> symbols,
        List<String> restricted,
        boolean pinnedContracts,
        OrderLimits order,
        Exposure exposure,
        Rate rate,
        Data data,
        Hours hours,
        Loss loss) {
    /** Value of a limit that is {@code off}: nothing exceeds it. */
    public static final long OFF = Long.MAX_VALUE;

    /** Stands for every instrument that is not listed. */
    private static final String ANY = "*";

    private static final long MONEY_MAX = 10_000_000_000L;
    private static final long SHARES_MAX = 1_000_000_000L;

    /**
     * Limits of one instrument.
     *
     * @param orderShares most shares of an entry
     * @param positionShares most shares held, with all open orders executed
     * @param positionValueE8 most value held, with all open orders executed
     */
    public record SymbolLimits(long orderShares, long positionShares, long positionValueE8) {}

    /**
     * Limits of one order.
     *
     * @param valueE8 most value of an entry
     * @param equityShareE8 most value of an entry as a share of the equity
     * @param collarE8 largest distance from the last price, as a share of that price
     * @param collarAtr the same in average true ranges; infinite if off
     * @param referenceNanos oldest price to compare with; off for no collar
     * @param stopDistanceE8 farthest protective stop, as a share of the price
     * @param duplicateNanos span in which an order like the last one is refused as a duplicate
     * @param perSymbol most open orders of an instrument, one for each position's exit included
     * @param perSide most open orders that buy, and that sell, likewise
     */
    public record OrderLimits(
            long valueE8,
            long equityShareE8,
            long collarE8,
            double collarAtr,
            long referenceNanos,
            long stopDistanceE8,
            long duplicateNanos,
            long perSymbol,
            long perSide) {}

    /**
     * Limits of all positions together, with each open order executed or not, whichever is worse.
     *
     * @param grossE8 most value of all positions, short ones counted as positive, as a share of the equity
     * @param netE8 most value of long less short positions, or short less long ones, as a share of the equity
     * @param accountNanos greatest age of the broker's buying power; off for no check of it
     */
    public record Exposure(long grossE8, long netE8, long accountNanos) {}

    /**
     * Limits in time.
     *
     * @param perSecond most messages a second; entries and the trailing of stops wait, exits and cancellations are only counted
     * @param perMinute most messages a minute
     * @param reservedE8 share of both that is reserved for everything but entries
     * @param entries most entries of a strategy on an instrument
     * @param entriesNanos span of the last limit; one entry more locks the strategy until an operator resumes it
     */
    public record Rate(long perSecond, long perMinute, long reservedE8, long entries, long entriesNanos) {}

    /**
     * Requirements on market data.
     *
     * @param barNanos greatest age of a bar that is decided on, counted from its end
     * @param tickNanos greatest age of a trade that is decided on
     * @param holdAtGaps whether entries are refused on a bar that does not follow the one before it
     * @param jumpAtr largest distance from the bar before in average true ranges; infinite if off
     * @param clockLatchNanos difference of the clocks that latches trading
     */
    public record Data(long barNanos, long tickNanos, boolean holdAtGaps, double jumpAtr, long clockLatchNanos) {}

    /**
     * When entries may be sent.
     *
     * @param regular in regular hours only
     * @param nextOpen whether entries decided after the close are ordered for the next open
     * @param lastEntryNanos span before the close without entries
     * @param flatNanos span before the close at which positions are closed
     * @param calendarUntilDay last day up to which the calendar was checked against the exchange's, days since 1970
     */
    public record Hours(
            boolean regular, boolean nextOpen, long lastEntryNanos, long flatNanos, long calendarUntilDay) {}

    /**
     * Losses that end entries.
     *
     * @param dayE8 share of the equity lost since the session before: positions are closed, and no entries until the next session
     * @param drawdownE8 share of the highest equity lost since: until an operator resumes
     * @param streak positions in a row that lost, by their prices: until an operator resumes
     */
    public record Loss(long dayE8, long drawdownE8, long streak) {}

    /**
     * Reads the object.
     *
     * @throws io.ringside.engine.settings.UserError naming the key that is missing, unknown or out of range
     */
    public static Limits of(SettingsNode node) {
        Map<String, SymbolLimits> symbols = symbols(node.required("symbols"));
        Limits limits = new Limits(
                symbols,
                node.texts("restricted", null),
                switched(node, "pinned-contracts", "yes", "no"),
                order(node.required("order")),
                exposure(node.required("exposure")),
                rate(node.required("rate")),
                data(node.required("data")),
                hours(node.required("hours")),
                loss(node.required("loss")));
        node.done();
        return limits;
    }

    /** Limits of an instrument, or those of {@code "*"} if it has none of its own; null if it may not be traded. */
    SymbolLimits of(Instrument instrument) {
        if (restricted.stream().anyMatch(instrument::isCalled)) {
            return null;
        }
        SymbolLimits own = symbols.get(instrument.symbol());
        // An instrument keeps its limits when its ticker changes.
        for (int i = instrument.renamings().size() - 1; i >= 0 && own == null; i--) {
            own = symbols.get(instrument.renamings().get(i).before());
        }
        return own != null ? own : symbols.get(ANY);
    }

    private static Map<String, SymbolLimits> symbols(SettingsNode node) {
        Map<String, SymbolLimits> symbols = new TreeMap<>();
        for (String symbol : node.keys()) {
            if (!node.has(symbol)) {
                continue;
            }
            SettingsNode one = node.node(symbol);
            symbols.put(
                    symbol,
                    new SymbolLimits(
                            whole(one, "order-shares", 1, SHARES_MAX),
                            whole(one, "position-shares", 1, SHARES_MAX),
                            money(one, "position-value", 1)));
            one.done();
        }
        return Collections.unmodifiableMap(symbols);
    }

    private static OrderLimits order(SettingsNode node) {
        OrderLimits order = new OrderLimits(
                money(node, "value", 1),
                share(node, "equity-share", 100),
                share(node, "collar", 1),
                ranges(node, "collar-atr"),
                seconds(node, "reference-seconds"),
                share(node, "stop-distance", 1),
                seconds(node, "duplicate-seconds"),
                whole(node, "per-symbol", 3, 10_000),
                whole(node, "per-side", 3, 10_000));
        node.done();
        return order;
    }

    private static Exposure exposure(SettingsNode node) {
        Exposure exposure =
                new Exposure(share(node, "gross", 100), share(node, "net", 100), seconds(node, "account-seconds"));
        node.done();
        return exposure;
    }

    private static Rate rate(SettingsNode node) {
        Rate rate = new Rate(
                whole(node, "per-second", 4, 50),
                whole(node, "per-minute", 4, 3_000),
                node.money("reserved", null, 0, 1),
                whole(node, "entries", 1, 1_000),
                seconds(node, "entries-seconds"));
        node.done();
        return rate;
    }

    private static Data data(SettingsNode node) {
        Data data = new Data(
                seconds(node, "bar-seconds"),
                seconds(node, "tick-seconds"),
                switched(node, "gaps", "hold", "pass"),
                ranges(node, "jump-atr"),
                scaled(whole(node, "clock-latch-ms", 1, 3_600_000), 1_000_000));
        node.done();
        return data;
    }

    private static Hours hours(SettingsNode node) {
        long last = whole(node, "last-entry-minutes", 0, 390);
        Hours hours = new Hours(
                switched(node, "entries", "regular", "any"),
                switched(node, "after-close", "next-open", "refuse"),
                last == OFF ? 0 : last * ExchangeCalendar.MINUTE_NANOS,
                scaled(whole(node, "flat-minutes", 0, 390), ExchangeCalendar.MINUTE_NANOS),
                node.parsed("calendar-until", null, Limits::day));
        node.done();
        return hours;
    }

    private static Loss loss(SettingsNode node) {
        Loss loss = new Loss(share(node, "day", 1), share(node, "drawdown", 1), whole(node, "streak", 1, 10_000));
        node.done();
        return loss;
    }

    // ---- Kinds of values -------------------------------------------------------------------------------------------

    private static boolean off(SettingsNode node, String key) {
        String text = node.text(key, null);
        return text.equals("off") || text.equals("false");
    }

    static long whole(SettingsNode node, String key, long min, long max) {
        return off(node, key) ? OFF : node.whole(key, min, min, max);
    }

    static long money(SettingsNode node, String key, long min) {
        return off(node, key) ? OFF : node.money(key, null, min, MONEY_MAX);
    }

    static long share(SettingsNode node, String key, long max) {
        return off(node, key) ? OFF : node.money(key, null, 0, max);
    }

    private static long seconds(SettingsNode node, String key) {
        return scaled(whole(node, key, 1, 1_000_000_000L), ExchangeCalendar.SECOND_NANOS);
    }

    private static long scaled(long value, long unit) {
        return value == OFF ? OFF : Math.multiplyExact(value, unit);
    }

    private static double ranges(SettingsNode node, String key) {
        return off(node, key) ? Double.POSITIVE_INFINITY : node.decimal(key, 1, 0.01, 1_000);
    }

    private static boolean switched(SettingsNode node, String key, String on, String off) {
        String text = node.text(key, null);
        boolean isOn = text.equals(on) || (text.equals("true") && on.equals("yes"));
        if (!isOn && !text.equals(off) && !(text.equals("false") && off.equals("no"))) {
            throw node.error(key, "must be " + on + " or " + off);
        }
        return isOn;
    }

    private static long day(String text) {
        try {
            return LocalDate.parse(text).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a date such as 2027-12-31", e);
        }
    }

    // ---- Arithmetic -----------------------------------------------------------------------------------------------

    /** A share of an amount, rounded down; {@link #OFF} if the share is off or the product overflows. */
    static long shareOf(long amountE8, long shareE8) {
        if (shareE8 == OFF) {
            return OFF;
        }
        long units = Math.floorDiv(amountE8, FixedPoint.ONE_E8);
        long rest = Math.floorMod(amountE8, FixedPoint.ONE_E8);
        long ofRest = rest * shareE8 / FixedPoint.ONE_E8;
        long ofUnits = saturatedTimes(units, shareE8);
        return ofUnits == OFF ? OFF : saturatedSum(ofUnits, ofRest);
    }

    /** The product, or {@link #OFF} if it is larger than a long; the smallest long if it is below that. */
    static long saturatedTimes(long a, long b) {
        long low = a * b;
        boolean fits = Math.multiplyHigh(a, b) == low >> 63;
        return fits ? low : (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /** The sum of two numbers that are not negative, or {@link #OFF} if it is larger than a long. */
    static long saturatedSum(long a, long b) {
        long sum = a + b;
        return a >= 0 && b >= 0 && sum < 0 ? OFF : sum;
    }
}
