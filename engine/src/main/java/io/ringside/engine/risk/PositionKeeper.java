package io.ringside.engine.risk;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.market.ExchangeCalendar;

/**
 * Follows fills and order ends, and keeps every position protected: by a working stop of the position's size, or by a
 * working exit.
 *
 * <ul>
 *
 *   <li>Once stop, target or exit begins to close a position, the open rest of its entry is cancelled.
 *
 *   <li>A stop that is lost is placed again; if the broker rejects it, the position is closed at the market.
 *
 *   <li>An exit that ends before the position does (its session is over, more of the entry came in) is placed again.
 *
 *   <li>None of this more than three times a minute without a fill between.
 *
 *   <li>An order that outlives its position is cancelled; if it executes first, the position that it opened is closed at
 *       the market.
 *
 *   <li>Stop and target get the position's size when the entry ends with fewer shares than ordered.
 *
 *   <li>While a reconciliation break is open, positions are not certain: nothing is closed at the market that the strategy
 *       did not decide.
 *
 * </ul>
 *
 * <p>Thread: risk stage.
 */
final class PositionKeeper {
    private static final int MENDS_A_MINUTE = 3;

    private final Ledger ledger;
    private final IntentWriter writer;
    private final TradingState trading;
    private final Controls controls;

    /** @param controls null if no limits are configured */
    PositionKeeper(Ledger ledger, TradingState trading, IntentWriter writer, Controls controls) {
        this.ledger = ledger;
        this.trading = trading;
        this.writer = writer;
        this.controls = controls;
    }

