package io.ringside.gateway.sim;

/**
 * An order at the simulated broker, for tests and checks of a run.
 *
 * @param clientId client that placed it
 * @param orderId the client's number of it
 * @param permId the broker's number of it
 * @param orderRef the client's own reference
 * @param symbol instrument
 * @param side BUY or SELL
 * @param type in the protocol's notation: {@code MKT}, {@code LMT}, {@code STP} and so on
 * @param quantity shares asked for
 * @param filled shares executed
 * @param limitE8 limit at 1e-8, or 0
 * @param stopE8 stop price, or trailing amount, at 1e-8, or 0
 * @param parentId the client's number of its parent, or 0
 * @param status in the protocol's notation
 * @param isLive whether it is transmitted and has not ended
 * @param isWorking whether it may execute now: its parent has executed, and it is within its hours
 */
public record OrderView(
        int clientId,
        int orderId,
        long permId,
        String orderRef,
        String symbol,
        String side,
        String type,
        long quantity,
        long filled,
        long limitE8,
        long stopE8,
        int parentId,
        String status,
        boolean isLive,
        boolean isWorking) {
    static OrderView of(Order order) {
        OrderTicket ticket = order.ticket;
        return new OrderView(
                order.clientId,
                order.orderId,
                order.permId,
                ticket.orderRef,
                order.board.listing.symbol(),
                ticket.side.name(),
                ticket.typeName,
                order.quantity,
                order.filled,
                ticket.limitE8 == Fields.UNSET ? 0 : ticket.limitE8,
                ticket.auxE8 == Fields.UNSET ? 0 : ticket.auxE8,
                ticket.parentId,
                order.state.wireName(),
                order.isLive(),
                order.workingQuantity > 0);
    }
}
