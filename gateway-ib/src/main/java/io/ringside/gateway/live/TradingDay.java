package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.Pipeline;
import io.ringside.engine.Stages;
import io.ringside.engine.command.Commands;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalTimes;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.journal.RecordComparison;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.AccountWorth;
import io.ringside.gateway.ib.BrokerSession;
import io.ringside.gateway.ib.HistoryPlan;
import io.ringside.gateway.ib.IbMarketData;
import io.ringside.gateway.ib.IbOrderGateway;
import io.ringside.gateway.ib.InstrumentFeed;
import io.ringside.gateway.ib.LiveRuntime;
import io.ringside.gateway.ib.inbound.AccountCheck;
import io.ringside.gateway.ib.inbound.BarCheck;
import io.ringside.gateway.ib.inbound.Doubts;
import io.ringside.gateway.ib.inbound.LastPrices;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.ScopedNote;
import io.ringside.gateway.live.order.AccountState;
import io.ringside.gateway.live.order.CommandTarget;
import io.ringside.gateway.live.order.EntryGate;
import io.ringside.gateway.live.order.Holdings;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderReports;
import io.ringside.gateway.live.order.OrderTable;
import io.ringside.gateway.live.order.ProtectionWatch;
import io.ringside.gateway.live.order.Reconciler;
import io.ringside.gateway.live.order.TakeOver;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import io.ringside.gateway.live.portfolio.SessionStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of trading, from the journal that it begins or goes on with to the record that closes it:
 *
 * <ol>
 *   <li>a new journal takes over what the newest earlier one ends with; an existing one is replayed, and every decision
 *       compared
 *   <li>the stages go on with it, on the ring
 *   <li>connection, comparison with the broker, missing bars
 *   <li>trading, until the date changes or somebody says stop
 * </ol>
 *
 * <p>Thread: session, the one that calls {@link #work}; what says so is for any.
 */
final class TradingDay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradingDay.class);
    private static final long TIMER_NANOS = 5 * ExchangeCalendar.SECOND_NANOS;
    private static final String SINCE_DAY = " since ";
    private static final String SINCE = "(latched|halted)" + SINCE_DAY;
    private static final long CLOSE_GRACE_NANOS = 60 * ExchangeCalendar.SECOND_NANOS;

    private final EngineSettings settings;
    private final ExchangeCalendar calendar;
    private final LongSupplier clock;
    private final Alarms alarms;
    private final int day;
    private final Path journal;
    private final Engine engine;
    private final Stages stages;
    private final RiskSnapshot snapshot;
    private final int[] contractIds;
    private final long firstSequence;
    private final JournalWriter writer;
    private final String configurationDigest;
    private final Path data;
    private final Pipeline pipeline;
    private final EventPublisher publisher;
    /** Instruments whose prices within the session come from the broker. */
    private final BitSet heard;

    private final OrderTable table;
    private final Holdings holdings;
    private final TakeOver takeOver;
    private final EntryGate entries;
    private final CommandTarget target;
    private final IbOrderGateway gateway;
    private final EventOutbox answers = new EventOutbox();
    private final EventOutbox out = new EventOutbox();
    private final IbMarketData market;
    private final BrokerSession session;
    private final ProtectionWatch protection;
    private final AccountState account = new AccountState();
    private final OrderIds ids;
    private final LastPrices prices;
    private final OrderReports reports;
    /** Null without a portfolio. */
    private final PortfolioDay portfolio;

    private final PortfolioDay.Ring ring = new PortfolioDay.Ring() {
        @Override
        public long publish(Consumer<EngineEvent> event) {
            return TradingDay.this.publish(event);
        }

        @Override
        public void publish(EngineEvent event) {
            TradingDay.this.publish(event);
        }
    };

    private long lastTimerNanos;
    private boolean openTold;
    private boolean closeTold;
    private boolean lowDisk;
    private boolean closed;
    private volatile long lastSequence;
    private long replayed;
    /** Events of the replayed journal with which it took over what the day before left. */
    private int takenOver;
    /** Whether the replayed journal has gone on from there. */
    private boolean begun;
    /** Whether the replayed journal has figures of the account, and whether the equity comes from them. */
    private boolean accountTold;
    /** The journal that is gone on with has taken over what an earlier day left. */
    private boolean cashCarried;

    private boolean worthTaken;
    /** Whether the journal began with this process. */
    private final boolean created;

    /**
     * Opens the day.
     *
     * @param data store of a portfolio's bars; null without a portfolio
     * @param root folder of all days' journals
     * @param day days since 1970
     * @param clock market time, UTC nanoseconds since 1970
     * @param speed market seconds a second
     * @param runtime what it runs on
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
            OrderIds ids,
            Alarms alarms,
            boolean killed,
            LiveRuntime runtime,
            Consumer<EngineFailure> onFailure) {
        this.clock = clock;
        this.alarms = alarms;
        this.day = day;
        this.ids = ids;
        calendar = ExchangeCalendar.usEquity();
        journal = root.resolve(LocalDate.ofEpochDay(day).toString());
        boolean goesOn = JournalWriter.hasRecords(journal);
        EngineSettings named = SymbolsOfDay.on(day, given, data);
        settings = goesOn ? SymbolsOfDay.of(journal, named) : named;
        engine = new Engine(settings, calendar);
        requireTradable(engine);
        List<Instrument> instruments = settings.instruments();
        TwsContract[] contracts = new TwsContract[instruments.size()];
        contractIds = new int[instruments.size()];
        boolean hasPortfolio = !engine.portfolios().isEmpty();
        int strategies = engine.bindings().size();
        heard = heard(engine);
        table = new OrderTable(instruments.size(), strategies);
        prices = new LastPrices(instruments.size());
        holdings = new Holdings(
                table,
                id -> contractIds[id] == 0
                        ? table.position(id) + live.standing(instruments.get(id)) + table.standing(id)
                        : account.shares(contractIds[id]),
                IntStream.concat(
                                engine.bindings().stream()
                                        .mapToInt(one -> one.instrument().id()),
                                IntStream.range(0, engine.portfolios().size() * instruments.size())
                                        .map(book -> book % instruments.size()))
                        .toArray(),
                withoutStops(engine),
                instruments.stream().mapToLong(live::standing).toArray());
        Limits limits = settings.risk().limits();
        entries = new EntryGate(
                instruments.size(), limits == null ? Limits.OFF : limits.data().clockLatchNanos(), this::isLatched);
        gateway = new IbOrderGateway(
                live,
                table,
                holdings,
                entries,
                ids,
                calendar,
                clock,
                runtime,
                dryRun,
                contracts,
                answers,
                alarms::raise);
        List<HistoryPlan> plans = instruments.stream()
                .map(one -> HistoryPlan.of(engine, one, live.warmUpBars()))
                .toList();
        market = new IbMarketData(
                live,
                calendar,
                clock,
                runtime,
                LiveRuntime.WALL,
                // A portfolio's bars come from its store.
                instruments.stream().filter(one -> heard.get(one.id())).toList(),
                contracts,
                plans,
                settings.dataBar() == null,
                alarms::raise);

        // 1. The journal: taken over, or gone on with. Until all that may refuse it has agreed, nothing of it is
        // touched.
        Stages decided = engine.stages(null, runtime.wrapGateway(gateway));
        snapshot = decided.risk().snapshot();
        portfolio = !hasPortfolio
                ? null
                : new PortfolioDay(
                        live,
                        engine.portfolios(),
                        new SessionStore(data, settings, calendar, heard),
                        calendar,
                        day,
                        alarms,
                        runtime,
                        table,
                        snapshot::planLeft);
        created = !goesOn;
        if (goesOn) {
            replay(decided);
        }
        CarryOver carried = begun
                ? null
                : CarryOver.newestBefore(root, day)
                        .map(path -> CarryOver.from(path, engine, plans))
                        .orElse(null);
        JournalSettings care = JournalSettings.live().withPreTouch(settings.preTouch());
        writer = JournalWriter.exists(journal)
                ? JournalWriter.reopen(journal, Commands.version(), settings.text(), care, engine.bounds())
                : JournalWriter.create(journal, day, Commands.version(), settings.text(), care, engine.bounds());
        firstSequence = writer.nextSequence();
        configurationDigest = writer.openRecord().configurationDigest();
        this.data = data;
        boolean ready = false;
        try {
            // 2. The stages, on the ring.
            stages = decided.journaledBy(runtime.journal(writer));
            pipeline = runtime.pipeline(
                    stages.timedBy(LiveRuntime.WALL::nanoTime),
                    engine.bounds(),
                    writer.nextSequence(),
                    settings.threads(),
                    onFailure);
            publisher = newPublisher();
            ready = true;
        } finally {
            if (!ready) {
                writer.close();
            }
        }
        publish(EventType.CONDITION, Condition.LIVE_START.code(), 0, goesOn ? "again" : "");
        if (hasPortfolio && !begun) {
            int told = portfolio.publishHistory(carried == null ? null : carried.portfolio(), takenOver, ring);
            flush();
            takenOver = Math.max(0, takenOver - told);
        }
        if (carried != null) {
            publish(carried);
        }
        if (!begun) {
            publishActions(hasPortfolio ? portfolio.actionsToday() : SymbolsOfDay.changes(day, settings));
        }
        if (killed) {
            gateway.stopEntries();
            publish(EventType.COMMAND, Operator.KILL.code(), 0, "the kill flag is set");
        }

        // 3. The broker.
        for (Instrument instrument : instruments) {
            contractIds[instrument.id()] = instrument.contractId();
        }
        Doubts doubts = new Doubts(alarms::raise);
        AccountCheck figures = new AccountCheck(instruments.get(0).currency());
        reports = new OrderReports(
                live,
                table,
                holdings,
                gateway,
                ids,
                clock,
                conId -> idOf(contractIds, conId),
                id -> contractIds[id],
                prices,
                figures,
                doubts);
        Reconciler reconciler = new Reconciler(live, table, reports, holdings, instruments, clock, runtime, alarms);
        target = new CommandTarget(table, instruments);
        takeOver = new TakeOver(table, holdings, reconciler, reports, instruments, clock);
        session = new BrokerSession(
                live,
                instruments,
                contracts,
                contractIds,
                gateway,
                reports,
                reconciler,
                holdings,
                market,
                account,
                new BarCheck(prices, instruments.size(), HistoryPlan.PART_NANOS),
                figures,
                new AccountWorth(
                        settings.risk(),
                        carried == null && !cashCarried && !accountTold,
                        worthTaken,
                        account,
                        reports,
                        contractIds,
                        clock,
                        this::equityE8),
                clock,
                this::newPublisher,
                speed == 1,
                runtime,
                alarms);
        protection = new ProtectionWatch(live, table, holdings, instruments, alarms);
        lastTimerNanos = clock.getAsLong();
        LOG.info(
                "session {}: journal {}, epoch {}, build {}, configuration {}, {} events replayed, {} positions or orders"
                        + " taken over",
                LocalDate.ofEpochDay(day),
                journal,
                writer.epoch(),
                build(),
                configurationDigest,
                replayed,
                carried == null ? 0 : carried.parts().size());
    }

    // ---- Beginning ------------------------------------------------------------------------------------------------

    /** Feeds what the journal holds through the stages; nothing leaves, and every decision must come out as it was. */
    private void replay(Stages decided) {
        decided.order().mute(true);
        Pipeline.Inline inline = Pipeline.inline(decided, engine.bounds(), 1);
        RecordComparison comparison = new RecordComparison(engine.bounds());
        EngineEvent slot = inline.draft();
        int epoch = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.nextEvent()) {
                if (reader.epoch() != epoch) {
                    // Of openings only those count under which something was decided.
                    requireSameRules(reader.openRecord().configuration());
                    epoch = reader.epoch();
                }
                replayed++;
                reader.decodeIngress(slot);
                inline.processAt(reader.sequence());
                if (!comparison.equal(reader.buffer(), reader.offset(), reader.length(), slot)) {
                    throw new UserError(journal + " does not replay in this build: "
                            + comparison.difference(
                                    reader.buffer(), reader.offset(), reader.length(), slot, engine.bounds())
                            + "; use the build that wrote it, or begin a new journal folder");
                }
                remember(slot);
            }
            if (epoch == 0) {
                requireSameRules(reader.openRecord().configuration());
            }
        } catch (EngineFailure e) {
            throw new UserError(journal + " does not replay in this build: " + e.getMessage(), e);
        }
        decided.order().mute(false);
    }

    private void requireSameRules(String configuration) {
        if (configuration.equals(settings.text())) {
            // A day of many restarts has as many openings, and each would be parsed.
            return;
        }
        EngineSettings before = EngineSettings.parse(configuration, "configuration in the journal");
        if (!before.config()
                .equals(EngineSettings.parse(settings.text(), "configuration").config())) {
            throw new UserError("the configuration has changed since " + journal
                    + " was begun; restore it for today, or use another --journal");
        }
    }

    private void remember(EngineEvent slot) {
        if (!begun && isTakenOver(slot)) {
            takenOver++;
        } else {
            begun |= slot.type != EventType.CONDITION || slot.code != Condition.LIVE_START.code();
        }
        synchronized (table) {
            table.apply(slot);
            entries.replayed(slot);
            for (int i = 0; i < slot.intentCount; i++) {
                table.onIntent(slot.intents[i], slot.eventNanos, LiveOrder.State.UNCERTAIN);
            }
        }
        accountTold |= slot.type == EventType.ACCOUNT && (slot.flags & EngineEvent.FLAG_CARRIED) == 0;
        cashCarried |= slot.type == EventType.ACCOUNT && (slot.flags & EngineEvent.FLAG_CARRIED) != 0;
        worthTaken |= slot.type == EventType.ACCOUNT && (slot.flags & EngineEvent.FLAG_ADOPTED) != 0;
        openTold |= slot.type == EventType.SESSION_OPEN;
        closeTold |= slot.type == EventType.SESSION_CLOSE && !slot.isWarmUp();
        if (portfolio != null) {
            portfolio.replayed(slot);
        }
        if (slot.type == EventType.BAR && !slot.isTold()) {
            prices.on(slot.instrumentId, slot.closeE8, slot.eventNanos);
            if (heard.get(slot.instrumentId)) {
                market.feed(slot.instrumentId).publishedBefore(slot);
            }
        } else if (slot.type == EventType.TRADE) {
            market.feed(slot.instrumentId).tradedBefore(slot);
        }
    }

    /** Whether an event is one of those with which a day takes over what the day before left. */
    private static boolean isTakenOver(EngineEvent slot) {
        boolean latch = slot.type == EventType.CONDITION && slot.code == Condition.BREAK.code();
        boolean halt = slot.type == EventType.COMMAND && slot.code == Operator.HALT.code();
        return (slot.flags & EngineEvent.FLAG_CARRIED) != 0
                || slot.type == EventType.CORPORATE_ACTION
                || slot.isWarmUp()
                || ((latch || halt) && slot.textAsString().matches(SINCE + "\\d{4}-.*"));
    }

    /** Takes over; but for what a start of this day that died over it has taken over already. */
    private void publish(CarryOver carried) {
        long now = clock.getAsLong();
        out.add().account(now, EngineEvent.FLAG_CARRIED, carried.cashE8(), 0, 0);
        for (Carried part : carried.parts()) {
            EngineEvent event = out.add()
                    .position(
                            part.instrumentId(),
                            now,
                            EngineEvent.FLAG_CARRIED,
                            part.code(),
                            part.argument(),
                            part.orderRef(),
                            part.quantity(),
                            part.priceE8());
            if (out.size() > takenOver) {
                synchronized (table) {
                    table.apply(event);
                }
            }
        }
        for (int id = 0; id < carried.bars().size(); id++) {
            for (InstrumentFeed.PastBar bar : carried.bars().get(id)) {
                EngineEvent event = out.add()
                        .bar(
                                id,
                                bar.startNanos(),
                                bar.endNanos(),
                                bar.openE8(),
                                bar.highE8(),
                                bar.lowE8(),
                                bar.closeE8(),
                                bar.volume(),
                                EngineEvent.FLAG_WARM_UP);
                prices.on(id, event.closeE8, event.eventNanos);
                if (out.size() > takenOver) {
                    market.feed(id).publishedBefore(event);
                }
            }
        }
        if (carried.latched()) {
            out.add()
                    .control(EventType.CONDITION, now, Condition.BREAK.code(), 0)
                    .text("latched" + SINCE_DAY + carried.journal().getFileName());
        }
        if (carried.halted()) {
            out.add()
                    .control(EventType.COMMAND, now, Operator.HALT.code(), 0)
                    .text("halted" + SINCE_DAY + carried.journal().getFileName());
        }
        int all = out.size();
        out.dropFirst(Math.min(takenOver, all));
        takenOver = Math.max(0, takenOver - all);
        flush();
    }

    // ---- Trading --------------------------------------------------------------------------------------------------

    /** Does what is due; to be called again and again. Whether there was anything. */
    boolean work() {
        boolean busy = session.work();
        long now = clock.getAsLong();
        protection.check(isConnected(), now, out);
        sessionTimes(now);
        long close = calendar.closeNanos(day);
        // What strategies hear of the session comes before its end.
        if (portfolio != null && (now < close || barsAreClosed(close) || now >= close + CLOSE_GRACE_NANOS)) {
            flush();
            closeTold |= portfolio.work(now, session.phase() == BrokerSession.Phase.READY, ring);
        }
        if (now - lastTimerNanos >= TIMER_NANOS) {
            lastTimerNanos = now;
            out.add().control(EventType.TIMER, now, 1, 0);
            ids.reserve();
        }
        synchronized (table) {
            answers.moveTo(out);
        }
        return flush() || busy;
    }

    private void sessionTimes(long now) {
        if (!openTold && now >= calendar.openNanos(day)) {
            openTold = true;
            out.add().session(EventType.SESSION_OPEN, calendar.openNanos(day), 0);
        }
        long close = calendar.closeNanos(day);
        if (portfolio == null
                && !closeTold
                && now >= close
                && (barsAreClosed(close) || now >= close + CLOSE_GRACE_NANOS)) {
            closeTold = true;
            out.add().session(EventType.SESSION_CLOSE, close, 0);
        }
    }

    private boolean barsAreClosed(long close) {
        for (Instrument instrument : settings.instruments()) {
            if (heard.get(instrument.id()) && market.feed(instrument.id()).lastEndNanos() < close) {
                return false;
            }
        }
        return true;
    }

    private static BitSet heard(Engine engine) {
        if (!engine.portfolios().isEmpty()) {
            return engine.portfolio().detailed();
        }
        BitSet all = new BitSet();
        all.set(0, engine.settings().instruments().size());
        return all;
    }

    /** Books of portfolios that protect nothing by stops. */
    private static BitSet withoutStops(Engine engine) {
        BitSet bare = new BitSet();
        int names = engine.settings().instruments().size();
        for (PortfolioBinding one : engine.portfolios()) {
            int first = engine.bindings().size() + one.portfolioId() * names;
            bare.set(first, first + names, one.rebalance().stopE8() == 0);
        }
        return bare;
    }

    private ScopedNote scoped(Operator operator, String note) {
        List<String> names =
                engine.portfolios().stream().map(PortfolioBinding::name).toList();
        return ScopedNote.of(operator, names, note);
    }

    /** Why an operator's command is not obeyed; null if it is. */
    String refusal(Operator operator, String given) {
        ScopedNote scoped = scoped(operator, given);
        if (scoped.refusal() != null) {
            return scoped.refusal();
        }
        String note = scoped.rest();
        if (operator == Operator.REBALANCE) {
            return rebalanceRefusal(scoped);
        }
        String refusal = target.refusal(operator, note, scoped.portfolioId());
        return refusal != null ? refusal : takeOver.refusal(operator, note, isConnected());
    }

    /** Whether the broker is there and was compared with, so that all orders leave. */
    boolean isConnected() {
        return session.phase() == BrokerSession.Phase.READY || session.phase() == BrokerSession.Phase.CATCHING_UP;
    }

    /** Orders that a close of a symbol has decided on, and that wait for the broker. */
    List<String> waitingExits(String symbol) {
        return target.waitingExits(symbol);
    }

    private String rebalanceRefusal(ScopedNote scoped) {
        if (portfolio == null) {
            return "no portfolio is configured";
        }
        boolean ready = session.phase() == BrokerSession.Phase.READY;
        int id = scoped.portfolioId();
        int last = stages.signal().portfolio(Math.max(0, id)).lastDecision();
        return portfolio.refusal(id, scoped.rest(), clock.getAsLong(), ready, isLatched(), last);
    }

    /** An operator's command; the sequence of its record, after all stages have seen it. */
    long command(Operator operator, String note) {
        if (operator == Operator.KILL) {
            gateway.stopEntries();
        } else if (operator == Operator.UNLATCH) {
            gateway.allowEntries();
            reports.lookedAt();
        }
        ScopedNote scoped = scoped(operator, note);
        int id = scoped.portfolioId();
        takeOver.obey(operator, scoped.rest(), id, out);
        long argument = operator == Operator.REBALANCE
                ? portfolio.argument(id, scoped.rest())
                : target.argument(operator, scoped.rest(), id);
        return publish(EventType.COMMAND, operator.code(), argument, note);
    }

    /** Entries of strategies within the day are cancelled; what portfolios have ordered stays. Any thread. */
    void cancelEntries() {
        gateway.cancelEntriesOfStrategies();
    }

    /** Entries stop at once, and working ones are cancelled, past the ring. Any thread. */
    int stopEntries() {
        return gateway.stopEntries();
    }

    /** Looks whether the journal is whole and its disk has room, once a second. */
    void checkJournal() {
        writer.check();
        if (writer.lowOnSpace() != lowDisk) {
            lowDisk = writer.lowOnSpace();
            out.add()
                    .control(
                            EventType.CONDITION,
                            clock.getAsLong(),
                            (lowDisk ? Condition.LOW_DISK : Condition.DISK_OK).code(),
                            0);
            if (lowDisk) {
                alarms.raise("the disk of " + journal + " is nearly full");
            }
        }
    }

    /** Lets everything that was published so far be processed. */
    void drain() {
        publish(EventType.TIMER, 2, 0, "");
    }

    /** Whether the date has changed, in the exchange's calendar. */
    boolean isOver() {
        return calendar.sessionDay(clock.getAsLong()) != day;
    }

    /** Trades and bars come from the broker, quotes do not. */
    private static void requireTradable(Engine engine) {
        for (StrategyBinding binding : engine.bindings()) {
            if (binding.strategy().hears(Moment.QUOTE)) {
                throw new UserError(
                        "strategy " + binding.name() + " hears quotes, which live has none of: trade it live"
                                + " without onQuote and on(Moment.QUOTE)");
            }
        }
    }

    /** Whether a portfolio is traded. Any thread. */
    boolean hasPortfolio() {
        return portfolio != null;
    }

    /** Whether the session has ended, and all that it left behind is done. */
    boolean isDone() {
        return closeTold;
    }

    // ---- To be seen -----------------------------------------------------------------------------------------------

    int day() {
        return day;
    }

    Path journal() {
        return journal;
    }

    /** The build that trades the day, as its journal holds it. */
    String build() {
        return writer.openRecord().build();
    }

    /** SHA-256 of the day's configuration in its journal, in hexadecimal. */
    String configurationDigest() {
        return configurationDigest;
    }

    /** Free slots of the ring. Any thread. */
    long ringFree() {
        return pipeline.free();
    }

    /** How long the journal's appends and syncs took. Any thread. */
    JournalTimes journalTimes() {
        return writer.times();
    }

    /** Store of a portfolio's bars; null without a portfolio. */
    Path store() {
        return data;
    }

    BrokerSession session() {
        return session;
    }

    IbOrderGateway gateway() {
        return gateway;
    }

    IbMarketData market() {
        return market;
    }

    AccountState account() {
        return account;
    }

    Engine engine() {
        return engine;
    }

    Stages stages() {
        return stages;
    }

    /** What the risk stage shows of itself. Any thread; null before its first event. */
    public RiskSnapshot.View risk() {
        return snapshot.read();
    }

    /** Whether the risk stage has latched, also by what it alone knows. Any thread. */
    private boolean isLatched() {
        RiskSnapshot.View view = snapshot.read();
        return view != null && view.latched();
    }

    /** Equity by our own books, at 1e-8; 0 before the risk stage shows it. Any thread. */
    private long equityE8() {
        RiskSnapshot.View view = snapshot.read();
        return view == null ? 0 : view.equityE8();
    }

    /** A way into the ring for one more producer thread. */
    EventPublisher newPublisher() {
        return entries.watch(pipeline.publisher());
    }

    /** Sequence of the last event that the session's thread saw processed. */
    long lastSequence() {
        return lastSequence;
    }

    /** Shares held, as journaled. */
    long position(int instrumentId) {
        synchronized (table) {
            return table.position(instrumentId);
        }
    }

    /** Shares and average cost at 1e-8 of an instrument as the broker told them last; null if it never did. */
    long[] brokerPosition(int instrumentId) {
        int contractId = contractIds[instrumentId];
        return contractId == 0 || session.comparisons() == 0
                ? null
                : new long[] {account.shares(contractId), account.averageCostE8(contractId)};
    }

    /** Sequence of the first event that this process has journaled. */
    long firstSequence() {
        return firstSequence;
    }

    /** Executions that were counted. */
    int executions() {
        synchronized (table) {
            return table.executions().size();
        }
    }

    /** Orders that are not over, the newest ones, as they are now. */
    List<LiveOrder> openOrders(int most) {
        synchronized (table) {
            List<LiveOrder> open = new ArrayList<>();
            for (int i = table.orders().size() - 1; i >= 0 && open.size() < most; i--) {
                LiveOrder order = table.orders().get(i);
                if (!order.isDone()) {
                    open.add(order.copy());
                }
            }
            return open;
        }
    }

    // ---- End ------------------------------------------------------------------------------------------------------

    /** Ends the connection, lets everything be processed, and closes the journal. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        publish(EventType.CONDITION, Condition.STOPPING.code(), 0, "");
        session.close();
        work();
        pipeline.close();
        writer.close();
        if (created && session.isRefused()) {
            RefusedStart.takeBack(journal);
        }
        LOG.info("session {} closed", LocalDate.ofEpochDay(day));
    }

    private long publish(EventType type, int code, long argument, String text) {
        return publish(
                event -> event.control(type, clock.getAsLong(), code, argument).text(text));
    }

    private long publish(Consumer<EngineEvent> event) {
        flush();
        EngineEvent draft = pipeline.draft();
        event.accept(draft);
        entries.publishes(draft);
        long sequence = pipeline.process().sequence;
        entries.published(draft);
        lastSequence = sequence;
        return sequence;
    }

    /** Publishes bars and what goes with them as they come, since there may be many. */
    private void publish(EngineEvent event) {
        if (event.type == EventType.BAR && !event.isTold()) {
            prices.on(event.instrumentId, event.closeE8, event.eventNanos);
        }
        out.add().copyIngressFrom(event);
        flush();
    }

    /** What happens to the holders of a name before the day's open. */
    private void publishActions(List<CorporateActions.Action> actions) {
        for (CorporateActions.Action action : actions) {
            EngineEvent event = out.add();
            action.publish(event, clock.getAsLong(), 0);
            if (out.size() > takenOver) {
                synchronized (table) {
                    table.apply(event);
                }
            }
        }
        out.dropFirst(Math.min(takenOver, out.size()));
        flush();
    }

    private boolean flush() {
        boolean any = out.size() > 0;
        if (any) {
            out.publish(publisher, LiveRuntime.WALL.nanoTime());
        }
        return any;
    }

    private static int idOf(int[] contractIds, int contractId) {
        return contractId == 0
                ? -1
                : Arrays.stream(contractIds).boxed().toList().indexOf(contractId);
    }
}
