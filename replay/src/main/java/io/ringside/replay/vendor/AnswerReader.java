package io.ringside.replay.vendor;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.StoredActions;
import io.ringside.replay.vendor.VendorFailure.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Collects the rows of a vendor's answers, each checked: an invalid bar is a failure that names it, a repeated one counts once.
 *
 * <p>Thread: the one that asks.
 */
final class AnswerReader {
    private static final int DECIMALS = 8;
    private static final BigDecimal PRICE_MAX = BigDecimal.valueOf(90_000_000);
    private static final BigDecimal VOLUME_MAX = BigDecimal.valueOf(1L << 53);
    private static final int DENOMINATOR_MAX = 1000;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final String symbol;
    private final BarSpec size;
    private final int fromDay;
    private final int toDay;
    private final NavigableMap<Integer, long[]> rows = new TreeMap<>();
    private final List<Action> actions = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    AnswerReader(String symbol, BarSpec size, int fromDay, int toDay) {
        this.symbol = symbol;
        this.size = size;
        this.fromDay = fromDay;
        this.toDay = toDay;
    }

    /** A daily bar. */
    void bar(int day, Object open, Object high, Object low, Object close, Object volume) throws VendorFailure {
        put(day, LocalDate.ofEpochDay(day).toString(), day, open, high, low, close, volume);
    }

    /** A bar by the instant of its start; of a daily one the day in New York. */
    void bar(Instant start, Object open, Object high, Object low, Object close, Object volume) throws VendorFailure {
        long nanos = Math.multiplyExact(start.getEpochSecond(), ExchangeCalendar.SECOND_NANOS);
        if (!calendar.coversInstant(nanos)) {
            throw failure(start + " is outside the exchange's calendar");
        }
        int day = calendar.localDay(nanos);
        if (size.unit() == Unit.SESSION) {
            bar(day, open, high, low, close, volume);
        } else if (calendar.isTradingDay(day) && !calendar.isWithin(nanos, Session.EXTENDED)) {
            leftOut.add(symbol + " " + calendar.format(nanos) + ": lies in no session");
        } else {
            put(BarRows.timeOf(nanos), start.toString(), day, open, high, low, close, volume);
        }
    }

    private void put(int time, String when, int day, Object open, Object high, Object low, Object close, Object volume)
            throws VendorFailure {
        long[] row = {
            price(when, "open", open),
            price(when, "high", high),
            price(when, "low", low),
            price(when, "close", close),
            shares(when, volume)
        };
        if (row[2] > Math.min(row[0], row[3]) || row[1] < Math.max(row[0], row[3])) {
            throw failure(when + ": open " + FixedPoint.format(row[0]) + ", high " + FixedPoint.format(row[1])
                    + ", low " + FixedPoint.format(row[2]) + ", close " + FixedPoint.format(row[3]) + " is no bar");
        }
        if (!calendar.covers(day) || !calendar.isTradingDay(day)) {
            leftOut.add(symbol + " " + when + ": there is no session on that day");
            return;
        }
        if (day < fromDay || day > toDay) {
            // Some vendors answer with whole weeks.
            return;
        }
        long[] before = rows.put(time, row);
        if (before != null && !Arrays.equals(before, row)) {
            throw failure(when + ": two bars that differ");
        }
    }

    private long price(String when, String field, Object value) throws VendorFailure {
        BigDecimal number = number(when, field, value);
        BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
        if (rounded.signum() <= 0 || rounded.compareTo(PRICE_MAX) > 0) {
            throw failure(when + ": " + field + " " + number.toPlainString() + " is no price");
        }
        return rounded.unscaledValue().longValueExact();
    }

    private long shares(String when, Object value) throws VendorFailure {
        BigDecimal number = number(when, "volume", value);
        if (number.signum() < 0 || number.compareTo(VOLUME_MAX) > 0) {
            throw failure(when + ": volume " + number.toPlainString() + " is none");
        }
        return number.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private BigDecimal number(String when, String field, Object value) throws VendorFailure {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw failure(when + ": " + field + " is no number");
    }

    /** Adds a split of new shares for old ones; a rounded decimal factor is converted to its fraction. */
    void split(int exDay, Object newShares, Object oldShares) throws VendorFailure {
        String when = LocalDate.ofEpochDay(exDay).toString();
        BigDecimal above = number(when, "split", newShares);
        BigDecimal below = number(when, "split", oldShares);
        if (above.signum() <= 0 || below.signum() <= 0) {
            throw failure(when + ": a split of " + above + " for " + below);
        }
        double ratio = above.doubleValue() / below.doubleValue();
        for (int denominator = 1; denominator <= DENOMINATOR_MAX; denominator++) {
            long numerator = Math.round(ratio * denominator);
            if (numerator > 0 && Math.abs(numerator / (double) denominator / ratio - 1) < 1e-6) {
                if (numerator != denominator) {
                    actions.add(StoredActions.split(exDay, numerator, denominator));
                }
                return;
            }
        }
        throw failure(when + ": a split of " + above.toPlainString() + " for " + below.toPlainString()
                + " is no fraction that is used");
    }

    /** Money a share. */
    void dividend(int exDay, Object money) throws VendorFailure {
        String when = LocalDate.ofEpochDay(exDay).toString();
        BigDecimal number = number(when, "dividend", money);
        if (number.signum() > 0) {
            actions.add(StoredActions.dividend(exDay, price(when, "dividend", number)));
        }
    }

    /** Adds a new ticker from a day on. */
    void symbolChange(int day, Object ticker) throws VendorFailure {
        String text = String.valueOf(ticker);
        if (!TickerText.isTicker(text)) {
            throw failure(LocalDate.ofEpochDay(day) + ": new symbol " + text + " is no ticker");
        }
        // A company's name may change without its ticker.
        if (!text.equals(symbol)) {
            actions.add(Action.renamed(day, 0, text));
        }
    }

    /** A day such as 2022-08-25, with whatever follows. */
    int day(Object text) throws VendorFailure {
        try {
            if (text instanceof String day && day.length() >= 10) {
                return (int) LocalDate.parse(day.substring(0, 10)).toEpochDay();
            }
        } catch (DateTimeException e) {
            throw new VendorFailure(Kind.LATER, "a wrong answer: " + text + " is no day", e);
        }
        throw failure(text + " is no day");
    }

    /** An instant such as 2022-02-01T05:00:00Z. */
    Instant instant(Object text) throws VendorFailure {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new VendorFailure(Kind.LATER, "a wrong answer: " + text + " is no time", e);
        }
    }

    Vendor.Answer answer() {
        BarRows all = new BarRows();
        rows.forEach((time, row) -> all.add(time, row[0], row[1], row[2], row[3], row[4]));
        return new Vendor.Answer(all, actions, leftOut);
    }

    static VendorFailure failure(String what) {
        return new VendorFailure(Kind.LATER, "a wrong answer: " + what);
    }

    /** An object, or a failure. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) throws VendorFailure {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw failure("an object is expected and not " + value);
    }

    /** A list; none if it is absent. */
    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) throws VendorFailure {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw failure("a list is expected and not " + value);
    }
}
