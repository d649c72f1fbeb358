package io.ringside.gateway.sim;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The complete behaviour of a TWS, without sockets, threads or a clock of its own: bytes come in by {@link #receive}, time
 * by {@link #advanceTo}, and bytes are sent through each client's {@link Wire}. The same calls with the same settings give
 * the same bytes, so that a whole day can be run, and repeated, in one thread.
 *
 * <p>Thread: one at a time; if it is shared, callers hold its monitor (as {@link SimulatedTws} does).
 */
public final class Workstation {
    private static final long MINUTE = ExchangeCalendar.MINUTE_NANOS;
    private static final long RESET_NANO_OF_DAY = (23 * 60 + 45) * MINUTE;
    private static final long RESET_NANOS = 60 * MINUTE;

    final SimSettings settings;
    final Agenda agenda = new Agenda();
    final Faults faults;
    final Exchange exchange;
    final Ledger ledger;
    final AccountDesk accounts;
    final HistoryDesk history;

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final LongSupplier wallNanos;
    private final FrameLog log;
    private final Delivery delivery;
    private final StreamDesk streams;
    private final OrderBook book;
    private final Hand hand;
    private final FaultScenes scenes;
    private final Requests requests;
    private final List<Client> clients = new ArrayList<>();
    private long now;
    private int connections;
    private boolean awake;
    private long nextResetNanos = Long.MAX_VALUE;
    /** It is logged in to another account of the same name, such as a paper account that was reset: one that is empty. */
    private boolean elsewhere;

    /**
     * A TWS that has just been started.
     *
     * @param wallNanos the wall clock, UTC nanoseconds since 1970, for the log and for pacing
     */
    public Workstation(SimSettings settings, LongSupplier wallNanos) {
        this.settings = settings;
        this.wallNanos = wallNanos;
        now = settings.startNanos;
        log = settings.log == null ? FrameLog.none() : FrameLog.to(settings.log);
        faults = new Faults(this, settings.faults);
        exchange = new Exchange(this, agenda, settings.tapes, settings.seed);
        ledger = new Ledger(settings.cashE8, settings.marginPercent);
        delivery = new Delivery(this);
        accounts = new AccountDesk(this);
        history = new HistoryDesk(this);
        streams = new StreamDesk(this);
        var notifier = new OrderNotifier(this);
        book = new OrderBook(this, new Matching(settings.fills, exchange.boards(), settings.cashE8), notifier);
        hand = new Hand(this, book);
        scenes = new FaultScenes(this);
        requests = new Requests(this, new OrderDesk(this, book, notifier), streams, scenes);
        for (SimSettings.Holding holding : settings.holdings) {
            ledger.endow(board(holding.symbol()), holding.shares(), holding.averageE8());
        }
        for (SimSettings.Happening one : settings.happenings) {
            Board board = board(one.symbol());
            agenda.at(one.nanos(), () -> {
                ledger.happens(board, one.what());
                if (one.what().kind() == CorporateAction.SPLIT) {
                    book.onSplit(board, one.what().numerator(), one.what().denominator());
                }
                accounts.onPosition(board);
            });
        }
        for (SimSettings.Renaming one : settings.renamings) {
            agenda.at(one.nanos(), () -> {
                Board board = board(one.symbol());
                board.listing = board.listing.renamed(one.other());
            });
        }
        exchange.start(now);
        playSessions(calendar.sessionDay(now));
        agenda.at((Math.floorDiv(now, MINUTE) + 1) * MINUTE, this::minute);
        if (settings.nightlyResets) {
            planReset(calendar.localDay(now));
        }
    }

    // ---- Connections ----------------------------------------------------------------------------------------------

    /** Adds a client connection, whose bytes are sent to the given wire. */
    public Client connect(Wire wire) {
        Client client = new Client(++connections, wire);
        if (scenes.refusesConnections()) {
            close(client);
        } else {
            clients.add(client);
        }
        return client;
    }

    /** Handles bytes from a client. */
    public void receive(Client client, byte[] bytes, int offset, int length) {
        if (client.closed || client.muted) {
            return;
        }
        client.frames.append(bytes, offset, length);
        try {
            List<String> message = client.frames.next();
            while (message != null && !client.closed && !client.muted) {
                requests.take(client, message);
                message = client.frames.next();
            }
        } catch (Frames.Broken e) {
            record(client, "fault", List.of("BROKEN_FRAME", e.getMessage()));
            close(client);
        }
    }

    /** Handles the end of a connection by the client. */
    public void disconnected(Client client) {
        client.closed = true;
        clients.remove(client);
    }

    /** Ends a connection. */
    void close(Client client) {
        disconnected(client);
        client.wire.close();
    }

    /** Resets a connection. */
    void reset(Client client) {
        disconnected(client);
        client.wire.reset();
    }

    /** Ends all connections, as at the end of the simulation. */
    public void shutDown() {
        for (Client client : List.copyOf(clients)) {
            close(client);
        }
        log.close();
    }

    /** Clients that have sent startApi, in the order of connection. */
    List<Client> startedClients() {
        List<Client> started = new ArrayList<>();
        for (Client client : clients) {
            if (client.started) {
                started.add(client);
            }
        }
        return started;
    }

    /** The client with that id, or null if it is not connected. */
    Client client(int clientId) {
        for (Client client : clients) {
            if (client.started && client.clientId == clientId) {
                return client;
            }
        }
        return null;
    }

    // ---- Time -----------------------------------------------------------------------------------------------------

    /** The simulated time, UTC nanoseconds since 1970. */
    public long now() {
        return now;
    }

    /** Advances to a time and does everything due up to and including it; a time before now has no effect. */
    public void advanceTo(long nanos) {
        while (agenda.nextNanos() <= nanos) {
            now = Math.max(now, agenda.nextNanos());
            agenda.runNext();
        }
        now = Math.max(now, nanos);
    }

    /** As {@link #advanceTo}, but no farther than the next execution; returns whether there was one. */
    public boolean advanceToExecution(long nanos) {
        int before = book.executions().size();
        while (agenda.nextNanos() <= nanos) {
            now = Math.max(now, agenda.nextNanos());
            agenda.runNext();
            if (book.executions().size() > before) {
                return true;
            }
        }
        now = Math.max(now, nanos);
        return false;
    }

    /** Time of the next action. */
    public long nextNanos() {
        return agenda.nextNanos();
    }

    private void playSessions(int day) {
        onTime(calendar.openNanos(day, Session.EXTENDED), book::onHours);
        onTime(calendar.openNanos(day), book::onHours);
        onTime(calendar.closeNanos(day), book::onSessionClose);
        onTime(calendar.closeNanos(day, Session.EXTENDED), book::onExtendedClose);
        int next = calendar.nextTradingDay(day);
        agenda.at(calendar.closeNanos(day, Session.EXTENDED), () -> playSessions(next));
    }

    private void onTime(long nanos, Runnable action) {
        if (nanos > now) {
            agenda.at(nanos, action);
        }
    }

    private void planReset(int day) {
        long reset = calendar.toNanos(day, RESET_NANO_OF_DAY);
        if (reset <= now) {
            planReset(day + 1);
            return;
        }
        nextResetNanos = reset;
        agenda.at(reset, () -> {
            scenes.reset(RESET_NANOS);
            planReset(day + 1);
        });
    }

    /** Time of the broker's next restart; {@code Long.MAX_VALUE} if there is none. */
    public long nextResetNanos() {
        return nextResetNanos;
    }

    private void minute() {
        agenda.at(now + MINUTE, this::minute);
        accounts.onMinute();
        book.onMinute();
        scenes.onMinute();
    }

    // ---- The market -----------------------------------------------------------------------------------------------

    /** The first price of a span of a tape of bars. */
    void onOpenPrint(Board board, Tape.Trade trade) {
        meetOpenPrint(board, trade.priceE8());
        if (trade.size() > 0) {
            streams.onTrade(board, trade);
        }
    }

    /** A move within a span of a tape of bars. */
    void onLeg(Board board, PriceBar leg) {
        if (board.halted == 0) {
            book.onLeg(board, leg);
        }
        if (leg.volume() > 0) {
            streams.onTrade(board, new Tape.Trade(leg.endNanos(), leg.closeE8(), leg.volume(), false));
        }
    }

    /** A trade of a tape of trades. */
    void onTrade(Board board, Tape.Trade trade) {
        if (!trade.volumeOnly()) {
            if (calendar.isRegular(now) && board.openedDay != calendar.sessionDay(now)) {
                meetOpenPrint(board, trade.priceE8());
            } else if (board.halted == 0) {
                book.onTrade(board, trade);
            }
        }
        streams.onTrade(board, trade);
    }

    /** Halts an instrument (1, or 2 for volatility) or resumes it (0): during a halt prices are sent, but nothing executes. */
    public void halt(String symbol, int kind) {
        Board board = board(symbol);
        board.halted = kind;
        streams.onHalt(board);
    }

    private void meetOpenPrint(Board board, long priceE8) {
        int day = calendar.sessionDay(now);
        board.opening = calendar.isRegular(now) && board.openedDay != day;
        if (board.opening) {
            board.openedDay = day;
        }
        if (board.halted == 0) {
            book.onOpenPrint(board, priceE8);
        }
        board.opening = false;
    }

    /** A quote of a tape of trades and quotes. */
    void onQuote(Board board) {
        if (board.halted == 0) {
            book.onQuote(board);
        }
        streams.onQuote(board);
    }

    /** Five seconds are over. */
    void onBar(Board board, PriceBar bar) {
        streams.onBar(board, bar);
    }

    /** Whether prices of an instrument reach the clients. */
    boolean isFeedUp(Board board) {
        return scenes.isFeedUp() && board.silentUntilNanos <= now;
    }

    /** Whether a time lies in a regular session. */
    boolean isRegular(long nanos) {
        return calendar.isRegular(nanos);
    }

    /** Notes that a client has subscribed to prices or placed an order, so that the market must run. */
    void wake() {
        awake = true;
    }

    /** Whether the market must run. */
    public boolean isAwake() {
        return awake;
    }

    // ---- Messages out ---------------------------------------------------------------------------------------------

    /** Alters messages to clients from now on; null for none. */
    public void distort(Distortion distortion) {
        delivery.distort(distortion);
    }

    /** Sends a message to a client. */
    void send(Client client, Reply reply) {
        delivery.send(client, reply);
    }

    /** Sends an error or a notice to a client; id -1 if it concerns no request. */
    void error(Client client, int id, int code, String text) {
        send(client, SessionMessages.error(client.serverVersion, id, code, text, ""));
    }

    /** The wall clock, UTC nanoseconds since 1970. */
    long wallNanos() {
        return wallNanos.getAsLong();
    }

    /** Enters a message into the log. */
    void record(Client client, String direction, List<String> fields) {
        log.append(wallNanos.getAsLong(), client.number, direction, fields, now);
    }

    /** Enters a fault into the log. */
    void note(Client client, FaultKind kind) {
        record(client, "fault", List.of(kind.name()));
    }

    /** Adds a rule for faults; one for the passing of a minute is asked for at once. */
    public void inject(FaultRule rule) {
        faults.add(rule);
        if (rule.kind().occasion() == FaultKind.Occasion.MINUTE) {
            scenes.onMinute();
        }
    }

    /** Ends all fault rules; faults that have begun go on. */
    public void endFaults() {
        faults.end();
    }

    // ---- Looking on -----------------------------------------------------------------------------------------------

    /** How often each kind of fault has happened; kinds that have not are left out. */
    public Map<FaultKind, Long> faultsFired() {
        return faults.fired();
    }

    /** Whether it is logged in to another account, so that this account's positions, orders and executions are hidden. */
    boolean isElsewhere() {
        return elsewhere;
    }

    /** Logs in to an empty account of the same name, or back: connections end. */
    void logIn(boolean empty) {
        elsewhere = empty;
        for (Client client : List.copyOf(clients)) {
            close(client);
        }
    }

    /** Trading by the account's owner, by hand. */
    public Hand hand() {
        return hand;
    }

    /** All orders so far, in the order of arrival. */
    public List<OrderView> orders() {
        return book.orders().stream().map(OrderView::of).toList();
    }

    /** All executions so far, corrections included. */
    public List<ExecutionView> executions() {
        return book.executions().stream().map(ExecutionView::of).toList();
    }

    /** Shares held of an instrument. */
    public long shares(String symbol) {
        return ledger.shares(board(symbol));
    }

    /** Removes the contract of a symbol from the broker's list, or restores it. */
    public void list(String symbol, boolean listed) {
        board(symbol).listed = listed;
    }

    Board board(String symbol) {
        for (Board board : exchange.boards()) {
            if (board.listing.symbol().equals(symbol)) {
                return board;
            }
        }
        throw new IllegalArgumentException("there is no instrument " + symbol);
    }

    /** Cash of the account at 1e-8. */
    public long cashE8() {
        return ledger.cashE8();
    }
}
