package io.ringside.gateway.live.order;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.inbound.Judgement;
import java.util.function.LongSupplier;

/**
 * What follows from a message that is not believed: an alarm, and where it is about what is held or ordered a break, after
 * which nothing is entered until an operator has looked.
 *
 * <p>Thread: any, under the order table's lock.
 */
public final class Breaks {
    private static final int A_MINUTE_MAX = 20;

    private final OrderTable table;
    private final Doubts doubts;
    private final LongSupplier clock;
    private long sinceNanos;
    private int count;

    /** @param clock market time, UTC nanoseconds since 1970 */
    public Breaks(OrderTable table, Doubts doubts, LongSupplier clock) {
        this.table = table;
        this.doubts = doubts;
        this.clock = clock;
    }

    /** Tells what is doubted; no break. */
    public void doubt(Judgement judgement, String what) {
        doubts.publish(judgement, what);
    }

    /**
     * Something was refused that is not about an order: an alarm, and a break if need be.
     *
     * @param what the message and whom it is about
     */
    public void refuse(Judgement judgement, String what, EventOutbox out) {
        doubts.publish(judgement, what);
        if (judgement.consequence() == Judgement.Consequence.BREAK) {
            synchronized (table) {
                latch(Doubts.printable(what, EngineEvent.TEXT_MAX) + ": " + judgement.words(), out);
            }
        }
    }

    /** A break; one of very many in a minute adds nothing, and is told with the next comparison if it still is there. */
    boolean latch(String text, EventOutbox out) {
        long now = clock.getAsLong();
        if (now - sinceNanos >= ExchangeCalendar.MINUTE_NANOS || now < sinceNanos) {
            sinceNanos = now;
            count = 0;
        }
        if (++count > A_MINUTE_MAX) {
            return false;
        }
        out.add()
                .control(EventType.CONDITION, now, Condition.BREAK.code(), 0)
                .text(text.substring(0, Math.min(text.length(), EngineEvent.TEXT_MAX)));
        return true;
    }
}
