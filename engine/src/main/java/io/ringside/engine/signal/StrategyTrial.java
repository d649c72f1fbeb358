package io.ringside.engine.signal;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.indicator.Indicator;
import io.ringside.engine.indicator.IndicatorHandler;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a strategy alone, for its test: bars in, signals out, through the engine's own indicator and signal stages. There is
 * no risk stage, so no signal is refused and there are no positions.
 *
 * <pre>
 * StrategyTrial trial = StrategyTrial.of(new MyIdea(), "fast = 2, slow = 3");
 * trial.closes("10", "9", "8", "12");
 * assertEquals(List.of("2025-01-02T09:45 ENTER_LONG CROSS"), trial.signals());
 * </pre>
 *
 * <p>Thread: one.
 */
public final class StrategyTrial {
    private static final int FIRST_DAY = (int) LocalDate.of(2025, 1, 2).toEpochDay();

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final Strategy strategy;
    private final BarSpec size;
    private final IndicatorHandler indicators;
    private final SignalHandler handler;
    private final EngineEvent slot;
    private final List<String> signals = new ArrayList<>();
    private long sequence;
    private int day = FIRST_DAY;
    private long nextNanos = calendar.openNanos(FIRST_DAY);

    private StrategyTrial(Strategy strategy, String settings, List<Instrument> instruments) {
        this.strategy = strategy;
        SettingsNode node = SettingsNode.root(ConfigFactory.parseString(settings));
        strategy.start(node, calendar, instruments, instruments.get(0));
        node.done();
        List<Strategy.Input> inputs = strategy.inputs();
        size = inputs.get(0).bars();
        List<BarSeries> series = new ArrayList<>();
        int values = 1;
        for (int i = 0; i < inputs.size(); i++) {
            Strategy.Input input = inputs.get(i);
            List<Indicator> wanted =
                    input.indicators().stream().map(Strategy.Named::indicator).toList();
            BarSeries.Subscription subscription = new BarSeries.Subscription(0, i, wanted);
            series.add(new BarSeries(i, input.instrument(), input.bars(), List.of(subscription)));
            values += 2 * subscription.values();
        }
        indicators = new IndicatorHandler(calendar, instruments.size(), series, size, Session.REGULAR);
        handler = new SignalHandler(
                List.of(new StrategyBinding(0, "trial", strategy, inputs, instruments.get(0))), instruments.size());
        slot = new EngineEvent(new Bounds(2 * inputs.size() + 1, 2 * inputs.size() + 1, values, 4));
    }

    /**
     * A strategy on one instrument.
     *
     * @param settings as in a configuration, such as {@code "fast = 2, slow = 3"}; settings that are left out have their defaults
     * @throws io.ringside.engine.settings.UserError if a setting is refused or unknown
     */
    public static StrategyTrial of(Strategy strategy, String settings) {
        return of(strategy, settings, "ANY");
    }

    /** A strategy on the first of several instruments. */
    public static StrategyTrial of(Strategy strategy, String settings, String... symbols) {
        List<Instrument> instruments = new ArrayList<>();
        for (String symbol : symbols) {
            instruments.add(Instrument.usEquity(instruments.size(), symbol));
        }
        return new StrategyTrial(strategy, settings, instruments);
    }

    /** Plays bars without a range, one after the other from the first session on. */
    public StrategyTrial closes(String... prices) {
        for (String price : prices) {
            bar(price, price, price, price, 100);
        }
        return this;
    }

    /** Plays the next bar of the first instrument; sessions follow one another as in the calendar. */
    public StrategyTrial bar(String open, String high, String low, String close, long volume) {
        if (nextNanos >= calendar.closeNanos(day)) {
            nextSession();
        }
        long startNanos = nextNanos;
        nextNanos = Math.min(calendar.closeNanos(day), startNanos + size.count());
        return bar(
                0,
                startNanos,
                nextNanos,
                FixedPoint.parse(open),
                FixedPoint.parse(high),
                FixedPoint.parse(low),
                FixedPoint.parse(close),
                volume);
    }

    /** Continues with the next session. */
    public StrategyTrial nextSession() {
        day = calendar.nextTradingDay(day);
        nextNanos = calendar.openNanos(day);
        return this;
    }

    /** Plays any bar; prices at 1e-8, times UTC nanoseconds since 1970. */
    public StrategyTrial bar(
            int instrumentId,
            long startNanos,
            long endNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volume) {
        slot.bar(instrumentId, startNanos, endNanos, openE8, highE8, lowE8, closeE8, volume, 0);
        process();
        return this;
    }

    /** Plays a bar as it is. */
    public StrategyTrial bar(int instrumentId, Bar bar) {
        return bar(
                instrumentId, bar.startNanos, bar.endNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume);
    }

    /** Plays a trade of the first instrument at a time of New York's clock, such as {@code 2025-01-02T09:36:00}. */
    public StrategyTrial trade(String time, String price, long quantity) {
        slot.trade(0, calendar.toNanos(LocalDateTime.parse(time)), FixedPoint.parse(price), quantity, 0);
        process();
        return this;
    }

    /** Plays a quote of 100 shares a side of the first instrument, at a time as of {@link #trade}. */
    public StrategyTrial quote(String time, String bid, String ask) {
        slot.quote(
                0,
                calendar.toNanos(LocalDateTime.parse(time)),
                FixedPoint.parse(bid),
                FixedPoint.parse(ask),
                100,
                100,
                0);
        process();
        return this;
    }

    /** Splits the first instrument before the next bar: each {@code denominator} shares become {@code numerator}. */
    public StrategyTrial split(long numerator, long denominator) {
        slot.split(0, nextNanos, numerator, denominator, 0);
        process();
        return this;
    }

    /** Its signals so far: the time of the event in New York, the kind and the reason. */
    public List<String> signals() {
        return List.copyOf(signals);
    }

    /** Each condition of the rules evaluated last: when bars closed, or on a later event that closed none. */
    public List<String> explain() {
        List<String> conditions = new ArrayList<>();
        Strategy.Conditions tell = (purpose, text, value, threshold, holds) -> conditions.add(
                purpose + ": " + text + ": " + Value.plain(value) + " " + Value.plain(threshold) + " " + holds);
        if (slot.updateCount > 0) {
            Bar bar = slot.bars[slot.updates[0].bar];
            strategy.explain(slot, slot.updates[0].input, bar, slot.values, slot.updates[0].valueOffset, tell);
        } else {
            strategy.explainMoment(slot, tell);
        }
        return conditions;
    }

    private void process() {
        slot.sequence = ++sequence;
        slot.clearDecisions();
        indicators.onEvent(slot);
        handler.onEvent(slot);
        for (int i = 0; i < slot.signalCount; i++) {
            Signal signal = slot.signals[i];
            if (signal.kind != SignalKind.HOLD) {
                signals.add(calendar.format(slot.eventNanos).substring(0, 16) + " " + signal.kind + " "
                        + strategy.reasons().get(signal.reason));
            }
        }
    }
}
