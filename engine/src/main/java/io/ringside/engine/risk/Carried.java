package io.ringside.engine.risk;

import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Parts;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Terms;
import io.ringside.engine.event.TripPart;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of the state that is carried from a session to the next: a position or a working order. As an event it is a
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
    /** Code of the state of {@code LossLimits}: highest equity as price, losses in a row as quantity. */
    public static final int LOSSES = 100;
    /** Code of shares of an instrument at the broker that the account's owner holds himself. */
    public static final int STANDING = 101;
    /** Code of an order that somebody else has placed and an operator has acknowledged; the argument is the broker's id of it. */
    public static final int FOREIGN_ORDER = 102;

    /**
     * Code of a position's exit terms: bars since its entry in the argument's upper half, its best price as reference, the
     * terms in the quantity, the stop's amount as price.
     */
    public static final int TERMS = 103;

    // 104 and 105 are a portfolio's, see PortfolioPart.

    /**
     * Code of a position that is built up in units: units so far in the argument's upper half, the last one's price as
     * reference, the first one's request in the quantity, the step as price.
     */
    public static final int UNITS = 106;
    /** Code of the exit terms of its units, as {@link #TERMS}; the target at 1e-8 as reference. */
    public static final int UNIT_TERMS = 107;

    // 108 and 109 are a portfolio's too; 110 to 113 are a round trip's, see TripPart.

    private static final int HOLD_SHIFT = 8;
    private static final int REASON_SHIFT = 40;
    private static final int SHORT_SHIFT = 8;
    private static final int ENTRY_REASON_SHIFT = 16;

    /** Whether a part belongs to one strategy's book, so that its argument has the binding. */
    public static boolean isOfBook(int code) {
        return code == 0
                || code == TERMS
                || code == UNITS
                || code == UNIT_TERMS
                || TripPart.is(code)
                || Purpose.ofCode(code) != null;
    }

    /**
     * How a position came about that is held over the night, see {@link TripPart}.
     *
     * @param trailed whether its stop has trailed
     */
    public static List<Carried> ofTrip(RoundTrip trip, boolean trailed) {
        int id = trip.instrumentId();
        int book = trip.bindingId();
        long held = trip.side().sign() * trip.open();
        List<Carried> parts = new ArrayList<>();
        parts.add(new Carried(
                id, TripPart.ENTERED, argument(book, trip.bars()), trip.entryRef(), held, trip.entryPriceE8()));
        parts.add(new Carried(
                id,
                TripPart.ENTRIES,
                argument(book, trailed ? 1 : 0),
                trip.entryNanos(),
                trip.entryQuantity(),
                trip.entryValueE8()));
        parts.add(new Carried(
                id, TripPart.EXITS, argument(book, 0), trip.commissionE8(), trip.exitQuantity(), trip.exitValueE8()));
        // A portfolio's orders have no stop to risk money against.
        long riskE8 = BookId.isPortfolio(book) ? 0 : trip.riskE8();
        parts.add(new Carried(id, TripPart.RANGE, argument(book, 0), trip.highE8(), riskE8, trip.lowE8()));
        return parts;
    }

    /** The state of the loss limits. */
    static Carried ofLosses(long peakE8, int streak, boolean halted) {
        return new Carried(0, LOSSES, halted ? 1 : 0, 0, streak, peakE8);
    }

    /** The exit terms of a book's position. */
    static Carried ofTerms(int instrumentId, int bindingId, Terms terms, int bars, long bestE8) {
        return ofTerms(TERMS, instrumentId, argument(bindingId, bars), bestE8, terms);
    }

    private static Carried ofTerms(int code, int instrumentId, long argument, long ref, Terms terms) {
        long packed = terms.stop().ordinal()
                | (long) terms.holdBars() << HOLD_SHIFT
                | (long) terms.holdReason() << REASON_SHIFT;
        return new Carried(instrumentId, code, argument, ref, packed, FixedPoint.ofDouble(terms.stopAmount()));
    }

    /** The state of a position that is built up in units. */
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

    /** Restores the first unit's request from what {@link #ofUnits} has stored. */
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

    /** Restores the terms that {@link #ofTerms} has stored, without those of the entry. */
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

    /** The argument that holds both numbers. */
    public static long argument(int bindingId, int barsSinceExit) {
        return (bindingId & 0xffff_ffffL) | ((long) barsSinceExit << 32);
    }
}
