package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Terms;

/**
 * One part of what a session ends with and the next one begins with: a position, or a working order. As an event it is a
 * POSITION with {@code FLAG_CARRIED}.
 *
 * @param instrumentId the instrument
 * @param code 0 for the position, {@link #LOSSES}, {@link #STANDING}, {@link #FOREIGN_ORDER}, else the code of the order's {@code Purpose}
 * @param argument binding id in the lower half, bars since its last exit in the upper one
 * @param orderRef the working order; for the position the group of its orders
 * @param quantity shares, signed for a position
 * @param priceE8 trigger of the stop, at 1e-8; 0 for other orders; last price of the instrument for a position
 */
public record Carried(int instrumentId, int code, long argument, long orderRef, long quantity, long priceE8) {
    /** Code of what {@code LossLimits} count: highest equity as price, losses in a row as quantity. */
    public static final int LOSSES = 100;
    /** Code of shares that the broker has of an instrument and the trader holds himself. */
    public static final int STANDING = 101;
    /** Code of an order that somebody else has placed and an operator has seen, with the broker's id of it as argument. */
    public static final int FOREIGN_ORDER = 102;

    /**
     * Code of how a position is left: bars since its entry in the argument's upper half, its best price as reference, the
     * terms in the quantity, the stop's amount as price.
     */
    public static final int TERMS = 103;

    // 104 are a portfolio's shares, see PortfolioPart.HOLDING.

    private static final int HOLD_SHIFT = 8;
    private static final int REASON_SHIFT = 40;

    /** What the limits of losses go on with. */
    static Carried ofLosses(long peakE8, int streak, boolean halted) {
        return new Carried(0, LOSSES, halted ? 1 : 0, 0, streak, peakE8);
    }

    /** How a book's position is left. */
    static Carried ofTerms(int instrumentId, int bindingId, Terms terms, int bars, long bestE8) {
        long packed = terms.stop().ordinal()
                | (long) terms.holdBars() << HOLD_SHIFT
                | (long) terms.holdReason() << REASON_SHIFT;
        return new Carried(
                instrumentId,
                TERMS,
                argument(bindingId, bars),
                bestE8,
                packed,
                FixedPoint.ofDouble(terms.stopAmount()));
    }

    /** What {@link #ofTerms} told; the entry is past. */
    static Terms termsOf(EngineEvent event) {
        long packed = event.quantity;
        return new Terms(
                Terms.Entry.MARKET,
                0,
                Terms.Stop.ofCode((int) (packed & (1 << HOLD_SHIFT) - 1)),
                FixedPoint.toDouble(event.priceE8),
                (int) (packed >>> HOLD_SHIFT),
                (int) (packed >>> REASON_SHIFT),
                false,
                Parts.ONE);
    }

    /** Binding id. */
    public int bindingId() {
        return (int) argument;
    }

    /** Bars since the binding's last exit. */
    public int barsSinceExit() {
        return (int) (argument >>> 32);
    }

    /** The argument of two numbers. */
    public static long argument(int bindingId, int barsSinceExit) {
        return (bindingId & 0xffff_ffffL) | ((long) barsSinceExit << 32);
    }
}
