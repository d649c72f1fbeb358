package io.ringside.gateway.live.order;

import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import java.util.function.LongSupplier;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Decides which orders may be sent to the broker, and in which sequence. An entry is sent as one bracket with its stop: the
 * last child's transmit flag activates all of it. A closing order is sent once its entry has executed, and for no more
 * shares than are held. An intent that may have been sent is never sent again; one that certainly was not sent may wait for
 * the connection, unless it would open a position.
 *
 * <pre>
 *   gate    CLOSED         no connection: nothing is sent
 *           CANCELS_ONLY   the broker's link is down, or it is not yet reconciled: only cancels are sent
 *           OPEN           everything is sent
 * </pre>
 *
 * <p>Thread: any, under the order table's lock.
 */
public final class OrderSender {
    /** What may be sent. */
    public enum Gate {
        CLOSED,
        CANCELS_ONLY,
        OPEN
    }

    private final LiveSettings settings;
    private final OrderTable table;
    private final Holdings holdings;
    private final EntryGate entries;
    private final ExchangeCalendar calendar;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final boolean dryRun;
    private final OwnAnswers answers;
    private final Int2ObjectHashMap<LiveOrder> whatIfs = new Int2ObjectHashMap<>();
    private OrderWire wire;
    private Gate gate = Gate.CLOSED;
    private long messagesSent;

    /**
     * @param entries decides whether an entry may still be sent
     * @param clock market time, UTC nanoseconds since 1970
     * @param dryRun whether nothing is sent at all
     * @param answers gets order reports of our own; guarded by the table's lock
     */
    public OrderSender(
            LiveSettings settings,
            OrderTable table,
            Holdings holdings,
            EntryGate entries,
            ExchangeCalendar calendar,
            LongSupplier clock,
            NanoClock monotonic,
            boolean dryRun,
            EventOutbox answers) {
        this.settings = settings;
        this.table = table;
        this.holdings = holdings;
        this.entries = entries;
        this.calendar = calendar;
        this.clock = clock;
        this.monotonic = monotonic;
        this.dryRun = dryRun;
        this.answers = new OwnAnswers(table, answers, clock);
    }

    // ---- The gate -------------------------------------------------------------------------------------------------

    /** Sets a new connection, for cancels at first; null when it has ended. */
    public void connected(OrderWire newWire) {
        synchronized (table) {
            wire = newWire;
            whatIfs.clear();
            gate(newWire == null ? Gate.CLOSED : Gate.CANCELS_ONLY);
        }
    }

    /** Sets what may be sent from now on; waiting orders are sent at once. */
    public void gate(Gate newGate) {
        synchronized (table) {
            gate = newGate;
            for (int i = 0; i < table.orders().size(); i++) {
                proceed(table.orders().get(i));
            }
        }
    }

    Gate gate() {
        return gate;
    }

    OwnAnswers answers() {
        return answers;
    }

    /** Orders, changes, cancels and what-ifs that the connection has accepted so far. */
    public long messagesSent() {
        synchronized (table) {
            return messagesSent;
        }
    }

    // ---- What the broker says -------------------------------------------------------------------------------------

    /**
     * Handles the answer to a what-if.
     *
     * @param marginAfterE8 margin with the entry, and the equity that has to cover it
     * @param complete whether the answer has both
     */
    public void onWhatIf(int orderId, boolean complete, long marginAfterE8, long equityAfterE8) {
        synchronized (table) {
            LiveOrder order = whatIfs.remove(orderId);
            if (order == null || order.state != LiveOrder.State.HELD) {
                return;
            }
            order.waitingSinceNanos = 0;
            if (!complete) {
                answers.refused(order, GatewayCode.MARGIN_UNKNOWN, "the broker told no margin");
            } else if (marginAfterE8 > equityAfterE8) {
                answers.refused(order, GatewayCode.MARGIN_REFUSED, "the margin would not do");
            } else if (!isShut(order)) {
                sendBracket(order);
            }
        }
    }

    /** Handles a refused what-if; false if the id is not a what-if's. */
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

    /** Sends what waited for a state or acknowledgement of the order. */
    void proceed(LiveOrder order) {
        if (!order.isDone()) {
            trySend(order);
        }
    }

