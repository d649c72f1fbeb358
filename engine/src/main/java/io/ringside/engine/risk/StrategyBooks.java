package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Split;
import io.ringside.engine.event.Terms;
import java.util.List;

/**
 * All books of one strategy on one instrument: one, or as many as its positions have parts or units. Each part is entered,
 * protected and left by orders of its own; what is asked of the position is asked of all of them.
 *
 * <p>Thread: risk stage.
 */
final class StrategyBooks {
    /** The first is the strategy's own. */
    final Book[] parts;

    /** What the position was entered by, for the units that follow. */
    final EntryRequest first = new EntryRequest();

    /** Units that were entered since the strategy was last flat. */
    private int entered;
    /** First execution of the last unit at 1e-8. */
    private long lastUnitE8;
    /** What was last asked for as a unit, for people: nothing is decided by it. */
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

    /** Nothing is held, on its way in, or left over. */
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

    /** Whether one of the parts is just being left by its stop, or came of an order that should have been gone. */
    boolean isInDisorder() {
        for (Book book : parts) {
            if (book.unwanted || book.isStopping()) {
                return true;
            }
        }
        return false;
    }

    /** The first shares of a part have been bought or sold. */
    void entered(Book book, long priceE8) {
        boolean alone = true;
        for (Book other : parts) {
            alone &= other == book || other.position == 0;
        }
        entered = alone ? 1 : entered + 1;
        lastUnitE8 = priceE8;
    }

    /** One share has become {@code numerator / denominator} shares. */
    void split(long numerator, long denominator, long tickE8) {
        first.split(numerator, denominator, tickE8);
        lastUnitE8 = Split.priceE8(lastUnitE8, numerator, denominator);
    }

    /** Adds what the next session has to know of them together. */
    void carry(List<Carried> to) {
        if (grows() && position() != 0) {
            to.addAll(Carried.ofUnits(lead(), first, entered, lastUnitE8));
        }
    }

    /** Takes over one part of what {@link #carry} told. */
    void restore(EngineEvent event) {
        Carried.restoreUnits(event, first);
        if (event.code == Carried.UNITS) {
            entered = (int) (event.argument >>> 32);
            lastUnitE8 = event.orderRef;
        }
    }

    /** What is held from now on was entered by somebody else: nothing is known of how it would grow. */
    void forgetFirst() {
        first.terms = Terms.STANDARD;
    }

    boolean grows() {
        return parts.length > 1 && first.terms.parts().grows();
    }

    /** Whether the price has gone far enough for one more unit, and nothing but the units' stops works. */
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

    /** A part whose bars are over, or null. */
    Book heldLongEnough() {
        for (Book book : parts) {
            if (book.isHeldLongEnough()) {
                return book;
            }
        }
        return null;
    }

    /** A unit is asked for, for that part and at that price. */
    void asked(Book book, long sequence, long priceE8) {
        askedBinding = book.bindingId;
        askedSequence = sequence;
        askedPriceE8 = priceE8;
    }

    /** What the part was asked for on by an event, or null if it was not asked for as a unit; before it executes. */
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

    /** A part of which nothing is held and nothing works. */
    Book free() {
        for (Book book : parts) {
            if (book.isIdle()) {
                return book;
            }
        }
        return null;
    }

    /** The stop nearest to the price of what is held or entered, 0 if there is none. */
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
