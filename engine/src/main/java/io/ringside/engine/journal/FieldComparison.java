package io.ringside.engine.journal;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.RecordComparison.Difference;
import java.util.List;

/**
 * Finds the first field in which two slots differ and its name, by reflection: slow, used only for the record on which a
 * replay diverged.
 */
final class FieldComparison {
    /** Fields of the slot that the producer writes. This order decides which difference is reported first. */
    static final List<String> INGRESS =
            names("type sequence eventNanos instrumentId flags startNanos openE8 highE8 lowE8"
                    + " closeE8 volume priceE8 quantity bidE8 askE8 bidSize askSize orderRef brokerOrderId side leaves"
                    + " commissionE8 slippageE8 code argument");

    static final List<String> BAR =
            names("derived instrumentId seriesId startNanos endNanos sessionDay openE8 highE8 lowE8 closeE8 volume");
    static final List<String> UPDATE = names("bindingId input bar valueOffset valueCount");
    static final List<String> SIGNAL = names("bindingId instrumentId kind reason priceE8 atr stopE8 targetE8 weight");
    static final List<String> STANDING = names("portfolioId instrumentId actions group rank reason score share of"
            + " volatility confidence level best sinceNanos");
    static final List<String> VERDICT =
            names("bindingId instrumentId signalSequence outcome quantity equityE8 priceE8 stopE8");
    static final List<String> INTENT = names("action purpose side type timeInForce orderRef instrumentId bindingId"
            + " causeSequence reason quantity limitE8 stopE8 trailE8 parentRef ocaRef");

    private final long sequence;
    private String stage = "ingress";
    private Difference first;

    FieldComparison(long sequence) {
        this.sequence = sequence;
    }

    Difference first(EngineEvent journaled, EngineEvent replayed) {
        fields("", INGRESS, journaled, replayed);
        compare("text", journaled.textAsString(), replayed.textAsString());
        stage = "indicator";
        compare("sessionDay", journaled.sessionDay, replayed.sessionDay);
        list("bar", journaled.barCount, replayed.barCount, BAR, journaled.bars, replayed.bars);
        list("update", journaled.updateCount, replayed.updateCount, UPDATE, journaled.updates, replayed.updates);
        compare("values", journaled.valueCount, replayed.valueCount);
        for (int i = 0; first == null && i < journaled.valueCount; i++) {
            compare("value[" + i + "]", journaled.values[i], replayed.values[i]);
        }
        stage = "signal";
        list("signal", journaled.signalCount, replayed.signalCount, SIGNAL, journaled.signals, replayed.signals);
        list(
                "standing",
                journaled.standingCount,
                replayed.standingCount,
                STANDING,
                journaled.standings,
                replayed.standings);
        compare("standingsLeft", journaled.standingsLeft, replayed.standingsLeft);
        stage = "risk";
        list("verdict", journaled.verdictCount, replayed.verdictCount, VERDICT, journaled.verdicts, replayed.verdicts);
        list("intent", journaled.intentCount, replayed.intentCount, INTENT, journaled.intents, replayed.intents);
        compare("decisionsLeft", journaled.decisionsLeft, replayed.decisionsLeft);
        return first;
    }

    private void list(
            String name,
            int journaledCount,
            int replayedCount,
            List<String> fields,
            Object[] journaled,
            Object[] replayed) {
        compare(name + "s", journaledCount, replayedCount);
        for (int i = 0; first == null && i < journaledCount; i++) {
            fields(name + "[" + i + "].", fields, journaled[i], replayed[i]);
        }
    }

    private void fields(String path, List<String> fields, Object journaled, Object replayed) {
        for (String field : fields) {
            compare(path + field, value(journaled, field), value(replayed, field));
        }
    }

    private static Object value(Object part, String field) {
        try {
            return part.getClass().getField(field).get(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part.getClass() + " has no field " + field, e);
        }
    }

    private static List<String> names(String names) {
        return List.of(names.split(" "));
    }

    /** Compares doubles by their bits; {@code Double.equals} does the same except for the payload of a NaN. */
    private void compare(String field, Object journaled, Object replayed) {
        if (first == null && !journaled.equals(replayed)) {
            first = new Difference(sequence, stage, field, journaled.toString(), replayed.toString());
        }
    }
}
