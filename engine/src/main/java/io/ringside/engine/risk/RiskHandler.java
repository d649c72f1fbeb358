package io.ringside.engine.risk;

import io.ringside.engine.account.BookMoney;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Terms;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import java.util.Arrays;
import java.util.List;

/**
 * Third stage: turns signals into orders. It alone knows positions, working orders and stops. An entry is sent with its
 * protective stop attached; the stop trails by average true ranges and never loosens; an exit shares a one-cancels-all group
 * with the stop, so that only one of them can fill. {@link PositionKeeper} processes the order reports.
 *
 * <p>Thread: risk stage. Owns: ledger and books. Reads: market, signals, order reports. Writes: verdicts, intents.
 */
public final class RiskHandler {
    private final Book[] books;
    private final Book[][] booksByInstrument;
    private final Ledger ledger;
    private final TradingState trading;
    private final IntentWriter writer;
    private final PositionKeeper keeper;
    private final Entries entries;
    private final StopFollower stops;
    private final Exits exits;
    private final HolderActions actions;
    private final OperatorActions operators;
    private final SessionState sessions;
    /** Null if no limits are configured. */
    private final Controls controls;

    private final Portfolios portfolios;
    /** Null until {@link #snapshot()} is called. */
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
        trading.awaitWorth(settings.fromAccount());
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
        this.portfolios = new Portfolios(
                portfolios, instruments, calendar, ledger, settings.equityE8(), trading, controls, worst);
        worst.beside(this.portfolios);
        entries = new Entries(settings, listed, ledger, trading, writer, worst, this.portfolios, controls);
        stops = new StopFollower(settings, writer, entries, controls);
        exits = new Exits(writer);
        actions = new HolderActions(ledger, booksByInstrument, listed, writer, keeper, controls, this.portfolios);
        operators = new OperatorActions(books, booksByInstrument, writer, trading, this.portfolios);
        sessions = new SessionState(
                settings.fromAccount(),
                books,
                instruments.size(),
                ledger,
                trading,
                writer,
                keeper,
                entries,
                controls,
                this.portfolios);
    }

    /** Decides on one event. */
    public void onEvent(EngineEvent event) {
        trading.onEvent(event);
        if (controls != null) {
            controls.before(event);
        }
        // Bars and open prints come first: they are nearly all of the events.
        if (event.type == EventType.BAR) {
            if (!event.isPortfolioOnly()) {
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
            // Mostly there is one update only; a call outside of the loop is faster, as in BarSeries.
            onSignal(event, 0);
            for (int i = 1; i < event.signalCount; i++) {
                onSignal(event, i);
            }
        }
        portfolios.onEvent(event);
        if (trading.isFlattening() && trading.flattenIsDue(event)) {
            operators.flatten(event);
        }
        if (controls != null) {
            controls.decided(event);
        }
        trading.after(event);
    }

    private void book(EngineEvent event) {
        switch (event.type) {
            case TRADE -> {
                if (!event.isVolumeOnly()) {
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
            case POSITION, ACCOUNT -> sessions.onEvent(event);
            case CORPORATE_ACTION -> actions.onEvent(event);
            case COMMAND -> operators.onEvent(event);
            default -> {
                // Does not concern the books.
            }
        }
        if (snapshot != null) {
            snapshot.onEvent(event, ledger);
        }
    }

    /** Makes the stage publish snapshots for other threads. Call it before the first event. */
    public RiskSnapshot snapshot() {
        snapshot = new RiskSnapshot(booksByInstrument.length, books.length);
        return snapshot;
    }

    /** Publishes a snapshot after an event, if {@link #snapshot()} was called; warm-up events are skipped. */
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
        snapshot.portfolios(portfolios.left(), portfolios.halted());
        snapshot.end();
    }

    /** Cash and positions. */
    public Ledger ledger() {
        return ledger;
    }

    /** Whether entries are allowed, and if not, why. */
    public TradingState trading() {
        return trading;
    }

    /** Why the instrument may not be entered at a time of a session, price checks aside; null if it may. */
    public Outcome refusal(int instrumentId, long nanos, int sessionDay) {
        Outcome refusal = trading.refusal(instrumentId);
        return refusal == null && controls != null ? controls.refuse(instrumentId, nanos, sessionDay) : refusal;
    }

    /** Which pool of money pays for which orders. */
    public BookMoney money() {
        return portfolios;
    }

    /** The state that the next session begins with, except for the cash. For the owner of a finished session. */
    public List<Carried> carried() {
        return sessions.carried();
    }

    /**
     * The figures behind a verdict on a further unit of a position. Call it right after the event, from the stage's thread.
     *
     * @param bindingId the verdict's
     * @param sequence of the event
     * @return null if the verdict is on something else
     */
    public Unit unit(int bindingId, long sequence) {
        return books[bindingId].owner.unit(books[bindingId], sequence);
    }

    /** Lets a sweep skip bars, see {@link BarSkips}. */
    public BarSkips skips() {
        return new BarSkips(books, stops);
    }

    /**
     * Processes the signals of a warm-up bar: they trail no stop, which would be placed where the market was then, but their
     * prices and volatility are kept for the next bar.
     */
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
        // Signals of closed bars come first; a strategy's bars are counted by its first input.
        boolean closing = index < event.updateCount && event.updates[index].input == 0;
        if (book.owner.parts.length > 1) {
            onSignalOfParts(event, index, book.owner, closing);
            return;
        }
        boolean closesOver = closing && !book.isFlat() && !book.terms.equals(Terms.STANDARD);
        if (signal.kind != SignalKind.HOLD) {
            act(event, signal, book);
        }
        // A HOLD signal only updates the volatility.
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

    /** As {@link #onSignal}, for a position in several parts. */
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
            }
            if ((closedOver & 1 << i) != 0 && !book.isFlat()) {
                stops.follow(event, signal, book, event.updates[index]);
            }
        }
        if (closing) {
            stops.closeTogether(event, owner);
            stops.even(event, owner);
            entries.grow(event, signal, owner);
        }
        for (Book book : owner.parts) {
            if (signal.atr > 0) {
                // Not before a further unit was decided on: its price is compared with the one before.
                book.atrBefore = signal.atr;
                book.priceBeforeE8 = signal.priceE8;
            }
            keeper.onSignal(event, book);
            if (closing) {
                book.countBar();
            }
        }
    }

    /** Places entries that waited for the end of the position that they reverse. */
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
            case EXIT_LONG -> exits.onSignal(event, signal, book.owner, true, false);
            case EXIT_SHORT -> exits.onSignal(event, signal, book.owner, false, true);
            case EXIT -> exits.onSignal(event, signal, book.owner, true, true);
            case HOLD -> {
                // No action.
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
}
