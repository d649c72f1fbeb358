package io.ringside.gateway.sim;

/**
 * An order that TWS has accepted, with its state.
 *
 * <p>Thread: the workstation's.
 */
final class Order {
    final int clientId;
    final int orderId;
    final Board board;
    /** Number of the order at Interactive Brokers, never used twice. */
    final long permId;
    /** Its current terms. */
    OrderTicket ticket;

    OrderState state = OrderState.PRE_SUBMITTED;
    /** Current quantity; less than the ticket's if a group or a parent has reduced it. */
    long quantity;
    /** Shares by which executions of its group have reduced it. */
    long reduced;
    /** Shares executed. */
    long filled;
    /** Money executed at 1e-8. */
    long valueE8;
    /** Price of the last execution at 1e-8. */
    long lastPriceE8;
    /** Commission charged so far at 1e-8. */
    long chargedE8;
    /** The client has set transmit, for it or for a later order of its bracket. */
    boolean transmitted;
    /** The order whose execution makes this one work, or null. */
    Order parent;
    /** Its one-cancels-all group, given or created for the children of one parent; empty for none. */
    String group = "";
    /** 1 cancels the others of the group, 2 and 3 reduce them. */
    int groupType;
    /** First session whose opening auction it is in time for. */
    int openingDay;
    /** Time of its arrival or end; UTC nanoseconds. */
    long changedNanos;
    /** Reason of its end, for completed orders. */
    String completion = "";

    /** Reference under which the fill model works it at the moment; 0 if it does not. */
    long workingRef;
    /** Shares that the fill model works at the moment. */
    long workingQuantity;
    /** Its stop is triggered. */
    boolean triggered;
    /** Trigger to which its stop had trailed when the fill model last worked it, at 1e-8; 0 if it never did. */
    long trailedE8;

    /** A fault: nothing is reported of it until it executes. */
    boolean ackLost;
    /** A fault: it gets no orderStatus. */
    boolean statusLost;
    /** A fault: openOrder waits for the first execution. */
    boolean openOrderLate;
    /** A fault: it executes in so many parts. */
    int parts = 1;

    Order(int clientId, OrderTicket ticket, Board board, long permId) {
        this.clientId = clientId;
        this.orderId = ticket.orderId;
        this.ticket = ticket;
        this.board = board;
        this.permId = permId;
        this.quantity = ticket.quantity();
    }

    /** Shares still to be executed. */
    long remaining() {
        return quantity - filled;
    }

    /** Average price at 1e-8; 0 before the first execution. */
    long averageE8() {
        return Text.averageE8(valueE8, filled);
    }

    /** Whether it is transmitted and has not ended. */
    boolean isLive() {
        return transmitted && !state.isFinal();
    }
}
