package io.ringside.replay.research;

import io.ringside.engine.Backtest;
import io.ringside.engine.event.EngineEvent;
import java.io.Serializable;

/**
 * The part of a tape that one run plays.
 *
 * @param tape the events
 * @param first index of the first event
 * @param tradeFrom index of the first event that may be decided on; those before it warm up
 * @param end index after the last event
 * @param reflag whether {@code tradeFrom} decides what is warm-up, instead of the events' own flags
 */
public record Window(MarketTape tape, int first, int tradeFrom, int end, boolean reflag) implements Serializable {
    /** The events one by one. */
    Backtest.Feed feed() {
        return new Backtest.Feed() {
            private int next = first;

            @Override
            public boolean next(EngineEvent draft) {
                if (next == end) {
                    return false;
                }
                load(next++, draft);
                return true;
            }
        };
    }

    /** Writes an event into a draft. */
    void load(int event, EngineEvent draft) {
        tape.load(event, draft);
        if (reflag) {
            draft.flags = event < tradeFrom
                    ? draft.flags | EngineEvent.FLAG_WARM_UP
                    : draft.flags & ~EngineEvent.FLAG_WARM_UP;
        }
    }

    /** Whether an event is for warming up only. */
    boolean isWarmUp(int event) {
        return reflag ? event < tradeFrom : tape.isWarmUp(event);
    }
}
