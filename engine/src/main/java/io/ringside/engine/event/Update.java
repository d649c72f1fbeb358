package io.ringside.engine.event;

/**
 * A strategy's input that closed on this event: which of the slot's bars, and where its indicator values begin in
 * {@link EngineEvent#values}. Present only once all indicators of that input are warm.
 *
 * <p>Thread: written by the indicator stage, read by the stages after it.
 */
public final class Update {
    /** Index of the strategy's binding to an instrument. */
    public int bindingId;
    /** Which of the strategy's inputs (bar size and indicators) closed. */
    public int input;
    /** Index in {@link EngineEvent#bars}. */
    public int bar;
    /** Index of the first indicator value in {@link EngineEvent#values}. */
    public int valueOffset;
    /** How many values. */
    public int valueCount;
}
