package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Executions: booked in order and account, reported with status and commission, and sometimes corrected.
 *
 * <p>Thread: the workstation's.
 */
final class Executions {
    private final Workstation tws;
    private final OrderNotifier notifier;
    private final List<Execution> all = new ArrayList<>();
    private int next = 1;

    Executions(Workstation tws, OrderNotifier notifier) {
        this.tws = tws;
        this.notifier = notifier;
    }

    /** All there have been, corrections included. */
    List<Execution> all() {
        return all;
    }

    /** Books and reports an execution of an order; the order's executed shares and state include it already. */
    void add(Order order, long shares, long priceE8, long chargeE8) {
        order.valueE8 = Math.addExact(order.valueE8, FixedPoint.times(priceE8, shares));
        order.chargedE8 += chargeE8;
        order.lastPriceE8 = priceE8;
        long realizedE8 = tws.ledger.book(order.board, order.ticket.side, shares, priceE8, chargeE8);
        Execution execution = new Execution(
                order,
                String.format(Locale.ROOT, "0000e1a7.%08x.01.01", next++),
                tws.now(),
                shares,
                priceE8,
                order.filled,
                order.averageE8(),
                chargeE8,
                realizedE8);
        all.add(execution);
        report(execution);
        tws.accounts.onPosition(order.board);
    }

    private void report(Execution execution) {
        Order order = execution.order();
        String ref = order.ticket.orderRef;
        boolean reportedLate = order.openOrderLate;
        boolean statusOnly = tws.faults.fires(FaultKind.STATUS_WITHOUT_EXECUTION, ref);
        boolean executionOnly = !statusOnly && tws.faults.fires(FaultKind.EXECUTION_WITHOUT_STATUS, ref);
        order.ackLost = false;
        order.openOrderLate = false;
        if (!statusOnly) {
            notifier.executed(execution);
        }
        if (!executionOnly || reportedLate) {
            notifier.state(order);
        }
        if (!statusOnly) {
            if (tws.faults.fires(FaultKind.LATE_COMMISSION, ref)) {
                tws.agenda.at(tws.now() + tws.faults.nanos(5), () -> notifier.commission(execution));
            } else {
                notifier.commission(execution);
            }
        }
        if (tws.faults.fires(FaultKind.EXECUTION_CORRECTION, ref)) {
            tws.agenda.at(tws.now() + tws.faults.nanos(3), () -> correct(execution));
        }
    }

    /** Corrects an execution's price by one tick: the same execution with another price and last digits of the id. */
    private void correct(Execution execution) {
        Order order = execution.order();
        long tickE8 = order.board.listing.tickE8();
        long priceE8 = execution.priceE8() + (tws.faults.random(2) == 0 ? tickE8 : -tickE8);
        tws.ledger.correct(order.board, order.ticket.side, execution.shares(), execution.priceE8(), priceE8);
        order.valueE8 += FixedPoint.times(priceE8 - execution.priceE8(), execution.shares());
        Execution corrected = new Execution(
                order,
                execution.execId().replaceFirst("01$", "02"),
                execution.nanos(),
                execution.shares(),
                priceE8,
                execution.cumulated(),
                Text.averageE8(order.valueE8, order.filled),
                execution.commissionE8(),
                execution.realizedE8());
        all.add(corrected);
        notifier.executed(corrected);
        tws.accounts.onPosition(order.board);
    }
}
