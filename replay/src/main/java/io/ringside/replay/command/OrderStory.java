package io.ringside.replay.command;

import io.ringside.engine.Engine;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.sim.ReportCode;
import io.ringside.replay.EventText;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * One order of a journal and the orders that protect or close its position, each with its history as text.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
final class OrderStory {
    private final Engine engine;
    private final long ref;
    private final OrderHistory history = new OrderHistory();
    /** Lines of each order. */
    private final Long2ObjectHashMap<List<String>> lives = new Long2ObjectHashMap<>();

    OrderStory(Engine engine, long ref) {
        this.engine = engine;
        this.ref = ref;
        lives.put(ref, new ArrayList<>());
    }

    /** Whether an event may matter: an order report, a carried position, or an intent. */
    static boolean needs(EngineEvent event) {
        return needs(event.type) || event.intentCount > 0;
    }

    /** The same of a journal's record. */
    static boolean needs(DirectBuffer records, int offset, int length) {
        return needs(JournalRecord.type(records, offset)) || JournalRecord.hasIntents(records, offset, length);
    }

    private static boolean needs(EventType type) {
        return type.isOrderReport() || type == EventType.POSITION || type == EventType.CORPORATE_ACTION;
    }

    /** Processes one event with its decisions. */
    void onEvent(EngineEvent event) {
        // The text first, since that of a change shows the order before it.
        OrderHistory.Order order = event.type.isOrderReport() ? history.order(event.orderRef) : null;
        if (order != null && lives.containsKey(event.orderRef)) {
            report(event, order);
        }
        if (event.type == EventType.CORPORATE_ACTION) {
            act(event);
        }
        for (int i = 0; i < event.intentCount; i++) {
            intend(event, event.intents[i]);
        }
        history.onEvent(event);
    }

    /** Adds a corporate action to the histories of its instrument's orders. */
    private void act(EngineEvent event) {
        for (OrderHistory.Order order : history.orders()) {
            if (order.endNanos() == 0 && order.terms().instrumentId == event.instrumentId) {
                addLine(event, order.terms().orderRef, describe(event));
            }
        }
    }

    private static String describe(EngineEvent event) {
        return switch (CorporateAction.ofCode(event.code)) {
            case SPLIT -> "split before the open: " + event.quantity + " new shares for " + event.argument + " old";
            case DIVIDEND -> "dividend before the open: " + FixedPoint.format(event.priceE8) + " a share held";
            case SYMBOL_CHANGE ->
                "from this open on its symbol is " + TickerText.of(event.quantity, event.argument)
                        + ", the order stays";
            case DELISTING -> "delisted before the open: " + FixedPoint.format(event.priceE8) + " a share held";
        };
    }

    /** The order itself, or null if the journal does not have it. */
    OrderHistory.Order order() {
        return history.order(ref);
    }

    /** The order that opened the position that this one protects or closes, or null. */
    OrderHistory.Order parent() {
        return history.order(order().terms().parentRef);
    }

    /** The orders that protect or close this one's position, in the order of decision. */
    List<OrderHistory.Order> children() {
        return history.orders().stream()
                .filter(one -> one.terms().parentRef == ref)
                .toList();
    }

    /**
     * The result of a decision to reverse a position: the orders that closed it, and the entries on the opposite side.
     *
     * @param sequence of the event of the decision
     * @param bindingId of the strategy, or of a part of its position
     */
    List<String> reversal(long sequence, int bindingId) {
        List<String> lines = new ArrayList<>();
        boolean entered = false;
        for (OrderHistory.Order order : history.orders()) {
            Intent terms = order.terms();
            boolean own =
                    terms.causeSequence == sequence && terms.bindingId >= 0 && lead(terms.bindingId) == lead(bindingId);
            if (own && (terms.purpose == Purpose.EXIT || terms.purpose == Purpose.ENTRY)) {
                boolean entry = terms.purpose == Purpose.ENTRY;
                entered |= entry;
                lines.add("  " + (entry ? "entered by " : "left by ") + OrderRef.format(terms.orderRef) + ": "
                        + describe(terms) + ", " + state(order));
            }
        }
        lines.add(0, "What came of it");
        if (!entered) {
            lines.add("  nothing was entered: see the bars that follow");
        }
        return lines;
    }

    private int lead(int bindingId) {
        return engine.bindings().get(bindingId).leadId();
    }

    private String state(OrderHistory.Order order) {
        String filled = order.filled() == 0
                ? ""
                : order.filled() + " at " + FixedPoint.format(order.averagePriceE8()) + " on average, ";
        return filled
                + EventText.name(order.status())
                + (order.endNanos() == 0 ? "" : " " + engine.calendar().format(order.endNanos()));
    }

    /** How many orders the journal has. */
    int count() {
        return history.orders().size();
    }

    /** History of the order or of a child order, line by line, with times. */
    List<String> life(long of) {
        return List.copyOf(lives.get(of));
    }

    private void intend(EngineEvent event, Intent intent) {
        if (intent.action == IntentAction.PLACE && intent.parentRef == ref) {
            lives.put(intent.orderRef, new ArrayList<>());
        }
        if (!lives.containsKey(intent.orderRef)) {
            return;
        }
        OrderHistory.Order order = history.order(intent.orderRef);
        if (intent.action == IntentAction.PLACE) {
            addLine(event, intent.orderRef, "decided: " + describe(intent));
        } else if (order != null && intent.action == IntentAction.CANCEL) {
            addLine(event, intent.orderRef, "cancel asked for");
        } else if (order != null) {
            addLine(event, intent.orderRef, "change asked for: " + change(order.terms(), intent));
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
        addLine(event, event.orderRef, text);
    }

    private void addLine(EngineEvent event, long ref, String text) {
        List<String> life = lives.get(ref);
        if (life != null) {
            life.add(engine.calendar().format(event.eventNanos) + " " + text);
        }
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

    /** An order as text: {@code BUY 918 QQQ MARKET DAY}. */
    String describe(Intent intent) {
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
}
