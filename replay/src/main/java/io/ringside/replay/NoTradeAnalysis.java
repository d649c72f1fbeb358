package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Update;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.StrategyBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a run made no trade: outcomes of the signals, and how often each condition of an entry failed, and failed alone.
 *
 * <p>Thread: its owner's, which must call it right after the stages have processed an event, while strategies can report
 * their conditions.
 */
public final class NoTradeAnalysis implements Silence {
    private static final String EXIT = "exit";

    /** Counts of a condition. */
    private static final class Count {
        private long looks;
        private long failed;
        private long alone;
    }

    /** The figures of one strategy, over all of its instruments. */
    private static final class Story {
        private long shown;
        private long signals;
        private final Map<Outcome, Long> outcomes = new TreeMap<>();
        private final Map<String, Count> conditions = new LinkedHashMap<>();
    }

    private final Engine engine;
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private long bars;
    /** Conditions that failed in the current evaluation, by purpose. */
    private final Map<String, List<Count>> failing = new LinkedHashMap<>();

    public NoTradeAnalysis(Engine engine) {
        this.engine = engine;
        engine.bindings().forEach(binding -> stories.computeIfAbsent(binding.name(), name -> new Story()));
    }

    /** Takes one processed event in. */
    @Override
    public void onEvent(EngineEvent event) {
        if (event.isWarmUp()) {
            return;
        }
        bars += event.barCount;
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            StrategyBinding binding = engine.bindings().get(update.bindingId);
            Story story = stories.get(binding.name());
            story.shown++;
            look(() -> binding.strategy()
                    .explain(
                            event,
                            update.input,
                            event.bars[update.bar],
                            event.values,
                            update.valueOffset,
                            (purpose, text, value, threshold, holds) -> note(story, purpose, text, holds)));
        }
        Moment moment = Moment.of(event.type);
        if (moment != null) {
            onMoment(event, moment);
        }
        for (int i = 0; i < event.signalCount; i++) {
            boolean enters =
                    event.signals[i].kind == SignalKind.ENTER_LONG || event.signals[i].kind == SignalKind.ENTER_SHORT;
            story(event.signals[i].bindingId).signals += enters ? 1 : 0;
        }
        for (int i = 0; i < event.verdictCount; i++) {
            Outcome outcome = Outcome.ofCode(event.verdicts[i].outcome);
            if (outcome != Outcome.NO_POSITION && event.verdicts[i].bindingId >= 0) {
                story(event.verdicts[i].bindingId).outcomes.merge(outcome, 1L, Long::sum);
            }
        }
    }

    private void onMoment(EngineEvent event, Moment moment) {
        for (StrategyBinding binding : engine.bindings()) {
            boolean concerned = !moment.isOfInstrument() || binding.instrument().id() == event.instrumentId;
            if (concerned && binding.leads() && binding.strategy().isAskedAt(moment)) {
                Story story = stories.get(binding.name());
                story.shown++;
                look(() -> binding.strategy()
                        .explainMoment(
                                event, (purpose, text, value, threshold, holds) -> note(story, purpose, text, holds)));
            }
        }
    }

    private Story story(int bindingId) {
        return stories.get(engine.bindings().get(bindingId).name());
    }

    private void look(Runnable explain) {
        failing.clear();
        explain.run();
        for (List<Count> together : failing.values()) {
            if (together.size() == 1) {
                together.get(0).alone++;
            }
        }
    }

    private void note(Story story, String purpose, String text, boolean holds) {
        if (purpose.equals(EXIT)) {
            return;
        }
        Count count = story.conditions.computeIfAbsent(purpose + ": " + text, key -> new Count());
        count.looks++;
        if (!holds) {
            count.failed++;
            failing.computeIfAbsent(purpose, key -> new ArrayList<>()).add(count);
        }
    }

    /** A table for people. */
    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("No trade was made. What stood in the way:");
        stories.forEach((name, story) -> {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s: %,d bars closed, %,d times it looked, %,d signals to enter",
                    name,
                    bars,
                    story.shown,
                    story.signals));
            if (story.shown == 0) {
                lines.add("    It was never shown anything: its indicators need more bars than there are,"
                        + " or its bars never closed.");
            }
            if (!story.outcomes.isEmpty()) {
                lines.add(String.format(Locale.ROOT, "    %-60s %12s", "what became of the signals", "signals"));
                story.outcomes.forEach((outcome, count) -> lines.add(
                        String.format(Locale.ROOT, "    %-60s %,12d", outcome + ": " + outcome.words(), count)));
            }
            if (!story.conditions.isEmpty()) {
                lines.add(String.format(
                        Locale.ROOT, "    %-60s %12s %12s %12s", "condition", "failed alone", "failed", "of bars"));
                story.conditions.forEach((text, count) -> lines.add(String.format(
                        Locale.ROOT, "    %-60s %,12d %,12d %,12d", text, count.alone, count.failed, count.looks)));
            }
        });
        return lines;
    }

    /** The same as JSON values. */
    @Override
    public Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        stories.forEach((name, story) -> {
            Map<String, Object> refused = new LinkedHashMap<>();
            story.outcomes.forEach((outcome, count) -> refused.put(outcome.name(), count));
            List<Object> conditions = new ArrayList<>();
            story.conditions.forEach((text, count) -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("condition", text);
                row.put("failed_alone", count.alone);
                row.put("failed", count.failed);
                row.put("bars", count.looks);
                conditions.add(row);
            });
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("looked", story.shown);
            one.put("signals", story.signals);
            one.put("outcomes", refused);
            one.put("conditions", conditions);
            all.put(name, one);
        });
        return all;
    }
}
