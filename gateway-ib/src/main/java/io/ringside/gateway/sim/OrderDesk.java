package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.sim.OrderMessages.OpenOrderExtras;
import io.ringside.gateway.sim.OrderMessages.Preview;
import io.ringside.gateway.sim.OrderRules.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Handles requests about orders and executions.
 *
 * <p>Thread: the workstation's.
 */
final class OrderDesk {
    private final Workstation tws;
    private final OrderBook book;
    private final OrderNotifier notifier;
    private final OrderRules rules;
    /** Highest order id of each client, orders in transit included. */
    private final Map<Integer, Integer> highestOrderId = new HashMap<>();

    OrderDesk(Workstation tws, OrderBook book, OrderNotifier notifier) {
        this.tws = tws;
        this.book = book;
        this.notifier = notifier;
        this.rules = new OrderRules(tws);
    }

    /** The id that a client is offered for its next order. */
    int nextValidId(int clientId) {
        return highestOrderId.getOrDefault(clientId, tws.settings.firstOrderId - 1) + 1;
    }

    /** Runs a request after the latency to the broker, in the order of the requests. */
    private void onArrival(Runnable request) {
        long latencyNanos = tws.settings.fills.latencyNanos();
        if (latencyNanos == 0) {
            request.run();
        } else {
            tws.agenda.at(tws.now() + latencyNanos, request);
        }
    }

    // ---- Placing and changing -------------------------------------------------------------------------------------

    void place(Client client, Fields in) {
        OrderTicket ticket = new OrderTicket();
        try {
            ticket.readFrom(in, client.serverVersion);
        } catch (Fields.Malformed e) {
            // The order id is the first field that is read, so the error can name it.
            tws.error(
                    client,
                    ticket.orderId == 0 ? -1 : ticket.orderId,
                    320,
                    "Server error when reading an API client request. " + e.getMessage());
            return;
        }
        boolean used = ticket.orderId < nextValidId(client.clientId);
        highestOrderId.merge(client.clientId, ticket.orderId, Math::max);
        if (ticket.whatIf) {
            // A what-if is answered at once: the order that follows it has the latency, once.
            arrived(client, ticket, used);
        } else {
            onArrival(() -> arrived(client, ticket, used));
        }
    }

    private void arrived(Client client, OrderTicket ticket, boolean used) {
        if (ticket.account.isEmpty()) {
            ticket.account = tws.settings.account;
        }
        Board board = tws.exchange.find(ticket.contract);
        Order known = book.find(client.clientId, ticket.orderId);
        boolean reused = known == null ? used : ticket.whatIf;
        Refusal refusal =
                reused ? new Refusal(103, "Duplicate order id") : rules.terms(ticket, board, client.serverVersion);
        if (refusal == null && known != null) {
            refusal = rules.change(known, ticket, board);
        }
        if (refusal != null) {
            refuse(client, ticket, refusal);
        } else if (ticket.whatIf) {
            preview(client, ticket, board);
        } else if (known != null) {
            change(known, ticket);
        } else {
            placeNew(client, ticket, board);
        }
    }

    private void placeNew(Client client, OrderTicket ticket, Board board) {
        Order parent = ticket.parentId == 0 ? null : book.find(client.clientId, ticket.parentId);
        Refusal refusal = rules.circumstances(ticket, board, parent, book.liveOnSide(board, ticket));
        if (refusal == null && tws.faults.fires(FaultKind.REJECT, ticket.orderRef)) {
            refusal = new Refusal(201, "Order rejected - reason:the exchange refuses it");
        }
        if (refusal != null) {
            refuse(client, ticket, refusal);
            return;
        }
        Order order = book.add(client.clientId, ticket, board, parent);
        String ref = ticket.orderRef;
        order.ackLost = tws.faults.fires(FaultKind.LOST_ACK, ref);
        order.statusLost = tws.faults.fires(FaultKind.NO_ORDER_STATUS, ref);
        order.openOrderLate = tws.faults.fires(FaultKind.EXECUTION_BEFORE_OPEN_ORDER, ref);
        boolean inAuction = ticket.isAtTheOpen() || ticket.kind.isOnClose();
        if (ticket.quantity() > 1 && !inAuction && tws.faults.fires(FaultKind.PARTIAL_FILL, ref)) {
            order.parts = 2 + tws.faults.random(3);
        }
        if (ticket.outsideRth && ticket.kind == OrderKind.MARKET) {
            notifier.error(
                    order,
                    2109,
                    "Order Event Warning: Attribute 'Outside Regular Trading Hours' is ignored based on the order type"
                            + " and destination. PlaceOrder is now being processed.");
        }
        if (ticket.transmit) {
            book.transmit(order);
        }
    }

    private void change(Order order, OrderTicket ticket) {
        if (!order.transmitted) {
            order.ticket = ticket;
            order.quantity = ticket.quantity();
            if (ticket.transmit) {
                book.transmit(order);
            }
            return;
        }
        if (tws.faults.fires(FaultKind.MODIFY_DUPLICATES, ticket.orderRef)) {
            Order second = book.add(order.clientId, ticket, order.board, order.parent);
            second.transmitted = false;
            book.transmit(second);
            return;
        }
        book.change(order, ticket);
    }

    private void refuse(Client client, OrderTicket ticket, Refusal refusal) {
        tws.error(client, ticket.orderId, refusal.code(), refusal.text());
    }

