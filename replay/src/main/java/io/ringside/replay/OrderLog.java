package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.OrderHistory;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Side;
import io.ringside.engine.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every order of a session as a row of {@code orders.csv}, from the events of a pipeline or a journal.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class OrderLog {
    private final Engine engine;
    private final OrderHistory history = new OrderHistory();

    public OrderLog(Engine engine) {
        this.engine = engine;
    }

    /** Takes one processed event in. */
    public void onEvent(EngineEvent event) {
        history.onEvent(event);
    }

    /** Columns of {@code orders.csv}. */
    public static final List<String> COLUMNS = List.of(
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

    /**
     * A position closed at the end of the data as by a hypothetical market order, which has no reference.
     *
     * @param trip the position
     * @param shares its shares
     */
    public record End(
            RoundTrip trip, Side side, long priceE8, long commissionE8, long slippageE8, long nanos, long shares) {}

    /**
     * The reference of an order.
     *
     * @throws UserError if it is none
     */
    public static long reference(String text) {
        try {
            return OrderRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserError("--order: " + e.getMessage(), e);
        }
    }

    /** Rows of positions closed at the end of the data. */
    public List<List<String>> rows(List<End> ends) {
        List<List<String>> rows = new ArrayList<>();
        for (End end : ends) {
            String time = engine.calendar().format(end.nanos());
            OrderHistory.Order entry = end.trip().entry();
            rows.add(List.of(
                    "",
                    engine.settings()
                            .instruments()
                            .get(end.trip().instrumentId())
                            .symbolOn(engine.calendar().sessionDay(end.nanos())),
                    "end-of-data",
                    name(end.side()),
                    name(OrderType.MARKET),
                    "",
                    Long.toString(end.shares()),
                    "",
                    "",
                    entry == null ? "" : OrderRef.format(entry.terms().orderRef),
                    time,
                    "end-of-data",
                    Long.toString(end.shares()),
                    price(end.priceE8()),
                    FixedPoint.format(end.commissionE8()),
                    FixedPoint.format(end.slippageE8()),
                    "0",
                    time));
        }
        return rows;
    }

    /** The orders as rows of {@code orders.csv}. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (OrderHistory.Order order : history.orders()) {
            Intent terms = order.terms();
            rows.add(List.of(
                    OrderRef.format(terms.orderRef),
                    engine.settings()
                            .instruments()
                            .get(terms.instrumentId)
                            .symbolOn(engine.calendar().sessionDay(order.decidedNanos())),
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
