package io.ringside.gateway.live.order;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;

/**
 * One of our orders: the engine's terms, its journaled state, and the broker's last report.
 *
 * <p>Thread: any, under the lock of {@link OrderTable}.
 */
public final class LiveOrder {
    /** State of an order by the journal. */
    public enum State {
        /** Journaled, and certainly not sent. */
        HELD,
        /** Journaled by a process that died: it may have been sent. */
        UNCERTAIN,
        /** Written to the socket. */
        SENT,
        /** The broker has it. */
        WORKING,
        /** Filled, cancelled or rejected; late fills may come. */
        DONE
    }

    /** The engine's last terms of the order. */
    public final Intent terms = new Intent();
    /** Its state. */
    public State state = State.HELD;
    /** Our id of it at the broker, 0 if it has none or it is unknown. */
    public int orderId;
    /** The broker's permId of it, 0 if unknown. */
    public long permId;
    /** Largest quantity so far: a reduction may cross with an execution. */
    long quantityMost;
    /** Shares executed, as journaled. */
    public long filled;
    /** Largest cumulative quantity in the broker's execution reports. */
    public long countedMost;
    /** Shares executed, by the broker's order status. */
    long statusFilled;
    /** The comparison of that status. */
    long statusSnapshot;
    /** The broker's status is Inactive: rejected, or held; an error message says which. */
    boolean inactive;
    /** Whether its side is assumed from the position. */
    boolean sideGuessed;
    /** The broker's status is final. */
    public boolean statusOver;
    /** Quantity by the broker's last report; 0 if there was none. */
    public long brokerQuantity;
    /** Reduced quantity that was sent to the broker; 0 if it has the engine's quantity. */
    public long cutQuantity;
    /** The comparison in which it was last reduced or restored. */
    public long cutSnapshot;
    /** The comparison that must end before it is sent; 0 if it is not known yet. */
    long askedSnapshot;
    /** Trigger by the broker's last report. */
    public long brokerStopE8;
    /** A change is requested that the broker has not yet reported. */
    public boolean modifyWanted;
    /** A cancellation is requested. */
    public boolean cancelWanted;
    /** Text of the broker's last error about it. */
    String errorText = "";
    /** Code of the broker's last error about it. */
    int errorCode;
    /** Whether that error was a rejection. */
    boolean refused;
    /** Event time of the decision. */
    public long decidedNanos;
    /** Monotone time at which its what-if was sent, or a status without its executions came; 0 if neither. */
    public long waitingSinceNanos;
    /** Monotone time at which it was sent; 0 if another process did that. */
    public long sentNanos;
    /** Whether this process sent it, so that it received all reports of it. */
    public boolean placedHere;
    /** A comparison was requested because the broker did not acknowledge it. */
    public boolean askedFor;
    /** Comparisons with the broker in a row in which it was missing. */
    int missed;
    /** Monotone time since which it is missing. */
    long missingSinceNanos;
    /** Number of the comparison in which it was last reported. */
    long seenInSnapshot;
    /** A split has left less than a share of it. */
    private boolean splitAway;

    /** A copy of its visible state. */
    public LiveOrder copy() {
        LiveOrder copy = new LiveOrder();
        copy.terms.copyFrom(terms);
        copy.state = state;
        copy.orderId = orderId;
        copy.permId = permId;
        copy.filled = filled;
        copy.brokerQuantity = brokerQuantity;
        copy.brokerStopE8 = brokerStopE8;
        return copy;
    }

    /** Whether it protects a position. */
    public boolean isStop() {
        return terms.purpose == Purpose.STOP;
    }

    /** Whether it can make a position larger. */
    public boolean isEntry() {
        return terms.purpose == Purpose.ENTRY || (terms.purpose == Purpose.REBALANCE && terms.side == Side.BUY);
    }

    /** One share has become {@code numerator / denominator} shares: the broker restates what waits. */
    void split(long numerator, long denominator, long tickE8) {
        boolean open = leaves() > 0;
        terms.quantity = filled + Split.shares(leaves(), numerator, denominator);
        quantityMost = Math.max(quantityMost, terms.quantity);
        splitAway |= open && leaves() == 0;
        terms.limitE8 = Split.orderPriceE8(terms.limitE8, numerator, denominator, tickE8);
        terms.stopE8 = Split.orderPriceE8(terms.stopE8, numerator, denominator, tickE8);
    }

    /** Whether a split has left less than a share of it, so that the broker ends it. */
    boolean isSplitAway() {
        return splitAway && leaves() == 0 && statusFilled <= filled;
    }

    /** Shares that may still execute. */
    public long leaves() {
        return Math.max(0, terms.quantity - filled);
    }

    /** Open shares by the broker's last report. */
    public long leavesAtBroker() {
        return brokerQuantity == 0 ? leaves() : Math.max(0, Math.min(brokerQuantity, terms.quantity) - filled);
    }

    /** Quantity that the broker should have, executed shares included. */
    public long wantedQuantity() {
        return cutQuantity == 0 ? terms.quantity : cutQuantity;
    }

    /** Open shares by the quantity last sent to the broker. */
    public long leavesWanted() {
        return Math.max(0, wantedQuantity() - filled);
    }

    /** Whether it can only make a position smaller. */
    public boolean isClosing() {
        return !isEntry();
    }

    /** Whether the broker's prices and quantity are the requested ones. */
    public boolean brokerAgrees() {
        return brokerQuantity == wantedQuantity() && (terms.type != OrderType.STOP || brokerStopE8 == terms.stopE8);
    }

    public boolean isDone() {
        return state == State.DONE;
    }
}
