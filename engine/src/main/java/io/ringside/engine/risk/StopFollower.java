package io.ringside.engine.risk;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Update;

/**
 * Trails stops and applies time exits as bars close: a stop trails by its terms or the settings and never moves away from
 * the price, and a position is closed after its number of bars. An entry that has worked too long is cancelled.
 *
 * <p>Thread: risk stage. Writes: intents by its writer.
 */
final class StopFollower {
    /** More than the rounding error of prices as doubles. */
    private static final long ROUNDING_E8 = 100;

    private final RiskSettings settings;
    private final IntentWriter writer;
    private final Entries entries;
    /** Null if no limits are configured. */
    private final Controls controls;

    StopFollower(RiskSettings settings, IntentWriter writer, Entries entries, Controls controls) {
        this.settings = settings;
        this.writer = writer;
        this.entries = entries;
        this.controls = controls;
    }

    /** Handles a closed bar for a position or an entry with terms of its own. */
    void follow(EngineEvent event, Signal signal, Book book, Update update) {
        Bar bar = event.bars[update.bar];
        // A strategy may read bars of another instrument.
        boolean own = bar.instrumentId == book.instrumentId;
        book.barClosed(own ? bar.highE8 : signal.priceE8, own ? bar.lowE8 : signal.priceE8, signal.priceE8);
        if (book.entryExpires()) {
            writer.cancelEntry(event, book);
            return;
        }
        if (book.isHeldLongEnough() && book.exitRef == 0 && !book.isStopping()) {
            if (book.entryRef != 0 && !book.entryCancelling) {
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
     * Closes all units of a position together when the first unit that is still held has reached its number of bars. The
     * entry of a further unit is cancelled.
     */
    void closeTogether(EngineEvent event, StrategyBooks owner) {
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
            if (book.entryRef != 0 && !book.entryCancelling) {
                writer.cancelEntry(event, book);
            }
            if (book.position != 0) {
                writer.placeExit(event, book, Purpose.EXIT, over.terms.holdReason());
            } else {
                // Shares that fill all the same are closed at once.
                book.closing = true;
                book.exitPurpose = Purpose.EXIT;
                book.exitReason = over.terms.holdReason();
            }
        }
    }

    /** Trails the settings' stop by the volatility of a signal. */
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

    /** Moves the stops of all units to the one nearest to the price. */
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

    /** Moves a trailing stop, unless that would be away from the price. */
    private void moveStop(EngineEvent event, Book book, long stopE8) {
        boolean closer = stopE8 > 0 && (book.position > 0 ? stopE8 > book.stopE8 : stopE8 < book.stopE8);
        if (closer && (controls == null || controls.mayTrail(event))) {
            book.stopE8 = stopE8;
            writer.modifyStop(event, book, book.stopQuantity);
        }
    }

    /** Price of a stop after a close: so many average true ranges from it, and never farther away than before. */
    long trailed(Book book, long stopE8, long priceE8, double atr) {
        double distance = atr * settings.atrMultiple();
        // Most closes do not move it, which this test shows without a division.
        double awayE8 = book.position > 0 ? priceE8 - stopE8 : stopE8 - priceE8;
        if (awayE8 + ROUNDING_E8 < distance * 1e8) {
            return stopE8;
        }
        double price = FixedPoint.toDouble(priceE8);
        double stop = FixedPoint.toDouble(stopE8);
        if (book.position > 0 ? price - distance <= stop : price + distance >= stop) {
            // The old stop is on the tick, so rounding cannot move the new one beyond it.
            return stopE8;
        }
        long trailedE8 = entries.stopFrom(book, priceE8, atr, book.position < 0);
        boolean closer = book.position > 0 ? trailedE8 > stopE8 : trailedE8 < stopE8;
        return closer ? trailedE8 : stopE8;
    }
}
