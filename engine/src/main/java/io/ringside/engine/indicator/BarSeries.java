package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Update;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
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
    private final Subscription[] subscriptions;

    /** One strategy's indicators on this series. */
    public static final class Subscription {
        private final int bindingId;
        private final int input;
        private final Indicator[] indicators;
        /** Of each indicator. */
        private final int[] outputs;

        private final int values;
        private int barsToWarmUp;

        public Subscription(int bindingId, int input, List<Indicator> indicators) {
            this.bindingId = bindingId;
            this.input = input;
            this.indicators = indicators.toArray(Indicator[]::new);
            outputs = indicators.stream().mapToInt(Indicator::outputs).toArray();
            values = Arrays.stream(outputs).sum();
            barsToWarmUp = indicators.stream().mapToInt(Indicator::warmUp).max().orElse(0);
        }

        /** How many values an update of it carries. */
        public int values() {
            return values;
        }

        private void closed(EngineEvent event, Bar bar) {
            // Behind the values of the updates before it, where they stay if the inputs are warm.
            int from = event.valueCount;
            update(bar, event.values, from);
            if (barsToWarmUp > 1) {
                barsToWarmUp--;
            } else {
                publish(event, from);
            }
        }

        /** A call site for each of the first indicators: the compiler sees one class at each, and inlines it. */
        private void update(Bar bar, double[] out, int from) {
            int count = indicators.length;
            int at = from;
            if (count > 0) {
                at = put(0, indicators[0].update(bar), out, at);
            }
            if (count > 1) {
                at = put(1, indicators[1].update(bar), out, at);
            }
            if (count > 2) {
                at = put(2, indicators[2].update(bar), out, at);
            }
            if (count > 3) {
                at = put(3, indicators[3].update(bar), out, at);
            }
            for (int i = 4; i < count; i++) {
                at = put(i, indicators[i].update(bar), out, at);
            }
        }

        /** Writes the outputs of an indicator; returns the place after them. */
        private int put(int indicator, double first, double[] out, int at) {
            out[at] = first;
            int outputs = this.outputs[indicator];
            return outputs == 1 ? at + 1 : putOthers(indicators[indicator], outputs, out, at);
        }

        private static int putOthers(Indicator indicator, int outputs, double[] out, int at) {
            for (int output = 1; output < outputs; output++) {
                out[at + output] = indicator.value(output);
            }
            return at + outputs;
        }

        private void publish(EngineEvent event, int from) {
            Update update = event.addUpdate();
            update.bindingId = bindingId;
            update.input = input;
            update.bar = event.barCount - 1;
            update.valueOffset = from;
            update.valueCount = values;
            event.valueCount = from + values;
            // Nothing times a number is nothing, but for an infinite one and for none at all.
            double zero = 0;
            for (int i = from; i < from + values; i++) {
                zero += 0 * event.values[i];
            }
            if (zero != 0) {
                throw notFinite(event, update);
            }
        }

        private static ArithmeticException notFinite(EngineEvent event, Update update) {
            int value = 0;
            while (Double.isFinite(event.values[update.valueOffset + value])) {
                value++;
            }
            return new ArithmeticException("value " + value + " of binding " + update.bindingId + " is "
                    + event.values[update.valueOffset + value]);
        }
    }

    public BarSeries(int seriesId, Instrument instrument, BarSpec spec, List<Subscription> subscriptions) {
        this.seriesId = seriesId;
        this.instrument = instrument;
        this.spec = spec;
        this.subscriptions = subscriptions.toArray(Subscription[]::new);
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

    /** Takes in a bar that arrived as it is. */
    void arrived(EngineEvent event) {
        Bar bar = event.addBar();
        bar.derived = false;
        bar.at(event.instrumentId, seriesId, event.sessionDay, event.startNanos, event.eventNanos);
        bar.prices(event.openE8, event.highE8, event.lowE8, event.closeE8, event.volume);
        closed(event, bar);
    }

    /** Runs the indicators over the last bar that was added to the event. */
    void closed(EngineEvent event, Bar bar) {
        for (Subscription subscription : subscriptions) {
            subscription.closed(event, bar);
        }
    }
}
