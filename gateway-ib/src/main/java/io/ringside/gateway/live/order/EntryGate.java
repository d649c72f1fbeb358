package io.ringside.gateway.live.order;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.TradingState;
import java.util.function.BooleanSupplier;

/**
 * Whether a decided entry may still be sent. Between decision and sending it waits for the order stage, for the what-if's
 * margin, or for the rate limit, and an event published meanwhile (a break, a halt, a stale feed) may forbid it: the events
 * by which the risk stage refuses entries apply here from the moment they are published.
 *
 * <pre>
 *   publishes   an event is about to be published   entries wait
 *   published   it is in the ring                   entries are sent, or refused; the refusal follows the event in the journal
 * </pre>
 *
 * <p>Thread: any. It takes no other lock.
 */
public final class EntryGate {
    private final TradingState state;
    private final BooleanSupplier latchedByRisk;
    private int beingPublished;
    private boolean killed;

    /**
     * @param clockLatchNanos difference of the clocks beyond which trading latches
     * @param latchedByRisk whether the risk stage has latched by its own checks; any thread
     */
    public EntryGate(int instruments, long clockLatchNanos, BooleanSupplier latchedByRisk) {
        state = new TradingState(instruments, clockLatchNanos);
        this.latchedByRisk = latchedByRisk;
    }

    /** Wraps a publisher so that the gate sees every event it publishes. */
    public EventPublisher watch(EventPublisher publisher) {
        return new EventPublisher() {
            @Override
            public EngineEvent draft() {
                return publisher.draft();
            }

            @Override
            public void publish() {
                EngineEvent event = publisher.draft();
                publishes(event);
                publisher.publish();
                published(event);
            }
        };
    }

    /** Called before an event is published. */
    public void publishes(EngineEvent event) {
        if (isWord(event)) {
            synchronized (this) {
                beingPublished++;
            }
        }
    }

    /** Called after it was published. */
    public void published(EngineEvent event) {
        if (isWord(event)) {
            synchronized (this) {
                beingPublished--;
                state.onEvent(event);
            }
        }
    }

    /** Applies an event of the journal, at recovery. */
    public synchronized void replayed(EngineEvent event) {
        state.onEvent(event);
    }

    private static boolean isWord(EngineEvent event) {
        return event.type == EventType.CONDITION || event.type == EventType.COMMAND;
    }

    /** Stops entries, independently of the ring. */
    public synchronized void kill() {
        killed = true;
    }

    /** Lifts the kill, at an operator's command. */
    public synchronized void lift() {
        killed = false;
    }

    /** Whether entries were killed. */
    public synchronized boolean isKilled() {
        return killed;
    }

    /** Whether an event is being published that may close the gate: entries wait. */
    public synchronized boolean isUndecided() {
        return beingPublished > 0;
    }

    /** Why an entry of the instrument may no longer be sent; null if it may. */
    public Outcome refusal(int instrumentId) {
        Outcome refusal;
        synchronized (this) {
            refusal = state.refusal(instrumentId);
        }
        return refusal == null && latchedByRisk.getAsBoolean() ? Outcome.LATCHED : refusal;
    }

    /** Whether entries are latched until an operator unlatches. */
    public synchronized boolean isLatched() {
        return killed || state.latched();
    }
}