    void onFill(EngineEvent event) {
        ledger.fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8);
        Book book = writer.bookOf(event.orderRef);
        if (book == null) {
            return;
        }
        long before = book.position;
        book.count(event);
        book.quantityMended = false;
        book.mends = 0;
        boolean entered = event.orderRef == book.entryRef;
        if (before == 0) {
            book.opened(event.priceE8);
            book.owner.entered(book, event.priceE8);
        }
        if (!entered) {
            share(book, event.orderRef, event.quantity);
            if (book.entryRef != 0 && !book.entryLeaving) {
                writer.cancelEntry(event, book);
            }
        }
        if (event.leaves == 0) {
            writer.forget(book, event.orderRef);
        } else if (book.isFlat()) {
            // Its group only reduces the others; the rest of the entry must be cancelled.
            writer.cancel(event, book, event.orderRef);
        }
        if (!entered && book.position != 0 && Long.signum(before) != Long.signum(book.position)) {
            disown(event, book);
        }
        if (before != 0 && book.position == 0) {
            closed(book);
        }
        settle(event, book);
    }

    /** Handles the end of a position. */
    void closed(Book book) {
        book.barsSinceExit = 0;
        long profitE8 = book.takeProceedsE8();
        if (controls != null) {
            controls.onRoundTrip(profitE8);
        }
    }

    /**
     * Handles an operator's adoption of the broker's position. Orders of a position that no longer exists are cancelled,
     * those of one that is larger or smaller get its size, and a new position gets a stop of its own.
     *
     * @param priceE8 at which the shares count as traded
     * @param stopE8 trigger of that stop, 0 if there is no volatility to compute it from
     */
    void onAdopted(EngineEvent event, Book book, long priceE8, long stopE8) {
        long before = book.position;
        Side side = event.quantity > 0 ? Side.BUY : Side.SELL;
        ledger.fill(event.instrumentId, side, Math.abs(event.quantity), priceE8, 0);
        book.adopt(event.quantity, priceE8);
        book.quantityMended = false;
        book.mends = 0;
        if (book.entryRef != 0 && !book.entryLeaving) {
            writer.cancelEntry(event, book);
        }
        boolean turned = Long.signum(before) != Long.signum(book.position);
        if (before != 0 && turned) {
            closed(book);
        }
        writer.cancel(event, book, book.exitRef);
        if (turned) {
            writer.cancel(event, book, book.stopRef);
            writer.cancel(event, book, book.targetRef);
            book.closing = false;
            book.unwanted = false;
            book.stopE8 = book.position == 0 ? book.stopE8 : stopE8;
            // A new group: orders of the position before must not reduce the orders of this one.
            book.groupRef = OrderRef.of(event.sessionDay, event.sequence, 0);
        } else if (book.stopRef != 0 && !book.stopAttached && book.stopQuantity != book.stopFilled + book.held()) {
            // A working exit of its old size would leave a rest of the stop.
            writer.modifyStop(event, book, book.stopFilled + book.held());
        }
        settle(event, book);
    }

    /** Handles an order's end, or the rejection of a request to change it. */
    void onGone(EngineEvent event) {
        Book book = writer.bookOf(event.orderRef);
        if (book == null) {
            return;
        }
        boolean refused = event.type == EventType.ORDER_REJECTED;
        if (refused && event.leaves > 0) {
            // Only the request was rejected: the order still works.
            book.entryLeaving &= event.orderRef != book.entryRef;
            return;
        }
        boolean wasStop = event.orderRef == book.stopRef;
        if (event.orderRef == book.exitRef && refused) {
            // Placing it again at once would be rejected again.
            book.closing = false;
        }
        writer.forget(book, event.orderRef);
        if (wasStop && refused && book.position != 0 && book.exitRef == 0 && !trading.isBreakOpen()) {
            writer.placeExit(event, book, Purpose.FLATTEN, 0);
        }
        settle(event, book);
    }

    /** Handles a changed quantity of a stop or target, which may have been requested before an order of its group executed. */
    void onReplaced(EngineEvent event) {
        Book book = writer.bookOf(event.orderRef);
        if (book == null || event.leaves == 0) {
            return;
        }
        if (book.isFlat()) {
            writer.cancel(event, book, event.orderRef);
            return;
        }
        boolean right = event.leaves == book.held() || book.position == 0 || book.entryRef != 0;
        if (right || book.unwanted || book.quantityMended) {
            return;
        }
        // Only once between two fills: a broker that counts differently must not be flooded.
        book.quantityMended = true;
        if (event.orderRef == book.stopRef) {
            writer.modifyStop(event, book, book.stopFilled + book.held());
        } else if (event.orderRef == book.targetRef) {
            writer.modifyTarget(event, book, book.targetFilled + book.held());
        }
    }

    /** Tries again to correct what could not be corrected before, and cancels orders that have outlived their position. */
    void onSignal(EngineEvent event, Book book) {
        if (book.isSettled()) {
            return;
        }
        if ((book.hasLeftovers() || book.unwanted) && mayMend(event, book)) {
            writer.cancel(event, book, book.stopRef);
            writer.cancel(event, book, book.targetRef);
            writer.cancel(event, book, book.position == 0 ? book.exitRef : OrderRef.NONE);
        }
        settle(event, book);
    }

    /**
     * Handles a position from an order that should have been cancelled: the order's siblings are cancelled, and the position
     * is closed.
     */
    private void disown(EngineEvent event, Book book) {
        book.unwanted = true;
        book.closing = true;
        book.leavingPurpose = Purpose.FLATTEN;
        book.groupRef = 0;
        writer.cancel(event, book, book.stopRef);
        writer.cancel(event, book, book.targetRef);
        writer.cancel(event, book, book.exitRef);
    }

    /** Reduces the other orders of a group by the shares that one of them has executed. */
    private static void share(Book book, long ref, long quantity) {
        if (ref == book.stopRef) {
            book.stopFilled += quantity;
            book.targetQuantity -= quantity;
        } else if (ref == book.targetRef) {
            book.targetFilled += quantity;
            book.stopQuantity -= quantity;
        } else if (ref == book.exitRef) {
            book.stopQuantity -= quantity;
            book.targetQuantity -= quantity;
        }
    }

    /** Resets the book of a position that ended without an execution. */
    void settleFlat(Book book) {
        if (book.isFlat()) {
            book.groupRef = 0;
            book.closing = false;
            book.unwanted &= book.hasLeftovers();
        }
    }

    /** Places or changes orders until the position is protected. */
    private void settle(EngineEvent event, Book book) {
        if (book.position == 0) {
            settleFlat(book);
            return;
        }
        if (book.exitRef != 0) {
            return;
        }
        long held = book.held();
        boolean mayLeave = book.leavingPurpose != Purpose.FLATTEN || !trading.isBreakOpen();
        boolean exitMissing = book.closing && mayLeave && book.entryRef == 0 && !book.isStopping();
        boolean stopMissing = book.stopRef == 0 && book.stopE8 != 0 && !book.unwanted;
        if (exitMissing || stopMissing) {
            if (!mayMend(event, book)) {
                return;
            }
            if (exitMissing) {
                writer.placeExit(event, book, book.leavingPurpose, book.leavingReason);
                return;
            }
            writer.placeStop(event, book, event.sequence, book.position < 0, held, book.stopE8);
        } else if (book.unwanted) {
            return;
        } else if (book.stopRef != 0 && !book.stopAttached && book.stopQuantity != book.stopFilled + held) {
            writer.modifyStop(event, book, book.stopFilled + held);
        }
        if (book.targetRef != 0 && book.entryRef == 0 && book.targetQuantity != book.targetFilled + held) {
            writer.modifyTarget(event, book, book.targetFilled + held);
        }
    }

    /** Whether one more corrective order may be sent: a broker that cancels every order must not be flooded. */
    private static boolean mayMend(EngineEvent event, Book book) {
        if (event.eventNanos - book.mendedNanos >= ExchangeCalendar.MINUTE_NANOS) {
            book.mendedNanos = event.eventNanos;
            book.mends = 0;
        }
        return book.mends++ < MENDS_A_MINUTE;
    }
}
