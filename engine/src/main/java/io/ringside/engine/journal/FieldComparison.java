package io.ringside.engine.journal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.journal.RecordComparison.Difference;

/** Finds and names the first field in which two slots differ: slow, for the one record on which a replay diverged. */
final class FieldComparison {
    private final long sequence;
    private String stage = "ingress";
    private Difference first;

    FieldComparison(long sequence) {
        this.sequence = sequence;
    }

    Difference first(EngineEvent journaled, EngineEvent replayed) {
        ingress(journaled, replayed);
        stage = "indicator";
        indicators(journaled, replayed);
        stage = "signal";
        compare("signals", journaled.signalCount, replayed.signalCount);
        for (int i = 0; first == null && i < journaled.signalCount; i++) {
            signal("signal[" + i + "].", journaled.signals[i], replayed.signals[i]);
        }
        compare("standings", journaled.standingCount, replayed.standingCount);
        for (int i = 0; first == null && i < journaled.standingCount; i++) {
            standing("standing[" + i + "].", journaled.standings[i], replayed.standings[i]);
        }
        compare("standingsLeft", journaled.standingsLeft, replayed.standingsLeft);
        stage = "risk";
        compare("verdicts", journaled.verdictCount, replayed.verdictCount);
        for (int i = 0; first == null && i < journaled.verdictCount; i++) {
            verdict("verdict[" + i + "].", journaled.verdicts[i], replayed.verdicts[i]);
        }
        compare("intents", journaled.intentCount, replayed.intentCount);
        for (int i = 0; first == null && i < journaled.intentCount; i++) {
            intent("intent[" + i + "].", journaled.intents[i], replayed.intents[i]);
        }
        compare("decisionsLeft", journaled.decisionsLeft, replayed.decisionsLeft);
        return first;
    }

    private void ingress(EngineEvent a, EngineEvent b) {
        compare("type", a.type, b.type);
        compare("sequence", a.sequence, b.sequence);
        compare("eventNanos", a.eventNanos, b.eventNanos);
        compare("instrumentId", a.instrumentId, b.instrumentId);
        compare("flags", a.flags, b.flags);
        compare("startNanos", a.startNanos, b.startNanos);
        compare("openE8", a.openE8, b.openE8);
        compare("highE8", a.highE8, b.highE8);
        compare("lowE8", a.lowE8, b.lowE8);
        compare("closeE8", a.closeE8, b.closeE8);
        compare("volume", a.volume, b.volume);
        compare("priceE8", a.priceE8, b.priceE8);
        compare("quantity", a.quantity, b.quantity);
        compare("bidE8", a.bidE8, b.bidE8);
        compare("askE8", a.askE8, b.askE8);
        compare("bidSize", a.bidSize, b.bidSize);
        compare("askSize", a.askSize, b.askSize);
        compare("orderRef", a.orderRef, b.orderRef);
        compare("brokerOrderId", a.brokerOrderId, b.brokerOrderId);
        compare("side", a.side, b.side);
        compare("leaves", a.leaves, b.leaves);
        compare("commissionE8", a.commissionE8, b.commissionE8);
        compare("slippageE8", a.slippageE8, b.slippageE8);
        compare("code", a.code, b.code);
        compare("argument", a.argument, b.argument);
        compare("text", a.textAsString(), b.textAsString());
    }

    private void indicators(EngineEvent a, EngineEvent b) {
        compare("sessionDay", a.sessionDay, b.sessionDay);
        compare("bars", a.barCount, b.barCount);
        for (int i = 0; first == null && i < a.barCount; i++) {
            bar("bar[" + i + "].", a.bars[i], b.bars[i]);
        }
        compare("updates", a.updateCount, b.updateCount);
        for (int i = 0; first == null && i < a.updateCount; i++) {
            update("update[" + i + "].", a.updates[i], b.updates[i]);
        }
        compare("values", a.valueCount, b.valueCount);
        for (int i = 0; first == null && i < a.valueCount; i++) {
            compare("value[" + i + "]", a.values[i], b.values[i]);
        }
    }

