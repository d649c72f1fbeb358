package io.ringside.gateway.sim;

/**
 * An order that TWS has taken, with all that has become of it.
 *
 * <p>Thread: the workstation's.
 */
final class Order {
    final int clientId;
    final int orderId;
    final Board board;
    /** Number of the order at Interactive Brokers, never used twice. */
    final long permId;
    /** The terms as they are now. */
    OrderTicket ticket;

    OrderState state = OrderState.PRE_SUBMITTED;
    /** Shares asked for; less than the ticket's where a group or a parent has shrunk it. */
    long quantity;
    /** Shares by which executions of its group have shrunk it. */
    long reduced;
    /** Shares executed. */
    long filled;
    /** Money executed at 1e-8. */
    long valueE8;
    /** Price of the last execution at 1e-8. */
    long lastPriceE8;
    /** Commission charged so far at 1e-8. */
    long chargedE8;
    /** The client has said transmit, for it or for a later order of its bracket. */
    boolean transmitted;
    /** The order whose execution makes this one work, or null. */
    Order parent;
    /** Name of the group, given or made for the children of one parent; empty for none. */
    String group = "";
    /** 1 cancels the others of the group, 2 and 3 shrink them. */
    int groupType;
    /** First session whose opening auction it is in time for. */
    int openingDay;
    /** When it came, or was done with; UTC nanoseconds. */
    long changedNanos;
    /** Why it ended, as completed orders tell it. */
    String completion = "";

    /** Reference under which the fill model works it at the moment; 0 if it does not. */
    long workingRef;
    /** Shares that the fill model works at the moment. */
    long workingQuantity;
    /** Its stop has been met. */
    boolean triggered;
    /** Where its stop had trailed to when the fill model last worked it, at 1e-8; 0 if it never did. */
    long trailedE8;

    /** A fault: nothing is said of it until it executes. */
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

    /** Whether it is transmitted and not done with. */
    boolean isLive() {
        return transmitted && !state.isFinal();
    }
}
