package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Split;
import org.agrona.collections.Long2LongHashMap;

/**
 * What a portfolio itself holds, and its working orders. Shares in the same account that it did not buy are not here, so that
 * it never sells them.
 *
 * <p>Thread: risk stage.
 */
final class Holdings {
    /** So many orders of a name are remembered after their end. */
    private static final int RECENT = 4;

    private final long[] shares;
    /** Shares that an order still asks for, negative if it sells, by reference. */
    private final Long2LongHashMap working;
    /** The last orders of each name, so that what one costs is booked also after its end. */
    private final long[] recent;

    private final int[] recentAt;
    /** Orders that work, protective stops aside. */
    private final int[] orders;
    /** How many of all of them sell. */
    private int sales;

    /** The order of a name that works, the last one where there are several; 0 if none. */
    final long[] orderRef;

    final long[] stopRef;
    final long[] stopE8;
    final long[] stopShares;
    /** The group in which a stop and the sale of its shares are, so that only one of them executes. */
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

    /** Shares that the name's working order still asks for, negative if it sells. */
    long ordered(int name) {
        return orderRef[name] == OrderRef.NONE ? 0 : working.get(orderRef[name]);
    }

    /** Whether an order that sells works, protective stops aside. */
    boolean isSelling() {
        return sales > 0;
    }

    /** Whether an order of a name is, or lately was, one of the portfolio's. */
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

    /** @param sharesNow what is held now, the portfolio's part of what the account holds */
    void split(int name, long numerator, long denominator, long sharesNow, long tickE8) {
        shares[name] = sharesNow;
        stopShares[name] = Split.shares(stopShares[name], numerator, denominator);
        stopE8[name] = Split.orderPriceE8(stopE8[name], numerator, denominator, tickE8);
        long ordered = ordered(name);
        if (ordered != 0) {
            // As the broker counts it: whole shares, and an order of less than one is as good as gone.
            long after = Split.shares(ordered, numerator, denominator);
            working.put(orderRef[name], after == 0 ? Long.signum(ordered) : after);
        }
    }

    void delisted(int name) {
        shares[name] = 0;
    }
}
