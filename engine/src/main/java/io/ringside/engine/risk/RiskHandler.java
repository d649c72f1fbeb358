package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns signals into orders: it alone knows positions, working orders and stops. An entry goes out with its protective stop
 * attached; the stop trails by average true ranges and never loosens; an exit shares a one-cancels-other group with the
 * stop, so that only one of them can fill. {@link PositionKeeper} follows what becomes of the orders.
 *
 * <p>Thread: risk stage. Owns: ledger and books. Reads: market, signals, order reports. Writes: verdicts, intents.
 */
public final class RiskHandler {
    private final RiskSettings settings;
    private final Instrument[] instruments;
    private final Book[] books;
    private final Book[][] booksByInstrument;
    private final Ledger ledger;
    private final TradingState trading;
    private final IntentWriter writer;
    private final PositionKeeper keeper;

    /**
     * @param bindings instrument id of each strategy binding
     */
    public RiskHandler(RiskSettings settings, ExchangeCalendar calendar, List<Instrument> instruments, int[] bindings) {
        this.settings = settings;
        this.instruments = instruments.toArray(Instrument[]::new);
        ledger = new Ledger(settings.equityE8(), this.instruments.length);
        trading = new TradingState(this.instruments.length);
        writer = new IntentWriter(calendar);
        keeper = new PositionKeeper(ledger, writer);
        books = new Book[bindings.length];
        for (int i = 0; i < bindings.length; i++) {
            books[i] = new Book(i, bindings[i]);
        }
        booksByInstrument = new Book[this.instruments.length][];
        for (int id = 0; id < booksByInstrument.length; id++) {
            int instrumentId = id;
            booksByInstrument[id] = Arrays.stream(books)
                    .filter(book -> book.instrumentId == instrumentId)
                    .toArray(Book[]::new);
        }
    }

    /** Decides on one event. */
    public void onEvent(EngineEvent event) {
        trading.onEvent(event);
        switch (event.type) {
            case OPEN_PRINT -> {
                ledger.mark(event.instrumentId, event.priceE8);
                enterAtOpen(event);
            }
            case TRADE -> {
                if ((event.flags & EngineEvent.FLAG_VOLUME_ONLY) == 0) {
                    ledger.mark(event.instrumentId, event.priceE8);
                }
            }
            case BAR -> ledger.mark(event.instrumentId, event.closeE8);
            case FILL -> keeper.onFill(event);
            case ORDER_CANCELLED, ORDER_REJECTED -> keeper.onGone(event);
            case ORDER_REPLACED -> keeper.onReplaced(event);
            case COMMISSION -> ledger.charge(event.commissionE8);
            case POSITION, ACCOUNT -> restore(event);
            default -> {
                // Nothing that the books depend on.
            }
        }
        // Bars of the past move no stop: it would be placed where the market was then.
        for (int i = 0; i < event.signalCount && !event.isWarmUp(); i++) {
            onSignal(event, event.signals[i]);
            // The signals of closed bars come first.
            if (i < event.updateCount) {
                books[event.signals[i].bindingId].countBar();
            }
        }
        if (trading.flattenIsDue(event)) {
            flatten(event);
        }
    }

    /** Cash and positions as the fills left them. */
    public Ledger ledger() {
        return ledger;
    }

    /** Whether entries are allowed, and if not, why. */
    public TradingState trading() {
        return trading;
    }

    /** Everything that the next session has to begin with, but for the cash; for the owner of a finished session. */
    public List<Carried> carried() {
        List<Carried> parts = new ArrayList<>();
        for (Book book : books) {
            book.carry(ledger.lastE8(book.instrumentId), parts);
        }
        return parts;
    }

    // ---- Earlier sessions and operators ---------------------------------------------------------------------------

