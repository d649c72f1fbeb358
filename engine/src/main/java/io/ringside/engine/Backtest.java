package io.ringside.engine;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.sim.SimulatedBroker;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays market events to a pipeline and its simulated broker, in lock step: what the broker answers to one event is
 * processed before the next one is played.
 *
 * <p>Thread: the caller's.
 */
public final class Backtest {
    /** A source of market and session events in time order. */
    public interface Feed {
        /** Writes the next event into the draft; false at the end. */
        boolean next(EngineEvent draft);
    }

    private final Pipeline pipeline;
    private final SimulatedBroker broker;
    private final Consumer<EngineEvent>[] observers;
    private final EngineEvent waiting;
    private long events;

    /**
     * @param waiting a scratch event, for a market event that must let the broker's answers go first
     * @param observers see every slot after the order stage, in order
     */
    public Backtest(
            Pipeline pipeline, SimulatedBroker broker, EngineEvent waiting, List<Consumer<EngineEvent>> observers) {
        this.pipeline = pipeline;
        this.broker = broker;
        this.waiting = waiting;
        this.observers = arrayOf(observers);
    }

    /** Plays the next event and all answers to it; false at the end of the feed. */
    public boolean step(Feed feed) {
        EngineEvent draft = pipeline.draft();
        if (!feed.next(draft)) {
            return false;
        }
        if (broker.opensBefore(draft)) {
            // What is bought at the open may be stopped out in the bar that begins with it.
            broker.open();
            answerBefore(draft);
        }
        broker.before(draft);
        answerBefore(draft);
        do {
            process();
        } while (broker.poll(draft));
        return true;
    }

    private void answerBefore(EngineEvent draft) {
        if (broker.hasAnswers()) {
            // They are processed in the same draft.
            waiting.copyIngressFrom(draft);
            answer();
            draft.copyIngressFrom(waiting);
        }
    }

    /** Plays the whole feed. */
    public void run(Feed feed) {
        while (step(feed)) {
            // All work is in the step.
        }
    }

    /** Events processed so far, answers included. */
    public long events() {
        return events;
    }

    private void answer() {
        while (broker.poll(pipeline.draft())) {
            process();
        }
    }

    private void process() {
        EngineEvent slot = processOne();
        while (slot.isUnfinished()) {
            pipeline.draft().continued(slot.eventNanos, slot.flags);
            slot = processOne();
        }
    }

    private EngineEvent processOne() {
        EngineEvent slot = pipeline.process();
        events++;
        for (Consumer<EngineEvent> observer : observers) {
            observer.accept(slot);
        }
        broker.after(slot);
        return slot;
    }

    // There are no arrays of generic types.
    @SuppressWarnings("unchecked")
    private static Consumer<EngineEvent>[] arrayOf(List<Consumer<EngineEvent>> observers) {
        return observers.toArray(Consumer[]::new);
    }
}
