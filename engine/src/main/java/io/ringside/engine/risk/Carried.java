package io.ringside.engine.risk;

/**
 * One part of what a session ends with and the next one begins with: a position, or a working order. As an event it is a
 * POSITION with {@code FLAG_CARRIED}.
 *
 * @param instrumentId the instrument
 * @param code 0 for the position, {@link #LOSSES}, {@link #STANDING}, else the code of the order's {@code Purpose}
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
    /** Code of an order that somebody else has placed and an operator has seen; adopted only, with the broker's id of it. */
    public static final int FOREIGN_ORDER = 102;

    /** What the limits of losses go on with. */
    static Carried ofLosses(long peakE8, int streak, boolean halted) {
        return new Carried(0, LOSSES, halted ? 1 : 0, 0, streak, peakE8);
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
