package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Terms;
import java.util.List;

/**
 * One part of what a session ends with and the next one begins with: a position, or a working order. As an event it is a
 * POSITION with {@code FLAG_CARRIED}.
 *
 * @param instrumentId the instrument
 * @param code 0 for the position, one of the codes here, else the code of the order's {@code Purpose}
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

    // 104 and 105 are a portfolio's, see PortfolioPart.

    /**
     * Code of how a position grows: units so far in the argument's upper half, the last one's price as reference, what its
     * first one asked for in the quantity, the step as price.
     */
    public static final int UNITS = 106;
    /** Code of how its units are left, as {@link #TERMS}; the target at 1e-8 as reference. */
    public static final int UNIT_TERMS = 107;

    private static final int HOLD_SHIFT = 8;
    private static final int REASON_SHIFT = 40;
    private static final int SHORT_SHIFT = 8;
    private static final int ENTRY_REASON_SHIFT = 16;

    /** Whether a part is about one strategy's book, so that its argument has the binding. */
    public static boolean isOfBook(int code) {
        return code == 0 || code == TERMS || code == UNITS || code == UNIT_TERMS || Purpose.ofCode(code) != null;
    }

    /** What the limits of losses go on with. */
    static Carried ofLosses(long peakE8, int streak, boolean halted) {
        return new Carried(0, LOSSES, halted ? 1 : 0, 0, streak, peakE8);
    }

    /** How a book's position is left. */
    static Carried ofTerms(int instrumentId, int bindingId, Terms terms, int bars, long bestE8) {
        return ofTerms(TERMS, instrumentId, argument(bindingId, bars), bestE8, terms);
    }

    private static Carried ofTerms(int code, int instrumentId, long argument, long ref, Terms terms) {
        long packed = terms.stop().ordinal()
                | (long) terms.holdBars() << HOLD_SHIFT
                | (long) terms.holdReason() << REASON_SHIFT;
        return new Carried(instrumentId, code, argument, ref, packed, FixedPoint.ofDouble(terms.stopAmount()));
    }

    /** How a position goes on to grow. */
    static List<Carried> ofUnits(Book lead, EntryRequest first, int entered, long lastUnitE8) {
        long packed = first.terms.parts().count()
                | (first.isShort ? 1L : 0) << SHORT_SHIFT
                | (long) first.reason << ENTRY_REASON_SHIFT;
        long argument = argument(lead.bindingId, entered);
        return List.of(
                new Carried(
                        lead.instrumentId, UNITS, argument, lastUnitE8, packed, FixedPoint.ofDouble(first.unitStep)),
                ofTerms(UNIT_TERMS, lead.instrumentId, argument, first.targetE8, first.terms));
    }

    /** Has the request of the first unit what {@link #ofUnits} told. */
    static void restoreUnits(EngineEvent event, EntryRequest first) {
        if (event.code == UNIT_TERMS) {
            first.terms = termsOf(event).withParts(first.terms.parts());
            first.targetE8 = event.orderRef;
            return;
        }
        first.terms = first.terms.withParts(Parts.units((int) (event.quantity & (1 << SHORT_SHIFT) - 1)));
        first.isShort = (event.quantity >>> SHORT_SHIFT & 1) != 0;
        first.reason = (int) (event.quantity >>> ENTRY_REASON_SHIFT);
        first.unitStep = FixedPoint.toDouble(event.priceE8);
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
