package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.ErrorPolicy;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.PendingRequests;
import io.ringside.gateway.ib.tws.ReconnectBackoff;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.OrderSender;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection to the broker: connect, look contracts up, request orders, executions, positions and the account,
 * reconcile, fetch missing bars, trade; and all of it again after every reconnection, link failure and farm failure. A
 * missing answer is unknown, and requested again.
 *
 * <p>Thread: session; {@link #post} any.
 */
public final class BrokerSession implements BrokerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSession.class);
    private static final long MILLI = 1_000_000L;
    /** Time after the loss of the broker's link from which arriving bars prove that the link is back, even without a message. */
    private static final long HEARD_AGAIN_NANOS = 60_000 * MILLI;

    private final TradingBooks books;
    private final LiveSettings settings;
    private final OrderIds orderIds;
    private final TwsContract[] contracts;
    private final IbMarketData market;
    private final AccountWorth worth;
    private final Supplier<EventPublisher> publishers;
    private final EventPublisher publisher;
    private final TwsConnector connector;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final Alarms alarms;
    private final EventOutbox out = new EventOutbox();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final PendingRequests pending = new PendingRequests(this::completed);
    private final ComparisonRounds rounds;
    private final ContractLookUp lookUp;
    private final BrokerTimeCheck time;
    private final BrokerRefusal refusal;
    private final ReconnectBackoff backoff;
    private final ErrorCounts errors = new ErrorCounts();

    private Phase phase = Phase.WAITING;
    private TwsConnection connection;
    private TwsEventAdapter hearing;
    /** Null unless the connection is ready. */
    private TwsLink link;

    private long nextAttemptNanos;
    private long connectedNanos;
    private long degradedNanos;
    private long reconciledMs = -1;
    private long echoes;
    private long reconnects;
    private boolean closing;

    /**
     * @param contracts the broker's contract of each instrument; filled in as they are looked up
     * @param orderIds of this client's orders
     */
    BrokerSession(
            TradingBooks books,
            AccountWorth worth,
            Supplier<EventPublisher> publishers,
            TwsContract[] contracts,
            OrderIds orderIds,
            IbMarketData market,
            TwsConnector connector) {
        this.books = books;
        this.worth = worth;
        this.publishers = publishers;
        this.contracts = contracts;
        this.orderIds = orderIds;
        this.market = market;
        this.connector = connector;
        settings = books.settings;
        clock = books.clock;
        monotonic = books.monotonic;
        alarms = books.alarms;
        backoff = new ReconnectBackoff(monotonic.nanoTime(), settings.backoffMaxMs());
        nextAttemptNanos = monotonic.nanoTime();
        publisher = publishers.get();
        rounds = new ComparisonRounds(books, pending);
        lookUp = new ContractLookUp(books, contracts, pending, market.isUnused(), out);
        time = new BrokerTimeCheck(books);
        refusal = new BrokerRefusal(books, rounds, worth, text -> condition(Condition.BREAK, text));
    }

    /** Runs a task on the session's thread. */
    void post(Runnable task) {
        inbox.add(task);
    }

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public long comparisons() {
        return rounds.count();
    }

    @Override
    public long reconnects() {
        return reconnects;
    }

    @Override
    public Map<String, Object> errors() {
        return errors.all();
    }

    @Override
    public void reserve() {
        orderIds.reserve();
    }

    @Override
    public boolean isWhole() {
        return market.isWhole();
    }

    @Override
    public boolean isHalted(int instrumentId) {
        return market.isHalted(instrumentId);
    }

    /** Counts an error message of the broker's. Any thread. */
    void count(int code, ErrorPolicy policy) {
        errors.count(code, policy);
    }

    @Override
    public long reconciledMs() {
        return reconciledMs;
    }

    @Override
    public boolean work() {
        boolean busy = false;
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            task.run();
            busy = true;
        }
        if (refusal.fatal() != null && !closing) {
            throw refusal.fatal();
        }
        long now = monotonic.nanoTime();
        pending.expire(now);
        if (phase == Phase.READY) {
            lookUp.askForLeftOut(now);
        }
        if (phase == Phase.LOOKING_UP && lookUp.isDue(now)) {
            lookUp();
        }
        if (phase == Phase.WAITING && !closing && now - nextAttemptNanos >= 0) {
            connect();
        }
        boolean compared = phase == Phase.READY || phase == Phase.CATCHING_UP || phase == Phase.COMPARING;
        if (compared) {
            if (books.reconciler.hasMoved()) {
                books.query.want();
            }
            if (books.holdings.takeUrgent()) {
                rounds.soon();
            }
            rounds.work(now);
        }
        if (phase == Phase.CATCHING_UP && market.isWhole()) {
            phase = Phase.READY;
            condition(Condition.RECONCILED, "");
            reconciledMs = (monotonic.nanoTime() - connectedNanos) / MILLI;
            LOG.info("reconciled {} ms after connecting", reconciledMs);
        }
        if (phase == Phase.DEGRADED && isHeardAgain()) {
            alarms.raise("prices come although the broker's gateway said that it has lost the broker");
            restored("prices come");
        }
        if (books.gateway.expire(now)) {
            books.query.want();
        }
        if (link != null && time.isAskedAgain(now)) {
            link.send(link.encoder().reqCurrentTime());
        }
        market.work(publisher);
        return flush() || busy;
    }

    /** Whether live bars have come for a while although the broker has not reported the link's return. */
    private boolean isHeardAgain() {
        long now = clock.getAsLong();
        return now - degradedNanos > HEARD_AGAIN_NANOS && market.isHeardSince(degradedNanos + HEARD_AGAIN_NANOS / 2);
    }

    @Override
    public boolean sendEcho() {
        return link != null && link.send(link.encoder().reqIds());
    }

    @Override
    public long echoes() {
        return echoes;
    }

    /** Handles the answer to a heartbeat's request for the time. */
    void echoed() {
        echoes++;
    }

    @Override
    public boolean isRefused() {
        return refusal.fatal() != null;
    }

    @Override
    public void close() {
        closing = true;
        if (connection != null) {
            connection.close();
        }
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    private void connect() {
        phase = Phase.CONNECTING;
        hearing = new TwsEventAdapter(this, books, orderIds, market, publishers.get());
        connection = connector.connect(InteractiveBrokers.tws(settings, settings.clientId()), hearing);
    }

    /** Handles a connection that is ready: accounts and ids have come. */
    void ready(TwsEventAdapter from, int serverVersion) {
        if (from != hearing) {
            return;
        }
        reconnects += backoff.attempts() > 0 || rounds.count() > 0 ? 1 : 0;
        connectedNanos = monotonic.nanoTime();
        backoff.ready(connectedNanos);
        reconciledMs = -1;
        LOG.info(
                "connected to {}:{} as client {}, server version {}, account {}",
                settings.host(),
                settings.port(),
                settings.clientId(),
                serverVersion,
                settings.maskedAccount());
        link = new TwsLink(connection, new TwsEncoder(serverVersion), new RequestIds());
        if (books.realTime) {
            // The first request: if the broker is on another day, none of the following is meaningful.
            link.send(link.encoder().reqCurrentTime());
        }
        condition(Condition.CONNECTED, "");
        // Cancellations requested meanwhile are sent first.
        books.sender.connected(new IbOrderWire(connection, serverVersion, orderIds, contracts, settings));
        lookUp.connected(link, hearing.lookUps);
        rounds.connected(link);
        phase = Phase.LOOKING_UP;
        lookUp();
    }

    /** Handles the end of the connection. */
    void disconnected(TwsEventAdapter from, ConnectionEnd reason, String detail) {
        if (from != hearing) {
            return;
        }
        boolean was = phase != Phase.CONNECTING && phase != Phase.WAITING;
        books.sender.connected(null);
        market.suspend();
        phase = Phase.WAITING;
        pending.disconnected();
        rounds.stop();
        connection = null;
        link = null;
        if (was) {
            condition(Condition.DISCONNECTED, reason + " " + detail);
        }
        if (reason == ConnectionEnd.CLOSED_BY_US) {
            LOG.info("disconnected from the broker");
        } else if (was || backoff.attempts() == 0) {
            alarms.connection(clock.getAsLong(), "connection to the broker: " + reason + " " + detail);
        }
        nextAttemptNanos = monotonic.nanoTime() + backoff.lostDelayNanos(monotonic.nanoTime());
    }

    /** Handles the loss of TWS's own link to the broker, which TWS reports repeatedly. */
    void degraded(String text) {
        if (phase == Phase.DEGRADED || phase == Phase.WAITING || phase == Phase.CONNECTING) {
            return;
        }
        phase = Phase.DEGRADED;
        degradedNanos = clock.getAsLong();
        rounds.stop();
        pending.disconnected();
        books.sender.gate(OrderSender.Gate.CANCELS_ONLY);
        market.suspend();
        condition(Condition.DEGRADED, text);
        alarms.connection(clock.getAsLong(), "the broker's gateway has lost the broker: " + text);
    }

    /** Handles the return of TWS's link to the broker. */
    void restored(String text) {
        if (phase != Phase.DEGRADED) {
            return;
        }
        connectedNanos = monotonic.nanoTime();
        condition(Condition.RESTORED, text);
        phase = Phase.LOOKING_UP;
        lookUp();
    }

    /** Handles the return of a data farm: streams that ended with it are subscribed again. */
    void farmOk() {
        if (phase == Phase.READY || phase == Phase.CATCHING_UP) {
            market.resumeSilent();
            rounds.soon();
        }
    }

    /** Handles a permanent refusal, such as of orders on a read-only connection. */
    void refusedForGood(String text) {
        refusal.forGood(text);
    }

    /** Handles a broker session for other accounts. */
    void otherAccount(String text) {
        if (refusal.otherAccount(text)) {
            connection.close();
        }
    }

    /** Handles the broker's time, in whole seconds. */
    void brokerTime(long timeNanos) {
        if (!time.isOtherDay(timeNanos)) {
            time.compare(timeNanos, out);
            flush();
            return;
        }
        backoff.slowest();
        if (connection != null) {
            connection.close();
        }
    }

    /** Publishes the account's figures. */
    void publishAccount() {
        AccountWorth.Answer answer = worth.publish(out);
        flush();
        if (answer == AccountWorth.Answer.AGAIN) {
            rounds.soon();
        } else if (answer == AccountWorth.Answer.TOO_LITTLE) {
            refusal.tooLittle();
        }
    }

    // ---- Contracts ------------------------------------------------------------------------------------------------

    private void lookUp() {
        if (lookUp.begin()) {
            lookedUp();
        }
    }

    /** Handles the broker's contract id of an instrument. */
    void contract(int instrumentId, int contractId) {
        Instrument instrument = books.instruments.get(instrumentId);
        if (refusal.isContract(instrument, contractId)) {
            lookUp.found(instrument, contractId);
        }
    }

    private void lookedUp() {
        phase = Phase.COMPARING;
        condition(Condition.RECONCILING, "");
        rounds.begin();
    }

    // ---- Comparison -----------------------------------------------------------------------------------------------

    /** Handles the end of an answer that has no request id. */
    void ended(String kind) {
        rounds.ended(kind);
    }

    /** Handles the end of an answer. */
    void answered(int reqId) {
        pending.answered(reqId);
    }

    /** Handles the refusal of a request. */
    void refused(int reqId, int code, String text) {
        if (!market.refused(reqId, code, text, publisher) && pending.refused(reqId)) {
            LOG.warn("request {} refused: {} {}", reqId, code, text);
        }
    }

    /** Handles the end of a history request's bars. */
    void historyEnds(int reqId) {
        market.historyEnds(reqId, publisher);
    }

    private void completed(int reqId, String kind, PendingRequests.Outcome outcome) {
        if (phase == Phase.WAITING || phase == Phase.DEGRADED) {
            return;
        }
        if (kind.equals(ContractLookUp.KIND)) {
            if (phase == Phase.LOOKING_UP && pending.size() == 0 && lookUp.ends()) {
                lookedUp();
            }
            return;
        }
        boolean compared = rounds.completed(kind, outcome, out);
        flush();
        if (compared && phase == Phase.COMPARING) {
            books.sender.gate(OrderSender.Gate.OPEN);
            market.resume(link);
            phase = Phase.CATCHING_UP;
        }
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
        return out.publish(publisher);
    }
}
