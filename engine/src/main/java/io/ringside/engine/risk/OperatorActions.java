package io.ringside.engine.risk;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;

/**
 * Applies an operator's commands to positions and orders; {@link TradingState} decides whether trading goes on at all.
 *
 * <p>Thread: risk stage. Writes: intents by its writer.
 */
final class OperatorActions {
    private static final Book[] NO_BOOKS = {};

    private final Book[] books;
    private final Book[][] booksByInstrument;
    private final IntentWriter writer;
    private final TradingState trading;
    private final Portfolios portfolios;

    OperatorActions(
            Book[] books,
            Book[][] booksByInstrument,
            IntentWriter writer,
            TradingState trading,
            Portfolios portfolios) {
        this.books = books;
        this.booksByInstrument = booksByInstrument;
        this.writer = writer;
        this.trading = trading;
        this.portfolios = portfolios;
    }

    /** Cancels entries and closes positions, as far as the event has room; the exit's group cancels the stop. */
    void flatten(EngineEvent event) {
        boolean complete = true;
        for (Book book : books) {
            book.waitingForOpen = false;
            book.waitingForFlat = false;
            if (book.isIdle()) {
                continue;
            }
            complete = false;
            if (event.intentCount + 2 > event.intents.length) {
                trading.flattened(false);
                return;
            }
            close(event, book);
        }
        if (!portfolios.flatten(event)) {
            complete = false;
            if (event.intentCount == event.intents.length) {
                trading.flattened(false);
                return;
            }
        }
        if (complete) {
            trading.flattened(true);
        }
    }

    private void close(EngineEvent event, Book book) {
        if (book.entryRef != 0) {
            // Again if necessary; shares that fill all the same are closed at once.
            writer.cancelEntry(event, book);
            book.closing = true;
            book.exitPurpose = Purpose.FLATTEN;
        }
        if (book.position != 0 && book.exitRef == 0) {
            writer.placeExit(event, book, Purpose.FLATTEN, 0);
        }
    }

    /** Handles a command about one instrument or order; commands about all of trading are the trading state's. */
    void onEvent(EngineEvent event) {
        Operator operator = Operator.ofCode(event.code);
        portfolios.obey(event);
        int name = BookId.lower(event.argument);
        if (operator == Operator.CLOSE && name >= 0 && name < booksByInstrument.length) {
            boolean all = BookId.scope(event.argument) == BookId.ALL;
            for (Book book : all ? booksByInstrument[name] : NO_BOOKS) {
                book.waitingForOpen = false;
                book.waitingForFlat = false;
                // A position whose stop is executing would be closed twice.
                if (event.intentCount + 2 <= event.intents.length && !book.isStopping()) {
                    close(event, book);
                }
            }
            portfolios.close(event, name);
        } else if (operator == Operator.CANCEL) {
            Book book = event.argument == OrderRef.NONE ? null : writer.bookOf(event.argument);
            if (book != null) {
                cancel(event, book, event.argument);
            } else if (event.argument != OrderRef.NONE) {
                portfolios.cancel(event, event.argument);
            }
        }
    }

    /**
     * Cancels an entry, target or exit, never a stop. Filled shares of an entry stay under their stop; a cancelled exit is
     * not placed again.
     */
    private void cancel(EngineEvent event, Book book, long ref) {
        if (ref == book.entryRef) {
            writer.cancelEntry(event, book);
        } else if (ref == book.exitRef) {
            writer.cancel(event, book, ref);
            book.closing = false;
        } else if (ref == book.targetRef) {
            writer.cancel(event, book, ref);
        }
    }
}
