package io.ringside.gateway.ib;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.order.OrderGateway;
import io.ringside.engine.risk.Outcome;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsOrder;
import io.ringside.gateway.ib.tws.Unset;
import io.ringside.gateway.live.order.EntryGate;
import io.ringside.gateway.live.order.GatewayCode;
import io.ringside.gateway.live.order.Holdings;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderRouter;
import io.ringside.gateway.live.order.OrderTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Turns intents into orders at Interactive Brokers. An entry leaves as one bracket with its stop: the last child's transmit
 * flag sets all of it to work. The stop rests at the broker until cancelled, and shares a one-cancels-other group with the
 * exit. An intent that may have left is never sent again; one that certainly has not may wait for the connection, unless it
 * would open a position.
 *
 * <pre>
 *   gate    CLOSED         no connection: nothing leaves
 *           CANCELS_ONLY   the broker is away, or not yet compared with: cancels leave
 *           OPEN           everything leaves
 * </pre>
 *
 * <p>Thread: {@link #submit} order stage, the others any; all under the order table's lock. Answers are left in an outbox
 * that the session's thread publishes.
 */
public final class IbOrderGateway implements OrderGateway, OrderRouter {
    /** What may leave. */
    enum Gate {
        CLOSED,
        CANCELS_ONLY,
        OPEN
    }

    private final LiveSettings settings;
    private final OrderTable table;
    private final Holdings holdings;
    private final OrderIds ids;
    private final ExchangeCalendar calendar;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final boolean dryRun;
    private final TwsContract[] contracts;
    private final EntryGate entries;
    private final OwnAnswers answers;
    private final Consumer<String> alarm;
    private final OrderTicketWriter tickets;
    private final List<Intent> batch = new ArrayList<>();
    private final List<LiveOrder> touched = new ArrayList<>();
    private final Int2ObjectHashMap<LiveOrder> whatIfs = new Int2ObjectHashMap<>();
    private int batchSize;
    private TwsConnection connection;
    private TwsEncoder encoder;
    private Gate gate = Gate.CLOSED;
    private long messagesSent;

    /**
     * @param entries whether an entry that was decided on may still leave
     * @param contracts what each instrument is called at the broker; filled in as they become known
     * @param answers events for the session's thread to publish; guarded by the table's lock
     * @param clock market time, UTC nanoseconds since 1970
     * @param alarm takes the words of an alarm; any thread
     */
    public IbOrderGateway(
            LiveSettings settings,
            OrderTable table,
            Holdings holdings,
            EntryGate entries,
            OrderIds ids,
            ExchangeCalendar calendar,
            LongSupplier clock,
            NanoClock monotonic,
            boolean dryRun,
            TwsContract[] contracts,
            EventOutbox answers,
            Consumer<String> alarm) {
        this.settings = settings;
        this.table = table;
        this.holdings = holdings;
        this.ids = ids;
        this.calendar = calendar;
        this.clock = clock;
        this.monotonic = monotonic;
        this.dryRun = dryRun;
        this.contracts = contracts;
        this.entries = entries;
        this.answers = new OwnAnswers(table, answers, clock);
        this.alarm = alarm;
        tickets = new OrderTicketWriter(settings);
    }

    // ---- Order stage ----------------------------------------------------------------------------------------------

    @Override
    public void submit(Intent intent, long eventNanos) {
        synchronized (table) {
            if (batchSize == batch.size()) {
                batch.add(new Intent());
            }
            batch.get(batchSize++).copyFrom(intent);
        }
        if (intent.purpose == Purpose.FLATTEN && intent.action == IntentAction.PLACE) {
            // Whoever gave up a position, a limit or an operator: it is for somebody to know.
            alarm.accept("a position is left at the market: " + intent.side + " " + intent.quantity + ", order "
                    + OrderRef.format(intent.orderRef));
        }
    }

    @Override
    public void submitted(long eventNanos) {
        synchronized (table) {
            touched.clear();
            for (int i = 0; i < batchSize; i++) {
                LiveOrder order = table.onIntent(batch.get(i), eventNanos, LiveOrder.State.HELD);
                if (order != null && !order.isDone()) {
                    touched.add(order);
                }
            }
            for (int i = 0; i < touched.size(); i++) {
                trySend(touched.get(i));
            }
            batchSize = 0;
        }
    }

    // ---- Session --------------------------------------------------------------------------------------------------

    /** A connection is there, for cancels at first; null if it is gone. */
    void connection(TwsConnection newConnection, int serverVersion) {
        synchronized (table) {
            connection = newConnection;
            encoder = newConnection == null ? null : new TwsEncoder(serverVersion);
            whatIfs.clear();
            gate(newConnection == null ? Gate.CLOSED : Gate.CANCELS_ONLY);
        }
    }

    /** Says what may leave from now on; what has waited for that leaves at once. */
    void gate(Gate newGate) {
        synchronized (table) {
            gate = newGate;
            for (int i = 0; i < table.orders().size(); i++) {
                LiveOrder order = table.orders().get(i);
                if (!order.isDone()) {
                    trySend(order);
                }
            }
        }
    }

    /**
     * Ends what-ifs that the broker did not answer, and orders that wait for nothing any more; lets those leave that may now,
     * and cuts those that work on more than the account holds.
     *
     * @return whether the broker is to be asked: for an order that was sent long ago without an answer, or for the position
     */
    boolean expire(long monotonicNanos) {
        boolean unanswered = false;
        synchronized (table) {
            for (int i = 0; i < table.orders().size(); i++) {
                LiveOrder order = table.orders().get(i);
                if (order.state == LiveOrder.State.SENT
                        && !order.askedFor
                        && monotonicNanos - order.sentNanos > patienceMs(order) * 1_000_000L) {
                    order.askedFor = true;
                    unanswered = true;
                }
                unanswered |= review(order);
                if (order.state == LiveOrder.State.HELD && hasLostParent(order)) {
                    answers.cancelled(order, GatewayCode.WITH_PARENT);
                } else if (order.state == LiveOrder.State.HELD
                        && order.waitingSinceNanos != 0
                        && monotonicNanos - order.waitingSinceNanos > settings.requestTimeoutMs() * 1_000_000L) {
                    answers.refused(order, GatewayCode.MARGIN_UNKNOWN, "the broker did not tell the margin");
                }
            }
        }
        return unanswered;
    }

    /** A stop whose acknowledgement got lost is asked for before its position is taken for unprotected, and left. */
    private long patienceMs(LiveOrder order) {
        int alarmMs = settings.unprotectedMs();
        return order.isStop() ? Math.min(alarmMs / 2, settings.requestTimeoutMs()) : settings.requestTimeoutMs();
    }

    /** Stops entries for good and cancels those that work; how many cancels left. Any thread, also when the ring is dead. */
    public int stopEntries() {
        entries.kill();
        int sent = 0;
        synchronized (table) {
            for (LiveOrder order : table.orders()) {
                if (order.isEntry() && !order.isDone()) {
                    order.cancelWanted = true;
                    sent += cancel(order) ? 1 : 0;
                }
            }
        }
        return sent;
    }

    /** Cancels the working entries of strategies within the day; portfolios' orders stay. Any thread. */
    public void cancelEntriesOfStrategies() {
        synchronized (table) {
            for (LiveOrder order : table.orders()) {
                if (order.isEntry() && !order.isDone() && !BookId.isPortfolio(order.terms.bindingId)) {
                    order.cancelWanted = true;
                    cancel(order);
                }
            }
        }
    }

    /** Entries may be sent again, after an operator has said so. */
    public void allowEntries() {
        entries.lift();
    }

    /** An order that the connection took has certainly not left. */
    void unsent(int orderId) {
        synchronized (table) {
            LiveOrder order = table.byOrderId(orderId);
            if (order == null || order.isDone() || order.state == LiveOrder.State.WORKING) {
                return;
            }
            if (order.isEntry()) {
                answers.refused(order, GatewayCode.NOT_CONNECTED, "the connection ended first");
            } else {
                order.state = LiveOrder.State.HELD;
                LiveOrder parent = table.byRef(order.terms.parentRef);
                if (parent != null && !parent.isDone() && parent.filled == 0) {
                    // It may wait at the broker without its transmit flag, and must not be left there.
                    parent.cancelWanted = true;
                }
            }
        }
    }

    @Override
    public void onWhatIf(int orderId, long marginAfterE8, long equityAfterE8) {
        synchronized (table) {
            LiveOrder order = whatIfs.remove(orderId);
            if (order == null || order.state != LiveOrder.State.HELD) {
                return;
            }
            order.waitingSinceNanos = 0;
            if (marginAfterE8 == Unset.E8 || equityAfterE8 == Unset.E8) {
                answers.refused(order, GatewayCode.MARGIN_UNKNOWN, "the broker told no margin");
            } else if (marginAfterE8 > equityAfterE8) {
                answers.refused(order, GatewayCode.MARGIN_REFUSED, "the margin would not do");
            } else if (!isShut(order)) {
                sendBracket(order);
            }
        }
    }

    @Override
    public boolean onWhatIfRefused(int orderId, int code, String text) {
        synchronized (table) {
            LiveOrder order = whatIfs.remove(orderId);
            if (order == null) {
                return false;
            }
            if (order.state == LiveOrder.State.HELD) {
                answers.refused(order, code, text);
            }
            return true;
        }
    }

    @Override
    public void proceed(LiveOrder order) {
        if (!order.isDone()) {
            trySend(order);
        }
    }

    @Override
    public void proceedWithChildren(LiveOrder parent) {
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder child = table.orders().get(i);
            if (OwnAnswers.isChild(child, parent)) {
                trySend(child);
            }
        }
    }

    @Override
    public void recallClosing(int instrumentId) {
        if (connection == null) {
            return;
        }
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder order = table.orders().get(i);
            if (order.state == LiveOrder.State.SENT
                    && order.isClosing()
                    && order.terms.instrumentId == instrumentId
                    && !isEntering(table.byRef(order.terms.parentRef))
                    && isMoreThanHeld(order)) {
                connection.recall(order.orderId);
            }
        }
    }

    /** Orders, changes, cancels and what-ifs that the connection took so far. */
    public long messagesSent() {
        synchronized (table) {
            return messagesSent;
        }
    }

    // ---- Closing orders against what the account holds ------------------------------------------------------------

    /**
     * Lets a closing order leave that has waited for the broker's word, and cuts one that works on more than there is, once a
     * comparison; whether the broker is to be asked for more.
     */
    private boolean review(LiveOrder order) {
        if (order.isEntry() && order.state == LiveOrder.State.HELD) {
            // It waits for the margin, or for the end of what was being published.
            trySend(order);
            return false;
        }
        if (order.isDone() || gate == Gate.CLOSED) {
            return false;
        }
        if (order.isEntry()) {
            callOff(order);
            return false;
        }
        if (order.state == LiveOrder.State.HELD) {
            trySend(order);
            boolean waits = gate == Gate.OPEN && order.state == LiveOrder.State.HELD && !waitsForParent(order);
            return waits && holdings.isAwaited(order);
        }
        long cut = holdings.cut(order);
        boolean over = order.leavesAtBroker() > cut && !order.statusOver;
        if (order.cutSnapshot == holdings.lastSnapshot()) {
            return over;
        }
        if (over) {
            cutTo(order, cut);
        } else if (cut == Holdings.UNCUT && order.cutQuantity != 0) {
            restore(order);
        }
        order.cutSnapshot = holdings.lastSnapshot();
        return over;
    }

    /**
     * Nothing is bought into a position of which nobody knows how large it is. An entry that may still wait for the rate limit
     * does not leave over a latch; if it has left, it is taken back.
     */
    private void callOff(LiveOrder entry) {
        if (entry.state == LiveOrder.State.SENT && !entry.cancelWanted && entries.isLatched()) {
            entry.cancelWanted = true;
            cancel(entry);
        }
        if (holdings.isBroken(entry.terms.instrumentId) && entry.cutSnapshot != holdings.lastSnapshot()) {
            entry.cutSnapshot = holdings.lastSnapshot();
            entry.cancelWanted = true;
            cancel(entry);
        }
    }

    private void cutTo(LiveOrder order, long shares) {
        LiveOrder parent = table.byRef(order.terms.parentRef);
        if (parent != null && !parent.isDone()) {
            // Called off at the same comparison; the broker shrinks this one with it.
            return;
        }
        if (shares == 0) {
            cancel(order);
        } else {
            order.cutQuantity = order.filled + shares;
            order.modifyWanted = true;
            trySend(order);
        }
    }

    /** The account has again what the book says. */
    private void restore(LiveOrder order) {
        long held = Math.abs(table.held(order));
        long wanted = Math.min(order.terms.quantity, order.filled + held);
        order.cutQuantity = wanted == order.terms.quantity ? 0 : wanted;
        order.modifyWanted = true;
        trySend(order);
    }

    // ---- Leaving --------------------------------------------------------------------------------------------------

    private void trySend(LiveOrder order) {
        if (order.cancelWanted) {
            cancel(order);
        } else if (order.state == LiveOrder.State.HELD) {
            place(order);
        } else if (order.modifyWanted && order.state == LiveOrder.State.WORKING && gate == Gate.OPEN) {
            long cut = holdings.cut(order);
            if (cut == 0) {
                // It is being cancelled.
                return;
            }
            if (cut != Holdings.UNCUT) {
                order.cutQuantity = order.filled + cut >= order.terms.quantity ? 0 : order.filled + cut;
            }
            if (order.brokerAgrees()) {
                order.modifyWanted = false;
            } else {
                send(order, true, 0);
            }
        }
    }

    private void place(LiveOrder order) {
        if (dryRun) {
            answers.refused(order, GatewayCode.DRY_RUN, "dry run");
        } else if (order.isEntry()) {
            placeEntry(order);
        } else if (!waitsForParent(order) && gate == Gate.OPEN) {
            if (isTooLateForTheOpen(order)) {
                answers.refused(order, GatewayCode.TOO_LATE, "too late for the opening auction");
            } else if (!isMoreThanHeld(order)) {
                placeClosing(order);
            } else if (!isEntering(table.byRef(order.terms.parentRef))) {
                answers.cancelled(order, GatewayCode.NOT_HELD);
            }
        }
    }

    private void placeClosing(LiveOrder order) {
        long shares = holdings.closing(order);
        if (shares > 0) {
            order.cutQuantity = shares < order.leaves() ? order.filled + shares : 0;
            send(order, true, 0);
        }
    }

    /**
     * What was decided to leave a position may have waited for the connection, or for its turn, while another order left it;
     * a group at the broker knows nothing of an order that was not there yet. The rest would open a position the other way.
     * The risk stage decides again on what is held then.
     */
    private boolean isMoreThanHeld(LiveOrder order) {
        return order.leaves() > -order.terms.side.sign() * table.held(order);
    }

    private static boolean isEntering(LiveOrder parent) {
        return parent != null && !parent.isDone();
    }

    private void placeEntry(LiveOrder order) {
        if (isShut(order)) {
            return;
        }
        if (gate != Gate.OPEN || contracts[order.terms.instrumentId] == null) {
            answers.refused(order, GatewayCode.NOT_CONNECTED, "no connection to trust");
        } else if (isTooLateForTheOpen(order)) {
            answers.refused(order, GatewayCode.TOO_LATE, "too late for the opening auction");
        } else if (!settings.whatIf()) {
            sendBracket(order);
        } else if (order.waitingSinceNanos == 0) {
            int id = ids.next();
            TwsOrder question = tickets.whatIf(order, id);
            order.waitingSinceNanos = monotonic.nanoTime() | 1;
            whatIfs.put(id, order);
            messagesSent++;
            if (!connection.send(encoder.placeOrder(contracts[order.terms.instrumentId], question))) {
                whatIfs.remove(id);
                answers.refused(order, GatewayCode.NOT_CONNECTED, "no connection to trust");
            }
        }
    }

    /**
     * Whether an entry may not leave by what was published since it was decided on: it is refused then, or waits while that is
     * being published.
     */
    private boolean isShut(LiveOrder entry) {
        int id = entry.terms.instrumentId;
        if (entries.isKilled()) {
            answers.refused(entry, GatewayCode.KILLED, "entries are stopped");
            return true;
        }
        if (entries.isUndecided()) {
            return true;
        }
        Outcome refusal = entries.refusal(id);
        if (refusal != null) {
            answers.refused(entry, GatewayCode.ENTRIES_SHUT, refusal.words());
        } else if (holdings.isInDoubt(id)) {
            answers.refused(entry, GatewayCode.ENTRIES_SHUT, "account and book differ");
        }
        return entry.isDone();
    }

    /**
     * Alone, an order that is to protect an entry would open a position of its own. It leaves with the entry, or after the
     * entry has executed.
     */
    private boolean waitsForParent(LiveOrder order) {
        LiveOrder parent = table.byRef(order.terms.parentRef);
        return parent != null && parent.filled == 0;
    }

    private boolean hasLostParent(LiveOrder order) {
        return waitsForParent(order) && table.byRef(order.terms.parentRef).isDone();
    }

    private boolean isTooLateForTheOpen(LiveOrder order) {
        long nanoOfDay = calendar.nanoOfDay(clock.getAsLong());
        return order.terms.timeInForce == TimeInForce.AT_THE_OPEN
                && nanoOfDay >= settings.openCutoff().toNanoOfDay()
                && nanoOfDay < 34_200L * ExchangeCalendar.SECOND_NANOS;
    }

    /** Parent first, children behind it; the last one's transmit flag sets all of them to work. */
    private void sendBracket(LiveOrder parent) {
        LiveOrder lastChild = null;
        for (LiveOrder order : table.orders()) {
            lastChild = OwnAnswers.isChild(order, parent) ? order : lastChild;
        }
        if (!send(parent, lastChild == null, 0)) {
            return;
        }
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder child = table.orders().get(i);
            if (OwnAnswers.isChild(child, parent) && !send(child, child == lastChild, parent.orderId)) {
                // The parent waits at the broker without its transmit flag, and must not be left there.
                parent.cancelWanted = true;
                cancel(parent);
                return;
            }
        }
    }

    private boolean send(LiveOrder order, boolean transmit, int parentId) {
        TwsContract contract = contracts[order.terms.instrumentId];
        boolean fresh = order.state == LiveOrder.State.HELD;
        if (contract == null || (!fresh && order.orderId == 0)) {
            return false;
        }
        int id = fresh ? ids.next() : order.orderId;
        table.bind(order, id, 0);
        LiveOrder parent = table.byRef(order.terms.parentRef);
        int parentNow = !fresh && parent != null && !parent.isDone() ? parent.orderId : parentId;
        TwsOrder ticket = tickets.order(order, id, transmit, parentNow);
        if (!connection.send(encoder.placeOrder(contract, ticket))) {
            if (order.isEntry()) {
                answers.refused(order, GatewayCode.NOT_CONNECTED, "no connection to trust");
            }
            return false;
        }
        messagesSent++;
        order.sentNanos = monotonic.nanoTime() | 1;
        order.askedFor = false;
        if (fresh) {
            order.placedHere = true;
            answers.sent(order, id);
        }
        return true;
    }

    private boolean cancel(LiveOrder order) {
        if (order.state == LiveOrder.State.HELD) {
            answers.cancelled(order, GatewayCode.NOT_AT_BROKER);
            return false;
        }
        if (gate == Gate.CLOSED || order.orderId == 0 || order.statusOver || dryRun) {
            return false;
        }
        messagesSent++;
        return connection.send(encoder.cancelOrder(order.orderId));
    }
}
