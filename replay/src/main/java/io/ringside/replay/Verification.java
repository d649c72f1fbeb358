package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDigest;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * Replays a journal: feeds its inputs to fresh stages and compares their decisions with the journaled ones, bit for bit.
 *
 * <p>Thread: the caller's.
 */
public final class Verification {
    /**
     * Result of a replay.
     *
     * @param records records read, OPEN and CLOSE included
     * @param events events replayed
     * @param decisions number of verdicts and intents that were compared
     * @param digest SHA-256 over the events with their decisions, clocks masked; empty unless all was replayed and a digest
     *     was requested
     * @param difference the first divergence, or null
     */
    public record Result(
            long records, long events, long decisions, String digest, RecordComparison.Difference difference) {

        private static final String NOT_VERIFIED = "not verified";

        /** The result without a verification. */
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

    /** Receives records that are not replayed. */
    public interface Rest {
        /** Takes in one event's record. */
        void onRecord(DirectBuffer records, int offset, int length);
    }

    /** The engine that wrote a journal, built again from the configuration in its first record, which is read here. */
    public static Engine engineOf(JournalReader reader) {
        reader.next();
        return Engine.journaled(reader.openRecord());
    }

    /**
     * Verifies a whole journal with a fresh reader.
     *
     * @throws io.ringside.engine.journal.JournalDamage if a record is damaged
     */
    public static Result verify(JournalReader reader) {
        reader.next();
        OpenRecord open = reader.openRecord();
        // The engine is built while the first records are read.
        return replay(
                reader,
                () -> Engine.journaled(open),
                ReadAhead.Written.ALL,
                new JournalDigest(),
                (any, stages) -> event -> false,
                null);
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
        Predicate<EngineEvent> observer = event -> {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).accept(event);
            }
            return false;
        };
        return replay(reader, () -> engine, written, new JournalDigest(), (any, stages) -> observer, null);
    }

    /**
     * Replays a journal with a fresh reader up to the event at which the observer says stop.
     *
     * @param observer created for the replaying engine and its stages
     * @param rest receives the following records, which are verified as records only; null to skip them
     */
    public static Result replayUntil(
            JournalReader reader, BiFunction<Engine, Stages, Predicate<EngineEvent>> observer, Rest rest) {
        reader.next();
        OpenRecord open = reader.openRecord();
        return replay(reader, () -> Engine.journaled(open), ReadAhead.Written.ALL, null, observer, rest);
    }

    private static Result replay(
            JournalReader reader,
            Supplier<Engine> engineOf,
            ReadAhead.Written written,
            JournalDigest digest,
            BiFunction<Engine, Stages, Predicate<EngineEvent>> observer,
            Rest rest) {
        OpenRecord open = reader.openRecord();
        // Compared only once there are decisions: a refused start may have left an OPEN record of its own.
        try (ReadAhead ahead = new ReadAhead(reader, written, next -> requireSameConfiguration(next, open), digest)) {
            Engine engine = engineOf.get();
            Stages stages = engine.stages(null, (intent, eventNanos) -> {});
            Predicate<EngineEvent> enough = observer.apply(engine, stages);
            Pipeline.Inline pipeline = Pipeline.inline(stages, engine.bounds(), 1);
            RecordComparison comparison = new RecordComparison(engine.bounds());
            EngineEvent slot = pipeline.draft();
            long events = 0;
            long decisions = 0;
            boolean ended = false;
            ReadAhead.Block block = null;
            while ((block = ahead.next(block)) != null) {
                DirectBuffer records = block.records();
                int length;
                for (int at = 0; at < block.length(); at += length) {
                    length = JournalRecord.length(records, at);
                    if (ended) {
                        rest.onRecord(records, at, length);
                        continue;
                    }
                    JournalRecord.decodeIngress(records, at, slot);
                    process(pipeline, slot.sequence);
                    events++;
                    boolean equal = comparison.equal(records, at, length, slot);
                    decisions += slot.verdictCount + slot.intentCount;
                    ended = !equal || enough.test(slot);
                    if (ended && (!equal || rest == null)) {
                        RecordComparison.Difference difference =
                                equal ? null : comparison.difference(records, at, length, slot, engine.bounds());
                        return new Result(slot.sequence + 1, events, decisions, "", difference);
                    }
                }
            }
            return new Result(ahead.records(), events, decisions, digest == null ? "" : digest.hex(), null);
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

    private static void requireSameConfiguration(JournalReader reader, OpenRecord first) {
        // A new process may continue a day, but only with the rules it began with.
        if (!EngineSettings.isUnder(reader.openRecord(), first.configuration())) {
            throw new UserError("the configuration changed within the journal at record " + reader.sequence());
        }
    }
}
