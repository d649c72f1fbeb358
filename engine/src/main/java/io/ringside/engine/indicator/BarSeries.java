package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Update;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All bars of one instrument and size, and the indicators that strategies asked for on them.
 *
 * <p>Thread: indicator stage.
 */
public final class BarSeries {
    private final int seriesId;
    private final Instrument instrument;
    private final BarSpec spec;
    /** The only subscription in most configurations, or null if there are several. */
    private final Subscription first;

    private final Subscription[] others;

    /** One strategy's indicators on this series. */
    public static final class Subscription {
        /** How many one-valued indicators have a call site of their own. */
        private static final int CALL_SITES = 4;

        private final int bindingId;
        private final int input;
        private final Indicator[] indicators;
        /** The first of them, if there are at most {@link #CALL_SITES} and each has one value; else null. */
        private final Indicator first;

        private final Indicator second;
        private final Indicator third;
        private final Indicator fourth;
        /** Values of all indicators together. */
        private final int values;

        private int barsToWarmUp;
        /** Whether its strategy has got a bar. */
        private boolean shown;

        public Subscription(int bindingId, int input, List<Indicator> indicators) {
            this.bindingId = bindingId;
            this.input = input;
            this.indicators = indicators.toArray(Indicator[]::new);
            values = indicators.stream().mapToInt(Indicator::outputs).sum();
            boolean each = indicators.size() <= CALL_SITES && indicators.size() == values;
            first = each ? at(0) : null;
            second = each ? at(1) : null;
            third = each ? at(2) : null;
            fourth = each ? at(3) : null;
            barsToWarmUp = indicators.stream().mapToInt(Indicator::warmUp).max().orElse(0);
        }

        private Indicator at(int index) {
            return index < indicators.length ? indicators[index] : null;
        }

        /** How many values an update of it carries. */
        public int values() {
            return values;
        }

        private void closed(EngineEvent event, Bar bar) {
            // After the values of the updates before; they are kept if the inputs are warm.
            int from = event.valueCount;
            update(bar, event.values, from);
            if (barsToWarmUp > 1) {
                barsToWarmUp--;
            } else {
                publish(event, from);
            }
        }

        /**
         * A call site for each of the first indicators: the compiler sees one class at each, and inlines it. With the plain
         * loop, and without special cases for the first subscription and signal, a bar of bench replay takes 10 % longer.
         */
        private void update(Bar bar, double[] out, int from) {
            if (first == null) {
                updateAny(bar, out, from);
                return;
            }
            out[from] = finite(first.update(bar), 0);
            if (second != null) {
                out[from + 1] = finite(second.update(bar), 1);
                if (third != null) {
                    out[from + 2] = finite(third.update(bar), 2);
                    if (fourth != null) {
                        out[from + 3] = finite(fourth.update(bar), 3);
                    }
                }
            }
        }

        private void updateAny(Bar bar, double[] out, int from) {
            int at = 0;
            for (Indicator indicator : indicators) {
                out[from + at] = finite(indicator.update(bar), at);
                at++;
                for (int output = 1; output < indicator.outputs(); output++) {
                    out[from + at] = finite(indicator.value(output), at);
                    at++;
                }
            }
        }

        /** Refuses a value that is not finite once the indicators are warm; before, any value is accepted. */
        private double finite(double value, int index) {
            if (!Double.isFinite(value) && barsToWarmUp <= 1) {
                throw new ArithmeticException("value " + index + " of binding " + bindingId + " is " + value);
            }
            return value;
        }

        /** The strategy's binding. */
        int bindingId() {
            return bindingId;
        }

        /** Which of the strategy's inputs it is. */
        int input() {
            return input;
        }

        /** Adjusts the indicators for a split, and appends their values to the event if the strategy has got any before. */
        void split(EngineEvent event, long numerator, long denominator) {
            for (Indicator indicator : indicators) {
                indicator.split(numerator, denominator);
                for (int output = 0; shown && output < indicator.outputs(); output++) {
                    event.values[event.valueCount++] = indicator.value(output);
                }
            }
        }

        private void publish(EngineEvent event, int from) {
            shown = true;
            Update update = event.addUpdate();
            update.bindingId = bindingId;
            update.input = input;
            update.bar = event.barCount - 1;
            update.valueOffset = from;
            update.valueCount = values;
            event.valueCount = from + values;
        }
    }

    public BarSeries(int seriesId, Instrument instrument, BarSpec spec, List<Subscription> subscriptions) {
        this.seriesId = seriesId;
        this.instrument = instrument;
        this.spec = spec;
        first = subscriptions.isEmpty() ? null : subscriptions.get(0);
        others = subscriptions.stream().skip(1).toArray(Subscription[]::new);
    }

    /** Size of its bars. */
    public BarSpec spec() {
        return spec;
    }

    /** Index in the configuration. */
    public int seriesId() {
        return seriesId;
    }

    /** The instrument. */
    public Instrument instrument() {
        return instrument;
    }

    /** The indicators that strategies asked for, one list a strategy's input. */
    List<Subscription> subscriptions() {
        List<Subscription> all = new ArrayList<>(List.of(others));
        if (first != null) {
            all.add(0, first);
        }
        return all;
    }

    /** The first indicator that does not override {@code split}, or null. */
    public Indicator unsplittable() {
        return subscriptions().stream()
                .flatMap(one -> Arrays.stream(one.indicators))
                .filter(one -> !overridesSplit(one))
                .findFirst()
                .orElse(null);
    }

    private static boolean overridesSplit(Indicator indicator) {
        try {
            return indicator
                            .getClass()
                            .getMethod("split", long.class, long.class)
                            .getDeclaringClass()
                    != Indicator.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("an indicator without the method of its interface", e);
        }
    }

    /** Adds a bar of the feed. */
    void arrived(EngineEvent event) {
        Bar bar = event.addBar();
        bar.derived = false;
        bar.at(event.instrumentId, seriesId, event.sessionDay, event.startNanos, event.eventNanos);
        bar.prices(event.openE8, event.highE8, event.lowE8, event.closeE8, event.volume);
        closed(event, bar);
    }

    /** Runs the indicators over the last bar that was added to the event. */
    void closed(EngineEvent event, Bar bar) {
        if (first != null) {
            first.closed(event, bar);
        }
        for (Subscription other : others) {
            other.closed(event, bar);
        }
    }
}
