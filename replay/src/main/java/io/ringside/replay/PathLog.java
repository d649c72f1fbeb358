package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.Update;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.report.PricePath;
import io.ringside.replay.report.RunContext.DayCosts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices, working stops, and costs of fills, from the events of a pipeline or a journal.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PathLog {
    /** No series yet; a bar of the feed has series -1 in a journal. */
    private static final int NO_SERIES = Integer.MIN_VALUE;

    private final List<Instrument> instruments;
    private final List<StrategyBinding> bindings;
    private final Map<Integer, List<String>> names = new HashMap<>();
    private final Line[] lines;
    private final List<DayCosts> costs = new ArrayList<>();
    private long commissionE8;
    private long slippageE8;

    /** The path of one instrument. */
    private static final class Line {
        private final PricePath path = new PricePath();
        /** Triggers of working stops, by order. */
        private final Map<Long, Long> stops = new HashMap<>();

        private int seriesId = NO_SERIES;
        private long position;
        /** The stop that ended the position within the bar that is not closed yet; 0 for none. */
        private long executedE8;

        private long stopE8() {
            if (position == 0 || stops.isEmpty()) {
                return executedE8;
            }
            return position > 0
                    ? stops.values().stream()
                            .mapToLong(trigger -> trigger)
                            .max()
                            .getAsLong()
                    : stops.values().stream()
                            .mapToLong(trigger -> trigger)
                            .min()
                            .getAsLong();
        }
    }

    public PathLog(Engine engine) {
        instruments = engine.settings().instruments();
        bindings = engine.bindings();
        lines = new Line[instruments.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line();
        }
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        for (int i = 0; i < event.barCount && !event.isWarmUp(); i++) {
            onBar(event.bars[i]);
        }
        for (int i = 0; i < event.updateCount && !event.isWarmUp(); i++) {
            onUpdate(event, event.updates[i]);
        }
        switch (event.type) {
            case FILL -> onFill(event);
            case COMMISSION -> commissionE8 = Math.addExact(commissionE8, event.commissionE8);
            case ORDER_CANCELLED, ORDER_REJECTED -> lines[event.instrumentId].stops.remove(event.orderRef);
            case CORPORATE_ACTION -> onAction(event);
            case SESSION_CLOSE -> endSession(event);
            default -> {
                // Has no price, stop or cost.
            }
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            boolean working = intent.action == IntentAction.PLACE || intent.action == IntentAction.MODIFY;
            if (working && intent.purpose == Purpose.STOP && intent.stopE8 != 0) {
                lines[intent.instrumentId].stops.put(intent.orderRef, intent.stopE8);
            }
        }
    }

    /** Bars and stops by symbol, of the first bar size that occurred; instruments without bars are absent. */
    public Map<String, PricePath> paths() {
        Map<String, PricePath> paths = new LinkedHashMap<>();
        for (Instrument instrument : instruments) {
            if (lines[instrument.id()].seriesId != NO_SERIES) {
                paths.put(instrument.symbol(), lines[instrument.id()].path);
            }
        }
        return paths;
    }

    /** Costs of the fills by session. */
    public List<DayCosts> costs() {
        return costs;
    }

    private void onBar(Bar bar) {
        Line line = lines[bar.instrumentId];
        if (line.seriesId == NO_SERIES) {
            line.seriesId = bar.seriesId;
        }
        if (bar.seriesId == line.seriesId) {
            line.path.add(bar.startNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, line.stopE8());
            line.executedE8 = 0;
        }
    }

    /** Adds the indicator values of a bar that is drawn. */
    private void onUpdate(EngineEvent event, Update update) {
        Bar bar = event.bars[update.bar];
        Line line = lines[bar.instrumentId];
        if (bar.seriesId != line.seriesId) {
            return;
        }
        StrategyBinding binding = bindings.get(update.bindingId);
        List<String> names = names(binding, update.input);
        for (int i = 0; i < update.valueCount; i++) {
            line.path.value(names.get(i), event.values[update.valueOffset + i]);
        }
    }

    /** Names of an input's values, with the strategy's name if there are several. */
    private List<String> names(StrategyBinding binding, int input) {
        return names.computeIfAbsent(binding.bindingId() * 1000 + input, key -> {
            List<String> own = StrategyBinding.valueNames(binding.inputs().get(input));
            boolean alone =
                    bindings.stream().map(StrategyBinding::name).distinct().count() == 1;
            return alone
                    ? own
                    : own.stream().map(name -> binding.name() + " " + name).toList();
        });
    }

    private void onFill(EngineEvent event) {
        commissionE8 = Math.addExact(commissionE8, event.commissionE8);
        slippageE8 = Math.addExact(slippageE8, event.slippageE8);
        Line line = lines[event.instrumentId];
        line.executedE8 = line.stopE8();
        line.position += event.side.sign() * event.quantity;
        if (event.leaves == 0) {
            line.stops.remove(event.orderRef);
        }
        if (line.position != 0) {
            line.executedE8 = 0;
        }
    }

    /** Applies a split to shares; the adjusted stops come as requests. */
    private void onAction(EngineEvent event) {
        Line line = lines[event.instrumentId];
        switch (CorporateAction.ofCode(event.code)) {
            case SPLIT -> line.position = Split.shares(line.position, event.quantity, event.argument);
            case DELISTING -> line.position = 0;
            case DIVIDEND, SYMBOL_CHANGE -> {
                // Neither shares nor stops.
            }
        }
    }

    private void endSession(EngineEvent event) {
        if (event.isWarmUp()) {
            return;
        }
        costs.add(new DayCosts(event.sessionDay, commissionE8, slippageE8));
        commissionE8 = 0;
        slippageE8 = 0;
    }
}
