package io.ringside.engine.event;

/**
 * The risk stage's decision on a signal, with the figures it used, so that the sizing can be checked by hand.
 *
 * <p>Thread: written by the risk stage.
 */
public final class Verdict {
    /** Index of the strategy's binding to an instrument. */
    public int bindingId;
    /** Index of the instrument. */
    public int instrumentId;
    /** Sequence of the event that carried the signal; an earlier one if the entry is sized at the open that fills it. */
    public long signalSequence;
    /** Code of the {@code io.ringside.engine.risk.Outcome}. */
    public int outcome;
    /** Shares granted; 0 if none. */
    public long quantity;
    /** Equity that the size was computed from, at 1e-8. */
    public long equityE8;
    /** Price that the size was computed from, at 1e-8. */
    public long priceE8;
    /** Protective stop that the size was computed from, at 1e-8. */
    public long stopE8;

    /** Resets it for a signal; the figures are set afterwards. */
    public void clear(int bindingId, int instrumentId, long signalSequence) {
        this.bindingId = bindingId;
        this.instrumentId = instrumentId;
        this.signalSequence = signalSequence;
        outcome = 0;
        quantity = 0;
        equityE8 = 0;
        priceE8 = 0;
        stopE8 = 0;
    }
}