    /** Margins and commission as if the order had executed at its price. */
    private void preview(Client client, OrderTicket ticket, Board board) {
        Order order = new Order(client.clientId, ticket, board, 0);
        long priceE8 = ticket.kind.hasLimit() ? ticket.limitE8 : board.lastE8;
        long feeE8 = Charges.nextE8(tws.settings.fills, order, ticket.quantity(), priceE8);
        Ledger ledger = tws.ledger;
        long marginE8 = ledger.marginE8(ledger.grossE8());
        long held = ledger.shares(board);
        long after = held + ticket.side.sign() * ticket.quantity();
        long changeE8 = ledger.marginE8(FixedPoint.times(priceE8, Math.abs(after) - Math.abs(held)));
        Preview preview = new Preview(marginE8, marginE8, ledger.equityE8(), changeE8, changeE8, -feeE8);
        tws.send(
                client,
                OrderMessages.openOrder(
                        client.serverVersion, order, OpenOrderExtras.of(OrderState.PRE_SUBMITTED, preview, feeE8)));
    }

    // ---- Cancelling -----------------------------------------------------------------------------------------------

    void cancel(Client client, Fields in) {
        if (client.serverVersion < 192) {
            in.skip(1); // The message's own version.
        }
        int orderId = in.integer();
        onArrival(() -> cancel(client, orderId));
    }

    private void cancel(Client client, int orderId) {
        Order order = book.find(client.clientId, orderId);
        if (order == null) {
            tws.error(client, orderId, 10147, "OrderId " + orderId + " that needs to be cancelled is not found.");
        } else if (order.state.isFinal()) {
            tws.error(client, orderId, 10148, tooLate(order));
        } else {
            cancel(client, order);
        }
    }

    private void cancel(Client client, Order order) {
        String ref = order.ticket.orderRef;
        long shares = order.workingQuantity > 0 && book.fairPriceE8(order) > 0 ? book.executable(order) : 0;
        if (shares > 0 && tws.faults.fires(FaultKind.CANCEL_FILL_RACE, ref)) {
            book.fill(order, shares, book.fairPriceE8(order));
            if (order.state.isFinal()) {
                tws.error(client, order.orderId, 10148, tooLate(order));
                return;
            }
            shares = 0;
        }
        boolean late = shares > 0 && tws.faults.fires(FaultKind.LATE_FILL, ref);
        book.cancel(order, "");
        if (late) {
            book.fillLater(order, shares);
        }
    }

    private static String tooLate(Order order) {
        return "OrderId " + order.orderId + " that needs to be cancelled cannot be cancelled, state: "
                + order.state.wireName() + ".";
    }

    /** Cancels all orders of all clients. */
    void cancelAll() {
        onArrival(this::cancelEach);
    }

    private void cancelEach() {
        for (Order order : List.copyOf(book.orders())) {
            if (!order.state.isFinal()) {
                book.cancel(order, "");
            }
        }
    }

    // ---- Asking ---------------------------------------------------------------------------------------------------

    /** Open orders of the client, or of all clients. */
    void openOrders(Client client, boolean ofAll) {
        for (Order order : book.orders()) {
            if (order.isLive() && !tws.isElsewhere() && (ofAll || order.clientId == client.clientId)) {
                tws.send(client, OrderNotifier.openOrder(client, order));
                tws.send(client, OrderNotifier.orderStatus(client, order));
            }
        }
        tws.send(client, OrderMessages.openOrderEnd());
    }

    /** Binds manual orders to client 0; there are none here. */
    void autoOpenOrders(Client client) {
        if (client.clientId != 0) {
            tws.error(client, -1, 327, "Only the API client with client id 0 can set the auto-bind property.");
        }
    }

    void completedOrders(Client client) {
        for (Order order : book.orders()) {
            if (order.state.isFinal() && !tws.isElsewhere()) {
                tws.send(
                        client,
                        OrderMessages.completedOrder(
                                client.serverVersion, order, TimeText.withZone(order.changedNanos)));
            }
        }
        tws.send(client, OrderMessages.completedOrdersEnd());
    }

    /** Executions of the day, with their commissions. */
    void executions(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        int clientId = in.integer();
        String account = in.string();
        String since = in.string();
        Contract contract = executionContract(in);
        String side = in.string();
        TimeText.Parsed from = since.isEmpty() ? null : TimeText.parse(since);
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        for (Execution execution : book.executions()) {
            Order order = execution.order();
            boolean wanted = !tws.isElsewhere()
                    && (clientId == 0 || order.clientId == clientId)
                    && (account.isEmpty() || account.equals(order.ticket.account))
                    && (from == null || execution.nanos() >= from.nanos())
                    && (contract.symbol().isEmpty() || contract.symbol().equals(order.board.listing.symbol()))
                    && (side.isEmpty()
                            || side.startsWith(order.ticket.side.name().substring(0, 1)))
                    && calendar.localDay(execution.nanos()) == calendar.localDay(tws.now());
            if (wanted) {
                tws.send(client, OrderNotifier.execDetails(client, requestId, execution));
                tws.send(client, OrderNotifier.commissionReport(execution));
            }
        }
        tws.send(client, OrderMessages.execDetailsEnd(requestId));
    }

    private static Contract executionContract(Fields in) {
        String symbol = in.string();
        String secType = in.string();
        String exchange = in.string();
        return new Contract(0, symbol, secType, exchange, "", "");
    }
}
