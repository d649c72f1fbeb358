package io.ringside.gateway.sim;

import io.ringside.gateway.sim.OrderMessages.OpenOrderExtras;
import java.util.function.Function;

/**
 * Reports an order's state to its client, with the irregularities that TWS is known for: twice, late, in another sequence or
 * not at all, as the faults decide. A client that is not connected gets no report and has to request it later.
 *
 * <p>Thread: the workstation's.
 */
final class OrderNotifier {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    private final Workstation tws;

    OrderNotifier(Workstation tws) {
        this.tws = tws;
    }

    /** Reports the current state: openOrder and orderStatus. */
    void state(Order order) {
        if (order.ackLost || order.openOrderLate) {
            return;
        }
        opened(order);
        status(order);
    }

    /** openOrder alone. */
    void opened(Order order) {
        deliver(order, client -> openOrder(client, order));
    }

    /** orderStatus alone. */
    void status(Order order) {
        if (!order.statusLost) {
            deliver(order, client -> orderStatus(client, order));
        }
    }

    /** An execution, live. */
    void executed(Execution execution) {
        deliver(execution.order(), client -> execDetails(client, -1, execution));
    }

    /** What an execution cost. */
    void commission(Execution execution) {
        deliver(execution.order(), client -> commissionReport(execution));
    }

    /** An error or warning about the order. */
    void error(Order order, int code, String text) {
        deliver(order, client -> SessionMessages.error(client.serverVersion, order.orderId, code, text, ""));
    }

    /** The openOrder message. */
    static Reply openOrder(Client client, Order order) {
        long commissionE8 = order.state == OrderState.FILLED ? order.chargedE8 : Fields.UNSET;
        return OrderMessages.openOrder(
                client.serverVersion, order, OpenOrderExtras.of(order.state, null, commissionE8));
    }

    /** The orderStatus message. */
    static Reply orderStatus(Client client, Order order) {
        return OrderMessages.orderStatus(
                client.serverVersion,
                order.orderId,
                order.state.wireName(),
                order.filled,
                order.remaining(),
                order.averageE8(),
                order.permId,
                order.ticket.parentId,
                order.lastPriceE8,
                order.clientId,
                "");
    }

    /** The execDetails message; request id -1 if it is live. */
    static Reply execDetails(Client client, int requestId, Execution execution) {
        return OrderMessages.execDetails(
                client.serverVersion, requestId, execution, TimeText.full(client.serverVersion, execution.nanos()));
    }

    /** The commissionReport message. */
    static Reply commissionReport(Execution execution) {
        return OrderMessages.commissionReport(
                execution.execId(), execution.commissionE8(), "USD", execution.realizedE8());
    }

    private void deliver(Order order, Function<Client, Reply> message) {
        Client client = tws.client(order.clientId);
        if (client == null || tws.isElsewhere()) {
            return;
        }
        // Encoded now: a late message reports an old state.
        Reply reply = message.apply(client);
        if (tws.faults.fires(FaultKind.DELAY)) {
            long most = Math.max(MILLISECOND, tws.faults.nanos(30));
            long delay = MILLISECOND + (long) (most * (tws.faults.random(1000) / 1000.0));
            tws.agenda.at(tws.now() + delay, () -> tws.send(client, reply));
            return;
        }
        if (client.overtaken == null && tws.faults.fires(FaultKind.REORDER)) {
            client.overtaken = reply;
            tws.agenda.at(tws.now() + SECOND, () -> overtake(client, reply));
            return;
        }
        tws.send(client, reply);
        if (tws.faults.fires(FaultKind.DUPLICATE_CALLBACK)) {
            tws.send(client, reply);
        }
        overtake(client, client.overtaken);
    }

    private void overtake(Client client, Reply reply) {
        if (reply != null && client.overtaken == reply) {
            client.overtaken = null;
            tws.send(client, reply);
        }
    }
}
