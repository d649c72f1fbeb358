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
 * Compares orders and positions with the broker's snapshot when it is complete. A missing order is unknown at first: another
 * comparison is requested, and a difference counts only if it persists. An order that the broker does not know is never sent
 * again; a stop or an exit that it does not know is reported as cancelled, so that the risk stage places another one for the
 * current position.
 *
 * <p>Thread: session, under the order table's lock.
 */
public final class Reconciler {
    /** Result of a comparison. */
    public enum Result {
        /** All agrees. */
        AGREED,
        /** There is a difference that may be in transit: compare again. */
        AGAIN,
        /** There is a persistent difference. */
        BROKEN
    }

    private static final int ROUNDS = 3;
    private static final long FRESH_NANOS = 1_000_000_000L;
    /** Time in which an execution and its position, which come in two messages, are expected. */
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
    /** The last reported difference of each instrument, 0 if it has disappeared. */
    private final long[] reported;

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
        reported = new long[instruments.size()];
        agreedOnce = new boolean[instruments.size()];
    }

    /** Compares; resulting events are added to the outbox. */
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
     * Reports stops whose size the broker has changed by itself, such as to the executed shares of a cancelled entry. Their
     * size is meaningful only when positions agree; the risk stage corrects it.
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

    /** Whether after the last comparison it is still unknown if an order exists. */
    public boolean isOrderMissing() {
        return missing;
    }

    /** Whether an order is missing, so that the comparison is inconclusive. */
    private boolean isMissing(LiveOrder order, long snapshot, long roundStartNanos, EventOutbox out) {
        long now = monotonic.nanoTime();
        boolean justSent = order.sentNanos != 0 && order.sentNanos - roundStartNanos > -FRESH_NANOS;
        if (order.seenInSnapshot == snapshot) {
            return false;
        }
        if (justSent) {
            // It may have been sent after the broker's answer, or on a connection that has ended since.
            missing = true;
            return false;
        }
        if (order.isSplitAway()) {
            // The broker has ended it, and says so only to those who listen then.
            end(order, EventType.ORDER_CANCELLED, GatewayCode.SPLIT_AWAY, out);
            return false;
        }
        if (order.missed++ == 0) {
            order.missingSinceNanos = now;
            condition(out, Condition.ORDER_UNKNOWN, order.terms.instrumentId, OrderRef.format(order.terms.orderRef));
        }
        boolean patienceOver = now - order.missingSinceNanos > settings.unknownOrderMs() * 1_000_000L;
        // An account with neither the order nor its position may be another one: there is nothing to protect.
        boolean elsewhere = holdings.differenceNow(order.terms.instrumentId) != 0;
        if (order.missed < ROUNDS || elsewhere || (!order.isStop() && !patienceOver)) {
            // The risk stage assumes that it works, so no further entry is made; a missing stop is urgent.
            missing = true;
            return order.isStop() && !elsewhere;
        }
        // The broker has rejected nothing: an exit is reported as cancelled, so that it is placed again.
        EventType type = order.isEntry() ? EventType.ORDER_REJECTED : EventType.ORDER_CANCELLED;
        end(order, type, GatewayCode.NOT_AT_BROKER, out);
        return false;
    }

    private void end(LiveOrder order, EventType type, int code, EventOutbox out) {
        EngineEvent gone =
                out.add().order(type, order.terms.instrumentId, clock.getAsLong(), order.terms.orderRef, 0, code);
        table.apply(gone);
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
        if (reported[id] != 0) {
            reported[id] = 0;
            account(id, out);
        }
    }

    /** Raises a break for a difference, once; a changed difference raises another. */
    private void raiseBreak(int id, Holdings.State state, EventOutbox out) {
        long difference = holdings.difference(id);
        if (reported[id] == difference) {
            return;
        }
        reported[id] = difference;
        account(id, out);
        String words = words(id);
        condition(out, Condition.BREAK, id, words);
        alarms.raise(words + why(id, state) + working(id, state));
    }

    /** Explanation of a difference: the broker reports the day's executions only, so trades of earlier days are unknown. */
    private String why(int id, Holdings.State state) {
        if (state == Holdings.State.EXPLAINED) {
            return ", which others have traded";
        }
        return agreedOnce[id]
                ? ", and no execution explains it"
                : ", and it was so at the start: what was traded before today is not told any more; if you have, ringside"
                        + " adopt " + instruments.get(id).symbol();
    }

    /** Publishes the account's position if it differs from the book's. */
    private void account(int id, EventOutbox out) {
        out.add().position(id, clock.getAsLong(), 0, 0, -1, OrderRef.NONE, account(id), 0);
    }

    /** The account's shares without the owner's own. */
    private long account(int id) {
        return table.position(id) + holdings.difference(id);
    }

    private String words(int id) {
        return instruments.get(id).symbol() + ": " + table.position(id) + " here, " + account(id) + " at the broker";
    }

    /** Our orders that work on more shares than there are, as text. */
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

    /** Differences between book and account as text; empty if they agreed at the last comparison. */
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

    /** Whether positions reported since the last comparison require another one, beyond the delay of an execution's report. */
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

    /** Resets the counts after the end of a connection. */
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
