package io.ringside.gateway.live.order;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import java.util.Arrays;
import java.util.List;
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

    private final LiveSettings settings;
    private final OrderTable table;
    private final OrderReports reports;
    private final AccountState account;
    private final List<Instrument> instruments;
    private final LongSupplier clock;
    private final NanoClock monotonic;
    private final int[] contractIds;
    private final long[] differences;
    private int differing;
    private boolean broken;
    private boolean missing;

    /**
     * @param contractIds the broker's id of each instrument, 0 while unknown; filled in by the session
     */
    public Reconciler(
            LiveSettings settings,
            OrderTable table,
            OrderReports reports,
            AccountState account,
            List<Instrument> instruments,
            int[] contractIds,
            LongSupplier clock,
            NanoClock monotonic) {
        this.settings = settings;
        this.table = table;
        this.reports = reports;
        this.account = account;
        this.instruments = instruments;
        this.contractIds = contractIds;
        this.clock = clock;
        this.monotonic = monotonic;
        differences = new long[instruments.size()];
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
            Result result = positions(again, out);
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
            long held = -order.terms.side.sign() * table.held(order.terms.bindingId);
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
        if (order.missed < ROUNDS || (!order.isStop() && !patienceOver)) {
            // The risk stage takes it for working, so that nothing is entered over it; a missing stop is urgent.
            missing = true;
            return order.isStop();
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

    private Result positions(boolean orderMissing, EventOutbox out) {
        boolean differs = false;
        boolean stays = true;
        for (int i = 0; i < differences.length; i++) {
            long difference = contractIds[i] == 0 ? 0 : account.shares(contractIds[i]) - table.position(i);
            stays &= difference == differences[i];
            differences[i] = difference;
            differs |= difference != 0;
        }
        differing = differs && (stays || differing == 0) ? differing + 1 : differs ? 1 : 0;
        if (!differs) {
            broken = false;
            return orderMissing ? Result.AGAIN : Result.AGREED;
        }
        if (differing < ROUNDS) {
            for (int i = 0; i < differences.length && differing > 1; i++) {
                if (differences[i] != 0) {
                    reports.positionDiffers(i, differences[i], out);
                }
            }
            return Result.AGAIN;
        }
        if (!broken) {
            broken = true;
            for (int i = 0; i < differences.length; i++) {
                if (differences[i] != 0) {
                    condition(
                            out,
                            Condition.BREAK,
                            i,
                            instruments.get(i).symbol() + ": " + table.position(i) + " here, "
                                    + (table.position(i) + differences[i]) + " at the broker");
                }
            }
        }
        return Result.BROKEN;
    }

    /** A connection has ended: what was counted so far does not count. */
    public void restart() {
        Arrays.fill(differences, 0);
        differing = 0;
    }

    private void condition(EventOutbox out, Condition condition, long argument, String text) {
        out.add()
                .control(EventType.CONDITION, clock.getAsLong(), condition.code(), argument)
                .text(text);
    }
}
