package io.ringside.replay.research;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.risk.Outcome;
import io.ringside.replay.EventText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions between one market event and the next, as text without sequences and references, so that two runs on the same
 * market can be compared.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class DecisionLog {
    /** A decision of a stage. */
    record Decision(String stage, String text) {}

    /** All decisions after one market event. */
    record Group(long sequence, long nanos, List<Decision> decisions) {}

    private final Engine engine;
    private final Map<Integer, Group> groups = new HashMap<>();
    private int market = -1;

    DecisionLog(Engine engine) {
        this.engine = engine;
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event) {
        if (JournalTape.isPlayed(event)) {
            market++;
        }
        for (int i = 0; i < event.signalCount; i++) {
            Signal signal = event.signals[i];
            if (signal.kind != SignalKind.HOLD) {
                add(event, "signal", EventText.name(signal.kind) + " " + symbol(signal.instrumentId));
            }
        }
        for (int i = 0; i < event.standingCount; i++) {
            Standing standing = event.standings[i];
            if (standing.rank > 0 || standing.actions != Standing.KEEP) {
                add(event, "signal", standing(standing));
            }
        }
        for (int i = 0; i < event.verdictCount; i++) {
            add(event, "risk", verdict(event.verdicts[i]));
        }
        for (int i = 0; i < event.intentCount; i++) {
            add(event, "risk", intent(event.intents[i]));
        }
    }

    /** How many market events there were. */
    int markets() {
        return market + 1;
    }

    /** The decisions after a market event; null if there were none. */
    Group group(int market) {
        return groups.get(market);
    }

    private void add(EngineEvent event, String stage, String text) {
        groups.computeIfAbsent(market, key -> new Group(event.sequence, event.eventNanos, new ArrayList<>()))
                .decisions()
                .add(new Decision(stage, text));
    }

    private String standing(Standing standing) {
        var text = new StringBuilder(symbol(standing.instrumentId));
        if (standing.rank > 0) {
            text.append(" rank ").append(standing.rank);
        }
        text.append((standing.actions & Standing.ENTER) != 0 ? " to be held" : "");
        text.append((standing.actions & Standing.LEAVE) != 0 ? " to be left" : "");
        return text.toString();
    }

    private String verdict(Verdict verdict) {
        var text = new StringBuilder(symbol(verdict.instrumentId))
                .append(' ')
                .append(
                        verdict.bindingId < 0
                                ? EventText.name(NameOutcome.ofCode(verdict.outcome))
                                : EventText.name(Outcome.ofCode(verdict.outcome)));
        if (verdict.quantity != 0) {
            text.append(", ").append(verdict.quantity).append(" shares");
        }
        if (verdict.stopE8 != 0 && verdict.bindingId >= 0) {
            text.append(", stop ").append(FixedPoint.format(verdict.stopE8));
        }
        return text.toString();
    }

    private String intent(Intent intent) {
        var text = new StringBuilder(EventText.name(intent.action)).append(' ');
        if (intent.action == IntentAction.CANCEL) {
            return text.append(symbol(intent.instrumentId)).append(" order").toString();
        }
        text.append(EventText.name(intent.purpose))
                .append(' ')
                .append(EventText.name(intent.side))
                .append(' ')
                .append(intent.quantity)
                .append(' ')
                .append(symbol(intent.instrumentId))
                .append(' ')
                .append(EventText.name(intent.type))
                .append(' ')
                .append(EventText.name(intent.timeInForce));
        if (intent.limitE8 != 0) {
            text.append(" limit ").append(FixedPoint.format(intent.limitE8));
        }
        if (intent.stopE8 != 0) {
            text.append(" stop ").append(FixedPoint.format(intent.stopE8));
        }
        return text.toString();
    }

    private String symbol(int instrumentId) {
        return engine.settings().instruments().get(instrumentId).symbol();
    }
}
