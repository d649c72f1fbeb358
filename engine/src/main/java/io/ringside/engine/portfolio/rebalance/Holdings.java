package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.ExactRatio;
import org.agrona.collections.Long2LongHashMap;

/**
 * What a portfolio itself holds, and its working orders. Shares in the same account that it did not buy are not here, so that
 * it never sells them.
 *
 * <p>Thread: risk stage.
 */
final class Holdings {
    private final long[] shares;
    /** Shares that an order still asks for, negative if it sells, by reference. */
    private final Long2LongHashMap working;
    /** Orders that work, protective stops aside. */
    private final int[] orders;

    final long[] stopRef;
    final long[] stopE8;
    final long[] stopShares;
    /** The group in which a stop and the sale of its shares are, so that only one of them executes. */
    final long[] groupRef;

    Holdings(int names) {
        shares = new long[names];
        working = new Long2LongHashMap(Math.max(16, 4 * names), 0.5f, 0);
        orders = new int[names];
        stopRef = new long[names];
        stopE8 = new long[names];
        stopShares = new long[names];
        groupRef = new long[names];
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

    void placed(int name, long ref, long signedShares) {
        working.put(ref, signedShares);
        orders[name]++;
    }

    void placedStop(int name, long ref, long quantity, long triggerE8) {
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
        shares[name] = Math.addExact(shares[name], event.side.sign() * event.quantity);
        if (event.leaves == 0) {
            gone(name, event.orderRef);
        } else if (event.orderRef == stopRef[name]) {
            stopShares[name] = event.leaves;
        }
    }

    void gone(int name, long ref) {
        working.remove(ref);
        if (ref == stopRef[name]) {
            stopRef[name] = 0;
            stopShares[name] = 0;
        } else {
            orders[name]--;
        }
    }

    void split(int name, long numerator, long denominator) {
        shares[name] = ExactRatio.floor(shares[name], numerator, denominator);
        stopShares[name] = ExactRatio.floor(stopShares[name], numerator, denominator);
        stopE8[name] = ExactRatio.nearestQuotient(stopE8[name], numerator, denominator);
    }

    void delisted(int name) {
        shares[name] = 0;
    }
}
