package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Stages;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.Broker;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.ProtectionWatch;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import io.ringside.gateway.live.portfolio.SessionStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of trading, from the first record of its journal to the CLOSE record: <ol> <li>a new journal begins with the
 * carried state of the newest earlier one, see {@link DayTakeOver}; an existing one is replayed, see {@link DayReplay}
 * <li>the stages continue on the ring <li>connection, reconciliation with the broker, missing bars <li>trading, until the
 * date changes or it is stopped </ol>
 *
 * <p>Thread: session, the one that calls {@link #work}, unless a method says any.
 */
final class TradingDay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradingDay.class);
    private static final long TIMER_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;

    private final int day;
    private final Engine engine;
    private final Stages stages;
    private final RiskSnapshot snapshot;
    /** Sequence of the last event with carried state; none if the day's journal is continued. */
    private final long takenOverSequence;

    private final DayJournal journal;
    /** Whether this process created the journal. */
    private final boolean created;

    private final Path data;
    private final TradingBooks books;
    private final DayRing ring;
    private final SessionBounds bounds;
    private final BrokerConnection session;
    private final ProtectionWatch protection;
    private final DayCommands commands;
    private final boolean hasPortfolio;
    private long lastTimerNanos;
    private boolean closed;

    /**
     * Opens the day.
     *
     * @param data store of a portfolio's bars; null without a portfolio
     * @param root folder of all days' journals
     * @param day days since 1970
     * @param clock market time, UTC nanoseconds since 1970
     * @param speed market seconds a second
     * @param runtime its clock and threads
     * @param onFailure called on a stage's thread when it has failed
     */
    TradingDay(
            EngineSettings given,
            LiveSettings live,
            Path data,
            Path root,
            int day,
            LongSupplier clock,
            double speed,
            boolean dryRun,
            Broker broker,
            Alarms alarms,
            boolean killed,
            LiveRuntime runtime,
            Consumer<EngineFailure> onFailure) {
        this.day = day;
        this.data = data;
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        Path path = root.resolve(LocalDate.ofEpochDay(day).toString());
        created = !JournalWriter.hasRecords(path);
        EngineSettings named = SymbolsOfDay.on(day, given, data);
        EngineSettings settings = created ? named : SymbolsOfDay.of(path, named);
        engine = new Engine(settings, calendar);
        List<Instrument> instruments = settings.instruments();
        hasPortfolio = !engine.portfolios().isEmpty();
        List<HistoryPlan> plans = instruments.stream()
                .map(one -> HistoryPlan.of(engine, one, live.warmUpBars()))
                .toList();
        books = DayBooks.of(engine, live, plans, clock, speed == 1, runtime, dryRun, alarms, this::isLatched);

        // 1. The journal: new, or continued. It is not written to before all checks have passed.
        Stages decided = engine.stages(null, runtime.wrapGateway(books.gateway));
        snapshot = decided.risk().snapshot();
        PortfolioDay portfolio = !hasPortfolio
                ? null
                : new PortfolioDay(
                        live,
                        engine.portfolios(),
                        new SessionStore(data, settings, calendar, DayBooks.intraday(engine)),
                        calendar,
                        day,
                        alarms,
                        runtime,
                        books.table,
                        snapshot::planLeft);
        DayReplay replay = new DayReplay(engine, books, portfolio);
        if (!created) {
            replay.run(path, decided);
        }
        CarryOver carried = replay.isBegun()
                ? null
                : CarryOver.newestBefore(root, day)
                        .map(newest -> CarryOver.from(
                                newest,
                                engine,
                                plans,
                                hasPortfolio ? portfolio.actionsSince(CarryOver.day(newest)) : List.of()))
                        .orElse(null);
        journal = new DayJournal(path, day, engine, alarms);
        boolean ready = false;
        try {
            // 2. The stages, on the ring.
            stages = decided.journaledBy(runtime.journal(journal.writer()));
            ring = new DayRing(
                    books,
                    runtime.pipeline(
                            stages.timedBy(EventOutbox.WALL::nanoTime),
                            engine.bounds(),
                            journal.firstSequence(),
                            settings.threads(),
                            onFailure));
            ready = true;
        } finally {
            if (!ready) {
                journal.close();
            }
        }
        long begun = ring.publish(EventType.CONDITION, Condition.LIVE_START.code(), 0, created ? "" : "again");
        DayTakeOver takeOver = new DayTakeOver(books, ring, replay.takenOver());
        if (hasPortfolio && !replay.isBegun()) {
            takeOver.history(portfolio, carried == null ? null : carried.portfolio());
        }
        if (carried != null) {
            takeOver.carried(carried);
        }
        if (!replay.isBegun()) {
            int before = carried == null ? calendar.previousTradingDay(day) : CarryOver.day(carried.journal());
            takeOver.actions(hasPortfolio ? portfolio.actionsToday() : SymbolsOfDay.changes(before + 1, day, settings));
        }
        takenOverSequence = begun + ring.left();
        if (killed) {
            books.gateway.stopEntries();
            ring.publish(EventType.COMMAND, Operator.KILL.code(), 0, "the kill flag is set");
        }

        // 3. The broker.
        instruments.forEach(one -> books.contracts.put(one.id(), one.contractId()));
        AccountWorth worth = new AccountWorth(
                books,
                settings.risk(),
                carried == null && replay.isWithoutAccount(),
                replay.isWorthTaken(),
                this::equityE8);
        if (replay.isWorthGuessed()) {
            worth.adopted();
        }
        session = broker.open(books, worth, ring::newPublisher);
        protection = new ProtectionWatch(live, books.table, books.holdings, instruments, alarms);
        bounds = new SessionBounds(day, books, portfolio, replay);
        commands =
                new DayCommands(books, stages, ring, session, worth, portfolio, engine.portfolios(), this::isLatched);
        lastTimerNanos = clock.getAsLong();
        LOG.info(
                "session {}: journal {}, epoch {}, build {}, configuration {}, {} events replayed, {} positions or orders"
                        + " taken over",
                LocalDate.ofEpochDay(day),
                path,
                journal.writer().epoch(),
                journal.build(),
                journal.configurationDigest(),
                replay.events(),
                carried == null ? 0 : carried.parts().size());
    }

    // ---- Trading --------------------------------------------------------------------------------------------------

    /** Does what is due; call it repeatedly. Returns whether there was anything. */
    boolean work() {
        boolean busy = session.work();
        long now = books.clock.getAsLong();
        protection.check(isConnected(), now, ring.out());
        if (!closed) {
            // What a portfolio has not decided by then, it decides after the next start: a day that stops refuses it.
            bounds.work(now, session.phase() == BrokerConnection.Phase.READY, ring);
        }
        if (now - lastTimerNanos >= TIMER_NANOS) {
            lastTimerNanos = now;
            ring.out().add().control(EventType.TIMER, now, 1, 0);
            session.reserve();
        }
        synchronized (books.table) {
            books.answers.moveTo(ring.out());
        }
        return ring.flush() || busy;
    }

    /** Why an operator's command is refused; null if it is accepted. */
    String refusal(Operator operator, String given) {
        return commands.refusal(operator, given);
    }

    /** Publishes an operator's command; returns the sequence of its record, after all stages have processed it. */
    long command(Operator operator, String note) {
        return commands.obey(operator, note);
    }

    /** Orders by which a symbol is being closed and that are not yet sent to the broker. */
    List<String> waitingExits(String symbol) {
        return commands.waitingExits(symbol);
    }

    /** Whether the broker is connected and reconciled, so that all orders are sent. */
    boolean isConnected() {
        return session.isConnected();
    }

    /** Cancels entries of intraday strategies; orders of portfolios stay. Any thread. */
    void cancelEntries() {
        books.gateway.cancelEntriesOfStrategies();
    }

    /** Stops entries at once and cancels working ones, bypassing the ring. Any thread. */
    int stopEntries() {
        return books.gateway.stopEntries();
    }

    /** Checks the journal's file and its disk's free space, once a second. */
    void checkJournal() {
        journal.check(books.clock.getAsLong(), ring.out());
    }

    /** Waits until all events published so far are processed. */
    void drain() {
        ring.publish(EventType.TIMER, 2, 0, "");
    }

    /** Whether the date has changed, in the exchange's calendar. */
    boolean isOver() {
        return bounds.isOver();
    }

    /** Whether a portfolio is traded. Any thread. */
    boolean hasPortfolio() {
        return hasPortfolio;
    }

    /** Whether the session has ended and nothing is left to do. */
    boolean isDone() {
        return bounds.isDone();
    }

    // ---- To be seen -----------------------------------------------------------------------------------------------

    int day() {
        return day;
    }

    Path journal() {
        return journal.path();
    }

    /** The journal that is being written. */
    DayJournal writing() {
        return journal;
    }

    DayRing ring() {
        return ring;
    }

    /** Store of a portfolio's bars; null without a portfolio. */
    Path store() {
        return data;
    }

    BrokerConnection session() {
        return session;
    }

    TradingBooks books() {
        return books;
    }

    Engine engine() {
        return engine;
    }

    Stages stages() {
        return stages;
    }

    /** The risk stage's snapshot. Any thread; null before its first event. */
    public RiskSnapshot.View risk() {
        return snapshot.read();
    }

    /** Whether the risk stage has latched, including latches of its own checks. Any thread. */
    private boolean isLatched() {
        RiskSnapshot.View view = snapshot.read();
        return view != null && view.latched();
    }

    /** Equity by our own books, at 1e-8; 0 until the risk stage's snapshot includes the carried state. Any thread. */
    private long equityE8() {
        RiskSnapshot.View view = snapshot.read();
        return view == null || view.sequence() < takenOverSequence ? 0 : view.equityE8();
    }

    /** Shares held, as journaled. */
    long position(int instrumentId) {
        synchronized (books.table) {
            return books.table.position(instrumentId);
        }
    }

    /** Shares of an instrument that the account's owner holds himself; to be subtracted from the broker's position. */
    long standing(int instrumentId) {
        synchronized (books.table) {
            return books.holdings.standing(instrumentId);
        }
    }

    /** Shares and average cost at 1e-8 of an instrument, as the broker reported them last; null if it never did. */
    long[] brokerPosition(int instrumentId) {
        int contractId = books.contracts.of(instrumentId);
        return contractId == 0 || session.comparisons() == 0
                ? null
                : new long[] {books.account.shares(contractId), books.account.averageCostE8(contractId)};
    }

    /** Executions that were counted. */
    int executions() {
        synchronized (books.table) {
            return books.table.executions().size();
        }
    }

    /** Open orders, the newest ones, in their current state. */
    List<LiveOrder> openOrders(int most) {
        synchronized (books.table) {
            List<LiveOrder> open = new ArrayList<>();
            for (int i = books.table.orders().size() - 1; i >= 0 && open.size() < most; i--) {
                LiveOrder order = books.table.orders().get(i);
                if (!order.isDone()) {
                    open.add(order.copy());
                }
            }
            return open;
        }
    }

    // ---- End ------------------------------------------------------------------------------------------------------

    /** Ends the connection, waits until all events are processed, and closes the journal. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ring.publish(EventType.CONDITION, Condition.STOPPING.code(), 0, "");
        session.close();
        work();
        ring.close();
        journal.close();
        if (created && session.isRefused()) {
            RefusedStart.takeBack(journal.path());
        }
        LOG.info("session {} closed", LocalDate.ofEpochDay(day));
    }
}
