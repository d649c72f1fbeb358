package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.ChosenNames;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.inbound.AccountCheck;
import io.ringside.gateway.ib.inbound.BarCheck;
import io.ringside.gateway.ib.inbound.Doubts;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.PendingRequests;
import io.ringside.gateway.ib.tws.ReconnectBackoff;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.AccountState;
import io.ringside.gateway.live.order.Holdings;
import io.ringside.gateway.live.order.OrderReports;
import io.ringside.gateway.live.order.Reconciler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection to the broker and the comparison with it, for ever: connect, look contracts up, ask for orders,
 * executions, positions and the account, compare, fetch the bars that are missing, trade; and all of it again after every
 * reconnection, link failure and farm failure. An answer that does not come is unknown, and asked for again.
 *
 * <p>Thread: session; {@link #post} any.
 */
public final class BrokerSession {
    /** How far it has come. */
    public enum Phase {
        /** Not connected, and waiting for the next attempt. */
        WAITING,
        /** An attempt is under way. */
        CONNECTING,
        /** Connected; contracts are being looked up. */
        LOOKING_UP,
        /** Connected; being compared for the first time since. */
        COMPARING,
        /** Compared; missing bars are being fetched. */
        CATCHING_UP,
        /** All is well. */
        READY,
        /** Connected, but the broker's gateway has lost the broker. */
        DEGRADED
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSession.class);
    private static final long MILLI = 1_000_000L;
    /** What a request for a contract takes, so many they are. */
    private static final long LOOK_UP_MS = 25;
    /** So long after an answer that did not tell a contract it is asked for again. */
    private static final long LOOK_UP_AGAIN_NANOS = 5_000 * MILLI;
    /** What the others do not wait for is asked for again so often. */
    private static final long LEFT_OUT_AGAIN_NANOS = 60 * LOOK_UP_AGAIN_NANOS;
    /** The broker tells whole seconds: this much off their middle, and the clocks differ by more than a second. */
    private static final long CLOCK_DIFFERENCE_MS = 1_500;
    /** Farther apart than any clock is set wrong: the broker plays another day. */
    private static final long OTHER_DAY_MS = 12 * 3_600_000L;
    /** As much more is told again. */
    private static final long CLOCK_STEP_MS = 1_000;
    /** So often a clock that is off is asked for. */
    private static final long CLOCK_AGAIN_NANOS = 10_000 * MILLI;

    /** A link that is lost brings no prices: so long after its loss they say that it is back. */
    private static final long HEARD_AGAIN_NANOS = 60_000 * MILLI;

    private final LiveSettings settings;
    private final List<Instrument> instruments;
    private final TwsContract[] contracts;
    private final int[] contractIds;
    private final IbOrderGateway gateway;
    private final OrderReports reports;
    private final Reconciler reconciler;
    private final Holdings holdings;
    private final IbMarketData market;
    private final AccountState account;
    private final BarCheck bars;
    private final AccountCheck figures;
    private final AccountWorth worth;
    private long degradedNanos;
    private final LongSupplier clock;
    private final Supplier<EventPublisher> publishers;
    private final EventPublisher publisher;
    private final EventOutbox out = new EventOutbox();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final PendingRequests pending = new PendingRequests(this::completed);
    private final ComparisonRounds rounds;
    private final LiveRuntime runtime;
    private final ReconnectBackoff backoff;
    private final Alarms alarms;

    private Phase phase = Phase.WAITING;
    private TwsConnection connection;
    private TwsEventAdapter link;
    private TwsEncoder encoder;
    private RequestIds ids = new RequestIds();
    private long nextAttemptNanos;
    private long connectedNanos;
    private long reconciledMs = -1;
    private long echoes;
    private long reconnects;
    private final ErrorCounts errors = new ErrorCounts();
    private final boolean clockChecked;
    private boolean clockOff;
    private boolean lookUpDue;
    private long lookUpNanos;
    private String lookUpTold = "";
    /** Names that the others do not wait for. */
    private final Set<Integer> leftOut = new TreeSet<>();

    private long clockToldNanos;
    private long clockToldMs;
    private boolean otherDayTold;
    private UserError fatal;
    private boolean closing;

    public BrokerSession(
            LiveSettings settings,
            List<Instrument> instruments,
            TwsContract[] contracts,
            int[] contractIds,
            IbOrderGateway gateway,
            OrderReports reports,
            Reconciler reconciler,
            Holdings holdings,
            IbMarketData market,
            AccountState account,
            BarCheck bars,
            AccountCheck figures,
            AccountWorth worth,
            LongSupplier clock,
            Supplier<EventPublisher> publishers,
            boolean clockChecked,
            LiveRuntime runtime,
            Alarms alarms) {
        this.settings = settings;
        this.instruments = instruments;
        this.contracts = contracts;
        this.contractIds = contractIds;
        this.gateway = gateway;
        this.reports = reports;
        this.reconciler = reconciler;
        this.holdings = holdings;
        this.market = market;
        this.account = account;
        this.bars = bars;
        this.figures = figures;
        this.worth = worth;
        this.clock = clock;
        this.publishers = publishers;
        this.alarms = alarms;
        this.clockChecked = clockChecked;
        this.runtime = runtime;
        backoff = new ReconnectBackoff(runtime.nanoTime(), settings.backoffMaxMs());
        nextAttemptNanos = runtime.nanoTime();
        publisher = publishers.get();
        rounds = new ComparisonRounds(settings, reports, reconciler, account, pending, clock, runtime, alarms);
    }

    /** Lets the session's thread do something. */
    void post(Runnable task) {
        inbox.add(task);
    }

    public Phase phase() {
        return phase;
    }

    /** How many comparisons with the broker were completed. */
    public long comparisons() {
        return rounds.count();
    }

    /** How many connections there were after the first. */
    public long reconnects() {
        return reconnects;
    }

    /** What the broker told of errors. Any thread. */
    public ErrorCounts errors() {
        return errors;
    }

    /** Milliseconds from the last connection to the comparison that agreed, -1 before it. */
    public long reconciledMs() {
        return reconciledMs;
    }

    /** The connection, or null; any thread may send on it. */
    TwsConnection connection() {
        return connection;
    }

    /**
     * Does what is due; to be called again and again.
     *
     * @return whether there was anything
     * @throws UserError if the broker is not the configured one
     */
    public boolean work() {
        boolean busy = false;
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            task.run();
            busy = true;
        }
        if (fatal != null && !closing) {
            throw fatal;
        }
        long now = runtime.nanoTime();
        pending.expire(now);
        if (!leftOut.isEmpty() && phase == Phase.READY && now - lookUpNanos >= 0) {
            lookUpNanos = now + LEFT_OUT_AGAIN_NANOS;
            askContracts();
        }
        if (lookUpDue && phase == Phase.LOOKING_UP && now - lookUpNanos >= 0) {
            lookUp();
        }
        if (phase == Phase.WAITING && now - nextAttemptNanos >= 0) {
            connect();
        }
        boolean compared = phase == Phase.READY || phase == Phase.CATCHING_UP || phase == Phase.COMPARING;
        if (compared) {
            if (reconciler.hasMoved()) {
                reports.wantQuery();
            }
            if (holdings.takeUrgent()) {
                rounds.soon();
            }
            rounds.work(now);
        }
        if (phase == Phase.CATCHING_UP && market.isWhole()) {
            phase = Phase.READY;
            condition(Condition.RECONCILED, "");
            reconciledMs = (runtime.nanoTime() - connectedNanos) / MILLI;
            LOG.info("reconciled {} ms after connecting; entries are allowed", reconciledMs);
        }
        if (phase == Phase.DEGRADED && isHeardAgain()) {
            alarms.raise("prices come although the broker's gateway said that it has lost the broker");
            restored("prices come");
        }
        if (gateway.expire(now)) {
            reports.wantQuery();
        }
        askClockAgain(now);
        market.work(publisher);
        return flush() || busy;
    }

    /** A clock that was off is asked for until it agrees: while data comes nothing else asks. */
    private void askClockAgain(long now) {
        if (clockOff && encoder != null && connection != null && now - clockToldNanos >= CLOCK_AGAIN_NANOS) {
            clockToldNanos = now;
            connection.send(encoder.reqCurrentTime());
        }
    }

    /** Whether live bars came for a while, without any word of the link's return. */
    private boolean isHeardAgain() {
        long now = clock.getAsLong();
        return now - degradedNanos > HEARD_AGAIN_NANOS && market.isHeardSince(degradedNanos + HEARD_AGAIN_NANOS / 2);
    }

    /** Asks for something that is answered after all that was sent and told before; false without a connection. */
    public boolean sendEcho() {
        return encoder != null && connection != null && connection.send(encoder.reqIds());
    }

    /** How many times {@link #sendEcho} was answered, and how often a connection began. */
    public long echoes() {
        return echoes;
    }

    /** An echo has come. */
    void echoed() {
        echoes++;
    }

    /** Whether the broker is not the configured one, so that nothing is tried again. */
    public boolean isRefused() {
        return fatal != null;
    }

    /** Ends the connection. */
    public void close() {
        closing = true;
        if (connection != null) {
            connection.close();
        }
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    private void connect() {
        phase = Phase.CONNECTING;
        ids = new RequestIds();
        link = new TwsEventAdapter(
                this, settings, gateway, reports, market, account, bars, figures, publishers.get(), clock);
        connection = runtime.connect(settings.tws(settings.clientId()), link);
    }

    /** Accounts and ids have come. */
    void ready(TwsEventAdapter from, int serverVersion) {
        if (from != link) {
            return;
        }
        reconnects += backoff.attempts() > 0 || rounds.count() > 0 ? 1 : 0;
        connectedNanos = runtime.nanoTime();
        backoff.ready(connectedNanos);
        reconciledMs = -1;
        LOG.info(
                "connected to {}:{} as client {}, server version {}, account {}",
                settings.host(),
                settings.port(),
                settings.clientId(),
                serverVersion,
                settings.maskedAccount());
        encoder = new TwsEncoder(serverVersion);
        if (clockChecked) {
            // The first of all questions: nothing that follows means anything on another day.
            connection.send(encoder.reqCurrentTime());
        }
        condition(Condition.CONNECTED, "");
        // Cancels that were wanted meanwhile leave first of all.
        gateway.connection(connection, serverVersion);
        rounds.connected(connection, encoder, ids);
        phase = Phase.LOOKING_UP;
        lookUp();
    }

    /** The connection has ended. */
    void disconnected(TwsEventAdapter from, ConnectionEnd reason, String detail) {
        if (from != link) {
            return;
        }
        boolean was = phase != Phase.CONNECTING && phase != Phase.WAITING;
        gateway.connection(null, 0);
        market.suspend();
        phase = Phase.WAITING;
        pending.disconnected();
        rounds.stop();
        connection = null;
        if (was) {
            condition(Condition.DISCONNECTED, reason + " " + detail);
        }
        if (reason == ConnectionEnd.CLOSED_BY_US) {
            LOG.info("disconnected from the broker");
        } else if (was || backoff.attempts() == 0) {
            alarms.connection(clock.getAsLong(), "connection to the broker: " + reason + " " + detail);
        }
        nextAttemptNanos = runtime.nanoTime() + backoff.lostDelayNanos(runtime.nanoTime());
    }

    /** The broker is not the one that was configured: nothing is tried again. */
    void fail(UserError error) {
        fatal = error;
    }

    /** The broker's gateway has lost the broker; it says so again and again. */
    void degraded(String text) {
        if (phase == Phase.DEGRADED || phase == Phase.WAITING || phase == Phase.CONNECTING) {
            return;
        }
        phase = Phase.DEGRADED;
        degradedNanos = clock.getAsLong();
        rounds.stop();
        pending.disconnected();
        gateway.gate(IbOrderGateway.Gate.CANCELS_ONLY);
        market.suspend();
        condition(Condition.DEGRADED, text);
        alarms.connection(clock.getAsLong(), "the broker's gateway has lost the broker: " + text);
    }

    /** The broker's gateway has found the broker again. */
    void restored(String text) {
        if (phase != Phase.DEGRADED) {
            return;
        }
        connectedNanos = runtime.nanoTime();
        condition(Condition.RESTORED, text);
        phase = Phase.LOOKING_UP;
        lookUp();
    }

    /** A data farm is back: streams that died with it are begun again. */
    void farmOk() {
        if (phase == Phase.READY || phase == Phase.CATCHING_UP) {
            market.resumeSilent();
            rounds.soon();
        }
    }

    /** The broker refuses what it will always refuse, such as orders on a read-only connection. */
    void refusedForGood(String text) {
        String words = "the broker refuses for good: " + text;
        if (mustStay()) {
            shutEntries(words);
            alarms.raise(words + "; nothing is entered; correct the settings of TWS, then unlatch");
        } else {
            fail(new UserError(words + "; correct the settings of TWS or ours"));
        }
    }

    /** The account has less than the configuration trades with. */
    private void tooLittle(String text) {
        if (worth.begins() && !reports.isHolding()) {
            fail(new UserError(text));
        } else {
            shutEntries(text);
            alarms.raise(text);
        }
    }

    /** The session at the broker is one of other accounts. */
    void otherAccount(String text) {
        if (mustStay()) {
            shutEntries(text);
            alarms.connection(clock.getAsLong(), text);
            connection.close();
        } else {
            fail(new UserError(text));
        }
    }

    /** Once it trades, or holds a position, the process is what watches over it: what the broker says does not end it. */
    private boolean mustStay() {
        return rounds.count() > 0 || reports.isHolding();
    }

    private void shutEntries(String text) {
        condition(Condition.BREAK, text);
    }

    /** The broker's clock, to the second. */
    void brokerTime(long timeNanos) {
        long differenceMs = (clock.getAsLong() - timeNanos) / MILLI;
        if (clockChecked && Math.abs(differenceMs) > OTHER_DAY_MS) {
            leaveOtherDay(timeNanos);
            return;
        }
        clockToldNanos = runtime.nanoTime();
        boolean off = clockChecked && Math.abs(differenceMs - 500) > CLOCK_DIFFERENCE_MS;
        if (off != clockOff || (off && Math.abs(differenceMs - clockToldMs) >= CLOCK_STEP_MS)) {
            clockOff = off;
            clockToldMs = differenceMs;
            out.add()
                    .control(
                            EventType.CONDITION,
                            clock.getAsLong(),
                            (off ? Condition.CLOCK_STEP : Condition.CLOCK_OK).code(),
                            differenceMs);
            flush();
            if (off) {
                alarms.raise("the clock is " + differenceMs + " ms ahead of the broker's");
            } else {
                LOG.info("the clock agrees with the broker's again");
            }
        }
    }

    /** One sentence, and attempts as seldom as they get: a clock may yet be set, or another TWS started. */
    private void leaveOtherDay(long timeNanos) {
        if (!otherDayTold) {
            otherDayTold = true;
            alarms.raise(
                    "the broker's clock says " + Instant.ofEpochSecond(timeNanos / 1_000_000_000L) + ", ours "
                            + Instant.ofEpochSecond(clock.getAsLong() / 1_000_000_000L)
                            + ": nothing more is asked; set the clock, or for a simulated TWS use ringside live --broker-clock");
        }
        backoff.slowest();
        if (connection != null) {
            connection.close();
        }
    }

    /** Figures of the account have come. */
    void publishAccount() {
        AccountWorth.Answer answer = worth.publish(out);
        flush();
        if (answer == AccountWorth.Answer.AGAIN) {
            rounds.soon();
        } else if (answer == AccountWorth.Answer.TOO_LITTLE) {
            tooLittle(worth.tooLittle());
        }
    }

    // ---- Contracts ------------------------------------------------------------------------------------------------

    private void lookUp() {
        lookUpDue = false;
        if (askContracts()) {
            lookedUp();
        }
    }

    /** Asks for the contracts that are not known; whether all are. */
    private boolean askContracts() {
        // Requests are paced.
        long patienceMs = settings.requestTimeoutMs() + instruments.size() * LOOK_UP_MS;
        long deadline = runtime.nanoTime() + patienceMs * MILLI;
        boolean all = true;
        for (Instrument instrument : instruments) {
            if (contracts[instrument.id()] == null) {
                all = false;
                int reqId = ids.next();
                link.lookUps.put(reqId, instrument.id());
                pending.open(reqId, "contract", deadline);
                connection.send(encoder.reqContractDetails(
                        reqId,
                        TwsContract.stock(
                                instrument.contractId(),
                                instrument.symbol(),
                                instrument.exchange(),
                                instrument.primaryExchange(),
                                instrument.currency())));
            }
        }
        return all;
    }

    /** The broker's id of an instrument is known: it is used for all that follows. */
    void contract(int instrumentId, int contractId) {
        Instrument instrument = instruments.get(instrumentId);
        if (instrument.contractId() != 0 && instrument.contractId() != contractId) {
            if (mustStay()) {
                alarms.raise(instrument.symbol() + " is contract " + contractId + " at the broker, not "
                        + instrument.contractId() + "; asking again");
            } else {
                fail(new UserError("instruments: " + instrument.symbol() + " has contract-id = "
                        + instrument.contractId() + ", but the broker says " + contractId + "; correct it"));
            }
            return;
        }
        contractIds[instrumentId] = contractId;
        if (leftOut.remove(instrumentId)) {
            out.add().control(EventType.CONDITION, clock.getAsLong(), Condition.CONTRACT_KNOWN.code(), instrumentId);
        }
        contracts[instrumentId] = TwsContract.stock(
                contractId,
                instrument.symbol(),
                instrument.exchange(),
                instrument.primaryExchange(),
                instrument.currency());
    }

    private void lookedUp() {
        lookUpTold = "";
        phase = Phase.COMPARING;
        condition(Condition.RECONCILING, "");
        rounds.begin();
    }

    // ---- Comparison -----------------------------------------------------------------------------------------------

    /** The end of an answer without a number. */
    void ended(String kind) {
        rounds.ended(kind);
    }

    /** The end of an answer. */
    void answered(int reqId) {
        pending.answered(reqId);
    }

    /** A request was refused. */
    void refused(int reqId, int code, String text) {
        if (!market.refused(reqId, code, text, publisher) && pending.refused(reqId)) {
            LOG.warn("request {} refused: {} {}", reqId, code, text);
        }
    }

    /** All bars of an answer have come. */
    void historyEnds(int reqId) {
        market.historyEnds(reqId, publisher);
    }

    private void completed(int reqId, String kind, PendingRequests.Outcome outcome) {
        if (phase == Phase.WAITING || phase == Phase.DEGRADED) {
            return;
        }
        if (kind.equals("contract")) {
            if (phase == Phase.LOOKING_UP && pending.size() == 0) {
                lookUpEnds();
            }
            return;
        }
        boolean compared = rounds.completed(kind, outcome, out);
        flush();
        if (compared && phase == Phase.COMPARING) {
            gateway.gate(IbOrderGateway.Gate.OPEN);
            market.resume(connection, encoder, ids);
            phase = Phase.CATCHING_UP;
        }
    }

    /** Every question was answered, refused or not answered in time. What is missing is asked for again, but not at once. */
    private void lookUpEnds() {
        List<String> missing = new ArrayList<>();
        for (Instrument instrument : instruments) {
            if (contracts[instrument.id()] == null) {
                missing.add(instrument.symbol());
            }
        }
        if (missing.isEmpty()) {
            lookedUp();
            return;
        }
        if (market.isUnused() && missing.size() < instruments.size()) {
            leaveOut(missing);
            return;
        }
        lookUpDue = true;
        lookUpNanos = runtime.nanoTime() + LOOK_UP_AGAIN_NANOS;
        String text = "the broker does not tell the contract of " + ChosenNames.shown(missing)
                + "; nothing is traded before, and it is asked again and again";
        if (!text.equals(lookUpTold)) {
            lookUpTold = text;
            alarms.raise(text);
        }
    }

    /** A portfolio trades its other names; what is held of these stays as it is, until the broker tells their contracts. */
    private void leaveOut(List<String> missing) {
        for (Instrument instrument : instruments) {
            if (contracts[instrument.id()] == null && leftOut.add(instrument.id())) {
                out.add()
                        .control(
                                EventType.CONDITION,
                                clock.getAsLong(),
                                Condition.CONTRACT_UNKNOWN.code(),
                                instrument.id());
            }
        }
        flush();
        List<String> held = instruments.stream()
                .filter(one -> contracts[one.id()] == null && holdings.isHeldOrOrdered(one.id()))
                .map(Instrument::symbol)
                .toList();
        String text = "the broker does not tell the contract of " + ChosenNames.shown(missing)
                + ": nothing of it is ordered, the other names are traded; correct the symbol, or tell its change by ringside"
                + " data import --actions"
                + (held.isEmpty()
                        ? ""
                        : "; of " + ChosenNames.shown(held) + " something is held or ordered, which stays as it is");
        if (!text.equals(lookUpTold) && !isBeforeItsDay()) {
            alarms.raise(text);
        }
        lookedUp();
        lookUpTold = text;
        lookUpNanos = runtime.nanoTime() + LEFT_OUT_AGAIN_NANOS;
    }

    /** Whether all that is missing has a new symbol from a day on that has not begun, as over a weekend. */
    private boolean isBeforeItsDay() {
        int today = ExchangeCalendar.usEquity().localDay(clock.getAsLong());
        return instruments.stream()
                .filter(one -> contracts[one.id()] == null)
                .allMatch(one -> one.renamings().stream()
                        .anyMatch(change -> change.after().equals(one.symbol()) && change.day() > today));
    }

    // ---- Events ---------------------------------------------------------------------------------------------------

    private void condition(Condition condition, String text) {
        String shown = Doubts.printable(text.strip(), EngineEvent.TEXT_MAX);
        out.add()
                .control(EventType.CONDITION, clock.getAsLong(), condition.code(), 0)
                .text(shown);
        flush();
    }

    private boolean flush() {
        boolean any = out.size() > 0;
        if (any) {
            out.publish(publisher, LiveRuntime.WALL.nanoTime());
        }
        return any;
    }
}
