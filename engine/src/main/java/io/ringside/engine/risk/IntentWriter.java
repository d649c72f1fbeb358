package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Terms;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Writes intents into the slot and records the orders in the books. Orders decided after the session's close are for the
 * next opening auction; stops and targets are good till cancelled.
 *
 * <p>Thread: risk stage.
 */
final class IntentWriter {
    private static final int GONE_KEPT = 32;

    private final ExchangeCalendar calendar;
    private final Long2ObjectHashMap<Book> bookByRef = new Long2ObjectHashMap<>();
    private final long[] goneRefs = new long[GONE_KEPT];
    private final Book[] goneBooks = new Book[GONE_KEPT];
    private int goneCount;

    IntentWriter(ExchangeCalendar calendar) {
        this.calendar = calendar;
    }

    /** The book that an order belongs to, also if it ended not long ago: fills can come late; or null. */
    Book bookOf(long ref) {
        Book book = bookByRef.get(ref);
        for (int i = 0; book == null && i < goneRefs.length; i++) {
            book = goneRefs[i] == ref ? goneBooks[i] : null;
        }
        return book;
    }

    /** Registers an order of an earlier session that still works. */
    void adopt(long ref, Book book) {
        bookByRef.put(ref, book);
    }

    /** Removes an ended order from the book. */
    void forget(Book book, long ref) {
        if (bookByRef.remove(ref) != null) {
            goneRefs[goneCount & (GONE_KEPT - 1)] = ref;
            goneBooks[goneCount++ & (GONE_KEPT - 1)] = book;
        }
        if (ref == book.entryRef) {
            book.entryRef = 0;
            book.entryCancelling = false;
            book.stopAttached = false;
        } else if (ref == book.stopRef) {
            book.stopRef = 0;
        } else if (ref == book.targetRef) {
            book.targetRef = 0;
        } else if (ref == book.exitRef) {
            book.exitRef = 0;
        }
    }

    /**
     * Places an order that opens a position; its reference is also its group's. A market order unless the terms say
     * otherwise.
     */
    void placeEntry(
            EngineEvent event,
            Book book,
            long cause,
            boolean isShort,
            long quantity,
            int reason,
            Terms terms,
            long limitE8,
            long triggerE8) {
        Intent entry = place(event, book, cause, Purpose.ENTRY, isShort ? Side.SELL : Side.BUY, quantity);
        entry.reason = reason;
        book.entryRef = entry.orderRef;
        book.entering(quantity);
        book.entryShort = isShort;
        book.entryCancelling = false;
        book.closing = false;
        book.groupRef = entry.orderRef;
        book.enters(terms);
        book.entryLimitE8 = limitE8;
        book.entryTriggerE8 = triggerE8;
        giveTerms(entry, book);
    }

    private static void giveTerms(Intent entry, Book book) {
        switch (book.terms.entry()) {
            case MARKET -> {
                // A market order.
            }
            case LIMIT -> entry.type = OrderType.LIMIT;
            case STOP -> entry.type = OrderType.STOP;
            case STOP_LIMIT -> entry.type = OrderType.STOP_LIMIT;
            case AT_THE_OPEN -> entry.timeInForce = TimeInForce.AT_THE_OPEN;
            case AT_THE_CLOSE -> entry.type = OrderType.MARKET_ON_CLOSE;
        }
        if (entry.type != OrderType.MARKET) {
            // An order other than a market order works during the next day, not in the auction.
            entry.timeInForce = TimeInForce.DAY;
            entry.limitE8 = entry.type == OrderType.STOP ? 0 : book.entryLimitE8;
            entry.stopE8 = entry.type == OrderType.LIMIT ? 0 : book.entryTriggerE8;
        }
    }

    /** Places a protective stop, attached to the working entry or, for a position without one, on its own. */
    void placeStop(EngineEvent event, Book book, long cause, boolean isShort, long quantity, long stopE8) {
        Intent stop = place(event, book, cause, Purpose.STOP, isShort ? Side.BUY : Side.SELL, quantity);
        stop.type = OrderType.STOP;
        stop.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        stop.stopE8 = stopE8;
        stop.parentRef = book.position == 0 ? book.entryRef : OrderRef.NONE;
        stop.ocaRef = book.groupRef;
        book.stopRef = stop.orderRef;
        book.stopE8 = stopE8;
        book.stopQuantity = quantity;
        book.stopFilled = 0;
        book.stopAttached = stop.parentRef != OrderRef.NONE;
        book.quantityMended = false;
    }

