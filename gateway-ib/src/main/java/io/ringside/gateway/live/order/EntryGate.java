package io.ringside.gateway.live.order;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.TradingState;
import java.util.function.BooleanSupplier;

/**
 * Whether an entry that was decided on may still leave. Between its decision and its sending it waits for the order stage, for
 * the broker's word on the margin, or for the rate limit, and what is published meanwhile (a break, a halt, prices that have
 * stopped) would have refused it: the same words that the risk stage decides by refuse it here, from the moment on at which
 * they are published.
 *
 * <pre>
 *   tells   words are about to be published      entries wait
 *   told    they stand in the ring               entries leave, or are refused, which comes behind the words in the journal
 * </pre>
 *
 * <p>Thread: any. It takes no other lock.
 */
public final class EntryGate {
    private final TradingState told;
    private final BooleanSupplier latchedByRisk;
    private int beingTold;
    private boolean killed;

    /**
     * @param clockLatchNanos difference of the clocks beyond which trading latches
     * @param latchedByRisk whether the risk stage has latched by what it alone knows; any thread
     */
    public EntryGate(int instruments, long clockLatchNanos, BooleanSupplier latchedByRisk) {
        told = new TradingState(instruments, clockLatchNanos);
        this.latchedByRisk = latchedByRisk;
    }

    /** A way into the ring on which nothing is published without the gate's knowledge. */
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

    /** An event is about to be published. */
    public void publishes(EngineEvent event) {
        if (isWord(event)) {
            synchronized (this) {
                beingTold++;
            }
        }
    }

    /** It was published. */
    public void published(EngineEvent event) {
        if (isWord(event)) {
            synchronized (this) {
                beingTold--;
                told.onEvent(event);
            }
        }
    }

    /** An event that a journal holds from before. */
    public synchronized void replayed(EngineEvent event) {
        told.onEvent(event);
    }

    private static boolean isWord(EngineEvent event) {
        return event.type == EventType.CONDITION || event.type == EventType.COMMAND;
    }

    /** Nothing is entered, whatever becomes of the ring. */
    public synchronized void kill() {
        killed = true;
    }

    /** An operator has lifted the kill. */
    public synchronized void lift() {
        killed = false;
    }

    /** Whether entries were killed. */
    public synchronized boolean isKilled() {
        return killed;
    }

    /** Whether something is being published that may shut the gate: entries wait. */
    public synchronized boolean isUndecided() {
        return beingTold > 0;
    }

    /** Why an entry of the instrument may not leave any more; null if it may. */
    public Outcome refusal(int instrumentId) {
        Outcome refusal;
        synchronized (this) {
            refusal = told.refusal(instrumentId);
        }
        return refusal == null && latchedByRisk.getAsBoolean() ? Outcome.LATCHED : refusal;
    }

    /** Whether nothing is entered until an operator has looked. */
    public synchronized boolean isLatched() {
        return killed || told.latched();
    }
}
