package io.ringside.gateway.live.order;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.inbound.ExecutionCheck;
import io.ringside.gateway.live.inbound.ExecutionReport;
import io.ringside.gateway.live.inbound.InboundBounds;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.inbound.LastPrices;
import io.ringside.gateway.live.inbound.OrderReport;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Books the broker's execution reports: each execution once, a correction by its difference, a commission when it comes. An
 * implausible execution is disputed, and booked only if the broker's positions confirm it.
 *
 * <p>Thread: reader, under the order table's lock; {@link #positionDiffers} the session's. Events are added to the caller's
 * outbox.
 */
public final class ExecutionReports {
    private final OrderTable table;
    private final Holdings holdings;
    private final OrderReports orders;
    private final OrderSender sender;
    private final ContractIds contracts;
    private final BrokerQuery query;
    private final Breaks breaks;
    private final ForeignOrders foreign;
    private final LongSupplier clock;
    private final ExecutionCheck check;
    private final DisputedExecutions disputed = new DisputedExecutions();

    /**
     * @param clock market time, UTC nanoseconds since 1970
     * @param prices last prices, with which an execution's price is compared
     */
    public ExecutionReports(
            OrderTable table,
            Holdings holdings,
            OrderReports orders,
            OrderSender sender,
            ContractIds contracts,
            BrokerQuery query,
            Breaks breaks,
            ForeignOrders foreign,
            LongSupplier clock,
            LastPrices prices) {
        this.table = table;
        this.holdings = holdings;
        this.orders = orders;
        this.sender = sender;
        this.contracts = contracts;
        this.query = query;
        this.breaks = breaks;
        this.foreign = foreign;
        this.clock = clock;
        check = new ExecutionCheck(prices);
    }

    /** Handles an execution, live or repeated. */
    public void execution(ExecutionReport report, EventOutbox out) {
        synchronized (table) {
            LiveOrder order = table.find(report.brokerOrderId, report.orderId, report.orderRef);
            if (order == null) {
                if (report.ourAccount) {
                    foreign.onExecution(report, out);
                }
                return;
            }
            if (contracts.of(order.terms.instrumentId) == 0) {
                // Before contracts are known it cannot be checked; the comparison after that gets it again.
                query.want();
                return;
            }
            holdings.isOurs(report.execId);
            ExecutionLog.Execution before = table.executions().before(report.execId);
            Judgement judgement = report.ourAccount ? judge(report, order, before) : Judgement.EXECUTION_ACCOUNT;
            order.countedMost = Math.max(order.countedMost, counted(report));
            if (!judgement.isBelieved()) {
                dispute(report, order, judgement, out);
            } else if (before == null || ExecutionLog.revision(report.execId) > before.revision()) {
                table.bind(order, report.orderId, report.brokerOrderId);
                disputed.settled(report.execId);
                book(order, before, report.brokerOrderId, report.signedShares(), report.priceE8, report.execId, out);
            }
        }
    }

    private Judgement judge(ExecutionReport report, LiveOrder order, ExecutionLog.Execution before) {
        if (!table.isNamed(order, report.brokerOrderId, report.orderId, report.orderRef)) {
            return Judgement.EXECUTION_ORDER;
        }
        int contractId = contracts.of(order.terms.instrumentId);
        long now = clock.getAsLong();
        if (before == null) {
            // For an order sent by an earlier process, the cumulative quantity may have been reported only to that one.
            long countedMost = order.placedHere ? order.countedMost : Long.MAX_VALUE;
            return check.judge(report, order.terms, order.quantityMost, order.filled, countedMost, contractId, now);
        }
        int revision = ExecutionLog.revision(report.execId);
        return revision < before.revision()
                ? Judgement.BELIEVED
                : check.judgeAgain(
                        report,
                        order.terms,
                        contractId,
                        before.signedShares(),
                        before.priceE8(),
                        revision > before.revision(),
                        now);
    }

    private static long counted(ExecutionReport report) {
        return report.cumulativeE8 == OrderReport.NOT_TOLD_E8 ? 0 : report.cumulativeE8 / InboundBounds.ONE_E8;
    }

    /** Refuses to book an execution and requests a comparison, whose positions show whether it was real. */
    private void dispute(ExecutionReport report, LiveOrder order, Judgement judgement, EventOutbox out) {
        boolean fresh = disputed.add(
                report.execId,
                order.terms.orderRef,
                report.brokerOrderId,
                report.signedShares(),
                report.priceE8,
                judgement,
                query.snapshot());
        if (fresh) {
            query.want();
            String what = "execution " + report.execId + " of " + OrderRef.format(order.terms.orderRef);
            breaks.doubt(judgement, what);
            breaks.latch(what + ": " + judgement.words(), out);
        }
    }

