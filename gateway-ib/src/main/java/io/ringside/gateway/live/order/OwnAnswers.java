package io.ringside.gateway.live.order;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.EventOutbox;
import java.util.function.LongSupplier;

/**
 * Order reports that the broker does not give: that an order was sent, or was not and never will be.
 *
 * <p>Thread: any, under the order table's lock.
 */
final class OwnAnswers {
    private final OrderTable table;
    private final EventOutbox answers;
    private final LongSupplier clock;

    /** @param answers events for the session's thread to publish */
    OwnAnswers(OrderTable table, EventOutbox answers, LongSupplier clock) {
        this.table = table;
        this.answers = answers;
        this.clock = clock;
    }

    /** Whether an order is to be sent with or after another one. */
    static boolean isChild(LiveOrder order, LiveOrder parent) {
        return order.state == LiveOrder.State.HELD && order.terms.parentRef == parent.terms.orderRef;
    }

    /** Reports an order as sent under our id. */
    void sent(LiveOrder order, int orderId) {
        table.apply(add(EventType.ORDER_SENT, order, order.leavesWanted(), orderId));
    }

    /** Reports an order as rejected without having been sent, with its children. */
    void refused(LiveOrder order, int code, String reason) {
        order.waitingSinceNanos = 0;
        table.apply(add(EventType.ORDER_REJECTED, order, 0, code).text(EngineEvent.fitting(reason)));
        for (int i = 0; i < table.orders().size(); i++) {
            LiveOrder child = table.orders().get(i);
            if (isChild(child, order)) {
                cancelled(child, GatewayCode.WITH_PARENT);
            }
        }
    }

    /** Reports an order as cancelled that never was at the broker. */
    void cancelled(LiveOrder order, int code) {
        table.apply(add(EventType.ORDER_CANCELLED, order, 0, code));
    }

    private EngineEvent add(EventType type, LiveOrder order, long leaves, int code) {
        return answers.add()
                .order(type, order.terms.instrumentId, clock.getAsLong(), order.terms.orderRef, leaves, code);
    }
}
