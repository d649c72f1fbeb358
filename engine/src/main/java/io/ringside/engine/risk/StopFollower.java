package io.ringside.engine.risk;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Update;

/**
 * What becomes of a position as bars close over it: its stop follows as its terms or the settings say and never goes away
 * from the price, and it is left when its bars are over. An entry that waits too long is cancelled.
 *
 * <p>Thread: risk stage. Writes: intents by its writer.
 */
final class StopFollower {
    /** More than doubles of prices may be off by. */
    private static final long ROUNDING_E8 = 100;

    private final RiskSettings settings;
    private final IntentWriter writer;
    private final Entries entries;
    /** Null where no limits are configured. */
    private final Controls controls;

    StopFollower(RiskSettings settings, IntentWriter writer, Entries entries, Controls controls) {
        this.settings = settings;
        this.writer = writer;
        this.entries = entries;
        this.controls = controls;
    }

    /** A bar has closed over a position, or an entry, with terms of its own. */
    void follow(EngineEvent event, Signal signal, Book book, Update update) {
        Bar bar = event.bars[update.bar];
        // A strategy may go by the bars of another instrument.
        boolean own = bar.instrumentId == book.instrumentId;
        book.barClosed(own ? bar.highE8 : signal.priceE8, own ? bar.lowE8 : signal.priceE8, signal.priceE8);
        if (book.entryExpires()) {
            writer.cancelEntry(event, book);
            return;
        }
        if (book.isHeldLongEnough() && book.exitRef == 0 && !book.isStopping()) {
            if (book.entryRef != 0 && !book.entryLeaving) {
                writer.cancelEntry(event, book);
            }
            writer.placeExit(event, book, Purpose.EXIT, book.terms.holdReason());
            return;
        }
        if (mayMoveStop(book)) {
            moveStop(event, book, entries.followed(book, signal.priceE8, signal.atr));
        }
    }

    /**
     * The units of a position that grows leave together, when the bars of one of them are over: that of the first one, as long
     * as it is held. A unit that is still on its way in is called off.
     */
    void leaveTogether(EngineEvent event, StrategyBooks owner) {
        Book over = owner.grows() ? owner.heldLongEnough() : null;
        if (over == null) {
            return;
        }
        for (Book book : owner.parts) {
            book.waitingForOpen = false;
            boolean leaving = book.isFlat() || book.exitRef != 0 || book.closing || book.isStopping();
            if (leaving) {
                continue;
            }
            if (book.entryRef != 0 && !book.entryLeaving) {
                writer.cancelEntry(event, book);
            }
            if (book.position != 0) {
                writer.placeExit(event, book, Purpose.EXIT, over.terms.holdReason());
            } else {
                // What of it executes all the same is left at once.
                book.closing = true;
                book.leavingPurpose = Purpose.EXIT;
                book.leavingReason = over.terms.holdReason();
            }
        }
    }

    /** A signal has brought a volatility: the settings' stop follows by it. */
    void trail(EngineEvent event, Signal signal, Book book) {
        if (!mayMoveStop(book) || !book.terms.isStandardStop()) {
            return;
        }
        long stopE8 = trailed(book, book.stopE8, signal.priceE8, signal.atr);
        if (stopE8 != book.stopE8 && (controls == null || controls.mayTrail(event))) {
            book.stopE8 = stopE8;
            writer.modifyStop(event, book, book.stopQuantity);
        }
    }

    /** The stops of all units go with the one that is nearest to the price. */
    void even(EngineEvent event, StrategyBooks owner) {
        if (!owner.grows()) {
            return;
        }
        long closestE8 = owner.closestStopE8();
        for (Book book : owner.parts) {
            if (mayMoveStop(book)) {
                moveStop(event, book, closestE8);
            }
        }
    }

    private static boolean mayMoveStop(Book book) {
        return book.position != 0 && book.stopRef != 0 && book.exitRef == 0 && !book.unwanted;
    }

    /** Moves a stop that follows, unless that would be away from the price. */
    private void moveStop(EngineEvent event, Book book, long stopE8) {
        boolean closer = stopE8 > 0 && (book.position > 0 ? stopE8 > book.stopE8 : stopE8 < book.stopE8);
        if (closer && (controls == null || controls.mayTrail(event))) {
            book.stopE8 = stopE8;
            writer.modifyStop(event, book, book.stopQuantity);
        }
    }

    /** Where a stop goes on a close: so many average true ranges from it, and never away from it. */
    long trailed(Book book, long stopE8, long priceE8, double atr) {
        double distance = atr * settings.atrMultiple();
        // Most closes are far from it, which is told without a division.
        double awayE8 = book.position > 0 ? priceE8 - stopE8 : stopE8 - priceE8;
        if (awayE8 + ROUNDING_E8 < distance * 1e8) {
            return stopE8;
        }
        double price = FixedPoint.toDouble(priceE8);
        double stop = FixedPoint.toDouble(stopE8);
        if (book.position > 0 ? price - distance <= stop : price + distance >= stop) {
            // The old stop is on the tick, so that rounding cannot lead beyond it.
            return stopE8;
        }
        long trailedE8 = entries.stopFrom(book, priceE8, atr, book.position < 0);
        boolean closer = book.position > 0 ? trailedE8 > stopE8 : trailedE8 < stopE8;
        return closer ? trailedE8 : stopE8;
    }
}
