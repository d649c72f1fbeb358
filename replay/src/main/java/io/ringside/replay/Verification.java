package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Replays a journal: feeds what arrived through fresh stages, and compares what they decide with what was decided then,
 * bit for bit.
 *
 * <p>Thread: the caller's.
 */
public final class Verification {
    /**
     * What a replay found.
     *
     * @param records records read, the journal's own included
     * @param events events replayed
     * @param decisions verdicts on signals, and intents, among what was compared
     * @param digest SHA-256 over the events with their decisions, clocks masked
     * @param difference the first divergence, or null
     */
    public record Result(
            long records, long events, long decisions, String digest, RecordComparison.Difference difference) {

        /** The one line that {@code verify} prints. */
        public String line() {
            return difference != null
                    ? difference.toString()
                    : "verified records=" + records + " events=" + events + " decisions=" + decisions + " digest="
                            + digest;
        }
    }

    /** Up to where a journal that is still being written may be read. */
    interface Written {
        /** Everything, of a journal that nobody writes. */
        Written ALL = sequence -> Long.MAX_VALUE;

        /**
         * Waits for more than a record.
         *
         * @return the sequence of the last record that may be read; {@code Long.MAX_VALUE} once the journal is closed
         */
        long beyond(long sequence);
    }

    private Verification() {}

    /** The engine that wrote a journal, made anew from the configuration in its first record, which is read here. */
    public static Engine engineOf(JournalReader reader) {
        reader.next();
        OpenRecord open = reader.openRecord();
        return new Engine(
                EngineSettings.parse(open.configuration(), "configuration in the journal"),
                ExchangeCalendar.usEquity());
    }

    /**
     * Replays all records after the first.
     *
     * @param observers see every slot after the replayed stages
     * @throws io.ringside.engine.journal.JournalDamage if a record is damaged
     */
    public static Result replay(JournalReader reader, Engine engine, List<Consumer<EngineEvent>> observers) {
        return replay(reader, engine, observers, Written.ALL);
    }

    /** The same of a journal that is still being written; it ends when the journal is closed. */
    static Result replay(JournalReader reader, Engine engine, List<Consumer<EngineEvent>> observers, Written written) {
        Pipeline.Inline pipeline = Pipeline.inline(engine.stages(null, (intent, eventNanos) -> {}), engine.bounds(), 1);
        RecordComparison comparison = new RecordComparison(engine.bounds());
        List<Consumer<EngineEvent>> all = new ArrayList<>(observers);
        EngineEvent slot = pipeline.draft();
        JournalDigest digest = new JournalDigest();
        long records = 1;
        long events = 0;
        long decisions = 0;
        int epoch = reader.epoch();
        long readable = written.beyond(reader.sequence());
        while (true) {
            if (reader.sequence() >= readable) {
                readable = written.beyond(reader.sequence());
                reader.refresh();
            }
            if (!reader.next()) {
                break;
            }
            records++;
            digest.add(reader.buffer(), reader.offset(), reader.length());
            EventType type = reader.type();
            if (type == EventType.OPEN || type == EventType.CLOSE) {
                continue;
            }
            if (reader.epoch() != epoch) {
                // Only once something was decided: a start that was refused may have left an opening of its own.
                requireSameConfiguration(reader, engine);
                epoch = reader.epoch();
            }
            events++;
            JournalRecord.decodeIngress(reader.buffer(), reader.offset(), slot);
            try {
                pipeline.processAt(reader.sequence());
            } catch (EngineFailure e) {
                throw new UserError(
                        "the journaled event " + reader.sequence() + " fails in this build's stage " + e.stage() + ": "
                                + e.getCause(),
                        e);
            }
            if (!comparison.equal(reader.buffer(), reader.offset(), reader.length(), slot)) {
                return new Result(
                        records,
                        events,
                        decisions,
                        digest.hex(),
                        comparison.difference(
                                reader.buffer(), reader.offset(), reader.length(), slot, engine.bounds()));
            }
            decisions += slot.verdictCount + slot.intentCount;
            for (int i = 0; i < all.size(); i++) {
                all.get(i).accept(slot);
            }
        }
        return new Result(records, events, decisions, digest.hex(), null);
    }

    private static void requireSameConfiguration(JournalReader reader, Engine engine) {
        // A day may be continued by a new process; it must continue with the rules it began with.
        String text = reader.openRecord().configuration();
        if (!EngineSettings.parse(text, "configuration in the journal")
                .config()
                .equals(engine.settings().config())) {
            throw new UserError("the configuration changed within the journal at record " + reader.sequence());
        }
    }
}
