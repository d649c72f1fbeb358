package io.ringside.gateway.live.order;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.operator.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.agrona.concurrent.NanoClock;

/**
 * Compares orders and positions with what the broker has just told, once all of it has come. What is missing is unknown
 * first: the broker is asked again, and a difference counts only if it stays. An order that the broker does not know is
 * never sent again; a stop or an exit that it does not know is reported as cancelled, so that the risk stage places another
 * for what is held by then.
 *
 * <p>Thread: session, under the order table's lock.
 */
public final class Reconciler {
    /** What a comparison found. */
    public enum Result {
        /** All agrees. */
        AGREED,
        /** Something differs that may be on its way: ask again. */
        AGAIN,
        /** It differs for good. */
        BROKEN
    }

    private static final int ROUNDS = 3;
    private static final long FRESH_NANOS = 1_000_000_000L;
    /** An execution and its position come in two messages. */
    private static final long MOVED_NANOS = 200_000_000L;

    private final LiveSettings settings;
    private final OrderTable table;
    private final OrderReports reports;
    private final ExecutionReports executions;
    private final List<Instrument> instruments;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final Holdings holdings;
    private final Alarms alarms;
    /** The difference of each instrument that was told last, 0 if it has gone. */
    private final long[] told;

    /** Whether book and account have agreed on an instrument since the process began. */
    private final boolean[] agreedOnce;

    private long movedSinceNanos;
    private boolean missing;

    public Reconciler(
            LiveSettings settings,
            OrderTable table,
            OrderReports reports,
            ExecutionReports executions,
            Holdings holdings,
            List<Instrument> instruments,
            LongSupplier clock,
            NanoClock monotonic,
            Alarms alarms) {
        this.settings = settings;
        this.table = table;
        this.reports = reports;
        this.executions = executions;
        this.instruments = instruments;
        this.clock = clock;
        this.monotonic = monotonic;
        this.holdings = holdings;
        this.alarms = alarms;
        told = new long[instruments.size()];
        agreedOnce = new boolean[instruments.size()];
    }

    /** Compares; what follows from it is left in the outbox. */
    public Result compare(long snapshot, long roundStartNanos, EventOutbox out) {
        synchronized (table) {
            boolean again = false;
            missing = false;
            for (int i = 0; i < table.orders().size(); i++) {
                LiveOrder order = table.orders().get(i);
                if (!order.isDone() && order.state != LiveOrder.State.HELD) {
                    reports.settle(order, out);
                    again |= !order.isDone() && isMissing(order, snapshot, roundStartNanos, out);
                    again |= !order.isDone() && order.filled < order.statusFilled;
                }
            }
            Result result = positions(snapshot, again, out);
            if (result == Result.AGREED) {
                protection(snapshot, out);
            }
            return result;
        }
    }

