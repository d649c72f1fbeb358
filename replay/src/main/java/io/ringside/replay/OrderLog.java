package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.sim.ReportCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every order of a session, from intent to its end, kept from the events of a pipeline or a journal.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class OrderLog {
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

    /** One order. */
    public static final class Order {
        private final Intent terms = new Intent();
        private final long decidedNanos;
        private final long decidedSequence;
        private Status status = Status.INTENDED;
        private long filled;
        private long valueE8;
        private long commissionE8;
        private long slippageE8;
        private long endNanos;
        private int changes;
        private final List<String> life = new ArrayList<>();

        private Order(Intent intent, EngineEvent event) {
            terms.copyFrom(intent);
            decidedNanos = event.eventNanos;
            decidedSequence = event.sequence;
        }

        /** The order as it was last asked for. */
        public Intent terms() {
            return terms;
        }

        /** Time of the deciding event. */
        public long decidedNanos() {
            return decidedNanos;
        }

        /** Sequence of the deciding event. */
        public long decidedSequence() {
            return decidedSequence;
        }

        /** Where it stands. */
        public Status status() {
            return status;
        }

        /** Shares executed. */
        public long filled() {
            return filled;
        }

        /** Average price of the executed shares at 1e-8, 0 if there are none. */
        public long averagePriceE8() {
            return filled == 0 ? 0 : Math.round(valueE8 / (double) filled);
        }

        /** Commission charged, at 1e-8. */
        public long commissionE8() {
            return commissionE8;
        }

        /** Time of its end, 0 while it works. */
        public long endNanos() {
            return endNanos;
        }

        /** What happened to it, line by line, with times. */
        public List<String> life() {
            return List.copyOf(life);
        }
    }

    private final Engine engine;
    private final Map<Long, Order> orders = new LinkedHashMap<>();

    public OrderLog(Engine engine) {
        this.engine = engine;
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        if (event.type.isOrderReport()) {
            report(event);
        }
        for (int i = 0; i < event.intentCount; i++) {
            intend(event, event.intents[i]);
        }
    }

    /** All orders, in the order in which they were decided. */
    public List<Order> orders() {
        return List.copyOf(orders.values());
    }

    /** One order, or null. */
    public Order order(long ref) {
        return orders.get(ref);
    }

    private void intend(EngineEvent event, Intent intent) {
        if (intent.action == IntentAction.PLACE) {
            Order order = new Order(intent, event);
            orders.put(intent.orderRef, order);
            order.life.add(at(event) + " decided: " + describe(intent));
            return;
        }
        Order order = orders.get(intent.orderRef);
        if (order == null) {
            return;
        }
        if (intent.action == IntentAction.CANCEL) {
            order.life.add(at(event) + " cancel asked for");
            return;
        }
        order.changes++;
        order.life.add(at(event) + " change asked for: " + change(order.terms, intent));
        order.terms.quantity = intent.quantity;
        order.terms.limitE8 = intent.limitE8;
        order.terms.stopE8 = intent.stopE8;
    }

    private void report(EngineEvent event) {
        Order order = orders.get(event.orderRef);
        if (order == null) {
            return;
        }
        switch (event.type) {
            case ORDER_SENT -> order.life.add(at(event) + " sent");
            case ORDER_ACCEPTED -> {
                if (order.status == Status.INTENDED) {
                    order.status = Status.WORKING;
                }
                order.life.add(at(event) + " accepted");
            }
            case ORDER_REPLACED ->
                order.life.add(at(event) + " changed" + reason(event) + ", " + event.leaves + " open");
            case ORDER_REJECTED -> {
                boolean works = event.leaves > 0 && order.status != Status.INTENDED;
                if (works || order.endNanos != 0) {
                    order.life.add(at(event) + " request refused" + reason(event));
                } else {
                    end(order, event, Status.REJECTED, "rejected" + reason(event));
                }
            }
            case ORDER_CANCELLED -> end(order, event, Status.CANCELLED, "cancelled" + reason(event));
            case COMMISSION -> {
                order.commissionE8 += event.commissionE8;
                order.life.add(at(event) + " commission " + FixedPoint.format(event.commissionE8));
            }
            case FILL -> {
                order.filled += event.quantity;
                order.valueE8 = Math.addExact(order.valueE8, FixedPoint.times(event.priceE8, event.quantity));
                order.commissionE8 += event.commissionE8;
                order.slippageE8 += event.slippageE8;
                String text = (event.side == Side.BUY ? "bought " : "sold ") + event.quantity + " at "
                        + FixedPoint.format(event.priceE8) + ", commission "
                        + FixedPoint.format(event.commissionE8)
                        + (event.slippageE8 != 0 ? ", slippage " + FixedPoint.format(event.slippageE8) : "");
                if (event.leaves == 0) {
                    end(order, event, Status.FILLED, text);
                } else {
                    order.life.add(at(event) + " " + text + ", " + event.leaves + " open");
                }
            }
            default -> {
                // No other type is an order report.
            }
        }
    }

    private void end(Order order, EngineEvent event, Status status, String text) {
        order.status = status;
        order.endNanos = event.eventNanos;
        order.life.add(at(event) + " " + text);
    }

    private String at(EngineEvent event) {
        return engine.calendar().format(event.eventNanos);
    }

    private static String reason(EngineEvent event) {
        if (event.textLength > 0) {
            return ": " + event.textAsString();
        }
        ReportCode code = ReportCode.ofCode(event.code);
        boolean asAsked = code == null || code == ReportCode.NONE || code == ReportCode.CANCELLED_BY_REQUEST;
        return asAsked ? "" : ": " + code.words();
    }

    private static String change(Intent before, Intent after) {
        StringBuilder text = new StringBuilder();
        if (before.stopE8 != after.stopE8) {
            text.append("stop ")
                    .append(FixedPoint.format(before.stopE8))
                    .append(" to ")
                    .append(FixedPoint.format(after.stopE8));
        }
        if (before.limitE8 != after.limitE8) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("limit ")
                    .append(FixedPoint.format(before.limitE8))
                    .append(" to ")
                    .append(FixedPoint.format(after.limitE8));
        }
        if (before.quantity != after.quantity) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("quantity ")
                    .append(before.quantity)
                    .append(" to ")
                    .append(after.quantity);
        }
        return text.toString();
    }

    /** An order in words: {@code BUY 918 QQQ MARKET DAY}. */
    public String describe(Intent intent) {
        StringBuilder text = new StringBuilder();
        text.append(intent.side)
                .append(' ')
                .append(intent.quantity)
                .append(' ')
                .append(engine.settings().instruments().get(intent.instrumentId).symbol())
                .append(' ')
                .append(intent.type)
                .append(' ')
                .append(intent.timeInForce);
        if (intent.limitE8 != 0) {
            text.append(", limit ").append(FixedPoint.format(intent.limitE8));
        }
        if (intent.stopE8 != 0) {
            text.append(", stop ").append(FixedPoint.format(intent.stopE8));
        }
        if (intent.parentRef != 0) {
            text.append(", works once ")
                    .append(OrderRef.format(intent.parentRef))
                    .append(" has filled");
        }
        return text.toString();
    }

    /** Columns of {@code orders.csv}. */
    static final List<String> COLUMNS = List.of(
            "order_ref",
            "symbol",
            "purpose",
            "side",
            "type",
            "time_in_force",
            "quantity",
            "limit",
            "stop",
            "parent_ref",
            "decided",
            "status",
            "filled",
            "average_price",
            "commission",
            "slippage",
            "changes",
            "ended");

    /** The orders as rows of {@code orders.csv}. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Order order : orders.values()) {
            Intent terms = order.terms;
            rows.add(List.of(
                    OrderRef.format(terms.orderRef),
                    engine.settings().instruments().get(terms.instrumentId).symbol(),
                    name(terms.purpose),
                    name(terms.side),
                    name(terms.type),
                    name(terms.timeInForce),
                    Long.toString(terms.quantity),
                    price(terms.limitE8),
                    price(terms.stopE8),
                    OrderRef.format(terms.parentRef),
                    engine.calendar().format(order.decidedNanos),
                    name(order.status),
                    Long.toString(order.filled),
                    price(order.averagePriceE8()),
                    FixedPoint.format(order.commissionE8),
                    FixedPoint.format(order.slippageE8),
                    Integer.toString(order.changes),
                    order.endNanos == 0 ? "" : engine.calendar().format(order.endNanos)));
        }
        return rows;
    }

    private static String price(long priceE8) {
        return priceE8 == 0 ? "" : FixedPoint.format(priceE8);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
