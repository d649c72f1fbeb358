package io.ringside.gateway.live.order;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.inbound.InboundBounds;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.inbound.OrderReport;
import io.ringside.gateway.live.inbound.OrderStatus;
import java.util.function.LongSupplier;

/**
 * Turns the broker's reports on the state of orders into events. States are snapshots that repeat, come in any order, or not
 * at all: executions, see {@link ExecutionReports}, are authoritative. A foreign order is a break.
 *
 * <p>Thread: reader, under the order table's lock; {@link #settle} also the session's. Events are added to the caller's outbox.
 */
public final class OrderReports {
    /** Meaning of the broker's error about an order. */
    public enum Complaint {
        /** It rejects the order, or the requested change. */
        REFUSED,
        /** It has cancelled the order. */
        CANCELLED,
        /** Its meaning for the order is unknown. */
        UNCLEAR
    }

    private final OrderTable table;
    private final OrderSender sender;
    private final ContractIds contracts;
    private final BrokerQuery query;
    private final Breaks breaks;
    private final ForeignOrders foreign;
    private final LongSupplier clock;

    /** @param clock market time, UTC nanoseconds since 1970 */
    public OrderReports(
            OrderTable table,
            OrderSender sender,
            ContractIds contracts,
            BrokerQuery query,
            Breaks breaks,
            ForeignOrders foreign,
            LongSupplier clock) {
        this.table = table;
        this.sender = sender;
        this.contracts = contracts;
        this.query = query;
        this.breaks = breaks;
        this.foreign = foreign;
        this.clock = clock;
    }

    // ---- States ---------------------------------------------------------------------------------------------------

    /** Handles a working order. */
    public void openOrder(OrderReport report, EventOutbox out) {
        synchronized (table) {
            long permId = report.brokerOrderId;
            LiveOrder order = table.find(permId, report.orderId, report.orderRef);
            if (order == null) {
                if (report.ourAccount && !report.status.isFinal() && report.status != OrderStatus.INACTIVE) {
                    foreign.onOrder(permId, report.orderRef, out);
                }
                return;
            }
            order.seenInSnapshot = query.snapshot();
            order.missed = 0;
            order.missingSinceNanos = 0;
            // Our own ids identify the order, not the broker's.
            if (!report.ourAccount
                    || !hasTermsOf(report, order)
                    || !table.isNamed(order, 0, report.orderId, report.orderRef)) {
                breaks.doubt(Judgement.ORDER_TERMS, "order " + OrderRef.format(order.terms.orderRef));
                query.want();
                return;
            }
            if (order.permId != 0 && permId != 0 && order.permId != permId) {
                foreign.onSecondOrder(permId, report.orderRef, out);
            }
            table.bind(order, report.orderId, permId);
            order.brokerQuantity = report.quantityE8 / InboundBounds.ONE_E8;
            order.brokerStopE8 = report.stopE8;
            if (order.sideGuessed) {
                order.sideGuessed = false;
                order.terms.side = report.side;
            }
            if (order.modifyWanted && order.brokerAgrees() && order.state == LiveOrder.State.WORKING) {
                order.modifyWanted = false;
                add(out, EventType.ORDER_REPLACED, order, order.leavesWanted(), order.orderId, "");
            }
            openState(order, report.status, out);
        }
    }

    /** Whether a reported order can be this one: only prices may differ, and the quantity may be smaller. */
    private boolean hasTermsOf(OrderReport report, LiveOrder order) {
        int contractId = contracts.of(order.terms.instrumentId);
        return (contractId == 0 || report.contractId == contractId)
                && report.side != Side.NONE
                && (order.sideGuessed || report.side == order.terms.side)
                && report.quantityE8 > 0
                && report.quantityE8 % InboundBounds.ONE_E8 == 0
                && report.quantityE8 / InboundBounds.ONE_E8 <= order.quantityMost;
    }

    /** Handles the state in an openOrder, which does not have the executed shares, so that it cannot end an order alone. */
    private void openState(LiveOrder order, OrderStatus status, EventOutbox out) {
        if (status == OrderStatus.FILLED) {
            state(order, status, order.brokerQuantity, out);
        } else if (status.isFinal()) {
            if (!order.isDone()) {
                query.want();
            }
        } else {
            state(order, status, order.statusFilled, out);
        }
    }

    /**
     * Handles an order's status.
     *
     * @param orderId our id of it; 0 if this client has not placed it
     * @param permId the broker's id of it
     */
    public void orderStatus(int orderId, long permId, OrderStatus status, long filledE8, EventOutbox out) {
        synchronized (table) {
            LiveOrder order = table.find(permId, orderId, OrderRef.NONE);
            if (order == null) {
                return;
            }
            // A second order under our id, created by the broker, is recognised by openOrder and executions only.
            if (!table.isNamed(order, permId, orderId, OrderRef.NONE)) {
                query.want();
            } else if (isFilled(order, filledE8)) {
                table.bind(order, 0, permId);
                onStatus(order, status, filledE8 / InboundBounds.ONE_E8, out);
            }
        }
    }