    /** Sends what waited for an order's execution. */
    void proceedWithChildren(LiveOrder parent) {
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder child = table.orders().get(i);
            if (OwnAnswers.isChild(child, parent)) {
                trySend(child);
            }
        }
    }

    /**
     * Called after an execution: recalls closing orders that are still queued at the connection and would close more than is
     * left. They are sent again if there are shares to close.
     */
    void recallClosing(int instrumentId) {
        if (wire == null) {
            return;
        }
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder order = table.orders().get(i);
            if (order.state == LiveOrder.State.SENT
                    && order.isClosing()
                    && order.terms.instrumentId == instrumentId
                    && !isEntering(parent(order))
                    && isMoreThanHeld(order)) {
                wire.recall(order.orderId);
            }
        }
    }

    /** Handles an order that the connection had accepted and certainly did not send. */
    public void unsent(int orderId) {
        synchronized (table) {
            LiveOrder order = table.byOrderId(orderId);
            if (order == null || order.isDone() || order.state == LiveOrder.State.WORKING) {
                return;
            }
            if (order.isEntry()) {
                answers.refused(order, GatewayCode.NOT_CONNECTED, "the connection ended first");
            } else {
                order.state = LiveOrder.State.HELD;
                LiveOrder parent = parent(order);
                if (parent != null && !parent.isDone() && parent.filled == 0) {
                    // It may be held at the broker without its transmit flag, and must be cancelled.
                    parent.cancelWanted = true;
                }
            }
        }
    }

    // ---- Leaving --------------------------------------------------------------------------------------------------

    /** Sends an order, its change, or its cancel, if that is allowed now. */
    void trySend(LiveOrder order) {
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
            } else if (!isEntering(parent(order))) {
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
     * Whether a closing order is for more than is held: while it waited to be sent, another order may have closed the
     * position, and a group at the broker does not include an order that it does not have. The rest would open a position of
     * the opposite side. The risk stage then decides again.
     */
    private boolean isMoreThanHeld(LiveOrder order) {
        return order.leaves() > -order.terms.side.sign() * table.held(order);
    }

    private LiveOrder parent(LiveOrder order) {
        return table.byRef(order.terms.parentRef);
    }

    private static boolean isEntering(LiveOrder parent) {
        return parent != null && !parent.isDone();
    }

    private void placeEntry(LiveOrder order) {
        if (isShut(order)) {
            return;
        }
        if (gate != Gate.OPEN || !wire.knows(order.terms.instrumentId)) {
            answers.refused(order, GatewayCode.NOT_CONNECTED, "no connection to trust");
        } else if (isTooLateForTheOpen(order)) {
            answers.refused(order, GatewayCode.TOO_LATE, "too late for the opening auction");
        } else if (!settings.whatIf()) {
            sendBracket(order);
        } else if (order.waitingSinceNanos == 0) {
            int id = wire.nextOrderId();
            order.waitingSinceNanos = monotonic.nanoTime() | 1;
            whatIfs.put(id, order);
            messagesSent++;
            if (!wire.askMargin(order, id)) {
                whatIfs.remove(id);
                answers.refused(order, GatewayCode.NOT_CONNECTED, "no connection to trust");
            }
        }
    }

    /**
     * Whether an event published since its decision forbids an entry: then it is refused, or it waits while such an event is
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
     * Whether an order must wait for its parent: a protective order sent alone would open a position of its own. It is sent
     * with the entry, or after the entry has executed.
     */
    boolean waitsForParent(LiveOrder order) {
        LiveOrder parent = parent(order);
        return parent != null && parent.filled == 0;
    }

    boolean hasLostParent(LiveOrder order) {
        return waitsForParent(order) && parent(order).isDone();
    }

    private boolean isTooLateForTheOpen(LiveOrder order) {
        long nanoOfDay = calendar.nanoOfDay(clock.getAsLong());
        return order.terms.timeInForce == TimeInForce.AT_THE_OPEN
                && nanoOfDay >= settings.openCutoff().toNanoOfDay()
                && nanoOfDay < 34_200L * ExchangeCalendar.SECOND_NANOS;
    }

    /** Sends the parent first, then its children; the last one's transmit flag activates all of them. */
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
                // The parent is held at the broker without its transmit flag, and must be cancelled.
                parent.cancelWanted = true;
                cancel(parent);
                return;
            }
        }
    }

    private boolean send(LiveOrder order, boolean transmit, int parentId) {
        boolean fresh = order.state == LiveOrder.State.HELD;
        if (!wire.knows(order.terms.instrumentId) || (!fresh && order.orderId == 0)) {
            return false;
        }
        int id = fresh ? wire.nextOrderId() : order.orderId;
        table.bind(order, id, 0);
        LiveOrder parent = parent(order);
        int parentNow = !fresh && parent != null && !parent.isDone() ? parent.orderId : parentId;
        if (!wire.place(order, transmit, parentNow)) {
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

    /** Cancels an order, or ends one that was not sent; returns whether a cancel was sent. */
    boolean cancel(LiveOrder order) {
        if (order.state == LiveOrder.State.HELD) {
            answers.cancelled(order, GatewayCode.NOT_AT_BROKER);
            return false;
        }
        if (gate == Gate.CLOSED || order.orderId == 0 || order.statusOver || dryRun) {
            return false;
        }
        messagesSent++;
        return wire.cancel(order.orderId);
    }
}
