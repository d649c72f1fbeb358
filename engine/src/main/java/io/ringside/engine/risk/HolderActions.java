package io.ringside.engine.risk;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.account.SplitShares;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.Instrument;
import java.util.Arrays;

/**
 * Applies corporate actions to positions and orders, before the session opens. A split adjusts the shares of every book, its
 * stops and targets, waiting entries, and the prices that limits compare with; then each working order is modified to the
 * new shares, whatever the broker does by itself. A delisting pays out positions and ends their orders. A dividend concerns
 * the account's cash only, and a new ticker none of these.
 *
 * <p>Thread: risk stage. Writes: intents by its writer.
 */
final class HolderActions {
    private final Ledger ledger;
    private final Book[][] booksByInstrument;
    private final Instrument[] instruments;
    private final IntentWriter writer;
    private final PositionKeeper keeper;
    /** Null where no limits are configured. */
    private final Controls controls;

    private final Portfolios portfolios;

    private final long[] held;
    private final long[] after;

    HolderActions(
            Ledger ledger,
            Book[][] booksByInstrument,
            Instrument[] instruments,
            IntentWriter writer,
            PositionKeeper keeper,
            Controls controls,
            Portfolios portfolios) {
        this.ledger = ledger;
        this.booksByInstrument = booksByInstrument;
        this.instruments = instruments;
        this.writer = writer;
        this.keeper = keeper;
        this.controls = controls;
        this.portfolios = portfolios;
        int most = Arrays.stream(booksByInstrument)
                .mapToInt(books -> books.length)
                .max()
                .orElse(0);
        held = new long[most + Math.max(1, portfolios.count())];
        after = new long[held.length];
    }

    void onEvent(EngineEvent event) {
        switch (CorporateAction.ofCode(event.code)) {
            case SPLIT -> split(event);
            case DIVIDEND -> ledger.onAction(event);
            case DELISTING -> {
                ledger.onAction(event);
                for (Book book : booksByInstrument[event.instrumentId]) {
                    delist(event, book);
                }
            }
            case SYMBOL_CHANGE -> {
                // Positions, orders and prices belong to the instrument, whatever its ticker.
            }
        }
    }

    private void split(EngineEvent event) {
        int id = event.instrumentId;
        long numerator = event.quantity;
        long denominator = event.argument;
        long lastE8 = ledger.lastE8(id);
        Book[] books = booksByInstrument[id];
        // Strategies, then portfolios; the last portfolio's shares include those of unknown orders.
        int last = books.length + Math.max(1, portfolios.count()) - 1;
        held[last] = ledger.position(id);
        for (int i = 0; i < last; i++) {
            held[i] = i < books.length ? books[i].position : portfolios.shares(1 + i - books.length, id);
            held[last] -= held[i];
        }
        SplitShares.apportion(held, after, last + 1, numerator, denominator);
        ledger.onAction(event);
        if (controls != null) {
            controls.onSplit(id, numerator, denominator);
        }
        for (int i = 0; i < portfolios.count(); i++) {
            portfolios.onSplit(event, i, held[books.length + i], after[books.length + i]);
        }
        long tickE8 = instruments[id].tickE8();
        for (int i = 0; i < books.length; i++) {
            Book book = books[i];
            if (book == book.owner.lead()) {
                book.owner.split(numerator, denominator, tickE8);
            }
            long paidE8 = SplitShares.paidE8(held[i], after[i], numerator, denominator, lastE8);
            book.split(numerator, denominator, after[i], paidE8, tickE8);
            if (held[i] != 0 && after[i] == 0) {
                keeper.closed(book);
            }
        }
        for (Book book : books) {
            restate(event, book);
        }
    }

    /**
     * Modifies each order of the book to the new shares; orders for which the event has no room are corrected when the
     * broker reports on them.
     */
    private void restate(EngineEvent event, Book book) {
        if (book.entryRef != 0 && !book.entryCancelling && hasRoom(event)) {
            writer.modifyEntry(event, book);
        }
        if (book.isFlat()) {
            cancelAll(event, book);
            return;
        }
        if (book.exitRef != 0 && hasRoom(event)) {
            writer.modifyExit(event, book);
        }
        if (book.stopRef != 0 && hasRoom(event)) {
            writer.modifyStop(event, book, book.stopQuantity);
        }
        if (book.targetRef != 0 && hasRoom(event)) {
            writer.modifyTarget(event, book, book.targetQuantity);
        }
    }

    private void delist(EngineEvent event, Book book) {
        book.waitingForOpen = false;
        book.waitingForFlat = false;
        if (book.position != 0) {
            book.adopt(-book.position, event.priceE8);
            keeper.closed(book);
        }
        if (book.entryRef != 0 && !book.entryCancelling && hasRoom(event)) {
            writer.cancelEntry(event, book);
        }
        cancelAll(event, book);
    }

    private void cancelAll(EngineEvent event, Book book) {
        if (book.stopRef != 0 && hasRoom(event)) {
            writer.cancel(event, book, book.stopRef);
        }
        if (book.targetRef != 0 && hasRoom(event)) {
            writer.cancel(event, book, book.targetRef);
        }
        if (book.exitRef != 0 && hasRoom(event)) {
            writer.cancel(event, book, book.exitRef);
        }
        keeper.settleFlat(book);
    }

    private static boolean hasRoom(EngineEvent event) {
        return event.intentCount < event.intents.length;
    }
}
