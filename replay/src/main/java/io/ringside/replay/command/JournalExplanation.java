package io.ringside.replay.command;

import io.ringside.engine.Engine;
import io.ringside.engine.Stages;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.EventText;
import io.ringside.replay.OrderLog;
import io.ringside.replay.Verification;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;

/**
 * Explains an order or a bar of a journal by replaying it up to there.
 *
 * <p>Thread: the caller's.
 */
public final class JournalExplanation {
    /** Longest time from a bar's start to its event: a daily bar, over a long weekend. */
    private static final long LONGEST_BAR_NANOS = 8 * 86_400_000_000_000L;

    /**
     * A verdict to reverse a position.
     *
     * @param line index of the line after which its result is inserted
     * @param sequence of the event of the verdict
     * @param bindingId of the strategy
     */
    private record Reversal(int line, long sequence, int bindingId) {}

    /** Asks for all orders; {@link OrderRef#NONE} would select all entries. */
    private static final long NO_ORDER = -1;

    private final Path journal;

    /** @param journal a journal's folder, or the daemon's: its newest day */
    public JournalExplanation(Path journal) {
        this.journal = journal;
    }

    /**
     * Why an order was sent, and what happened to it.
     *
     * @throws UserError if it is no reference, there is no such order, or the journal does not replay
     */
    public List<String> order(String text) {
        long ref = OrderLog.reference(text);
        Pass pass = new Pass(ref, null);
        replay(pass::begin, pass::onRecord);
        OrderHistory.Order order = pass.story.order();
        if (order == null) {
            throw new UserError("--order " + text + ": no such order in " + journal + "; it holds " + pass.story.count()
                    + ", see ringside tail --type fill " + journal);
        }
        if (!pass.hasForeseen(order.terms())) {
            pass = new Pass(ref, order.terms());
            replay(pass::begin, pass::onRecord);
        }
        OrderStory story = pass.story;
        List<String> lines = new ArrayList<>();
        Intent terms = story.order().terms();
        lines.add("Order " + text + ": " + EventText.name(terms.purpose) + ", " + story.describe(terms));
        OrderHistory.Order parent = story.parent();
        if (parent != null) {
            lines.add("It protects or closes what " + OrderRef.format(parent.terms().orderRef) + " opens: "
                    + story.describe(parent.terms()));
        }
        lines.add("");
        lines.addAll(pass.decision);
        if (pass.reverses) {
            lines.addAll(story.reversal(terms.causeSequence, terms.bindingId));
        }
        lines.add("");
        lines.add("The order's life");
        story.life(ref).forEach(line -> lines.add("  " + line));
        if (terms.purpose == Purpose.ENTRY) {
            for (OrderHistory.Order child : story.children()) {
                long childRef = child.terms().orderRef;
                lines.add("The life of its " + EventText.name(child.terms().purpose) + " " + OrderRef.format(childRef));
                story.life(childRef).forEach(line -> lines.add("  " + line));
            }
        }
        return lines;
    }

    /**
     * A pass over the journal: replayed up to an order, read from there on. The cause of the order comes before it, so the
     * order must be known in advance; it is looked up by the journal's index.
     */
    private final class Pass {
        private final long ref;
        private final List<String> decision = new ArrayList<>();
        private Engine engine;
        private Explanation explanation;
        private OrderStory story;
        /** Whether the order's cause is a signal to reverse. */
        private boolean reverses;

        private EngineEvent journaled;
        /** The order's intent, with cause and strategy; null if unknown. */
        private Intent expected;

        /** @param expected null if it is not known in advance */
        Pass(long ref, Intent expected) {
            this.ref = ref;
            this.expected = expected;
        }

        Predicate<EngineEvent> begin(Engine replaying, Stages stages) {
            engine = replaying;
            explanation = new Explanation(engine, stages.risk());
            story = new OrderStory(engine, ref);
            journaled = new EngineEvent(engine.bounds());
            if (expected == null) {
                expected = lookUp();
            }
            return this::onEvent;
        }

        private Intent lookUp() {
            EngineEvent event = new EngineEvent(engine.bounds());
            try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
                if (reader.seek(OrderRef.sequence(ref))) {
                    reader.decode(event);
                }
            }
            for (int i = 0; i < event.intentCount; i++) {
                if (event.intents[i].orderRef == ref) {
                    return event.intents[i];
                }
            }
            return null;
        }

        /** Processes a replayed event; returns whether the order is decided. */
        private boolean onEvent(EngineEvent event) {
            if (expected != null) {
                decide(event);
            }
            explanation.onEvent(event);
            if (!OrderStory.needs(event)) {
                return false;
            }
            story.onEvent(event);
            return story.order() != null;
        }

        /** Processes a record after the order. */
        void onRecord(DirectBuffer records, int offset, int length) {
            if (OrderStory.needs(records, offset, length)) {
                JournalRecord.decode(records, offset, journaled);
                story.onEvent(journaled);
            }
        }

        /** Whether the order's cause was found: the index may not have had the order yet, and a carried order is not in it. */
        boolean hasForeseen(Intent terms) {
            return expected != null
                    && expected.causeSequence == terms.causeSequence
                    && expected.bindingId == terms.bindingId;
        }