    /**
     * What the broker made of a stop by itself, such as cutting it to what its entry had executed when that was cancelled.
     * Only now that positions agree does its size say anything; the risk stage gives it the right one.
     */
    private void protection(long snapshot, EventOutbox out) {
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder order = table.orders().get(i);
            long held = -order.terms.side.sign() * table.held(order);
            boolean settled = order.isStop()
                    && order.state == LiveOrder.State.WORKING
                    && order.seenInSnapshot == snapshot
                    && !order.modifyWanted
                    && !order.cancelWanted;
            if (settled && order.leavesAtBroker() < held) {
                EngineEvent cut = out.add()
                        .order(
                                EventType.ORDER_REPLACED,
                                order.terms.instrumentId,
                                clock.getAsLong(),
                                order.terms.orderRef,
                                order.leavesAtBroker(),
                                order.orderId);
                cut.brokerOrderId = order.permId;
            }
        }
    }

    /** Whether the last comparison left an order of which nobody knows whether it exists. */
    public boolean isOrderMissing() {
        return missing;
    }

    /** Whether the order's absence makes the comparison worthless for now. */
    private boolean isMissing(LiveOrder order, long snapshot, long roundStartNanos, EventOutbox out) {
        long now = monotonic.nanoTime();
        boolean justSent = order.sentNanos != 0 && order.sentNanos - roundStartNanos > -FRESH_NANOS;
        if (order.seenInSnapshot == snapshot) {
            return false;
        }
        if (justSent) {
            // It may have left after the broker answered, or with a connection that has ended since.
            missing = true;
            return false;
        }
        if (order.missed++ == 0) {
            order.missingSinceNanos = now;
            condition(out, Condition.ORDER_UNKNOWN, order.terms.instrumentId, OrderRef.format(order.terms.orderRef));
        }
        boolean patienceOver = now - order.missingSinceNanos > settings.unknownOrderMs() * 1_000_000L;
        // An account that has neither the order nor its position may be another one: there is nothing to protect there.
        boolean elsewhere = holdings.differenceNow(order.terms.instrumentId) != 0;
        if (order.missed < ROUNDS || elsewhere || (!order.isStop() && !patienceOver)) {
            // The risk stage takes it for working, so that nothing is entered over it; a missing stop is urgent.
            missing = true;
            return order.isStop() && !elsewhere;
        }
        // The broker has refused nothing: whoever wants to be out of a position still does.
        EventType type = order.isEntry() ? EventType.ORDER_REJECTED : EventType.ORDER_CANCELLED;
        EngineEvent gone = out.add()
                .order(
                        type,
                        order.terms.instrumentId,
                        clock.getAsLong(),
                        order.terms.orderRef,
                        0,
                        GatewayCode.NOT_AT_BROKER);
        table.apply(gone);
        return false;
    }

    // ---- Positions ------------------------------------------------------------------------------------------------

    private Result positions(long snapshot, boolean orderMissing, EventOutbox out) {
        holdings.ends(snapshot);
        boolean open = false;
        boolean broken = false;
        for (int id = 0; id < instruments.size(); id++) {
            Holdings.State state = holdings.compare(id);
            if (state == Holdings.State.AGREES) {
                agreed(id, out);
            } else if (holdings.isBroken(id)) {
                broken = true;
                raiseBreak(id, state, out);
            } else {
                open = true;
                if (state == Holdings.State.CONFIRMED) {
                    executions.positionDiffers(id, holdings.difference(id), out);
                }
            }
        }
        if (open) {
            return Result.AGAIN;
        }
        return broken ? Result.BROKEN : orderMissing ? Result.AGAIN : Result.AGREED;
    }

    private void agreed(int id, EventOutbox out) {
        agreedOnce[id] = true;
        if (told[id] != 0) {
            told[id] = 0;
            account(id, out);
        }
    }

    /** Each difference is told once; another one is told again. */
    private void raiseBreak(int id, Holdings.State state, EventOutbox out) {
        long difference = holdings.difference(id);
        if (told[id] == difference) {
            return;
        }
        told[id] = difference;
        account(id, out);
        String words = words(id);
        condition(out, Condition.BREAK, id, words);
        alarms.raise(words + why(id, state) + working(id, state));
    }

    /** The broker tells the executions of the day only: who traded over night is not told any more. */
    private String why(int id, Holdings.State state) {
        if (state == Holdings.State.EXPLAINED) {
            return ", which others have traded";
        }
        return agreedOnce[id]
                ? ", and no execution explains it"
                : ", and it was so at the start: what was traded before today is not told any more; if you have, ringside"
                        + " adopt " + instruments.get(id).symbol();
    }

    /** The account's position stands in the journal wherever it is not the book's. */
    private void account(int id, EventOutbox out) {
        out.add().position(id, clock.getAsLong(), 0, 0, -1, OrderRef.NONE, account(id), 0);
    }

    /** What the account holds for us. */
    private long account(int id) {
        return table.position(id) + holdings.difference(id);
    }

    private String words(int id) {
        return instruments.get(id).symbol() + ": " + table.position(id) + " here, " + account(id) + " at the broker";
    }

    /** Orders of ours that work on more than there is, in words. */
    private String working(int id, Holdings.State state) {
        StringBuilder words = new StringBuilder();
        for (LiveOrder order : table.orders()) {
            long there = order.terms.instrumentId != id || !order.isClosing()
                    ? Long.MAX_VALUE
                    : Math.max(0, -order.terms.side.sign() * holdings.account(id));
            if (order.state == LiveOrder.State.WORKING && order.leavesAtBroker() > there) {
                words.append("; a ")
                        .append(order.terms.purpose.name().toLowerCase(Locale.ROOT))
                        .append(" of ")
                        .append(order.leavesAtBroker())
                        .append(" works on a position of ")
                        .append(there)
                        .append(
                                state != Holdings.State.EXPLAINED
                                        ? ": cancel it in TWS if that is so"
                                        : there == 0 ? ": it is cancelled" : ": it is cut");
            }
        }
        return words.toString();
    }

    /** What stands between book and account, in words; empty if they agreed at the last comparison. */
    public String differences() {
        synchronized (table) {
            List<String> words = new ArrayList<>();
            for (int id = 0; id < instruments.size(); id++) {
                if (holdings.state(id) != Holdings.State.AGREES) {
                    words.add(words(id));
                }
            }
            return String.join(", ", words);
        }
    }

    /** Whether positions that the broker has told since the last comparison call for another one: not just an execution's way. */
    public boolean hasMoved() {
        synchronized (table) {
            boolean moved = false;
            for (int id = 0; id < instruments.size(); id++) {
                moved |= holdings.differenceNow(id) != holdings.difference(id);
            }
            long now = monotonic.nanoTime();
            movedSinceNanos = !moved ? 0 : movedSinceNanos == 0 ? now | 1 : movedSinceNanos;
            return moved && now - movedSinceNanos > MOVED_NANOS;
        }
    }

    /** A connection has ended: what was counted so far does not count. */
    public void restart() {
        synchronized (table) {
            holdings.restart();
        }
    }

    private void condition(EventOutbox out, Condition condition, long argument, String text) {
        out.add()
                .control(EventType.CONDITION, clock.getAsLong(), condition.code(), argument)
                .text(text);
    }
}
