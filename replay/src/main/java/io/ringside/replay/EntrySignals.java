package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.StrategyBinding;
import java.util.IdentityHashMap;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The bar and the indicator values on which trades were entered.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class EntrySignals {
    /**
     * The data of an entry decision.
     *
     * @param barNanos start of the bar
     * @param values of all of the strategy's indicators, by name
     */
    record Entry(long barNanos, Map<String, Double> values) {}

    private final Engine engine;
    private final LastBars lastBars;
    private final LastValues indicators;
    /** By {@link #key}. */
    private final Long2ObjectHashMap<Entry> decided = new Long2ObjectHashMap<>();
    /** How many parts of each leading strategy's position are held. */
    private final int[] heldParts;
    /** Entry data of open trips. */
    private final IdentityHashMap<RoundTrip, Entry> going = new IdentityHashMap<>();

    EntrySignals(Engine engine, LastBars lastBars) {
        this.engine = engine;
        this.lastBars = lastBars;
        indicators = new LastValues(engine);
        heldParts = new int[engine.bindings().size()];
    }

    /** Processes one event, after the trips have processed it: its decisions follow from the trips' state after it. */
    void onEvent(EngineEvent event) {
        indicators.onEvent(event);
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.bindingId >= 0 && verdict.signalSequence == event.sequence && enters(verdict)) {
                long key = key(event.sequence, verdict.bindingId);
                if (!decided.containsKey(key)) {
                    decided.put(key, entry(event, engine.bindings().get(verdict.bindingId)));
                }
            }
        }
    }

    /** Begins a trip, with the entry data of the order that opened it. */
    void opened(RoundTrip trip) {
        if (trip.bindingId() < 0) {
            return;
        }
        count(trip, 1);
        if (trip.entry() != null) {
            Entry entry = decided.get(key(trip.entry().terms().causeSequence, trip.bindingId()));
            if (entry != null) {
                going.put(trip, entry);
            }
        }
    }

    /**
     * Ends a trip.
     *
     * @return its entry data, null if unknown
     */
    Entry closed(RoundTrip trip) {
        if (trip.bindingId() >= 0) {
            count(trip, -1);
        }
        return going.remove(trip);
    }

    private void count(RoundTrip trip, int more) {
        heldParts[engine.bindings().get(trip.bindingId()).leadId()] += more;
    }

    /** Whether a verdict leads to an entry, now or later. An exit's verdict has no equity. */
    private static boolean enters(Verdict verdict) {
        return verdict.outcome == Outcome.WAITING_FOR_OPEN.code()
                || verdict.outcome == Outcome.REVERSING.code()
                || (verdict.outcome == Outcome.ACCEPTED.code() && verdict.equityE8 != 0);
    }

    /** Several strategies may decide on one event; all parts of a position are decided on one signal. */
    private long key(long sequence, int bindingId) {
        return sequence * engine.bindings().size()
                + engine.bindings().get(bindingId).leadId();
    }

    /** The decision's bar, and the last values of all of the strategy's indicators. */
    private Entry entry(EngineEvent event, StrategyBinding binding) {
        StrategyBinding lead = engine.bindings().get(binding.leadId());
        int at = decidedOn(event, lead);
        long barNanos =
                at >= 0 ? event.bars[event.updates[at].bar].startNanos : lastBars.startNanos(lead, event.eventNanos);
        return new Entry(barNanos, indicators.values(lead.bindingId()));
    }

    /**
     * Index of the update on which a strategy's verdict to enter was given, -1 if it was at another moment. Units are added
     * when the strategy's first bars close; if one rule is evaluated on several bars, the first ones count.
     */
    private int decidedOn(EngineEvent event, StrategyBinding lead) {
        Signal signal = heldParts[lead.bindingId()] > 0 && !reverses(event, lead) ? null : signal(event, lead);
        int found = -1;
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            boolean decided = update.bindingId == lead.bindingId()
                    && (signal == null
                            ? update.input == 0
                            : lead.strategy().mayDecideOn(update.input, signal.kind, signal.reason));
            if (decided && (found < 0 || update.input < event.updates[found].input)) {
                found = i;
            }
        }
        return found;
    }

    /** The signal that a strategy entered on: of several the one that became an order, or the first one. */
    private static Signal signal(EngineEvent event, StrategyBinding lead) {
        Signal first = null;
        for (int i = 0; i < event.signalCount; i++) {
            Signal signal = event.signals[i];
            if (signal.bindingId == lead.bindingId() && isEntry(signal.kind)) {
                if (isPlaced(event, signal)) {
                    return signal;
                }
                first = first == null ? signal : first;
            }
        }
        return first;
    }

    private static boolean isPlaced(EngineEvent event, Signal signal) {
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            boolean entry = intent.action == IntentAction.PLACE && intent.purpose == Purpose.ENTRY;
            if (entry && intent.bindingId == signal.bindingId && intent.reason == signal.reason) {
                return true;
            }
        }
        return false;
    }

    private boolean reverses(EngineEvent event, StrategyBinding lead) {
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.bindingId == lead.bindingId() && verdict.outcome == Outcome.REVERSING.code()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEntry(SignalKind kind) {
        return kind == SignalKind.ENTER_LONG || kind == SignalKind.ENTER_SHORT;
    }
}
