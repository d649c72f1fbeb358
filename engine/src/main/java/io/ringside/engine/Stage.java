package io.ringside.engine;

import java.util.Locale;

/** The five stages, in the order in which every event passes them. */
public enum Stage {
    /** Closes bars, updates indicators. */
    INDICATOR,
    /** Runs the strategies. */
    SIGNAL,
    /** Sizes, limits, decides orders. */
    RISK,
    /** Appends one record an event. */
    JOURNAL,
    /** Hands intents to the gateway. */
    ORDER;

    /** The stage's bit in {@code EngineEvent.stagesDone}. */
    public int bit() {
        return 1 << ordinal();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
