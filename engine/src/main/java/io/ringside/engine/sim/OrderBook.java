package io.ringside.engine.sim;

import io.ringside.engine.event.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The orders that work at the simulated broker: by reference, and by instrument in the order of their arrival. An order
 * that has ended can be found until {@link #sweep}, so that children which arrive together with their parent meet it even
 * if it executed at once.
 *
 * <p>Thread: the broker's driver.
 */
final class OrderBook {
    private final List<WorkingOrder>[] byInstrument;
    private final Long2ObjectHashMap<WorkingOrder> working = new Long2ObjectHashMap<>();
    private final List<WorkingOrder> ended = new ArrayList<>();
    private final List<WorkingOrder> spare = new ArrayList<>();

    // There are no arrays of generic types.
    @SuppressWarnings("unchecked")
    OrderBook(int instruments) {
        byInstrument = Stream.generate(ArrayList::new).limit(instruments).toArray(List[]::new);
    }

    WorkingOrder add(Intent intent, int day, long tick, long nanos) {
        WorkingOrder order = spare.isEmpty() ? new WorkingOrder() : spare.remove(spare.size() - 1);
        order.accept(intent, day, tick, nanos);
        working.put(intent.orderRef, order);
        byInstrument[intent.instrumentId].add(order);
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

    /** Orders of one instrument that work, in the order of their arrival. */
    List<WorkingOrder> of(int instrumentId) {
        return byInstrument[instrumentId];
    }

    int instruments() {
        return byInstrument.length;
    }

    int size() {
        return working.size();
    }

    /** Takes an order out; it can be found as a parent until the next {@link #sweep}. */
    void end(WorkingOrder order) {
        working.remove(order.terms.orderRef);
        byInstrument[order.terms.instrumentId].remove(order);
        ended.add(order);
    }

    /** Forgets the orders that have ended. */
    void sweep() {
        if (ended.isEmpty()) {
            return;
        }
        for (int i = 0; i < ended.size(); i++) {
            spare.add(ended.get(i));
        }
        ended.clear();
    }
}