    private void bar(String path, Bar a, Bar b) {
        compare(path + "derived", a.derived, b.derived);
        compare(path + "instrumentId", a.instrumentId, b.instrumentId);
        compare(path + "seriesId", a.seriesId, b.seriesId);
        compare(path + "startNanos", a.startNanos, b.startNanos);
        compare(path + "endNanos", a.endNanos, b.endNanos);
        compare(path + "sessionDay", a.sessionDay, b.sessionDay);
        compare(path + "openE8", a.openE8, b.openE8);
        compare(path + "highE8", a.highE8, b.highE8);
        compare(path + "lowE8", a.lowE8, b.lowE8);
        compare(path + "closeE8", a.closeE8, b.closeE8);
        compare(path + "volume", a.volume, b.volume);
    }

    private void update(String path, Update a, Update b) {
        compare(path + "bindingId", a.bindingId, b.bindingId);
        compare(path + "input", a.input, b.input);
        compare(path + "bar", a.bar, b.bar);
        compare(path + "valueOffset", a.valueOffset, b.valueOffset);
        compare(path + "valueCount", a.valueCount, b.valueCount);
    }

    private void signal(String path, Signal a, Signal b) {
        compare(path + "bindingId", a.bindingId, b.bindingId);
        compare(path + "instrumentId", a.instrumentId, b.instrumentId);
        compare(path + "kind", a.kind, b.kind);
        compare(path + "reason", a.reason, b.reason);
        compare(path + "priceE8", a.priceE8, b.priceE8);
        compare(path + "atr", a.atr, b.atr);
        compare(path + "stopE8", a.stopE8, b.stopE8);
        compare(path + "targetE8", a.targetE8, b.targetE8);
        compare(path + "weight", a.weight, b.weight);
    }

    private void standing(String path, Standing a, Standing b) {
        compare(path + "portfolioId", a.portfolioId, b.portfolioId);
        compare(path + "instrumentId", a.instrumentId, b.instrumentId);
        compare(path + "actions", a.actions, b.actions);
        compare(path + "group", a.group, b.group);
        compare(path + "rank", a.rank, b.rank);
        compare(path + "reason", a.reason, b.reason);
        compare(path + "score", a.score, b.score);
        compare(path + "share", a.share, b.share);
        compare(path + "of", a.of, b.of);
        compare(path + "volatility", a.volatility, b.volatility);
        compare(path + "confidence", a.confidence, b.confidence);
        compare(path + "level", a.level, b.level);
        compare(path + "best", a.best, b.best);
        compare(path + "sinceNanos", a.sinceNanos, b.sinceNanos);
    }

    private void verdict(String path, Verdict a, Verdict b) {
        compare(path + "bindingId", a.bindingId, b.bindingId);
        compare(path + "instrumentId", a.instrumentId, b.instrumentId);
        compare(path + "signalSequence", a.signalSequence, b.signalSequence);
        compare(path + "outcome", a.outcome, b.outcome);
        compare(path + "quantity", a.quantity, b.quantity);
        compare(path + "equityE8", a.equityE8, b.equityE8);
        compare(path + "priceE8", a.priceE8, b.priceE8);
        compare(path + "stopE8", a.stopE8, b.stopE8);
    }

    private void intent(String path, Intent a, Intent b) {
        compare(path + "action", a.action, b.action);
        compare(path + "purpose", a.purpose, b.purpose);
        compare(path + "side", a.side, b.side);
        compare(path + "type", a.type, b.type);
        compare(path + "timeInForce", a.timeInForce, b.timeInForce);
        compare(path + "orderRef", a.orderRef, b.orderRef);
        compare(path + "instrumentId", a.instrumentId, b.instrumentId);
        compare(path + "bindingId", a.bindingId, b.bindingId);
        compare(path + "causeSequence", a.causeSequence, b.causeSequence);
        compare(path + "reason", a.reason, b.reason);
        compare(path + "quantity", a.quantity, b.quantity);
        compare(path + "limitE8", a.limitE8, b.limitE8);
        compare(path + "stopE8", a.stopE8, b.stopE8);
        compare(path + "trailE8", a.trailE8, b.trailE8);
        compare(path + "parentRef", a.parentRef, b.parentRef);
        compare(path + "ocaRef", a.ocaRef, b.ocaRef);
    }

    /** Doubles are compared by their bits: {@code Double.equals} does so but for the payload of a NaN. */
    private void compare(String field, Object journaled, Object replayed) {
        if (first == null && !journaled.equals(replayed)) {
            first = new Difference(sequence, stage, field, journaled.toString(), replayed.toString());
        }
    }
}