    private void restore(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        if (event.type == EventType.ACCOUNT) {
            ledger.restoreCash(event.priceE8);
            return;
        }
        Book book = books[(int) (event.argument & 0xffff_ffffL)];
        book.restore(event);
        if (event.code == 0) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
        } else {
            writer.adopt(event.orderRef, book);
        }
    }

    /** Cancels entries and leaves positions, as far as the event has room for it; the group cancels the stop. */
    private void flatten(EngineEvent event) {
        boolean complete = true;
        for (Book book : books) {
            book.waitingForOpen = false;
            if (book.isIdle()) {
                continue;
            }
            complete = false;
            if (event.intentCount + 2 > event.intents.length) {
                trading.flattened(false);
                return;
            }
            if (book.entryRef != 0) {
                // Again if need be; what of it fills all the same is left at once.
                writer.cancelEntry(event, book);
                book.leaving = true;
                book.leavingPurpose = Purpose.FLATTEN;
            }
            if (book.position != 0 && book.exitRef == 0) {
                writer.placeExit(event, book, Purpose.FLATTEN, 0);
            }
        }
        if (complete) {
            trading.flattened(true);
        }
    }

    /** Whether nothing is held, nothing works and nothing waits: only a signal to enter can change that. */
    public boolean isIdle() {
        for (Book book : books) {
            if (!book.isIdle()) {
                return false;
            }
        }
        return true;
    }

    /** The protective stop of a long position for which nothing else works; 0 if that is not so. */
    public long onlyStopOfLong(int bindingId) {
        Book book = books[bindingId];
        boolean only = book.position > 0 && book.entryRef == 0 && book.exitRef == 0 && book.targetRef == 0;
        return only ? book.stopRef : 0;
    }

    /** Counts closed bars that were left out, since nothing could be decided on them. */
    public void passed(int bindingId, int bars) {
        Book book = books[bindingId];
        if (book.barsSinceExit < Integer.MAX_VALUE) {
            book.barsSinceExit = (int) Math.min(Integer.MAX_VALUE, (long) book.barsSinceExit + bars);
        }
    }

    // ---- Signals --------------------------------------------------------------------------------------------------

    private void onSignal(EngineEvent event, Signal signal) {
        Book book = books[signal.bindingId];
        switch (signal.kind) {
            case ENTER_LONG -> enter(event, signal, book, false);
            case ENTER_SHORT -> enter(event, signal, book, true);
            case EXIT_LONG -> exit(event, signal, book, true, false);
            case EXIT_SHORT -> exit(event, signal, book, false, true);
            case EXIT -> exit(event, signal, book, true, true);
            case HOLD -> {
                // Only its volatility counts.
            }
            case TARGET_WEIGHT -> throw new IllegalStateException("no portfolio strategy is configured");
        }
        if (signal.atr > 0) {
            trail(event, signal, book);
        }
        keeper.onSignal(event, book);
    }

    private void enter(EngineEvent event, Signal signal, Book book, boolean isShort) {
        Verdict verdict = event.addVerdict();
        verdict.clear(book.bindingId, book.instrumentId, event.sequence);
        Outcome refusal = refuseEntry(signal, book, isShort);
        if (refusal != null) {
            verdict.outcome = refusal.code();
        } else if (settings.sizeAtOpen()) {
            book.waitingForOpen = true;
            book.waitingShort = isShort;
            book.waitingSequence = event.sequence;
            book.waitingAtr = signal.atr;
            book.waitingStopE8 = signal.stopE8;
            book.waitingTargetE8 = signal.targetE8;
            book.waitingReason = signal.reason;
            verdict.outcome = Outcome.WAITING_FOR_OPEN.code();
        } else {
            long stopE8 = stopOf(book, signal.stopE8, signal.priceE8, signal.atr, isShort);
            placeEntry(event, book, verdict, isShort, signal.priceE8, stopE8, signal.targetE8, signal.reason);
        }
    }

    private Outcome refuseEntry(Signal signal, Book book, boolean isShort) {
        if (book.position != 0) {
            return Outcome.IN_POSITION;
        }
        if (!book.isIdle()) {
            return Outcome.ORDER_WORKING;
        }
        if (isShort && !settings.allowShort()) {
            return Outcome.SHORT_NOT_ALLOWED;
        }
        if (book.barsSinceExit < settings.reentryBars()) {
            return Outcome.REENTRY_TOO_SOON;
        }
        return signal.atr > 0 || signal.stopE8 != 0 ? trading.refusal(book.instrumentId) : Outcome.NO_VOLATILITY;
    }

    private void enterAtOpen(EngineEvent event) {
        for (Book book : booksByInstrument[event.instrumentId]) {
            if (book.waitingForOpen) {
                book.waitingForOpen = false;
                Verdict verdict = event.addVerdict();
                verdict.clear(book.bindingId, book.instrumentId, book.waitingSequence);
                Outcome refusal = trading.refusal(book.instrumentId);
                if (refusal != null) {
                    verdict.outcome = refusal.code();
                    continue;
                }
                boolean isShort = book.waitingShort;
                long stopE8 = stopOf(book, book.waitingStopE8, event.priceE8, book.waitingAtr, isShort);
                long targetE8 = book.waitingTargetE8;
                placeEntry(event, book, verdict, isShort, event.priceE8, stopE8, targetE8, book.waitingReason);
            }
        }
    }

    private void placeEntry(
            EngineEvent event,
            Book book,
            Verdict verdict,
            boolean isShort,
            long priceE8,
            long stopE8,
            long wantedTargetE8,
            int reason) {
        long equityE8 = ledger.equityE8();
        long targetE8 = wantedTargetE8 == 0 ? 0 : onTick(book, wantedTargetE8);
        verdict.equityE8 = equityE8;
        verdict.priceE8 = priceE8;
        verdict.stopE8 = stopE8;
        if (isShort ? stopE8 <= priceE8 : stopE8 >= priceE8 || stopE8 <= 0) {
            verdict.outcome = Outcome.STOP_WRONG_SIDE.code();
            return;
        }
        if (targetE8 != 0 && (isShort ? targetE8 >= priceE8 || targetE8 < 0 : targetE8 <= priceE8)) {
            verdict.outcome = Outcome.TARGET_WRONG_SIDE.code();
            return;
        }
        if (Sizing.riskPerShare(priceE8, stopE8) < Sizing.SMALLEST_RISK) {
            verdict.outcome = Outcome.STOP_TOO_CLOSE.code();
            return;
        }
        long shares = Sizing.shares(equityE8, priceE8, stopE8, instruments[book.instrumentId].lot(), settings);
        if (shares == 0) {
            verdict.outcome = Outcome.SIZE_ZERO.code();
            return;
        }
        verdict.outcome = Outcome.ACCEPTED.code();
        verdict.quantity = shares;

        long cause = verdict.signalSequence;
        writer.placeEntry(event, book, cause, isShort, shares, reason);
        writer.placeStop(event, book, cause, isShort, shares, stopE8);
        if (targetE8 != 0) {
            writer.placeTarget(event, book, cause, isShort, shares, targetE8);
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
            if (book.entryRef != 0 && !book.entryLeaving) {
                writer.cancelEntry(event, book);
            }
            verdict.outcome = Outcome.ACCEPTED.code();
            verdict.quantity = book.held();
            writer.placeExit(event, book, Purpose.EXIT, signal.reason);
        }
    }

    /** Takes an entry back that has not filled; what of it fills all the same is left at once. */
    private boolean callOffEntry(EngineEvent event, Signal signal, Book book, boolean longOnes, boolean shortOnes) {
        if (book.waitingForOpen && (book.waitingShort ? shortOnes : longOnes)) {
            book.waitingForOpen = false;
            return true;
        }
        boolean open = book.position == 0 && book.entryRef != 0 && (book.entryShort ? shortOnes : longOnes);
        if (!open || book.entryLeaving) {
            return false;
        }
        writer.cancelEntry(event, book);
        book.leaving = true;
        book.leavingPurpose = Purpose.EXIT;
        book.leavingReason = signal.reason;
        return true;
    }

    private void trail(EngineEvent event, Signal signal, Book book) {
        if (book.position == 0 || book.stopRef == 0 || book.exitRef != 0 || book.unwanted) {
            return;
        }
        double price = FixedPoint.toDouble(signal.priceE8);
        double stop = FixedPoint.toDouble(book.stopE8);
        double distance = signal.atr * settings.atrMultiple();
        if (book.position > 0 ? price - distance <= stop : price + distance >= stop) {
            // The old stop is on the tick, so that rounding cannot lead beyond it.
            return;
        }
        long stopE8 = stopFrom(book, signal.priceE8, signal.atr, book.position < 0);
        if (book.position > 0 ? stopE8 > book.stopE8 : stopE8 < book.stopE8) {
            book.stopE8 = stopE8;
            writer.modifyStop(event, book, book.stopQuantity);
        }
    }

    /** The strategy's own stop on the tick, or one from the volatility. */
    private long stopOf(Book book, long wantedE8, long priceE8, double atr, boolean isShort) {
        return wantedE8 != 0 ? onTick(book, wantedE8) : stopFrom(book, priceE8, atr, isShort);
    }

    /** The stop so many average true ranges from a price, on the tick. */
    private long stopFrom(Book book, long priceE8, double atr, boolean isShort) {
        double price = FixedPoint.toDouble(priceE8);
        double distance = atr * settings.atrMultiple();
        return instruments[book.instrumentId].onTick(isShort ? price + distance : price - distance);
    }

    private long onTick(Book book, long priceE8) {
        return instruments[book.instrumentId].onTick(FixedPoint.toDouble(priceE8));
    }
}
