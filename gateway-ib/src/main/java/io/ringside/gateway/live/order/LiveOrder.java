package io.ringside.gateway.live.order;

import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;

/**
 * One order of ours: what the engine wants of it, what has been journaled of it, and what the broker was last seen to have.
 *
 * <p>Thread: any, under the lock of {@link OrderTable}.
 */
public final class LiveOrder {
    /** How far an order has come, as far as the journal knows. */
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

    /** The order as the engine last wanted it. */
    public final Intent terms = new Intent();
    /** How far it has come. */
    public State state = State.HELD;
    /** Our number of it, 0 if it never had one or that is unknown. */
    public int orderId;
    /** The broker's number of it, 0 if unknown. */
    public long permId;
    /** Most shares that the engine ever asked for: a smaller quantity can meet an execution on its way. */
    long quantityMost;
    /** Shares executed, as journaled. */
    public long filled;
    /** Most shares executed that the broker has counted for it, as told with its executions. */
    public long countedMost;
    /** Shares executed, as the broker's status says. */
    long statusFilled;
    /** The comparison before or in which that was told. */
    long statusSnapshot;
    /** The broker's status is Inactive: rejected, or held; an error tells which. */
    boolean inactive;
    /** Whether its side is a guess, from the position that was held. */
    boolean sideGuessed;
    /** The broker's status says that it is over. */
    public boolean statusOver;
    /** Quantity that the broker was last seen to have; 0 if never seen. */
    public long brokerQuantity;
    /** Quantity that the broker was last asked for where that is less than the engine wants; 0 if it is not. */
    public long cutQuantity;
    /** The comparison in which it was last cut, or found to be cut no more. */
    public long cutSnapshot;
    /** The comparison that has to end before it leaves, since it asks for the position; 0 if that is not known yet. */
    long askedSnapshot;
    /** Trigger that the broker was last seen to have. */
    public long brokerStopE8;
    /** The engine wants it changed, and the broker was not yet seen to have done so. */
    public boolean modifyWanted;
    /** The engine wants it cancelled. */
    public boolean cancelWanted;
    /** Words of the broker's last complaint about it. */
    String errorText = "";
    /** Code of the broker's last complaint about it. */
    int errorCode;
    /** Whether that complaint refused it. */
    boolean refused;
    /** When the decision was made, event time. */
    public long decidedNanos;
    /** When the what-if about it was sent, or a status without its executions came; monotone nanoseconds, 0 if not. */
    public long waitingSinceNanos;
    /** When it was written to the socket, monotone nanoseconds; 0 if another process did that. */
    public long sentNanos;
    /** Whether this process sent it, so that all that was told of it was told here. */
    public boolean placedHere;
    /** The broker has been asked for it because it did not answer. */
    public boolean askedFor;
    /** Comparisons with the broker in a row in which it was missing. */
    int missed;
    /** Since when it is missing, monotone nanoseconds. */
    long missingSinceNanos;
    /** Number of the snapshot in which it was last seen. */
    long seenInSnapshot;

    /** What is to be seen of it, as it is now. */
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
        terms.quantity = filled + Split.shares(leaves(), numerator, denominator);
        quantityMost = Math.max(quantityMost, terms.quantity);
        terms.limitE8 = Split.orderPriceE8(terms.limitE8, numerator, denominator, tickE8);
        terms.stopE8 = Split.orderPriceE8(terms.stopE8, numerator, denominator, tickE8);
    }

    /** Shares that may still execute. */
    public long leaves() {
        return Math.max(0, terms.quantity - filled);
    }

    /** Shares that may still execute by what the broker was last seen to have of it. */
    public long leavesAtBroker() {
        return brokerQuantity == 0 ? leaves() : Math.max(0, Math.min(brokerQuantity, terms.quantity) - filled);
    }

    /** Quantity that the broker should have, executed shares included. */
    public long wantedQuantity() {
        return cutQuantity == 0 ? terms.quantity : cutQuantity;
    }

    /** Shares that may still execute by what the broker was last asked for. */
    public long leavesWanted() {
        return Math.max(0, wantedQuantity() - filled);
    }

    /** Whether it can only make a position smaller. */
    public boolean isClosing() {
        return !isEntry();
    }

    /** Whether the broker has the wanted prices and quantity. */
    public boolean brokerAgrees() {
        return brokerQuantity == wantedQuantity() && (terms.type != OrderType.STOP || brokerStopE8 == terms.stopE8);
    }

    public boolean isDone() {
        return state == State.DONE;
    }
}
