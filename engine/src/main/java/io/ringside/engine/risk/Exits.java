package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Verdict;

/**
 * Turns exit signals into verdicts and orders.
 *
 * <p>Thread: risk stage. Writes: verdicts; intents by its writer.
 */
final class Exits {
    private final IntentWriter writer;

    Exits(IntentWriter writer) {
        this.writer = writer;
    }

    /** Closes all parts that have a position or an entry; if none has, the first part gets the verdict. */
    void onSignal(EngineEvent event, Signal signal, StrategyBooks owner, boolean longOnes, boolean shortOnes) {
        boolean idle = owner.isIdle();
        for (Book book : owner.parts) {
            if (!book.isIdle() || (idle && book == owner.lead())) {
                exit(event, signal, book, longOnes, shortOnes);
            }
        }
    }

    private void exit(EngineEvent event, Signal signal, Book book, boolean longOnes, boolean shortOnes) {
        boolean held = (longOnes && book.position > 0) || (shortOnes && book.position < 0);
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, event.sequence);
        verdict.priceE8 = signal.priceE8;
        if (!held) {
            verdict.outcome = callOffEntry(event, signal, book, longOnes, shortOnes)
                    ? Outcome.ENTRY_CALLED_OFF.code()
                    : Outcome.NO_POSITION.code();
        } else if (book.exitRef != 0 || book.isStopping()) {
            verdict.outcome = Outcome.ORDER_WORKING.code();
        } else {
            if (book.entryRef != 0 && !book.entryCancelling) {
                writer.cancelEntry(event, book);
            }
            verdict.outcome = Outcome.ACCEPTED.code();
            verdict.quantity = book.held();
            writer.placeExit(event, book, Purpose.EXIT, signal.reason);
        }
    }

    /** Cancels an unfilled entry; shares that fill all the same are closed at once. */
    private boolean callOffEntry(EngineEvent event, Signal signal, Book book, boolean longOnes, boolean shortOnes) {
        boolean waits = book.waitingForOpen || book.waitingForFlat;
        if (waits && (book.waiting.isShort ? shortOnes : longOnes)) {
            book.waitingForFlat = false;
            book.waitingForOpen = false;
            return true;
        }
        boolean open = book.position == 0 && book.entryRef != 0 && (book.entryShort ? shortOnes : longOnes);
        if (!open || book.entryCancelling) {
            return false;
        }
        writer.cancelEntry(event, book);
        book.closing = true;
        book.exitPurpose = Purpose.EXIT;
        book.exitReason = signal.reason;
        return true;
    }
}
