package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bars of one instrument with the protective stop that worked during each, for charts and for the excursions of trades.
 * Prices at 1e-8, times UTC nanoseconds since 1970.
 *
 * <p>Thread: its owner's.
 */
public final class PricePath {
    private static final int CAPACITY = 256;
    private static final int FIELDS = 5;
    /** Largest mean distance of an indicator from the price, as a share, at which it is drawn over the price. */
    private static final double OVERLAY_MAX = 0.3;
    /** Steps between an indicator's lowest and highest value, more than a chart shows. */
    private static final double LEVELS = 500;

    /** A cent, and a hundredth of one. */
    private static final long[] UNITS_E8 = {1_000_000, 10_000};

    private long[] starts = new long[CAPACITY];
    private long[] prices = new long[CAPACITY * FIELDS];
    private int count;
    private int barsAPoint = 1;
    /** Indicator values by name, NaN where there is none. */
    private final Map<String, double[]> indicators = new LinkedHashMap<>();

    /**
     * Adds the next bar.
     *
     * @param stopE8 trigger of the stop that worked during the bar; 0 for none
     */
    public void add(long startNanos, long openE8, long highE8, long lowE8, long closeE8, long stopE8) {
        if (count > 0 && startNanos <= starts[count - 1]) {
            throw new IllegalArgumentException("a bar does not come after the one before");
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            prices = Arrays.copyOf(prices, 2 * count * FIELDS);
        }
        starts[count] = startNanos;
        int at = count++ * FIELDS;
        prices[at] = openE8;
        prices[at + 1] = highE8;
        prices[at + 2] = lowE8;
        prices[at + 3] = closeE8;
        prices[at + 4] = stopE8;
    }

    /** Sets an indicator's value for the last bar. */
    public void value(String indicator, double value) {
        double[] values = indicators.get(indicator);
        if (values == null || values.length < starts.length) {
            int known = values == null ? 0 : values.length;
            values = values == null ? new double[starts.length] : Arrays.copyOf(values, starts.length);
            Arrays.fill(values, known, values.length, Double.NaN);
            indicators.put(indicator, values);
        }
        values[count - 1] = value;
    }

    /** An indicator's value at a bar; NaN if there is none. */
    public double value(String indicator, int bar) {
        double[] values = indicators.get(indicator);
        return values == null || bar >= values.length ? Double.NaN : values[bar];
    }

    /** Names of the indicators with values, in the order in which they came. */
    public Set<String> indicators() {
        return Collections.unmodifiableSet(indicators.keySet());
    }

    /** How many bars. */
    public int count() {
        return count;
    }

    /** First instant of a bar. */
    public long startNanos(int bar) {
        return starts[bar];
    }

    public long openE8(int bar) {
        return prices[bar * FIELDS];
    }

    public long highE8(int bar) {
        return prices[bar * FIELDS + 1];
    }

    public long lowE8(int bar) {
        return prices[bar * FIELDS + 2];
    }

    public long closeE8(int bar) {
        return prices[bar * FIELDS + 3];
    }

    /** Trigger of the stop that worked during a bar; 0 for none. */
    public long stopE8(int bar) {
        return prices[bar * FIELDS + 4];
    }

    /** The last bar that starts at the instant or before; -1 if there is none. */
    int at(long nanos) {
        int found = Arrays.binarySearch(starts, 0, count, nanos);
        return found >= 0 ? found : -found - 2;
    }

    /** Merges successive bars of a day so that a chart has no more points than it can show. */
    PricePath thinned(int pointsMax) {
        if (count <= pointsMax) {
            return this;
        }
        int width = (count + pointsMax - 1) / pointsMax;
        var thin = new PricePath();
        thin.barsAPoint = width;
        int[] ends = new int[count];
        long nextDayNanos = Long.MIN_VALUE;
        int first = 0;
        while (first < count) {
            if (starts[first] >= nextDayNanos) {
                nextDayNanos = nextDayNanos(first);
            }
            int end = addPoint(thin, first, Math.min(first + width, count), nextDayNanos);
            ends[thin.count - 1] = end;
            first = end;
        }
        indicators.forEach((name, values) -> thin.indicators.put(name, lastOf(values, ends, thin.count)));
        return thin;
    }

    /** Adds the bars from one on, up to an end and a time, as one point; returns the first bar after them. */
    private int addPoint(PricePath thin, int first, int endMax, long beforeNanos) {
        long high = highE8(first);
        long low = lowE8(first);
        int end = first + 1;
        for (; end < endMax && starts[end] < beforeNanos; end++) {
            high = Math.max(high, highE8(end));
            low = Math.min(low, lowE8(end));
        }
        thin.add(starts[first], openE8(first), high, low, closeE8(end - 1), stopE8(end - 1));
        return end;
    }

