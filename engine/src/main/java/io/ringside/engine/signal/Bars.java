package io.ringside.engine.signal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.Split;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Bars of one instrument and size that a strategy reads, with its indicators on them. A rule on these values is evaluated
 * when one of these bars has closed, and never before all indicators of all of the strategy's bars are warm.
 *
 * <p>Thread: made at start-up, then the signal stage.
 */
public final class Bars {
    private static final int OUTPUTS_MAX = 256;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int CLOSE = 2;

    private final int index;
    private final BarSpec size;
    private final Instrument instrument;
    private final ExchangeCalendar calendar;
    private final List<Strategy.Named> indicators = new ArrayList<>();
    private final double[] prices = new double[3];
    /** Allocated with the maximum length, since values refer to it while outputs are still being declared. */
    private final double[] outputs = new double[OUTPUTS_MAX];

    private int outputCount;
    private Value[] remembered = {};
    private final double[] numbersBefore = new double[OUTPUTS_MAX];

    private Bar last;
    /** Copy of the last bar for use after its event; null if no later event reads it. */
    private Bar copy;

    Bars(int index, BarSpec size, Instrument instrument, ExchangeCalendar calendar) {
        this.index = index;
        this.size = size;
        this.instrument = instrument;
        this.calendar = calendar;
    }

    /** Runs an indicator of one output over these bars. */
    public Value add(String name, Indicator indicator) {
        return add(indicator, name)[0];
    }

    /** Runs an indicator over these bars; one name an output, in the indicator's order. */
    public Value[] add(Indicator indicator, String... names) {
        indicators.add(new Strategy.Named(List.of(names), indicator));
        if (outputCount + names.length > OUTPUTS_MAX) {
            throw new IllegalArgumentException("more than " + OUTPUTS_MAX + " values on " + size + " bars");
        }
        Value[] values = new Value[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = Value.stored(names[i], this, outputs, outputCount++);
        }
        return values;
    }

    /** A number computed from these bars; it is evaluated after {@link Strategy#onBar}. */
    public Value value(String name, DoubleSupplier number) {
        return Value.computed(name, this, number);
    }

    /** The bar's first price. */
    public Value open() {
        return value("open", () -> last.open());
    }

    /** The bar's highest price. */
    public Value high() {
        return Value.stored("high", this, prices, HIGH);
    }

    /** The bar's lowest price. */
    public Value low() {
        return Value.stored("low", this, prices, LOW);
    }

    /** The bar's last price. */
    public Value close() {
        return Value.stored("close", this, prices, CLOSE);
    }

    /** Shares traded in the bar. */
    public Value volume() {
        return value("volume", () -> (double) last.volume);
    }

    /** When the bar began, in seconds of the exchange's day. */
    public Value startTime() {
        return value("bar's start in seconds", () -> calendar.secondOfDay(last.startNanos));
    }

    /** When the bar ended, in seconds of the exchange's day. */
    public Value endTime() {
        return value("bar's end in seconds", () -> calendar.secondOfDay(last.endNanos));
    }

    /** The bar that closed last; null before the first one. Do not keep it: the object is reused. */
    public Bar last() {
        return last;
    }

    /** Size of the bars. */
    public BarSpec size() {
        return size;
    }

    /** Instrument of the bars. */
    public Instrument instrument() {
        return instrument;
    }

    int index() {
        return index;
    }

    Strategy.Input input() {
        return new Strategy.Input(size, instrument, indicators);
    }

    /** A value's number on the bar before. */
    Value before(Value value) {
        int at = remembered.length;
        remembered = Arrays.copyOf(remembered, at + 1);
        remembered[at] = value;
        numbersBefore[at] = Double.NaN;
        return Value.stored(value.name() + " before", this, numbersBefore, at);
    }

    /** Makes the last bar available after the event that closed it. */
    void keep() {
        copy = new Bar();
    }

    boolean remembers() {
        return remembered.length > 0;
    }

    /** Sets the values of a bar that has closed. */
    void closed(Bar bar, double[] values, int offset) {
        for (int i = 0; i < remembered.length; i++) {
            numbersBefore[i] = last == null ? Double.NaN : remembered[i].get();
        }
        show(bar, values, offset);
    }

    /** Sets the values of a bar again, for {@code explain}. */
    void show(Bar bar, double[] values, int offset) {
        last = bar;
        if (copy != null) {
            copy.copyFrom(bar);
            last = copy;
        }
        prices[HIGH] = bar.high;
        prices[LOW] = bar.low;
        prices[CLOSE] = bar.close;
        for (int i = 0; i < outputCount; i++) {
            outputs[i] = values[offset + i];
        }
    }

    /**
     * Adjusts the last bar and its indicator values, and prices of the bar before, for a split of one share into
     * {@code numerator / denominator}. Other values of the bar before are unknown until the next bar closes.
     *
     * @param values the indicators' adjusted values, from the offset on
     * @return the offset after them
     */
    int split(long numerator, long denominator, double[] values, int offset) {
        if (!hasClosed()) {
            return offset;
        }
        if (copy != null) {
            copy.prices(
                    Split.priceE8(copy.openE8, numerator, denominator),
                    Split.priceE8(copy.highE8, numerator, denominator),
                    Split.priceE8(copy.lowE8, numerator, denominator),
                    Split.priceE8(copy.closeE8, numerator, denominator),
                    ExactRatio.floor(copy.volume, numerator, denominator));
        }
        for (int i = 0; i < prices.length; i++) {
            prices[i] = Split.price(prices[i], numerator, denominator);
        }
        System.arraycopy(values, offset, outputs, 0, outputCount);
        for (int i = 0; i < remembered.length; i++) {
            // Indicator values of the bar before are not computed again; only prices can be adjusted.
            boolean price = remembered[i].place() == prices;
            numbersBefore[i] = price ? Split.price(numbersBefore[i], numerator, denominator) : Double.NaN;
        }
        return offset + outputCount;
    }

    boolean hasClosed() {
        return last != null;
    }
}
