package io.ringside.engine.account;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Every order of a journal or a run, from its intent to its end, kept from the events with their decisions. An order that an
 * earlier session left open appears with the event that carries it over; an order that this engine never placed does not
 * appear.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class OrderHistory {
    /** Where an order stands. */
    public enum Status {
        /** Decided and journaled; the broker has not answered. */
        INTENDED,
        /** The broker works it. */
        WORKING,
        /** Executed in full. */
        FILLED,
        /** Over, at least in part without execution. */
        CANCELLED,
        /** Refused by the broker. */
        REJECTED
    }

    /** One order. Prices and money at 1e-8, times UTC nanoseconds since 1970. */
    public static final class Order {
        private final Intent terms = new Intent();
        private final long decidedNanos;
        private final long decidedSequence;
        private final boolean carried;
        private final long firstStopE8;
        private long riskE8;
        private long workingStopE8;
        private long largestQuantity;
        private Status status = Status.INTENDED;
        private long live;
        private long filled;
        private long valueE8;
        private long commissionE8;
        private long slippageE8;
        private long endNanos;
        private int changes;
        /** The round trip that its last execution belongs to, or null. */
        RoundTrip trip;

        private Order(Intent intent, EngineEvent event, boolean carried) {
            terms.copyFrom(intent);
            decidedNanos = event.eventNanos;
            decidedSequence = event.sequence;
            this.carried = carried;
            firstStopE8 = intent.stopE8;
            workingStopE8 = intent.stopE8;
            largestQuantity = intent.quantity;
        }

        /** The intent that last placed or changed the order. Read only. */
        public Intent terms() {
            return terms;
        }

        /** Time of the deciding event, or of the one that carried it over. */
        public long decidedNanos() {
            return decidedNanos;
        }

        /** Sequence of that event. */
        public long decidedSequence() {
            return decidedSequence;
        }

        /** Whether it was carried over from an earlier session. */
        public boolean isCarried() {
            return carried;
        }

        /** Money at risk between entry and stop for the quantity that the verdict granted; 0 if unknown. */
        public long riskE8() {
            return riskE8;
        }

        /** Whether the broker has accepted a trigger price other than the first. */
        public boolean hasTrailed() {
            return workingStopE8 != firstStopE8;
        }

        /** Largest quantity that was ever ordered. */
        public long largestQuantity() {
            return largestQuantity;
        }

        /** Where it stands. */
        public Status status() {
            return status;
        }

        /** Shares open at the broker by its last report. */
        public long live() {
            return live;
        }

        /** Shares executed. */
        public long filled() {
            return filled;
        }

        /** Average price of the executed shares, 0 if there are none. */
        public long averagePriceE8() {
            return filled == 0 ? 0 : Math.round(valueE8 / (double) filled);
        }

        /** Commission charged. */
        public long commissionE8() {
            return commissionE8;
        }

        /** Money by which executions were worse than their reference prices. */
        public long slippageE8() {
            return slippageE8;
        }

        /** Time of its end, 0 while it works. */
        public long endNanos() {
            return endNanos;
        }

        /** How many modifications were sent. */
        public int changes() {
            return changes;
        }

        private void end(EngineEvent event, Status ended) {
            status = ended;
            live = 0;
            endNanos = event.eventNanos;
        }
    }

    /** Reports of an order mostly follow soon after its decision: so many of the latest orders are searched first. */
    private static final int LATEST = 8;

    private final List<Order> orders = new ArrayList<>();
    /** Orders with rising references, as the engine assigns them: found by binary search. */
    private final List<Order> rising = new ArrayList<>();
    /** All others, such as an earlier session's. */
    private final Long2ObjectHashMap<Order> others = new Long2ObjectHashMap<>();

    private final Intent carried = new Intent();
    /** Binding of the carried position, or of the carried entry, whose orders follow. */
    private int carriedBinding = -1;

    private long carriedQuantity;

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        if (event.type.isOrderReport()) {
            report(event);
        } else if (event.type == EventType.POSITION) {
            carry(event);
        }
        for (int i = 0; i < event.intentCount; i++) {
            intend(event, event.intents[i]);
        }
    }

    /** All orders, in the order in which they were decided. Read only. */
    public List<Order> orders() {
        return Collections.unmodifiableList(orders);
    }

    /** One order, or null. */
    public Order order(long ref) {
        Order other = others.isEmpty() ? null : others.get(ref);
        return other != null ? other : search(ref);
    }

    private Order search(long ref) {
        int low = 0;
        int high = rising.size() - 1;
        for (int last = Math.max(low, high - LATEST); high >= last; high--) {
            if (rising.get(high).terms.orderRef == ref) {
                return rising.get(high);
            }
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Order order = rising.get(middle);
            if (order.terms.orderRef == ref) {
                return order;
            }
            if (order.terms.orderRef < ref) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private void intend(EngineEvent event, Intent intent) {
        if (intent.action == IntentAction.PLACE) {
            Order order = add(intent, event, false);
            order.riskE8 = riskE8(event, intent);
            return;
        }
        Order order = order(intent.orderRef);
        if (order == null || intent.action == IntentAction.CANCEL) {
            return;
        }
        order.changes++;
        order.terms.quantity = intent.quantity;
        order.terms.limitE8 = intent.limitE8;
        order.terms.stopE8 = intent.stopE8;
        order.largestQuantity = Math.max(order.largestQuantity, intent.quantity);
    }

    private void report(EngineEvent event) {
        Order order = order(event.orderRef);
        if (order == null) {
            return;
        }
        switch (event.type) {
            case ORDER_ACCEPTED -> {
                if (order.status == Status.INTENDED) {
                    order.status = Status.WORKING;
                }
                order.live = order.endNanos == 0 ? event.leaves : 0;
            }
            case ORDER_REPLACED -> {
                order.workingStopE8 = order.terms.stopE8;
                order.live = order.endNanos == 0 ? event.leaves : 0;
            }
            case ORDER_REJECTED -> {
                boolean request = order.endNanos != 0 || (event.leaves > 0 && order.status != Status.INTENDED);
                if (!request) {
                    order.end(event, Status.REJECTED);
                }
            }
            case ORDER_CANCELLED -> order.end(event, Status.CANCELLED);
            case COMMISSION -> order.commissionE8 = Math.addExact(order.commissionE8, event.commissionE8);
            case FILL -> {
                order.filled = Math.addExact(order.filled, event.quantity);
                order.valueE8 = Math.addExact(order.valueE8, FixedPoint.times(event.priceE8, event.quantity));
                order.commissionE8 = Math.addExact(order.commissionE8, event.commissionE8);
                order.slippageE8 = Math.addExact(order.slippageE8, event.slippageE8);
                order.live = order.live == 0 ? 0 : event.leaves;
                if (event.leaves == 0) {
                    order.end(event, Status.FILLED);
                }
            }
            default -> {
                // That it was sent changes nothing here.
            }
        }
    }

    /** An order that an earlier session left working at its end. */
    private void carry(EngineEvent event) {
        Purpose purpose = Purpose.ofCode(event.code);
        int bindingId = (int) event.argument;
        if ((event.flags & EngineEvent.FLAG_CARRIED) == 0) {
            return;
        }
        long held = bindingId == carriedBinding ? carriedQuantity : 0;
        // Stop and target of a carried entry close the position that this entry opens.
        if (event.code == 0 || (purpose == Purpose.ENTRY && held == 0)) {
            carriedBinding = bindingId;
            carriedQuantity = event.quantity;
        }
        if (event.code == 0 || purpose == null) {
            return;
        }
        boolean signed = purpose == Purpose.ENTRY || purpose == Purpose.REBALANCE;
        // A portfolio holds long positions only, so its protective orders sell.
        boolean sells = signed ? event.quantity < 0 : bindingId < 0 || held > 0;
        carried.clear(IntentAction.PLACE, event.orderRef, event.instrumentId, bindingId, event.sequence);
        carried.purpose = purpose;
        carried.quantity = Math.abs(event.quantity);
        carried.side = sells ? Side.SELL : Side.BUY;
        carried.type = purpose == Purpose.STOP
                ? OrderType.STOP
                : purpose == Purpose.TARGET ? OrderType.LIMIT : OrderType.MARKET;
        carried.stopE8 = purpose == Purpose.STOP ? event.priceE8 : 0;
        carried.limitE8 = purpose == Purpose.TARGET ? event.priceE8 : 0;
        Order order = add(carried, event, true);
        order.status = Status.WORKING;
        order.live = order.terms.quantity;
    }

    private Order add(Intent intent, EngineEvent event, boolean isCarried) {
        Order order = new Order(intent, event, isCarried);
        boolean rises = rising.isEmpty() || intent.orderRef > rising.get(rising.size() - 1).terms.orderRef;
        if (rises) {
            rising.add(order);
        } else {
            others.put(intent.orderRef, order);
        }
        orders.add(order);
        return order;
    }

    private static long riskE8(EngineEvent event, Intent intent) {
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            if (verdict.bindingId == intent.bindingId && verdict.quantity > 0) {
                return FixedPoint.times(Math.abs(verdict.priceE8 - verdict.stopE8), verdict.quantity);
            }
        }
        return 0;
    }
}
