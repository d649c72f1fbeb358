package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import io.ringside.replay.EventText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of one side of a comparison: bars, indicator values, signals, verdicts, orders with their executions. Keys are
 * their subjects and times, not sequences or references.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class SessionFacts {
    /** A bar of a series. */
    record BarKey(int seriesId, long startNanos) {}

    /** Prices and volume of a bar. */
    record BarFact(long endNanos, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        String text() {
            return FixedPoint.format(openE8) + "/" + FixedPoint.format(highE8) + "/" + FixedPoint.format(lowE8) + "/"
                    + FixedPoint.format(closeE8) + " volume " + volume;
        }
    }

    /** An input of a strategy at a bar's end. */
    record InputKey(int bindingId, int input, long barEndNanos) {}

    /** Values and signal of an input. */
    static final class InputFact {
        int seriesId;
        List<Double> values = List.of();
        SignalKind signal = SignalKind.HOLD;
    }

    /** The risk stage's decision on a signal. */
    record VerdictFact(Enum<?> outcome, long quantity) {
        String text() {
            return EventText.name(outcome) + (quantity == 0 ? "" : " " + quantity + " shares");
        }
    }

    /** A decision of a strategy or portfolio on an instrument at a time. */
    record DecisionKey(int bindingId, int instrumentId, long nanos) {}

    /** Key of an order: its purpose and the time of its cause. */
    record OrderKey(int bindingId, int instrumentId, Purpose purpose, long causeNanos) {}

    /** An order with its executions. */
    static final class OrderFact {
        int instrumentId;
        Side side = Side.NONE;
        long quantity;
        long filled;
        long valueE8;
        long commissionE8;
        long filledNanos;

        long averageE8() {
            return filled == 0 ? 0 : Math.round(valueE8 / (double) filled);
        }
    }

    final Map<BarKey, BarFact> bars = new LinkedHashMap<>();
    final Map<InputKey, InputFact> inputs = new LinkedHashMap<>();
    final Map<DecisionKey, VerdictFact> verdicts = new LinkedHashMap<>();
    final Map<OrderKey, OrderFact> orders = new LinkedHashMap<>();

    private final Map<Long, OrderFact> byRef = new HashMap<>();
    private final Map<Long, Long> nanosOf = new HashMap<>();
    private final int[] firstInput;
    /** When the portfolios decided: their orders leave later, as the broker takes them. */
    private long decidedNanos;

    SessionFacts(Engine engine) {
        firstInput = new int[engine.bindings().size()];
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event) {
        if (event.type == EventType.SESSION_CLOSE
                || (event.type == EventType.COMMAND && event.code == Operator.REBALANCE.code())) {
            decidedNanos = event.eventNanos;
        }
        for (int i = 0; i < event.barCount; i++) {
            Bar bar = event.bars[i];
            bars.put(
                    new BarKey(bar.seriesId, bar.startNanos),
                    new BarFact(bar.endNanos, bar.openE8, bar.highE8, bar.lowE8, bar.closeE8, bar.volume));
        }
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            InputFact fact = new InputFact();
            fact.seriesId = event.bars[update.bar].seriesId;
            List<Double> values = new ArrayList<>();
            for (int value = 0; value < update.valueCount; value++) {
                values.add(event.values[update.valueOffset + value]);
            }
            fact.values = values;
            firstInput[update.bindingId] = update.input;
            inputs.put(new InputKey(update.bindingId, update.input, event.bars[update.bar].endNanos), fact);
        }
        for (int i = 0; i < event.signalCount; i++) {
            Signal signal = event.signals[i];
            if (signal.kind == SignalKind.HOLD) {
                continue;
            }
            nanosOf.put(event.sequence, event.eventNanos);
            InputFact fact = inputs.get(new InputKey(signal.bindingId, firstInput[signal.bindingId], event.eventNanos));
            if (fact != null) {
                fact.signal = signal.kind;
            }
        }
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            boolean ofPortfolio = BookId.isPortfolio(verdict.bindingId);
            Enum<?> outcome = ofPortfolio ? NameOutcome.ofCode(verdict.outcome) : Outcome.ofCode(verdict.outcome);
            long nanos = decidedNanos(verdict.bindingId, verdict.signalSequence, event);
            verdicts.put(
                    new DecisionKey(verdict.bindingId, verdict.instrumentId, nanos),
                    new VerdictFact(outcome, verdict.quantity));
        }
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                place(event, intent);
            }
        }
        OrderFact order = event.type.isOrderReport() ? byRef.get(event.orderRef) : null;
        if (order != null && event.type == EventType.FILL) {
            order.filled += event.quantity;
            order.valueE8 = Math.addExact(order.valueE8, FixedPoint.times(event.priceE8, event.quantity));
            order.commissionE8 += event.commissionE8;
            order.filledNanos = event.eventNanos;
        } else if (order != null && event.type == EventType.COMMISSION) {
            order.commissionE8 += event.commissionE8;
        }
    }

    private void place(EngineEvent event, Intent intent) {
        OrderFact order = new OrderFact();
        order.instrumentId = intent.instrumentId;
        order.side = intent.side;
        order.quantity = intent.quantity;
        byRef.put(intent.orderRef, order);
        long cause = decidedNanos(intent.bindingId, intent.causeSequence, event);
        orders.put(new OrderKey(intent.bindingId, intent.instrumentId, intent.purpose, cause), order);
    }

    /** When what an event holds was decided on. */
    private long decidedNanos(int bindingId, long causeSequence, EngineEvent event) {
        return BookId.isPortfolio(bindingId) ? decidedNanos : nanosOf.getOrDefault(causeSequence, event.eventNanos);
    }
}
