package io.ringside.gateway.live.order;

import io.ringside.engine.event.OrderRef;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.inbound.ExecutionReport;
import io.ringside.gateway.live.inbound.InboundBounds;
import io.ringside.gateway.live.inbound.Judgement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders and executions that are not ours, such as the account owner's own: each is a break until an operator acknowledges
 * it, and their executions explain differences between account and book.
 *
 * <p>Thread: any, under the order table's lock.
 */
public final class ForeignOrders {
    private final OrderTable table;
    private final Holdings holdings;
    private final ContractIds contracts;
    private final BrokerQuery query;
    private final Breaks breaks;
    private final Set<Long> reported = new HashSet<>();

    public ForeignOrders(OrderTable table, Holdings holdings, ContractIds contracts, BrokerQuery query, Breaks breaks) {
        this.table = table;
        this.holdings = holdings;
        this.contracts = contracts;
        this.query = query;
        this.breaks = breaks;
    }

    /** Handles a foreign order, which an operator may have acknowledged already. */
    void onOrder(long brokerOrderId, long ref, EventOutbox out) {
        if (!table.isSeenForeign(brokerOrderId)) {
            raise(Judgement.NOT_OURS, "order", brokerOrderId, ref, out);
        }
    }

    /** Handles a second order under the id of one of ours. */
    void onSecondOrder(long brokerOrderId, long ref, EventOutbox out) {
        raise(Judgement.NOT_OURS, "second order", brokerOrderId, ref, out);
    }

    /** The permIds of foreign orders reported since the start that are not acknowledged. */
    List<Long> unseen() {
        return reported.stream().filter(id -> !table.isSeenForeign(id)).sorted().toList();
    }

    /**
     * Handles a foreign execution, which may explain a difference between account and book. After a start all executions of
     * the day are reported again; the first comparison shows whether they still matter.
     */
    void onExecution(ExecutionReport report, EventOutbox out) {
        if (report.liquidation) {
            raise(Judgement.LIQUIDATION, "liquidation by the broker", report.brokerOrderId, report.orderRef, out);
        }
        int instrumentId = contracts.instrumentOf(report.contractId);
        if (instrumentId < 0) {
            // Executions of earlier sessions' orders, which were booked then, are reported again until midnight.
            if (report.orderRef == OrderRef.NONE) {
                raise(Judgement.NOT_OURS, "execution", report.brokerOrderId, report.orderRef, out);
            }
            return;
        }
        boolean possible = report.sharesE8 > 0
                && report.sharesE8 / InboundBounds.ONE_E8 <= InboundBounds.SHARES_MAX
                && report.priceE8 > 0;
        long signed = possible ? report.signedShares() : 0;
        if (holdings.executed(instrumentId, report.execId, signed, report.priceE8)
                && holdings.isCompared(instrumentId)) {
            query.want();
            raise(Judgement.NOT_OURS, "execution", report.brokerOrderId, report.orderRef, out);
        }
    }

    private void raise(Judgement judgement, String what, long brokerOrderId, long ref, EventOutbox out) {
        if (reported.contains(brokerOrderId)) {
            return;
        }
        String name = ref == OrderRef.NONE ? "not ours" : OrderRef.format(ref) + " unknown";
        breaks.doubt(judgement, what + " " + brokerOrderId);
        if (judgement == Judgement.LIQUIDATION) {
            query.want();
        }
        if (breaks.latch(what + " " + brokerOrderId + " is " + name, out)) {
            reported.add(brokerOrderId);
        }
    }
}