    /** Places a profit target, attached to the working entry. */
    void placeTarget(EngineEvent event, Book book, long cause, boolean isShort, long quantity, long targetE8) {
        Intent target = place(event, book, cause, Purpose.TARGET, isShort ? Side.BUY : Side.SELL, quantity);
        target.type = OrderType.LIMIT;
        target.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        target.limitE8 = targetE8;
        target.parentRef = book.entryRef;
        target.ocaRef = book.groupRef;
        book.targetRef = target.orderRef;
        book.targetE8 = targetE8;
        book.targetQuantity = quantity;
        book.targetFilled = 0;
    }

    /** Places a market order that closes the position. */
    void placeExit(EngineEvent event, Book book, Purpose purpose, int reason) {
        Side side = book.position > 0 ? Side.SELL : Side.BUY;
        Intent exit = place(event, book, event.sequence, purpose, side, book.held());
        exit.reason = reason;
        exit.ocaRef = book.groupRef;
        book.exitRef = exit.orderRef;
        book.closing = true;
        book.exitPurpose = purpose;
        book.exitReason = reason;
    }

    void cancelEntry(EngineEvent event, Book book) {
        cancel(event, book, book.entryRef);
        book.entryCancelling = true;
    }

    /** Cancels one of the book's orders; none if the reference is 0. */
    void cancel(EngineEvent event, Book book, long ref) {
        if (ref != OrderRef.NONE) {
            Intent cancel = event.addIntent();
            cancel.clear(IntentAction.CANCEL, ref, book.instrumentId, book.bindingId, event.sequence);
        }
    }

    /** Modifies the entry to the book's prices and quantity, executed shares included; before a session opens. */
    void modifyEntry(EngineEvent event, Book book) {
        Intent modify = change(event, book, book.entryRef, Purpose.ENTRY, book.held() + book.entryOpen());
        modify.side = book.entryShort ? Side.SELL : Side.BUY;
        modify.timeInForce = TimeInForce.AT_THE_OPEN;
        modify.ocaRef = 0;
        giveTerms(modify, book);
    }

    /** Modifies the exit to all shares of the position; before a session opens. */
    void modifyExit(EngineEvent event, Book book) {
        Intent modify = change(event, book, book.exitRef, book.exitPurpose, book.held());
        modify.timeInForce = TimeInForce.AT_THE_OPEN;
    }

    /** Modifies the stop to the book's trigger and a quantity, executed shares included. */
    void modifyStop(EngineEvent event, Book book, long quantity) {
        Intent modify = change(event, book, book.stopRef, Purpose.STOP, quantity);
        modify.type = OrderType.STOP;
        modify.stopE8 = book.stopE8;
        book.stopQuantity = quantity;
    }

    /** Modifies the target to a quantity, executed shares included. */
    void modifyTarget(EngineEvent event, Book book, long quantity) {
        Intent modify = change(event, book, book.targetRef, Purpose.TARGET, quantity);
        modify.type = OrderType.LIMIT;
        modify.limitE8 = book.targetE8;
        book.targetQuantity = quantity;
    }

    private Intent change(EngineEvent event, Book book, long ref, Purpose purpose, long quantity) {
        Intent modify = event.addIntent();
        modify.clear(IntentAction.MODIFY, ref, book.instrumentId, book.bindingId, event.sequence);
        modify.purpose = purpose;
        boolean isShort = book.position != 0 ? book.position < 0 : book.entryShort;
        modify.side = isShort ? Side.BUY : Side.SELL;
        modify.timeInForce = TimeInForce.GOOD_TILL_CANCELLED;
        modify.quantity = quantity;
        modify.ocaRef = book.groupRef;
        return modify;
    }

    private Intent place(EngineEvent event, Book book, long cause, Purpose purpose, Side side, long quantity) {
        long ref = OrderRef.of(event.sessionDay, event.sequence, event.intentCount);
        Intent intent = event.addIntent();
        intent.clear(IntentAction.PLACE, ref, book.instrumentId, book.bindingId, cause);
        intent.purpose = purpose;
        intent.side = side;
        intent.quantity = quantity;
        if (event.eventNanos >= calendar.closeNanos(event.sessionDay)) {
            intent.timeInForce = TimeInForce.AT_THE_OPEN;
        }
        bookByRef.put(ref, book);
        return intent;
    }
}
