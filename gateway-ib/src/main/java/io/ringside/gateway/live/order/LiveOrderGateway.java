package io.ringside.gateway.live.order;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.order.OrderGateway;
import io.ringside.gateway.LiveSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Adds intents to the order table and has them sent, and supervises waiting and working orders: requests a comparison for
 * unacknowledged ones, cancels entries that are no longer allowed, and reduces a closing order that works on more shares
 * than the account holds.
 *
 * <p>Thread: {@link #submit} order stage, the others any; all under the order table's lock. Reports are added to an outbox
 * that the session's thread publishes.
 */
public final class LiveOrderGateway implements OrderGateway {
    private final LiveSettings settings;
    private final OrderTable table;
    private final Holdings holdings;
    private final EntryGate entries;
    private final OrderSender sender;
    private final OwnAnswers answers;
    private final Consumer<String> alarm;
    private final List<Intent> batch = new ArrayList<>();
    private final List<LiveOrder> touched = new ArrayList<>();
    private int batchSize;

    /** @param alarm gets the text of an alarm; any thread */
    public LiveOrderGateway(
            LiveSettings settings,
            OrderTable table,
            Holdings holdings,
            EntryGate entries,
            OrderSender sender,
            Consumer<String> alarm) {
        this.settings = settings;
        this.table = table;
        this.holdings = holdings;
        this.entries = entries;
        this.sender = sender;
        answers = sender.answers();
        this.alarm = alarm;
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
            // A limit or an operator closes a position: worth an alarm.
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
                sender.trySend(touched.get(i));
            }
            batchSize = 0;
        }
    }

    // ---- Entries --------------------------------------------------------------------------------------------------

    /** Stops entries and cancels working ones; returns how many cancels were sent. Any thread, also if the ring has failed. */
    public int stopEntries() {
        entries.kill();
        return cancelEntries(true);
    }

    /** Cancels working entries of intraday strategies; orders of portfolios stay. Any thread. */
    public void cancelEntriesOfStrategies() {
        cancelEntries(false);
    }

    private int cancelEntries(boolean ofPortfolios) {
        int sent = 0;
        synchronized (table) {
            for (LiveOrder order : table.orders()) {
                boolean meant = ofPortfolios || !BookId.isPortfolio(order.terms.bindingId);
                if (order.isEntry() && !order.isDone() && meant) {
                    order.cancelWanted = true;
                    sent += sender.cancel(order) ? 1 : 0;
                }
            }
        }
        return sent;
    }

    /** Allows entries again, at an operator's command. */
    public void allowEntries() {
        entries.lift();
    }

    // ---- From time to time ----------------------------------------------------------------------------------------

    /**
     * Ends unanswered what-ifs and obsolete waiting orders, sends orders that may be sent now, and reduces closing orders
     * that work on more shares than the account holds.
     *
     * @return whether a comparison is needed, for an unacknowledged order or for a position
     */
    public boolean expire(long monotonicNanos) {
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
                if (order.state == LiveOrder.State.HELD && sender.hasLostParent(order)) {
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

    /**
     * Time to wait for an acknowledgement. A stop's is shorter, so that a lost acknowledgement is found before its position
     * counts as unprotected and is closed.
     */
    private long patienceMs(LiveOrder order) {
        int alarmMs = settings.unprotectedMs();
        return order.isStop() ? Math.min(alarmMs / 2, settings.requestTimeoutMs()) : settings.requestTimeoutMs();
    }

    /**
     * Sends a closing order that has waited for a comparison, and reduces one that works on more shares than there are, once
     * a comparison; returns whether a further comparison is needed.
     */
    private boolean review(LiveOrder order) {
        if (order.isEntry() && order.state == LiveOrder.State.HELD) {
            // It waits for the what-if's margin, or for an event that was being published.
            sender.trySend(order);
            return false;
        }
        if (order.isDone() || sender.gate() == OrderSender.Gate.CLOSED) {
            return false;
        }
        if (order.isEntry()) {
            callOff(order);
            return false;
        }
        if (order.state == LiveOrder.State.HELD) {
            sender.trySend(order);
            boolean waits = sender.gate() == OrderSender.Gate.OPEN
                    && order.state == LiveOrder.State.HELD
                    && !sender.waitsForParent(order);
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
     * Cancels an entry while its instrument's position is uncertain or trading is latched: one that still waits for the rate
     * limit is not sent, and one that was sent is cancelled.
     */
    private void callOff(LiveOrder entry) {
        if (entry.state == LiveOrder.State.SENT && !entry.cancelWanted && entries.isLatched()) {
            entry.cancelWanted = true;
            sender.cancel(entry);
        }
        if (holdings.isBroken(entry.terms.instrumentId) && entry.cutSnapshot != holdings.lastSnapshot()) {
            entry.cutSnapshot = holdings.lastSnapshot();
            entry.cancelWanted = true;
            sender.cancel(entry);
        }
    }

    private void cutTo(LiveOrder order, long shares) {
        LiveOrder parent = table.byRef(order.terms.parentRef);
        if (parent != null && !parent.isDone()) {
            // Cancelled at the same comparison; the broker reduces this one with it.
            return;
        }
        if (shares == 0) {
            sender.cancel(order);
        } else {
            order.cutQuantity = order.filled + shares;
            order.modifyWanted = true;
            sender.trySend(order);
        }
    }

    /** Restores an order's quantity after the account agrees with the book again. */
    private void restore(LiveOrder order) {
        long held = Math.abs(table.held(order));
        long wanted = Math.min(order.terms.quantity, order.filled + held);
        order.cutQuantity = wanted == order.terms.quantity ? 0 : wanted;
        order.modifyWanted = true;
        sender.trySend(order);
    }
}
