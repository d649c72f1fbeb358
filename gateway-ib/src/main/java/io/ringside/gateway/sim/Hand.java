package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import java.util.List;

/**
 * The account's owner trading by hand in TWS, on the account that API clients trade: he buys, sells and cancels any order.
 * His orders are reported as those of client 0, without an id; a client gets them when it requests the orders or executions
 * of all clients, and the changed positions at once.
 *
 * <p>Thread: the workstation's.
 */
public final class Hand {
    private static final int CLIENT_ID = 0;

    private final Workstation tws;
    private final OrderBook book;

    Hand(Workstation tws, OrderBook book) {
        this.tws = tws;
        this.book = book;
    }

    /** Places a market order; returns its permId. */
    public long market(String symbol, Side side, long shares) {
        return place(symbol, side, shares, OrderKind.MARKET, 0);
    }

    /** Places an order with a limit at 1e-8, good till cancelled; returns its permId. */
    public long limit(String symbol, Side side, long shares, long priceE8) {
        return place(symbol, side, shares, OrderKind.LIMIT, priceE8);
    }

    private long place(String symbol, Side side, long shares, OrderKind kind, long priceE8) {
        Board board = tws.board(symbol);
        Listing listing = board.listing;
        OrderTicket ticket = new OrderTicket();
        ticket.contract = new Contract(listing.contractId(), symbol, "STK", "SMART", listing.primaryExchange(), "USD");
        ticket.side = side;
        ticket.quantityE8 = Math.multiplyExact(shares, FixedPoint.ONE_E8);
        ticket.kind = kind;
        ticket.typeName = kind.wireName();
        ticket.account = tws.settings.account;
        ticket.transmit = true;
        if (kind == OrderKind.LIMIT) {
            ticket.limitE8 = priceE8;
            ticket.timeInForce = "GTC";
        }
        Order order = book.add(CLIENT_ID, ticket, board, null);
        book.transmit(order);
        return order.permId;
    }

    /** Cancels an order of any client; false if it has ended. */
    public boolean cancel(long permId) {
        for (Order order : book.orders()) {
            if (order.permId == permId && order.isLive()) {
                book.cancel(order, "");
                return true;
            }
        }
        return false;
    }

    /** Deposits money, or withdraws it if negative. */
    public void transfer(long moneyE8) {
        tws.ledger.transfer(moneyE8);
    }

    /** Moves shares into the account, or out of it if negative, without money, such as to another broker. */
    public void deliver(String symbol, long shares) {
        Board board = tws.board(symbol);
        tws.ledger.deliver(board, shares);
        tws.accounts.onPosition(board);
    }

    /** The exchange halts an instrument (1, or 2 for volatility), or resumes it (0). */
    public void halt(String symbol, int kind) {
        tws.halt(symbol, kind);
    }

    /** Logs TWS in to an empty account of the same name, or back to this one, which is kept meanwhile. */
    public void logIn(boolean empty) {
        tws.logIn(empty);
    }

    /** Cancels all orders of all clients. */
    public void cancelAll() {
        for (Order order : List.copyOf(book.orders())) {
            if (order.isLive()) {
                book.cancel(order, "");
            }
        }
    }
}