    /**
     * Called when the broker's position has differed from the journal's by the same number of shares twice. If disputed
     * executions add up to exactly that and were reported unchanged again, they are booked.
     */
    void positionDiffers(int instrumentId, long difference, EventOutbox out) {
        List<DisputedExecutions.Disputed> confirmed = disputed.confirmedBy(
                difference,
                query.snapshot(),
                one -> table.byRef(one.orderRef()).terms.instrumentId == instrumentId,
                one -> {
                    ExecutionLog.Execution before = table.executions().before(one.execId());
                    return one.signed() - (before == null ? 0 : before.signedShares());
                });
        for (DisputedExecutions.Disputed one : confirmed) {
            LiveOrder order = table.byRef(one.orderRef());
            ExecutionLog.Execution before = table.executions().before(one.execId());
            book(order, before, one.permId(), one.signed(), one.priceE8(), one.execId(), out);
            disputed.settled(one.execId());
        }
    }

    private void book(
            LiveOrder order,
            ExecutionLog.Execution before,
            long permId,
            long signed,
            long priceE8,
            String execId,
            EventOutbox out) {
        if (before == null) {
            fill(order, permId, signed, priceE8, execId, out);
        } else {
            correct(order, before, permId, signed, priceE8, execId, out);
        }
        Long commission = table.executions().takeCommission(execId);
        if (commission != null) {
            charge(order, execId, commission, out);
        }
        orders.settle(order, out);
        sender.recallClosing(order.terms.instrumentId);
        sender.proceedWithChildren(order);
    }

    private void fill(LiveOrder order, long permId, long signed, long priceE8, String execId, EventOutbox out) {
        long leaves = Math.max(0, order.leaves() - Math.abs(signed));
        EngineEvent event = out.add()
                .fill(
                        order.terms.instrumentId,
                        clock.getAsLong(),
                        order.terms.orderRef,
                        signed > 0 ? Side.BUY : Side.SELL,
                        Math.abs(signed),
                        priceE8,
                        leaves,
                        0,
                        0)
                .text(execId);
        event.brokerOrderId = permId;
        table.apply(event);
    }

    /** Books a correction: a difference in shares as a fill at the new price, a difference in price as a charge. */
    private void correct(
            LiveOrder order,
            ExecutionLog.Execution before,
            long permId,
            long signed,
            long priceE8,
            String execId,
            EventOutbox out) {
        // A bust has no price.
        long newPriceE8 = signed == 0 ? before.priceE8() : priceE8;
        long difference = signed - before.signedShares();
        long costE8 = Math.multiplyExact(before.signedShares(), Math.subtractExact(newPriceE8, before.priceE8()));
        if (costE8 != 0) {
            addCharge(order, 0, GatewayCode.CORRECTION, costE8, execId, out);
        }
        if (difference != 0) {
            fill(order, permId, difference, newPriceE8, execId, out);
        }
    }

    /** Handles an execution's commission; it may come before the execution, or twice. */
    public void commission(String execId, long commissionE8, EventOutbox out) {
        synchronized (table) {
            ExecutionLog.Execution execution = table.executions().before(execId);
            LiveOrder order = execution == null ? null : table.byRef(execution.orderRef());
            if (order == null) {
                table.executions().keepCommission(execId, commissionE8);
            } else {
                charge(order, execId, commissionE8, out);
            }
        }
    }

    private void charge(LiveOrder order, String execId, long commissionE8, EventOutbox out) {
        ExecutionLog.Execution execution = table.executions().before(execId);
        if (execution != null
                && !InboundBounds.isCommission(commissionE8, execution.priceE8(), execution.signedShares())) {
            breaks.doubt(Judgement.COMMISSION_AMOUNT, "commission of execution " + execId);
            query.want();
            return;
        }
        long moneyE8 = table.executions().toCharge(execId, commissionE8);
        if (moneyE8 != 0) {
            addCharge(order, order.permId, 0, moneyE8, execId, out);
        }
    }

    /** @param permId the broker's id of the order, 0 to omit it */
    private void addCharge(LiveOrder order, long permId, int code, long moneyE8, String execId, EventOutbox out) {
        EngineEvent event = out.add()
                .order(
                        EventType.COMMISSION,
                        order.terms.instrumentId,
                        clock.getAsLong(),
                        order.terms.orderRef,
                        order.leaves(),
                        code)
                .text(execId);
        event.commissionE8 = moneyE8;
        event.brokerOrderId = permId;
        table.apply(event);
    }
}
