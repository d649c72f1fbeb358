package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Split;
import org.agrona.collections.Long2LongHashMap;

/**
 * A portfolio's own shares and working orders. Shares in the same account that it did not buy are not included, so that it
 * never sells them.
 *
 * <p>Thread: risk stage.
 */
final class Holdings {
    /** How many orders of a name are kept after their end. */
    private static final int RECENT = 4;

    private final long[] shares;
    /** Open shares of working orders by reference, negative if they sell. */
    private final Long2LongHashMap working;
    /** The last orders of each name, so that a commission is booked also after an order's end. */
    private final long[] recent;

    private final int[] recentAt;
    /** By name: number of working orders, protective stops not counted. */
    private final int[] orders;
    /** How many of all working orders sell. */
    private int sales;

    /** By name: the working order, the last one if there are several; 0 if none. */
    final long[] orderRef;

    final long[] stopRef;
    final long[] stopE8;
    final long[] stopShares;
    /** By name: the one-cancels-all group of a stop and the sale of its shares, so that only one of them executes. */
    final long[] groupRef;

    Holdings(int names) {
        shares = new long[names];
        working = new Long2LongHashMap(Math.max(16, 4 * names), 0.5f, 0);
        orders = new int[names];
        recent = new long[names * RECENT];
        recentAt = new int[names];
        orderRef = new long[names];
        stopRef = new long[names];
        stopE8 = new long[names];
        stopShares = new long[names];
        groupRef = new long[names];
    }

    int names() {
        return shares.length;
    }

    long shares(int name) {
        return shares[name];
    }

    void restore(int name, long held) {
        shares[name] = held;
    }

    boolean hasOrder(int name) {
        return orders[name] > 0;
    }

    /** Open shares of the name's working order, negative if it sells. */
    long ordered(int name) {
        return orderRef[name] == OrderRef.NONE ? 0 : working.get(orderRef[name]);
    }

    /** Whether an order that sells is working, protective stops not counted. */
    boolean isSelling() {
        return sales > 0;
    }

    /** Whether an order of a name is, or recently was, the portfolio's. */
    boolean had(int name, long ref) {
        for (int i = name * RECENT; i < (name + 1) * RECENT; i++) {
            if (recent[i] == ref) {
                return ref != OrderRef.NONE;
            }
        }
        return false;
    }

    private void remember(int name, long ref) {
        recent[name * RECENT + recentAt[name]] = ref;
        recentAt[name] = (recentAt[name] + 1) % RECENT;
    }

    void placed(int name, long ref, long signedShares) {
        remember(name, ref);
        working.put(ref, signedShares);
        orders[name]++;
        sales += signedShares < 0 ? 1 : 0;
        orderRef[name] = ref;
    }

    void placedStop(int name, long ref, long quantity, long triggerE8) {
        remember(name, ref);
        working.put(ref, -quantity);
        stopRef[name] = ref;
        stopE8[name] = triggerE8;
        stopShares[name] = quantity;
    }

    boolean owns(long ref) {
        return working.containsKey(ref);
    }

    void filled(EngineEvent event) {
        int name = event.instrumentId;
        long signed = event.side.sign() * event.quantity;
        shares[name] = Math.addExact(shares[name], signed);
        if (event.leaves == 0) {
            gone(name, event.orderRef);
            return;
        }
        working.put(event.orderRef, event.side.sign() * event.leaves);
        if (event.orderRef == stopRef[name]) {
            stopShares[name] = event.leaves;
        }
    }

    void gone(int name, long ref) {
        long left = working.remove(ref);
        if (ref == stopRef[name]) {
            stopRef[name] = 0;
            stopShares[name] = 0;
            return;
        }
        orders[name]--;
        sales -= left < 0 ? 1 : 0;
        if (ref == orderRef[name]) {
            orderRef[name] = OrderRef.NONE;
        }
    }

    /** @param sharesNow shares held now: the portfolio's part of the account's */
    void split(int name, long numerator, long denominator, long sharesNow, long tickE8) {
        shares[name] = sharesNow;
        stopShares[name] = Split.shares(stopShares[name], numerator, denominator);
        stopE8[name] = Split.orderPriceE8(stopE8[name], numerator, denominator, tickE8);
        long ordered = ordered(name);
        if (ordered != 0) {
            // As the broker counts: whole shares; an order of less than one share counts as ended.
            long after = Split.shares(ordered, numerator, denominator);
            working.put(orderRef[name], after == 0 ? Long.signum(ordered) : after);
        }
    }

    void delisted(int name) {
        shares[name] = 0;
    }
}
