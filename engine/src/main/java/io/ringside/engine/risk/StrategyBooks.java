package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.Terms;
import java.util.List;

/**
 * All books of one strategy on one instrument: one, or as many as its positions have parts or units. Each part is entered,
 * protected and closed by orders of its own; a question about the position considers all parts.
 *
 * <p>Thread: risk stage.
 */
final class StrategyBooks {
    /** The first is the strategy's own book. */
    final Book[] parts;

    /** The request of the first unit, for the units that follow. */
    final EntryRequest first = new EntryRequest();

    /** Units that were entered since the strategy was last flat. */
    private int entered;
    /** First execution of the last unit at 1e-8. */
    private long lastUnitE8;
    /** Binding of the unit requested last, for display only. */
    private int askedBinding;

    private long askedSequence = -1;
    private long askedPriceE8;

    StrategyBooks(Book[] parts) {
        this.parts = parts;
        for (Book book : parts) {
            book.owner = this;
        }
    }

    Book lead() {
        return parts[0];
    }

    /** Shares held in all parts, negative if short. */
    long position() {
        long position = 0;
        for (Book book : parts) {
            position += book.position;
        }
        return position;
    }

    boolean isIdle() {
        for (Book book : parts) {
            if (!book.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is no position, no entry and no order left. */
    boolean isOut() {
        for (Book book : parts) {
            if (!book.isFlat() || book.hasLeftovers()) {
                return false;
            }
        }
        return true;
    }

    /** Bars that closed since one of the parts was last closed. */
    int barsSinceExit() {
        int least = Integer.MAX_VALUE;
        for (Book book : parts) {
            least = Math.min(least, book.barsSinceExit);
        }
        return least;
    }

    /** Whether the stop of a part is executing, or a part comes from an order that should have been cancelled. */
    boolean isInDisorder() {
        for (Book book : parts) {
            if (book.unwanted || book.isStopping()) {
                return true;
            }
        }
        return false;
    }

    /** Notes the first fill of a part. */
    void entered(Book book, long priceE8) {
        boolean alone = true;
        for (Book other : parts) {
            alone &= other == book || other.position == 0;
        }
        entered = alone ? 1 : entered + 1;
        lastUnitE8 = priceE8;
    }

    /** Adjusts for a split of one share into {@code numerator / denominator}. */
    void split(long numerator, long denominator, long tickE8) {
        first.split(numerator, denominator, tickE8);
        lastUnitE8 = Split.priceE8(lastUnitE8, numerator, denominator);
    }

    /** Adds the parts that the next session begins with. */
    void carry(List<Carried> to) {
        if (grows() && position() != 0) {
            to.addAll(Carried.ofUnits(lead(), first, entered, lastUnitE8));
        }
    }

    /** Restores one part that {@link #carry} added. */
    void restore(EngineEvent event) {
        Carried.restoreUnits(event, first);
        if (event.code == Carried.UNITS) {
            entered = (int) (event.argument >>> 32);
            lastUnitE8 = event.orderRef;
        }
    }

    /** Forgets the first unit's request: the position was entered elsewhere, so no units are added. */
    void forgetFirst() {
        first.terms = Terms.STANDARD;
    }

    boolean grows() {
        return parts.length > 1 && first.terms.parts().grows();
    }

    /** Whether the price has moved far enough for one more unit, and only the units' stops are working. */
    boolean mayGrow(long priceE8) {
        long position = position();
        if (!grows()
                || position == 0
                || first.isShort != position < 0
                || entered >= first.terms.parts().count()
                || !(first.unitStep > 0)) {
            return false;
        }
        for (Book book : parts) {
            boolean atRest = book.entryRef == 0 && book.exitRef == 0 && !book.closing && !book.waitingForOpen;
            if (!atRest || book.hasLeftovers()) {
                return false;
            }
        }
        double gone = (position > 0 ? priceE8 - lastUnitE8 : lastUnitE8 - priceE8) / 1e8;
        return !lead().waitingForFlat && !isInDisorder() && gone >= first.unitStep;
    }

    /** A part that has reached its number of bars, or null. */
    Book heldLongEnough() {
        for (Book book : parts) {
            if (book.isHeldLongEnough()) {
                return book;
            }
        }
        return null;
    }

    /** Notes the request of a unit, for a part and at a price. */
    void asked(Book book, long sequence, long priceE8) {
        askedBinding = book.bindingId;
        askedSequence = sequence;
        askedPriceE8 = priceE8;
    }

    /** The figures behind a unit requested on an event, or null if it requested none; valid until the unit executes. */
    Unit unit(Book book, long sequence) {
        return askedSequence != sequence || askedBinding != book.bindingId
                ? null
                : new Unit(
                        entered + 1,
                        first.terms.parts().count(),
                        first.isShort,
                        first.unitStep,
                        lastUnitE8,
                        askedPriceE8);
    }

    /** A part without position and orders. */
    Book free() {
        for (Book book : parts) {
            if (book.isIdle()) {
                return book;
            }
        }
        return null;
    }

    /** Of all stops of positions and entries the one nearest to the price, 0 if there is none. */
    long closestStopE8() {
        long closestE8 = 0;
        for (Book book : parts) {
            if (!book.isFlat() && book.stopE8 != 0 && book.terms.stop() != Terms.Stop.NONE) {
                boolean isShort = book.position != 0 ? book.position < 0 : book.entryShort;
                closestE8 = closer(closestE8, book.stopE8, isShort);
            }
        }
        return closestE8;
    }

    /** Of two stops, 0 for none, the one that is nearer to the price. */
    static long closer(long aE8, long bE8, boolean isShort) {
        if (aE8 == 0 || bE8 == 0) {
            return aE8 + bE8;
        }
        return isShort ? Math.min(aE8, bE8) : Math.max(aE8, bE8);
    }
}
