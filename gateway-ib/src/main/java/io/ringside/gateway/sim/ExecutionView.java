package io.ringside.gateway.sim;

/**
 * An execution at the simulated broker, for tests and checks of a run. A correction follows the one that it replaces, and
 * differs from it in the last digits of its id.
 *
 * @param execId four segments
 * @param permId the broker's number of the order
 * @param orderRef the client's own reference of the order
 * @param symbol instrument
 * @param side BUY or SELL
 * @param shares shares
 * @param priceE8 price at 1e-8
 * @param commissionE8 money charged for it at 1e-8
 * @param nanos market time, UTC nanoseconds since 1970
 */
public record ExecutionView(
        String execId,
        long permId,
        String orderRef,
        String symbol,
        String side,
        long shares,
        long priceE8,
        long commissionE8,
        long nanos) {
    static ExecutionView of(Execution execution) {
        Order order = execution.order();
        return new ExecutionView(
                execution.execId(),
                order.permId,
                order.ticket.orderRef,
                order.board.listing.symbol(),
                order.ticket.side.name(),
                execution.shares(),
                execution.priceE8(),
                execution.commissionE8(),
                execution.nanos());
    }
}
