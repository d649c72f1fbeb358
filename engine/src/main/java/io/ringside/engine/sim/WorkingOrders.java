package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The working orders of the simulated broker: by reference, and by instrument in the order of their arrival. An order that
 * has ended can be found until {@link #sweep}, so that child orders that arrive together with their parent find it even if
 * it executed at once.
 *
 * <p>Thread: the broker's driver.
 */
final class WorkingOrders {
    private final List<WorkingOrder>[] byInstrument;
    private final Long2ObjectHashMap<WorkingOrder> working = new Long2ObjectHashMap<>();
    private final List<WorkingOrder> ended = new ArrayList<>();
    private final List<WorkingOrder> spare = new ArrayList<>();
    /** Whether no order has ended since the last sweep. */
    private boolean swept = true;

    private final Market[] markets;

    // There are no arrays of generic types.
    @SuppressWarnings("unchecked")
    WorkingOrders(Market[] markets) {
        this.markets = markets;
        byInstrument = Stream.generate(ArrayList::new).limit(markets.length).toArray(List[]::new);
    }

    WorkingOrder add(Intent intent, int day, long tick, long nanos) {
        WorkingOrder order = spare.isEmpty() ? new WorkingOrder() : spare.remove(spare.size() - 1);
        order.accept(intent, day, tick, nanos);
        working.put(intent.orderRef, order);
        byInstrument[intent.instrumentId].add(order);
        changed(intent.instrumentId);
        return order;
    }

    /** The order of that reference, or null if none works. */
    WorkingOrder find(long ref) {
        return working.get(ref);
    }

    /** The order of that reference, working or just ended, or null. */
    WorkingOrder findParent(long ref) {
        WorkingOrder order = working.get(ref);
        for (int i = 0; order == null && i < ended.size(); i++) {
            order = ended.get(i).terms.orderRef == ref ? ended.get(i) : null;
        }
        return order;
    }

    /** Working orders of one instrument, in the order of their arrival. */
    List<WorkingOrder> of(int instrumentId) {
        return byInstrument[instrumentId];
    }

    /** To be called when an instrument's orders may have changed otherwise than by being added or ended. */
    void changed(int instrumentId) {
        markets[instrumentId].inertAboveE8 = Long.MAX_VALUE;
    }

    /**
     * Whether prices of a range neither trigger nor fill an instrument's orders: there are none, or only stops that the
     * range does not reach. (Limit orders are never inert, since it is recorded that they were matched.)
     */
    boolean areInert(int instrumentId, long lowE8, long highE8) {
        Market market = markets[instrumentId];
        return findInert(market, byInstrument[instrumentId]) && market.isInert(lowE8, highE8);
    }

    /** Finds the range of inert prices; false if there is none. */
    private static boolean findInert(Market market, List<WorkingOrder> orders) {
        long aboveE8 = Long.MIN_VALUE;
        long belowE8 = Long.MAX_VALUE;
        for (int i = 0; i < orders.size(); i++) {
            WorkingOrder order = orders.get(i);
            if (!order.isWaitingStop()) {
                return false;
            }
            if (order.buys()) {
                belowE8 = Math.min(belowE8, order.terms.stopE8);
            } else {
                aboveE8 = Math.max(aboveE8, order.terms.stopE8);
            }
        }
        market.inertAboveE8 = aboveE8;
        market.inertBelowE8 = belowE8;
        return true;
    }

    int instruments() {
        return byInstrument.length;
    }

    int size() {
        return working.size();
    }

    /** Removes an order; it can be found as a parent until the next {@link #sweep}. */
    void end(WorkingOrder order) {
        working.remove(order.terms.orderRef);
        byInstrument[order.terms.instrumentId].remove(order);
        changed(order.terms.instrumentId);
        ended.add(order);
        swept = false;
    }

    /** Releases the orders that have ended. */
    void sweep() {
        if (!swept) {
            forgetEnded();
        }
    }

    private void forgetEnded() {
        swept = true;
        for (int i = 0; i < ended.size(); i++) {
            spare.add(ended.get(i));
        }
        ended.clear();
    }
}