    private boolean isFilled(LiveOrder order, long filledE8) {
        boolean can = filledE8 >= 0
                && filledE8 % InboundBounds.ONE_E8 == 0
                && filledE8 / InboundBounds.ONE_E8 <= order.quantityMost;
        if (!can) {
            breaks.doubt(Judgement.ORDER_FILLED, "status of order " + OrderRef.format(order.terms.orderRef));
            query.want();
        }
        return can;
    }

    /**
     * Handles a status. A single status does not end an order that we rely on: if it ended without a request of ours, an
     * error or a complete fill, it must be confirmed by the completed orders, or by its absence among the open ones.
     */
    private void onStatus(LiveOrder order, OrderStatus status, long filled, EventOutbox out) {
        boolean explained = order.cancelWanted
                || order.errorCode != 0
                || filled >= order.terms.quantity
                || (!order.isEntry() && table.held(order) == 0);
        if (status.isFinal() && !explained && !order.isDone()) {
            query.want();
            state(order, OrderStatus.UNKNOWN, filled, out);
        } else {
            state(order, status, filled, out);
        }
    }

    /** Handles a completed order, in answer to a request. */
    public void completedOrder(OrderReport report, EventOutbox out) {
        synchronized (table) {
            LiveOrder order = table.find(report.brokerOrderId, 0, report.orderRef);
            if (order != null && !order.isDone()) {
                table.bind(order, 0, report.brokerOrderId);
                boolean reported = report.filledE8 != OrderReport.NOT_TOLD_E8;
                if (reported && !isFilled(order, report.filledE8)) {
                    return;
                }
                long least = report.status == OrderStatus.FILLED ? order.brokerQuantity : 0;
                long filled = reported ? report.filledE8 / InboundBounds.ONE_E8 : least;
                state(order, report.status.isFinal() ? report.status : OrderStatus.CANCELLED, filled, out);
            }
        }
    }

    private void state(LiveOrder order, OrderStatus status, long filled, EventOutbox out) {
        // Statuses come in any order; a later comparison takes precedence.
        order.statusFilled =
                order.statusSnapshot == query.snapshot() ? Math.max(order.statusFilled, filled) : Math.max(0, filled);
        order.statusSnapshot = query.snapshot();
        order.inactive = status == OrderStatus.INACTIVE || (order.inactive && status == OrderStatus.UNKNOWN);
        switch (status) {
            case WORKING -> {
                order.statusOver = false;
                if (order.state != LiveOrder.State.WORKING && !order.isDone()) {
                    add(out, EventType.ORDER_ACCEPTED, order, order.leavesWanted(), order.orderId, "");
                }
            }
            case CANCELLED, FILLED -> order.statusOver = true;
            case INACTIVE -> {
                if (order.errorCode != 0) {
                    order.statusOver = true;
                } else {
                    query.want();
                }
            }
            default -> {
                // Not yet acknowledged, or an unknown state: wait for the next one.
            }
        }
        settle(order, out);
        sender.proceed(order);
    }

    /** Ends an order whose state is final, once all of its executions have come. */
    void settle(LiveOrder order, EventOutbox out) {
        if (order.isDone() || !order.statusOver) {
            return;
        }
        if (order.filled < order.statusFilled) {
            query.want();
        } else if (order.filled < order.terms.quantity) {
            boolean rejected = order.refused && order.filled == 0;
            EventType type = rejected ? EventType.ORDER_REJECTED : EventType.ORDER_CANCELLED;
            add(out, type, order, 0, order.errorCode, order.errorText);
        }
    }

    // ---- Errors ---------------------------------------------------------------------------------------------------

    /** Handles an error about an order. */
    public void complaint(int orderId, Complaint complaint, int code, String text, EventOutbox out) {
        synchronized (table) {
            LiveOrder order = table.byOrderId(orderId);
            if (order == null || order.isDone()) {
                return;
            }
            switch (complaint) {
                case REFUSED -> {
                    if (order.state == LiveOrder.State.WORKING && order.modifyWanted) {
                        // Only the change was rejected; the order works unchanged.
                        order.modifyWanted = false;
                        query.want();
                        return;
                    }
                    order.errorCode = code;
                    order.errorText = text;
                    order.refused = true;
                    if (order.state == LiveOrder.State.WORKING) {
                        // Rejected after it was accepted: its status says whether it has ended.
                        order.statusOver |= order.inactive;
                        query.want();
                        settle(order, out);
                    } else {
                        order.statusOver = true;
                        add(out, EventType.ORDER_REJECTED, order, 0, code, text);
                    }
                }
                case CANCELLED -> {
                    order.errorCode = code;
                    order.refused = false;
                }
                case UNCLEAR -> query.want();
            }
        }
    }

    private EngineEvent add(EventOutbox out, EventType type, LiveOrder order, long leaves, int code, String text) {
        EngineEvent event = out.add()
                .order(type, order.terms.instrumentId, clock.getAsLong(), order.terms.orderRef, leaves, code)
                .text(EngineEvent.fitting(text));
        event.brokerOrderId = order.permId;
        event.commissionE8 = 0;
        table.apply(event);
        return event;
    }
}
