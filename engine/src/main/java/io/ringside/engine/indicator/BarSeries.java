package io.ringside.engine.indicator;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Update;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.Instrument;
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
        /** Of each value, whose it is and which of its outputs. */
        private final Indicator[] sources;

        private final int[] outputs;
        private int barsToWarmUp;

        public Subscription(int bindingId, int input, List<Indicator> indicators) {
            this.bindingId = bindingId;
            this.input = input;
            this.indicators = indicators.toArray(Indicator[]::new);
            int values = indicators.stream().mapToInt(Indicator::outputs).sum();
            sources = new Indicator[values];
            outputs = new int[values];
            int value = 0;
            for (Indicator indicator : indicators) {
                for (int output = 0; output < indicator.outputs(); output++) {
                    sources[value] = indicator;
                    outputs[value++] = output;
                }
            }
            barsToWarmUp = indicators.stream().mapToInt(Indicator::warmUp).max().orElse(0);
        }

        /** How many values an update of it carries. */
        public int values() {
            return sources.length;
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
            for (Indicator indicator : subscription.indicators) {
                indicator.update(bar);
            }
            if (subscription.barsToWarmUp > 1) {
                subscription.barsToWarmUp--;
            } else {
                publish(event, subscription);
            }
        }
    }

    private static void publish(EngineEvent event, Subscription subscription) {
        Update update = event.addUpdate();
        update.bindingId = subscription.bindingId;
        update.input = subscription.input;
        update.bar = event.barCount - 1;
        update.valueOffset = event.valueCount;
        update.valueCount = subscription.sources.length;
        for (int i = 0; i < subscription.sources.length; i++) {
            double value = subscription.sources[i].value(subscription.outputs[i]);
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                throw new ArithmeticException(subscription.sources[i].getClass().getSimpleName() + " yields " + value);
            }
            event.values[event.valueCount++] = value;
        }
    }
}
