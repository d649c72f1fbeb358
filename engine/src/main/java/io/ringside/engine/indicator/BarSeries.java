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
            // Behind the values of the updates before it, where they stay if the inputs are warm.
            int at = event.valueCount;
            for (int i = 0; i < subscription.indicators.length; i++) {
                event.values[at++] = update(subscription.indicators, i, bar);
                for (int output = 1; output < subscription.outputs[i]; output++) {
                    event.values[at++] = subscription.indicators[i].value(output);
                }
            }
            if (subscription.barsToWarmUp > 1) {
                subscription.barsToWarmUp--;
            } else {
                publish(event, subscription);
            }
        }
    }

    /** A call site for each of the first indicators: the compiler sees one class at each, and inlines it. */
    private static double update(Indicator[] indicators, int i, Bar bar) {
        return switch (i) {
            case 0 -> indicators[0].update(bar);
            case 1 -> indicators[1].update(bar);
            case 2 -> indicators[2].update(bar);
            case 3 -> indicators[3].update(bar);
            default -> indicators[i].update(bar);
        };
    }

    private static void publish(EngineEvent event, Subscription subscription) {
        Update update = event.addUpdate();
        update.bindingId = subscription.bindingId;
        update.input = subscription.input;
        update.bar = event.barCount - 1;
        update.valueOffset = event.valueCount;
        update.valueCount = subscription.values;
        event.valueCount += subscription.values;
        for (int i = update.valueOffset; i < event.valueCount; i++) {
            if (!(Math.abs(event.values[i]) <= Double.MAX_VALUE)) {
                int value = i - update.valueOffset;
                throw new ArithmeticException(
                        "value " + value + " of binding " + update.bindingId + " is " + event.values[i]);
            }
        }
    }
}