        /** Whether a verdict reverses the order's position; in several parts, the leading binding's verdict counts. */
        private boolean reverses(Verdict verdict) {
            return verdict.outcome == Outcome.REVERSING.code()
                    && expected.bindingId >= 0
                    && verdict.bindingId
                            == engine.bindings().get(expected.bindingId).leadId();
        }

        /** Explains the bar or moment of the order's cause, and the verdict on it. */
        private void decide(EngineEvent event) {
            if (event.sequence == expected.causeSequence) {
                int leadId = expected.bindingId < 0
                        ? expected.bindingId
                        : engine.bindings().get(expected.bindingId).leadId();
                for (int i = 0; i < event.updateCount; i++) {
                    if (event.updates[i].bindingId == leadId) {
                        decision.addAll(explanation.bar(event, event.updates[i]));
                    }
                }
                if (leadId >= 0) {
                    decision.addAll(explanation.moment(event, leadId));
                }
            }
            for (int i = 0; i < event.verdictCount; i++) {
                Verdict verdict = event.verdicts[i];
                boolean turns = reverses(verdict);
                boolean own = verdict.bindingId == expected.bindingId || turns;
                if (verdict.signalSequence == expected.causeSequence && own) {
                    decision.addAll(explanation.verdict(event, verdict));
                    reverses |= turns;
                }
            }
        }
    }

    /**
     * What was decided on the bars that cover a time.
     *
     * @param time exchange time such as 2025-05-21T12:55, or with an offset
     * @param instrument only this symbol; null for all
     * @throws UserError if it is no time, no bar covers it, or the journal does not replay
     */
    public List<String> at(String time, String instrument) {
        List<String> lines = new ArrayList<>();
        List<OrderStory> stories = new ArrayList<>();
        List<Reversal> reversals = new ArrayList<>();
        replay(
                (engine, stages) -> {
                    long wanted = nanos(engine, time);
                    Explanation explanation = new Explanation(engine, stages.risk());
                    OrderStory story = new OrderStory(engine, NO_ORDER);
                    stories.add(story);
                    return event -> {
                        for (int i = 0; i < event.barCount; i++) {
                            Bar bar = event.bars[i];
                            String symbol = engine.settings()
                                    .instruments()
                                    .get(bar.instrumentId)
                                    .symbol();
                            boolean other = instrument != null && !instrument.equals(symbol);
                            if (!other && wanted >= bar.startNanos && wanted < bar.endNanos) {
                                explainBar(engine, explanation, event, i, lines, reversals);
                            }
                        }
                        explanation.onEvent(event);
                        if (OrderStory.needs(event)) {
                            story.onEvent(event);
                        }
                        return event.eventNanos > wanted + LONGEST_BAR_NANOS;
                    };
                },
                null);
        if (lines.isEmpty()) {
            throw new UserError("--at " + time + ": no bar" + (instrument == null ? "" : " of " + instrument)
                    + " covers that time in " + journal);
        }
        // Results of reversals came later than the decisions on the bars.
        for (int i = reversals.size() - 1; i >= 0; i--) {
            Reversal one = reversals.get(i);
            lines.addAll(one.line, stories.get(0).reversal(one.sequence, one.bindingId));
        }
        return lines;
    }

    private static void explainBar(
            Engine engine,
            Explanation explanation,
            EngineEvent event,
            int bar,
            List<String> lines,
            List<Reversal> reversals) {
        boolean shown = false;
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            if (update.bar == bar) {
                shown = true;
                lines.addAll(explanation.bar(event, update));
                int verdicts = 0;
                for (int k = 0; k < event.verdictCount; k++) {
                    if (isOn(engine, event.verdicts[k], update)) {
                        lines.addAll(explanation.verdict(event, event.verdicts[k]));
                        verdicts++;
                        if (event.verdicts[k].outcome == Outcome.REVERSING.code()) {
                            reversals.add(new Reversal(lines.size(), event.sequence, update.bindingId));
                        }
                    }
                }
                if (event.isWarmUp()) {
                    lines.add("Nothing was decided: the bar is for warming up, before trading begins.");
                } else if (verdicts == 0
                        && engine.bindings().get(update.bindingId).strategy().isAskedOn(update.input)) {
                    lines.add("Nothing was decided: not all conditions of an entry or of an exit hold.");
                }
            }
        }
        if (!shown) {
            lines.add("Bar of " + engine.calendar().format(event.bars[bar].startNanos)
                    + ": nothing was decided, the indicators were still warming up.");
        }
    }

    /** Whether a verdict is on the strategy's signal of an update, for any part of its position. */
    private static boolean isOn(Engine engine, Verdict verdict, Update update) {
        return verdict.bindingId >= 0
                && engine.bindings().get(verdict.bindingId).leadId() == update.bindingId;
    }

    private static long nanos(Engine engine, String given) {
        try {
            String text = given.strip().replace(' ', 'T');
            if (text.matches(".*T.*([+-]\\d\\d:\\d\\d|Z)$")) {
                OffsetDateTime time = OffsetDateTime.parse(text);
                return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), time.getNano());
            }
            return engine.calendar().toNanos(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new UserError("--at " + given + ": must be a time such as 2025-05-21T12:55", e);
        }
    }

    private void replay(BiFunction<Engine, Stages, Predicate<EngineEvent>> observer, Verification.Rest rest) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            Verification.Result result = Verification.replayUntil(reader, observer, rest);
            if (result.difference() != null) {
                throw new UserError(journal + " does not replay with this build: " + result.line());
            }
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
