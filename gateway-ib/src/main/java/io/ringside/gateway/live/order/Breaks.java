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
 * Handles refused messages: raises an alarm and, if the message concerns positions or orders, a break, after which nothing
 * is entered until an operator has checked.
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

    /** Raises an alarm without a break. */
    public void doubt(Judgement judgement, String what) {
        doubts.publish(judgement, what);
    }

    /**
     * Handles a refused message that does not concern an order: an alarm, and a break if the judgement requires it.
     *
     * @param what the message and its subject
     */
    public void refuse(Judgement judgement, String what, EventOutbox out) {
        doubts.publish(judgement, what);
        if (judgement.consequence() == Judgement.Consequence.BREAK) {
            synchronized (table) {
                latch(Doubts.printable(what, EngineEvent.TEXT_MAX) + ": " + judgement.words(), out);
            }
        }
    }

    /**
     * Raises a break. Beyond a number of breaks a minute further ones are dropped; the next comparison raises one again if
     * it persists.
     */
    boolean latch(String text, EventOutbox out) {
        long now = clock.getAsLong();
        if (now - sinceNanos >= ExchangeCalendar.MINUTE_NANOS || now < sinceNanos) {
            sinceNanos = now;
            count = 0;
        }
        if (++count > A_MINUTE_MAX) {
            return false;
        }
        out.add().control(EventType.CONDITION, now, Condition.BREAK.code(), 0).text(EngineEvent.fitting(text));
        return true;
    }
}
