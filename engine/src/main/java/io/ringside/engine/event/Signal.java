package io.ringside.engine.event;

/**
 * A strategy's signal after one closed bar or trade. It is independent of positions and orders.
 *
 * <p>Thread: written by the signal stage, read by the risk stage.
 */
public final class Signal {
    /** Stands for a price that the strategy should have given and could not compute. */
    public static final long NO_PRICE = -1;

    /** Index of the strategy's binding to an instrument. */
    public int bindingId;
    /** Index of the instrument. */
    public int instrumentId;
    /** Kind of signal. */
    public SignalKind kind = SignalKind.HOLD;
    /** Index in the strategy's {@code reasons()}. */
    public int reason;
    /** Price that the signal is based on, at 1e-8: the close of the bar or the trade's price. */
    public long priceE8;
    /** Volatility in price units by which stops are placed and trailed; 0 if the strategy gives none. */
    public double atr;
    /** Absolute protective stop at 1e-8, or 0 for one from {@link #atr}. */
    public long stopE8;
    /** Absolute profit target at 1e-8, or 0 for none. */
    public long targetE8;
    /** Share of the equity for {@link SignalKind#TARGET_WEIGHT}; 0 otherwise. */
    public double weight;

    /** How an entry executes and its position is exited. */
    public Terms terms = Terms.STANDARD;
    /** Limit of an entry by a limit order at 1e-8, or 0. */
    public long entryLimitE8;
    /** Trigger of an entry by a stop order at 1e-8, or 0. */
    public long entryStopE8;
    /** Targets of the parts that exit before the rest, at 1e-8; as many as {@link Terms#parts} says. */
    public final long[] partTargetE8 = new long[Parts.MOST - 1];
    /** Price distance from one unit to the next, in price units, if {@link Terms#parts} grows. */
    public double unitStep;

    /** Resets it to HOLD for the given binding and price. */
    public void clear(int bindingId, int instrumentId, long priceE8) {
        this.bindingId = bindingId;
        this.instrumentId = instrumentId;
        this.priceE8 = priceE8;
        kind = SignalKind.HOLD;
        reason = 0;
        atr = 0;
        stopE8 = 0;
        targetE8 = 0;
        weight = 0;
        terms = Terms.STANDARD;
        entryLimitE8 = 0;
        entryStopE8 = 0;
    }
}
