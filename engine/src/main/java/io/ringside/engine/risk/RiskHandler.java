package io.ringside.engine.risk;

import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
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
    private static final Book[] NO_BOOKS = {};

    private final Book[] books;
    private final Book[][] booksByInstrument;
    private final Ledger ledger;
    private final TradingState trading;
    private final IntentWriter writer;
    private final PositionKeeper keeper;
    private final Entries entries;
    private final StopFollower stops;
    private final HolderActions actions;
    /** Whether the equity is what the account is worth. */
    private final boolean fromAccount;
    /** Shares of each instrument that the trader holds himself; nothing depends on them but the next session. */
    private final long[] standing;
    /** Null where no limits are configured. */
    private final Controls controls;

    private final Portfolios portfolios;
    /** Null where nobody looks. */
    private RiskSnapshot snapshot;

    /**
     * @param bindings instrument id of each strategy binding
     * @param leads the binding that decides for each of them: itself, or an earlier one of which it is a further part
     * @param portfolios by their index
     */
    public RiskHandler(
            RiskSettings settings,
            ExchangeCalendar calendar,
            List<Instrument> instruments,
            int[] bindings,
            int[] leads,
            List<PortfolioBinding> portfolios) {
        ledger = new Ledger(settings.equityE8(), instruments.size());
        Limits limits = settings.limits();
        trading = new TradingState(
                instruments.size(), limits == null ? Limits.OFF : limits.data().clockLatchNanos());
        fromAccount = settings.fromAccount();
        trading.awaitWorth(fromAccount);
        writer = new IntentWriter(calendar);
        books = new Book[bindings.length];
        for (int i = 0; i < bindings.length; i++) {
            books[i] = new Book(i, bindings[i]);
        }
        for (int i = 0; i < bindings.length; i++) {
            int lead = i;
            if (leads[i] == i) {
                new StrategyBooks(Arrays.stream(books)
                        .filter(book -> leads[book.bindingId] == lead)
                        .toArray(Book[]::new));
            }
        }
        booksByInstrument = new Book[instruments.size()][];
        for (int id = 0; id < booksByInstrument.length; id++) {
            int instrumentId = id;
            booksByInstrument[id] = Arrays.stream(books)
                    .filter(book -> book.instrumentId == instrumentId)
                    .toArray(Book[]::new);
        }
        Instrument[] listed = instruments.toArray(Instrument[]::new);
        WorstCase worst = new WorstCase(books, booksByInstrument, ledger);
        controls =
                limits == null ? null : new Controls(settings, calendar, listed, books.length, ledger, trading, worst);
        keeper = new PositionKeeper(ledger, trading, writer, controls);
        standing = new long[instruments.size()];
        this.portfolios = new Portfolios(
                portfolios, instruments, calendar, ledger, settings.equityE8(), trading, controls, worst);
        worst.beside(this.portfolios);
        entries = new Entries(settings, listed, ledger, trading, writer, worst, this.portfolios, controls);
        stops = new StopFollower(settings, writer, entries, controls);
        actions = new HolderActions(ledger, booksByInstrument, listed, writer, keeper, controls, this.portfolios);
    }

    /** Decides on one event. */
    public void onEvent(EngineEvent event) {
        trading.onEvent(event);
        if (controls != null) {
            controls.before(event);
        }
        // Bars and open prints come first: they are nearly all of the events.
        if (event.type == EventType.BAR) {
            if (!event.isTold()) {
                ledger.mark(event.instrumentId, event.closeE8);
            }
        } else if (event.type == EventType.OPEN_PRINT) {
            ledger.mark(event.instrumentId, event.priceE8);
            if (entries.mayWait()) {
                enterAtOpen(event);
            }
        } else {
            book(event);
        }
        portfolios.book(event);
        if (controls != null) {
            controls.after(event);
        }
        if (event.signalCount > 0 && event.isWarmUp()) {
            remember(event);
        } else if (event.signalCount > 0) {
            // As with a series' subscriptions, it is one most of the time.
            onSignal(event, 0);
            for (int i = 1; i < event.signalCount; i++) {
                onSignal(event, i);
            }
        }
        portfolios.onEvent(event);
        if (trading.isFlattening() && trading.flattenIsDue(event)) {
            flatten(event);
        }
        if (controls != null) {
            controls.decided(event);
        }
    }

    private void book(EngineEvent event) {
        switch (event.type) {
            case TRADE -> {
                if ((event.flags & EngineEvent.FLAG_VOLUME_ONLY) == 0) {
                    ledger.mark(event.instrumentId, event.priceE8);
                }
            }
            case FILL -> {
                keeper.onFill(event);
                Book filled = writer.bookOf(event.orderRef);
                if (filled != null) {
                    stops.even(event, filled.owner);
                }
                reverse(event);
            }
            case ORDER_CANCELLED, ORDER_REJECTED -> {
                keeper.onGone(event);
                reverse(event);
            }
            case ORDER_REPLACED -> keeper.onReplaced(event);
            case COMMISSION -> ledger.charge(event.commissionE8);
            case POSITION, ACCOUNT -> restore(event);
            case CORPORATE_ACTION -> actions.onEvent(event);
            case COMMAND -> obey(event);
            default -> {
                // Nothing that the books depend on.
            }
        }
        if (snapshot != null) {
            snapshot.onEvent(event, ledger);
        }
    }

    /** Lets other threads see the stage, from the first event on; to be called before it. */
    public RiskSnapshot snapshot() {
        snapshot = new RiskSnapshot(booksByInstrument.length, books.length);
        return snapshot;
    }

    /** Shows the stage as it is after an event, if anybody looks; a bar of the past says nothing of now. */
    public void show(EngineEvent event) {
        if (snapshot == null || event.isWarmUp()) {
            return;
        }
        snapshot.begin(event, ledger, trading, controls == null ? null : controls.loss());
        for (int id = 0; id < booksByInstrument.length; id++) {
            snapshot.holding(id, ledger, refusal(id, event.eventNanos, event.sessionDay));
        }
        for (Book book : books) {
            snapshot.orders(book.bindingId, book);
        }
        snapshot.plan(portfolios.left());
        snapshot.end();
    }

    /** Cash and positions as the fills left them. */
    public Ledger ledger() {
        return ledger;
    }

    /** Whether entries are allowed, and if not, why. */
    public TradingState trading() {
        return trading;
    }

    /** Why the instrument may not be entered at a time of a session; null if it may, as far as no price is known. */
    public Outcome refusal(int instrumentId, long nanos, int sessionDay) {
        Outcome refusal = trading.refusal(instrumentId);
        return refusal == null && controls != null ? controls.refuse(instrumentId, nanos, sessionDay) : refusal;
    }

    /** Whose money pays for whose orders. */
    public BookMoney money() {
        return portfolios;
    }

    /** Everything that the next session has to begin with, but for the cash; for the owner of a finished session. */
    public List<Carried> carried() {
        List<Carried> parts = new ArrayList<>();
        for (Book book : books) {
            book.carry(ledger.lastE8(book.instrumentId), parts);
        }
        for (Book book : books) {
            if (book == book.owner.lead()) {
                book.owner.carry(parts);
            }
        }
        if (controls != null) {
            LossLimits loss = controls.loss();
            parts.add(Carried.ofLosses(loss.peakE8(), loss.streak(), loss.drawnDown()));
        }
        portfolios.carry(parts);
        for (int id = 0; id < standing.length; id++) {
            if (standing[id] != 0) {
                parts.add(new Carried(id, Carried.STANDING, 0, 0, standing[id], 0));
            }
        }
        return parts;
    }

    // ---- Earlier sessions and operators ---------------------------------------------------------------------------

    private void restore(EngineEvent event) {
        if ((event.flags & EngineEvent.FLAG_ADOPTED) != 0) {
            if (event.type == EventType.ACCOUNT) {
                takeWorth(event.priceE8);
            } else {
                adopt(event);
            }
            return;
        }
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        if (event.type == EventType.ACCOUNT) {
            ledger.restoreCash(event.priceE8);
            trading.awaitWorth(fromAccount && event.priceE8 == 0);
            return;
        }
        if (event.code == Carried.LOSSES) {
            if (controls != null) {
                controls.restore(event.priceE8, event.quantity, event.argument != 0);
            }
            return;
        }
        if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
            return;
        }
        if (event.code == Carried.FOREIGN_ORDER) {
            // For who compares with the broker.
            return;
        }
        if (event.code == PortfolioPart.HOLDING) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
        }
        if (event.code == PortfolioPart.PLANNED || BookId.isPortfolio(BookId.lower(event.argument))) {
            portfolios.restore(event);
            if (controls != null && Purpose.ofCode(event.code) != null) {
                boolean sells = event.quantity < 0 || event.code == Purpose.STOP.code();
                controls.adopt(event.instrumentId, event.orderRef, sells, event.quantity);
            }
            return;
        }
        Book book = books[(int) (event.argument & 0xffff_ffffL)];
        if (event.code == Carried.UNITS || event.code == Carried.UNIT_TERMS) {
            book.owner.restore(event);
            return;
        }
        book.restore(event);
        if (event.code == Carried.TERMS) {
            return;
        }
        if (event.code == 0) {
            ledger.restorePosition(event.instrumentId, event.quantity, event.priceE8);
            return;
        }
        writer.adopt(event.orderRef, book);
        if (controls != null) {
            controls.adopt(event.instrumentId, event.orderRef, book.sells(event.orderRef), event.quantity);
        }
    }

    /** The equity is what the account is worth from now on: money that came or went is neither profit nor loss. */
    private void takeWorth(long worthE8) {
        if (!fromAccount) {
            return;
        }
        long beforeE8 = ledger.equityE8();
        ledger.restoreCash(Math.subtractExact(worthE8, ledger.positionValueE8()));
        portfolios.transfer(Math.subtractExact(worthE8, beforeE8));
        trading.awaitWorth(false);
        if (controls != null) {
            controls.loss().transfer(beforeE8, worthE8);
        }
    }

    private void adopt(EngineEvent event) {
        if (event.code == Carried.STANDING) {
            standing[event.instrumentId] = event.quantity;
        } else if (event.code == 0 && event.quantity != 0 && BookId.isPortfolio(BookId.lower(event.argument))) {
            portfolios.adopt(event, event.priceE8 > 0 ? event.priceE8 : ledger.lastE8(event.instrumentId));
        } else if (event.code == 0 && event.quantity != 0) {
            Book book = books[(int) (event.argument & 0xffff_ffffL)];
            if (book.owner.position() == 0) {
                book.owner.forgetFirst();
            }
            boolean isShort = book.position + event.quantity < 0;
            long lastE8 = ledger.lastE8(event.instrumentId) != 0 ? ledger.lastE8(event.instrumentId) : event.priceE8;
            long stopE8 = book.atrBefore > 0 ? entries.stopFrom(book, lastE8, book.atrBefore, isShort) : 0;
            // At the last price where nobody knows at which others have traded.
            long priceE8 = event.priceE8 > 0 ? event.priceE8 : lastE8;
            keeper.onAdopted(event, book, priceE8, Math.max(0, stopE8));
        }
    }

    /** Cancels entries and leaves positions, as far as the event has room for it; the group cancels the stop. */
    private void flatten(EngineEvent event) {
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
            // Again if need be; what of it fills all the same is left at once.
            writer.cancelEntry(event, book);
            book.closing = true;
            book.leavingPurpose = Purpose.FLATTEN;
        }
        if (book.position != 0 && book.exitRef == 0) {
            writer.placeExit(event, book, Purpose.FLATTEN, 0);
        }
    }

    /** An operator's command about one instrument or order; those about all of trading are the trading state's. */
    private void obey(EngineEvent event) {
        Operator operator = Operator.ofCode(event.code);
        portfolios.obey(event);
        int name = BookId.lower(event.argument);
        if (operator == Operator.CLOSE && name >= 0 && name < booksByInstrument.length) {
            boolean all = BookId.scope(event.argument) == BookId.ALL;
            for (Book book : all ? booksByInstrument[name] : NO_BOOKS) {
                book.waitingForOpen = false;
                book.waitingForFlat = false;
                // A position that its stop is just leaving would be left twice.
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

    /** What filled of an entry stays, under its stop; an exit is not placed again. A stop is never cancelled. */
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

    /** Which bars may be left out, for a sweep that plays many settings on the same ones. */
    public BarSkips skips() {
        return new BarSkips(books, stops);
    }

    // ---- Signals --------------------------------------------------------------------------------------------------

    /** Bars of the past move no stop: it would be placed where the market was then. The next one is compared with them. */
    private void remember(EngineEvent event) {
        for (int i = 0; i < event.signalCount; i++) {
            Signal signal = event.signals[i];
            if (signal.atr > 0) {
                for (Book book : books[signal.bindingId].owner.parts) {
                    book.atrBefore = signal.atr;
                    book.priceBeforeE8 = signal.priceE8;
                }
            }
        }
    }

    private void onSignal(EngineEvent event, int index) {
        Signal signal = event.signals[index];
        Book book = books[signal.bindingId];
        // The signals of closed bars come first; a strategy counts by its first bars.
        boolean closing = index < event.updateCount && event.updates[index].input == 0;
        if (book.owner.parts.length > 1) {
            onSignalOfParts(event, index, book.owner, closing);
            return;
        }
        boolean closesOver = closing && !book.isFlat() && !book.terms.equals(Terms.STANDARD);
        if (signal.kind != SignalKind.HOLD) {
            act(event, signal, book);
        }
        // Of a signal to hold only its volatility counts.
        if (signal.atr > 0) {
            stops.trail(event, signal, book);
            book.atrBefore = signal.atr;
            book.priceBeforeE8 = signal.priceE8;
        }
        if (closesOver && !book.isFlat()) {
            stops.follow(event, signal, book, event.updates[index]);
        }
        keeper.onSignal(event, book);
        if (closing) {
            book.countBar();
        }
    }

    /** As {@link #onSignal}, of a position in several parts. */
    private void onSignalOfParts(EngineEvent event, int index, StrategyBooks owner, boolean closing) {
        Signal signal = event.signals[index];
        int closedOver = 0;
        for (int i = 0; i < owner.parts.length; i++) {
            Book book = owner.parts[i];
            closedOver |= closing && !book.isFlat() && !book.terms.equals(Terms.STANDARD) ? 1 << i : 0;
        }
        if (signal.kind != SignalKind.HOLD) {
            act(event, signal, owner.lead());
        }
        for (int i = 0; i < owner.parts.length; i++) {
            Book book = owner.parts[i];
            if (signal.atr > 0) {
                stops.trail(event, signal, book);
                book.atrBefore = signal.atr;
                book.priceBeforeE8 = signal.priceE8;
            }
            if ((closedOver & 1 << i) != 0 && !book.isFlat()) {
                stops.follow(event, signal, book, event.updates[index]);
            }
        }
        if (closing) {
            stops.even(event, owner);
            entries.grow(event, signal, owner);
        }
        for (Book book : owner.parts) {
            keeper.onSignal(event, book);
            if (closing) {
                book.countBar();
            }
        }
    }

    /** Entries whose position the other way is gone. */
    private void reverse(EngineEvent event) {
        for (Book book : booksByInstrument[event.instrumentId]) {
            if (book.waitingForFlat && book.owner.isOut()) {
                entries.atFlat(event, book);
            }
        }
    }

    private void act(EngineEvent event, Signal signal, Book book) {
        switch (signal.kind) {
            case ENTER_LONG -> entries.onSignal(event, signal, book, false);
            case ENTER_SHORT -> entries.onSignal(event, signal, book, true);
            case EXIT_LONG -> exit(event, signal, book.owner, true, false);
            case EXIT_SHORT -> exit(event, signal, book.owner, false, true);
            case EXIT -> exit(event, signal, book.owner, true, true);
            case HOLD -> {
                // Nothing is wanted.
            }
            case TARGET_WEIGHT -> throw new IllegalStateException("no portfolio strategy is configured");
        }
    }

    private void enterAtOpen(EngineEvent event) {
        boolean waited = false;
        for (Book book : booksByInstrument[event.instrumentId]) {
            if (book.waitingForOpen) {
                waited = true;
                entries.atOpen(event, book);
            }
        }
        if (waited) {
            entries.lookWhoWaits(books);
        }
    }

    /** All parts that are held or enter; of none of them the first one says so. */
    private void exit(EngineEvent event, Signal signal, StrategyBooks owner, boolean longOnes, boolean shortOnes) {
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
        boolean waits = book.waitingForOpen || book.waitingForFlat;
        if (waits && (book.waiting.isShort ? shortOnes : longOnes)) {
            book.waitingForFlat = false;
            book.waitingForOpen = false;
            return true;
        }
        boolean open = book.position == 0 && book.entryRef != 0 && (book.entryShort ? shortOnes : longOnes);
        if (!open || book.entryLeaving) {
            return false;
        }
        writer.cancelEntry(event, book);
        book.closing = true;
        book.leavingPurpose = Purpose.EXIT;
        book.leavingReason = signal.reason;
        return true;
    }
}
