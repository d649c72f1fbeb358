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
 * Turns intents into orders of the table, and looks after those that wait or work: what was not answered is asked for, what
 * nobody may enter any more is called off, and a closing order that works on more than the account holds is cut.
 *
 * <p>Thread: {@link #submit} order stage, the others any; all under the order table's lock. Answers are left in an outbox
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

    /** @param alarm takes the words of an alarm; any thread */
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
                sender.trySend(touched.get(i));
            }
            batchSize = 0;
        }
    }

    // ---- Entries --------------------------------------------------------------------------------------------------

    /** Stops entries for good and cancels those that work; how many cancels left. Any thread, also when the ring is dead. */
    public int stopEntries() {
        entries.kill();
        return cancelEntries(true);
    }

    /** Cancels the working entries of strategies within the day; portfolios' orders stay. Any thread. */
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

    /** Entries may be sent again, after an operator has said so. */
    public void allowEntries() {
        entries.lift();
    }

    // ---- From time to time ----------------------------------------------------------------------------------------

    /**
     * Ends what-ifs that the broker did not answer, and orders that wait for nothing any more; lets those leave that may now,
     * and cuts those that work on more than the account holds.
     *
     * @return whether the broker is to be asked: for an order that was sent long ago without an answer, or for the position
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

    /** A stop whose acknowledgement got lost is asked for before its position is taken for unprotected, and left. */
    private long patienceMs(LiveOrder order) {
        int alarmMs = settings.unprotectedMs();
        return order.isStop() ? Math.min(alarmMs / 2, settings.requestTimeoutMs()) : settings.requestTimeoutMs();
    }

    /**
     * Lets a closing order leave that has waited for the broker's word, and cuts one that works on more than there is, once a
     * comparison; whether the broker is to be asked for more.
     */
    private boolean review(LiveOrder order) {
        if (order.isEntry() && order.state == LiveOrder.State.HELD) {
            // It waits for the margin, or for the end of what was being published.
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
     * Nothing is bought into a position of which nobody knows how large it is. An entry that may still wait for the rate limit
     * does not leave over a latch; if it has left, it is taken back.
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
            // Called off at the same comparison; the broker shrinks this one with it.
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

    /** The account has again what the book says. */
    private void restore(LiveOrder order) {
        long held = Math.abs(table.held(order));
        long wanted = Math.min(order.terms.quantity, order.filled + held);
        order.cutQuantity = wanted == order.terms.quantity ? 0 : wanted;
        order.modifyWanted = true;
        sender.trySend(order);
    }
}
