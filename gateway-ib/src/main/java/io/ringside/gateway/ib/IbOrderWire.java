package io.ringside.gateway.ib;

import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderWire;

/**
 * Sends orders to TWS on one connection.
 *
 * <p>Thread: any, under the order table's lock.
 */
final class IbOrderWire implements OrderWire {
    private final TwsConnection connection;
    private final TwsEncoder encoder;
    private final OrderIds ids;
    private final TwsContract[] contracts;
    private final OrderTicketWriter tickets;

    /** @param contracts the broker's contract of each instrument; filled in as they are looked up */
    IbOrderWire(
            TwsConnection connection, int serverVersion, OrderIds ids, TwsContract[] contracts, LiveSettings settings) {
        this.connection = connection;
        this.ids = ids;
        this.contracts = contracts;
        encoder = new TwsEncoder(serverVersion);
        tickets = new OrderTicketWriter(settings);
    }

    @Override
    public boolean knows(int instrumentId) {
        return contracts[instrumentId] != null;
    }

    @Override
    public int nextOrderId() {
        return ids.next();
    }

    @Override
    public boolean place(LiveOrder order, boolean transmit, int parentId) {
        return connection.send(encoder.placeOrder(
                contracts[order.terms.instrumentId], tickets.order(order, order.orderId, transmit, parentId)));
    }

    @Override
    public boolean askMargin(LiveOrder order, int orderId) {
        return connection.send(encoder.placeOrder(contracts[order.terms.instrumentId], tickets.whatIf(order, orderId)));
    }

    @Override
    public boolean cancel(int orderId) {
        return connection.send(encoder.cancelOrder(orderId));
    }

    @Override
    public void recall(int orderId) {
        connection.recall(orderId);
    }
}
