package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;

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
     * @param digest SHA-256 over the events with their decisions, clocks masked; empty unless all
     *     was replayed
     * @param difference the first divergence, or null
     */
    public record Result(
            long records, long events, long decisions, String digest, RecordComparison.Difference difference) {

        private static final String NOT_VERIFIED = "not verified";

        /** Of a journal that nobody wanted to be proved. */
        public static Result unproved() {
            return new Result(0, 0, 0, NOT_VERIFIED, null);
        }

        /** The one line that {@code verify} prints. */
        public String line() {
            if (digest.equals(NOT_VERIFIED)) {
                return "not verified, as --no-verify asks; ringside verify proves the journal";
            }
            return difference != null
                    ? difference.toString()
                    : "verified records=" + records + " events=" + events + " decisions=" + decisions + " digest="
                            + digest;
        }
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
        return replay(reader, engine, observers, ReadAhead.Written.ALL);
    }

    /** The same of a journal that is still being written; it ends when the journal is closed. */
    static Result replay(
            JournalReader reader, Engine engine, List<Consumer<EngineEvent>> observers, ReadAhead.Written written) {
        List<Consumer<EngineEvent>> all = new ArrayList<>(observers);
        return replay(reader, engine, written, event -> {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).accept(event);
            }
            return false;
        });
    }

    /** As {@link #replay}, but no further than an event of which the observer says that it was enough. */
    public static Result replayUntil(JournalReader reader, Engine engine, Predicate<EngineEvent> enough) {
        return replay(reader, engine, ReadAhead.Written.ALL, enough);
    }

    private static Result replay(
            JournalReader reader, Engine engine, ReadAhead.Written written, Predicate<EngineEvent> enough) {
        Pipeline.Inline pipeline = Pipeline.inline(engine.stages(null, (intent, eventNanos) -> {}), engine.bounds(), 1);
        RecordComparison comparison = new RecordComparison(engine.bounds());
        EngineEvent slot = pipeline.draft();
        long events = 0;
        long decisions = 0;
        // Only once something was decided: a start that was refused may have left an opening of its own.
        try (ReadAhead ahead = new ReadAhead(reader, written, next -> requireSameConfiguration(next, engine))) {
            ReadAhead.Block block = null;
            while ((block = ahead.next(block)) != null) {
                DirectBuffer records = block.records();
                int length;
                for (int at = 0; at < block.length(); at += length) {
                    length = JournalRecord.length(records, at);
                    JournalRecord.decodeIngress(records, at, slot);
                    process(pipeline, slot.sequence);
                    events++;
                    boolean equal = comparison.equal(records, at, length, slot);
                    decisions += slot.verdictCount + slot.intentCount;
                    if (!equal || enough.test(slot)) {
                        RecordComparison.Difference difference =
                                equal ? null : comparison.difference(records, at, length, slot, engine.bounds());
                        return new Result(slot.sequence + 1, events, decisions, "", difference);
                    }
                }
            }
            return new Result(ahead.records(), events, decisions, ahead.digest(), null);
        }
    }

    private static void process(Pipeline.Inline pipeline, long sequence) {
        try {
            pipeline.processAt(sequence);
        } catch (EngineFailure e) {
            if (e.getCause() instanceof UserError) {
                throw new UserError("the journaled event " + sequence + ": " + e.getMessage(), e);
            }
            throw new UserError(
                    "the journaled event " + sequence + " fails in this build's stage " + e.stage() + ": "
                            + e.getCause(),
                    e);
        }
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
