package io.ringside.replay.command;

import io.ringside.engine.Engine;
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
import java.util.function.Consumer;

/**
 * Explains an order or a bar of a journal by replaying it up to there.
 *
 * <p>Thread: the caller's.
 */
public final class JournalExplanation {
    /** No bar is told later after its beginning than this: one of a day, over a long weekend. */
    private static final long LONGEST_BAR_NANOS = 8 * 86_400_000_000_000L;

    private final Path journal;

    /** @param journal a journal's folder, or the daemon's: its newest day */
    public JournalExplanation(Path journal) {
        this.journal = journal;
    }

    /**
     * Why an order was sent, and what became of it.
     *
     * @throws UserError if it is no reference, there is no such order, or the journal does not replay
     */
    public List<String> order(String text) {
        long ref = OrderLog.reference(text);
        OrderStory story = story(ref);
        OrderHistory.Order order = story.order();
        if (order == null) {
            throw new UserError("--order " + text + ": no such order in " + journal + "; it holds " + story.count()
                    + ", see ringside tail --type fill " + journal);
        }
        List<String> lines = new ArrayList<>();
        Intent terms = order.terms();
        lines.add("Order " + text + ": " + EventText.name(terms.purpose) + ", " + story.describe(terms));
        OrderHistory.Order parent = story.parent();
        if (parent != null) {
            lines.add("It protects or closes what " + OrderRef.format(parent.terms().orderRef) + " opens: "
                    + story.describe(parent.terms()));
        }
        lines.add("");
        lines.addAll(decision(order));
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

    /** The order and all that became of it, as the journal has it. */
    private OrderStory story(long ref) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            Engine engine = Verification.engineOf(reader);
            OrderStory story = new OrderStory(engine, ref);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (reader.nextEvent()) {
                if (OrderStory.needs(reader)) {
                    reader.decode(event);
                    story.onEvent(event);
                }
            }
            return story;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** The bar or the moment behind an order and the verdict on it, replayed. */
    private List<String> decision(OrderHistory.Order order) {
        List<String> lines = new ArrayList<>();
        Intent terms = order.terms();
        replay(engine -> {}, (engine, event) -> {
            Explanation explanation = new Explanation(engine);
            int leadId = terms.bindingId < 0
                    ? terms.bindingId
                    : engine.bindings().get(terms.bindingId).leadId();
            if (event.sequence == terms.causeSequence) {
                for (int i = 0; i < event.updateCount; i++) {
                    if (event.updates[i].bindingId == leadId) {
                        lines.addAll(explanation.bar(event, event.updates[i]));
                    }
                }
                if (leadId >= 0) {
                    lines.addAll(explanation.moment(event, leadId));
                }
            }
            for (int i = 0; i < event.verdictCount; i++) {
                Verdict verdict = event.verdicts[i];
                if (verdict.signalSequence == terms.causeSequence && verdict.bindingId == terms.bindingId) {
                    lines.addAll(explanation.verdict(verdict));
                }
            }
            return event.sequence >= order.decidedSequence();
        });
        return lines;
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
        long[] wanted = new long[1];
        replay(engine -> wanted[0] = nanos(engine, time), (engine, event) -> {
            for (int i = 0; i < event.barCount; i++) {
                Bar bar = event.bars[i];
                String symbol =
                        engine.settings().instruments().get(bar.instrumentId).symbol();
                if (instrument != null && !instrument.equals(symbol)) {
                    continue;
                }
                if (wanted[0] >= bar.startNanos && wanted[0] < bar.endNanos) {
                    explainBar(engine, event, i, lines);
                }
            }
            return event.eventNanos > wanted[0] + LONGEST_BAR_NANOS;
        });
        if (lines.isEmpty()) {
            throw new UserError("--at " + time + ": no bar" + (instrument == null ? "" : " of " + instrument)
                    + " covers that time in " + journal);
        }
        return lines;
    }

    private static void explainBar(Engine engine, EngineEvent event, int bar, List<String> lines) {
        Explanation explanation = new Explanation(engine);
        boolean shown = false;
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            if (update.bar == bar) {
                shown = true;
                lines.addAll(explanation.bar(event, update));
                int verdicts = 0;
                for (int k = 0; k < event.verdictCount; k++) {
                    if (isOn(engine, event.verdicts[k], update)) {
                        lines.addAll(explanation.verdict(event.verdicts[k]));
                        verdicts++;
                    }
                }
                if (event.isWarmUp()) {
                    lines.add("Nothing was decided: the bar is for warming up, before trading begins.");
                } else if (verdicts == 0) {
                    lines.add("Nothing was decided: not all conditions of an entry or of an exit hold.");
                }
            }
        }
        if (!shown) {
            lines.add("Bar of " + engine.calendar().format(event.bars[bar].startNanos)
                    + ": nothing was decided, the indicators were still warming up.");
        }
    }

    /** Whether a verdict is on what the strategy said when its bar closed, for any part of its position. */
    private static boolean isOn(Engine engine, Verdict verdict, Update update) {
        return verdict.bindingId >= 0
                && engine.bindings().get(verdict.bindingId).leadId() == update.bindingId;
    }

    private static long nanos(Engine engine, String given) {
        try {
            String text = given.replace(' ', 'T');
            if (text.matches(".*T.*([+-]\\d\\d:\\d\\d|Z)$")) {
                OffsetDateTime time = OffsetDateTime.parse(text);
                return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), time.getNano());
            }
            return engine.calendar().toNanos(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new UserError("--at " + given + ": must be a time such as 2025-05-21T12:55", e);
        }
    }

    private interface Observer {
        /**
         * Takes one replayed event in.
         *
         * @return whether it has seen enough
         */
        boolean onEvent(Engine engine, EngineEvent event);
    }

    private void replay(Consumer<Engine> start, Observer observer) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            Engine engine = Verification.engineOf(reader);
            start.accept(engine);
            Verification.Result result =
                    Verification.replayUntil(reader, engine, event -> observer.onEvent(engine, event));
            if (result.difference() != null) {
                throw new UserError(journal + " does not replay with this build: " + result.line());
            }
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