    /** An indicator's value at the last bar of each point. */
    private static double[] lastOf(double[] values, int[] ends, int points) {
        double[] last = new double[points];
        for (int i = 0; i < points; i++) {
            last[i] = ends[i] <= values.length ? values[ends[i] - 1] : Double.NaN;
        }
        return last;
    }

    /**
     * The path for a page's script: {@code unit} (a price's), {@code bars_a_point}, {@code count}, and {@code data}, varints
     * in a byte array, for each point:
     *
     * <pre>
     *   minutes of its start since the bar before, on the exchange's clock (the first: since 1970)
     *   open, from the close before       signed: 2v, or -2v - 1 below 0
     *   close, from the open              signed
     *   high, above open and close
     *   low, below open and close
     *   stop: 0 for none, otherwise 1 + its distance below the close, signed
     * </pre>
     *
     * and {@code indicators}, each with {@code name}, {@code unit}, {@code overlay} (whether it is of the size of prices) and
     * {@code data}, for each point 0 for none, otherwise 1 + its difference from the last one, signed, in units.
     */
    Map<String, Object> encode() {
        long unitE8 = unitE8();
        var out = new Varints(count * FIELDS * 2);
        long minuteBefore = 0;
        long closeBefore = 0;
        for (int bar = 0; bar < count; bar++) {
            long minute = ExchangeCalendar.usEquity().localMinute(starts[bar]);
            out.add(minute - minuteBefore);
            closeBefore = encode(bar, closeBefore, unitE8, out);
            minuteBefore = minute;
        }
        Map<String, Object> encoded = new LinkedHashMap<>();
        encoded.put("unit", unitE8 / 1e8);
        encoded.put("bars_a_point", barsAPoint);
        encoded.put("count", count);
        encoded.put("data", out.bytes());
        List<Object> drawn = new ArrayList<>();
        indicators.forEach((name, values) -> drawn.add(encode(name, values, unitE8)));
        encoded.put("indicators", drawn);
        return encoded;
    }

    /** Encodes a point's prices relative to the close before; returns its close. */
    private long encode(int bar, long closeBefore, long unitE8, Varints out) {
        long open = units(openE8(bar), unitE8);
        long close = units(closeE8(bar), unitE8);
        out.addSigned(open - closeBefore);
        out.addSigned(close - open);
        out.add(Math.max(0, units(highE8(bar), unitE8) - Math.max(open, close)));
        out.add(Math.max(0, Math.min(open, close) - units(lowE8(bar), unitE8)));
        out.add(stopE8(bar) == 0 ? 0 : 1 + Varints.zigzag(close - units(stopE8(bar), unitE8)));
        return close;
    }

    private Map<String, Object> encode(String name, double[] values, long priceUnitE8) {
        int points = Math.min(count, values.length);
        var range = new Range();
        for (int bar = 0; bar < points; bar++) {
            range.add(values[bar], closeE8(bar));
        }
        double unit = range.isNearPrices() ? priceUnitE8 / 1e8 : Math.max((range.high - range.low) / LEVELS, 1e-9);
        var out = new Varints(count * 2);
        long before = 0;
        for (int bar = 0; bar < points; bar++) {
            before = encode(values[bar], before, unit, out);
        }
        for (int bar = points; bar < count; bar++) {
            out.add(0);
        }
        Map<String, Object> encoded = new LinkedHashMap<>();
        encoded.put("name", name);
        encoded.put("unit", range.known == 0 ? 1 : unit);
        encoded.put("overlay", range.isNearPrices());
        encoded.put("data", out.bytes());
        return encoded;
    }

    /** Encodes an indicator's value relative to the one before; returns the value that the next one is relative to. */
    private static long encode(double value, long before, double unit, Varints out) {
        if (!Double.isFinite(value)) {
            out.add(0);
            return before;
        }
        long units = Math.round(value / unit);
        out.add(1 + Varints.zigzag(units - before));
        return units;
    }

    /** Range of an indicator's values, absolute and relative to the closes. */
    private static final class Range {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private double off;
        private int known;

        private void add(double value, long closeE8) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                off += Math.abs(value / FixedPoint.toDouble(closeE8) - 1);
                known++;
            }
        }

        private boolean isNearPrices() {
            return known > 0 && off / known < OVERLAY_MAX;
        }
    }

    private long unitE8() {
        for (int i = 0; i < count * FIELDS; i++) {
            if (prices[i] % UNITS_E8[0] != 0) {
                return UNITS_E8[1];
            }
        }
        return UNITS_E8[0];
    }

    /** When the day after a bar's begins on the exchange's clock. */
    private long nextDayNanos(int bar) {
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        int next = calendar.localDay(starts[bar]) + 1;
        return calendar.covers(next) ? calendar.toNanos(next, 0) : Long.MAX_VALUE;
    }

    private static long units(long priceE8, long unitE8) {
        return Math.floorDiv(priceE8 + unitE8 / 2, unitE8);
    }
}
