package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Side;
import io.ringside.engine.sim.ReportCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every order of a session, with its life in words, kept from the events of a pipeline or a journal.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class OrderLog {
    private final Engine engine;
    private final OrderHistory history = new OrderHistory();
    private final Map<Long, List<String>> lives = new HashMap<>();

    public OrderLog(Engine engine) {
        this.engine = engine;
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        // In words first, since a change is told by what was before.
        OrderHistory.Order order = event.type.isOrderReport() ? history.order(event.orderRef) : null;
        if (order != null) {
            report(event, order);
        }
        for (int i = 0; i < event.intentCount; i++) {
            intend(event, event.intents[i]);
        }
        history.onEvent(event);
    }

    /** All orders, in the order in which they were decided. */
    public List<OrderHistory.Order> orders() {
        return history.orders();
    }

    /** One order, or null. */
    public OrderHistory.Order order(long ref) {
        return history.order(ref);
    }

    /** What happened to an order, line by line, with times. */
    public List<String> life(long ref) {
        return List.copyOf(lives.getOrDefault(ref, List.of()));
    }

    private void intend(EngineEvent event, Intent intent) {
        OrderHistory.Order order = history.order(intent.orderRef);
        if (intent.action == IntentAction.PLACE) {
            tell(event, intent.orderRef, "decided: " + describe(intent));
        } else if (order != null && intent.action == IntentAction.CANCEL) {
            tell(event, intent.orderRef, "cancel asked for");
        } else if (order != null) {
            tell(event, intent.orderRef, "change asked for: " + change(order.terms(), intent));
        }
    }

    private void report(EngineEvent event, OrderHistory.Order order) {
        String text = switch (event.type) {
            case ORDER_SENT -> "sent";
            case ORDER_ACCEPTED -> "accepted";
            case ORDER_REPLACED -> "changed" + reason(event) + ", " + event.leaves + " open";
            case ORDER_REJECTED -> {
                boolean works = event.leaves > 0 && order.status() != OrderHistory.Status.INTENDED;
                yield (works || order.endNanos() != 0 ? "request refused" : "rejected") + reason(event);
            }
            case ORDER_CANCELLED -> "cancelled" + reason(event);
            case COMMISSION -> "commission " + FixedPoint.format(event.commissionE8);
            case FILL ->
                (event.side == Side.BUY ? "bought " : "sold ") + event.quantity + " at "
                        + FixedPoint.format(event.priceE8) + ", commission "
                        + FixedPoint.format(event.commissionE8)
                        + (event.slippageE8 != 0 ? ", slippage " + FixedPoint.format(event.slippageE8) : "")
                        + (event.leaves == 0 ? "" : ", " + event.leaves + " open");
            default -> throw new IllegalArgumentException(event.type + " is no order report");
        };
        tell(event, event.orderRef, text);
    }

    private void tell(EngineEvent event, long ref, String text) {
        String time = engine.calendar().format(event.eventNanos);
        lives.computeIfAbsent(ref, key -> new ArrayList<>()).add(time + " " + text);
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
        for (OrderHistory.Order order : history.orders()) {
            Intent terms = order.terms();
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
                    engine.calendar().format(order.decidedNanos()),
                    name(order.status()),
                    Long.toString(order.filled()),
                    price(order.averagePriceE8()),
                    FixedPoint.format(order.commissionE8()),
                    FixedPoint.format(order.slippageE8()),
                    Integer.toString(order.changes()),
                    order.endNanos() == 0 ? "" : engine.calendar().format(order.endNanos())));
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
