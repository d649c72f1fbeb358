package io.ringside.engine.risk;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;
import org.agrona.collections.Long2LongHashMap;

/**
 * Checks orders against what was approved: every order that the broker reports was placed by the engine, and none executes
 * or works with more shares than were ordered. Intents are checked before they are sent: no reference twice, no entry
 * without an attached protective stop of its size.
 *
 * <p>Thread: risk stage.
 */
final class SentOrders {
    private static final int DONE_KEPT = 512;
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** Largest quantity ordered, changes included; negative if the order sells. */
    private final Long2LongHashMap asked = new Long2LongHashMap(2 * DONE_KEPT, 0.5f, UNKNOWN);
    /** Shares executed, net of corrections. */
    private final Long2LongHashMap executed = new Long2LongHashMap(2 * DONE_KEPT, 0.5f, UNKNOWN);

    private final Long2LongHashMap instruments = new Long2LongHashMap(2 * DONE_KEPT, 0.5f, UNKNOWN);

    private final long[] done = new long[DONE_KEPT];
    private int doneCount;
    private long forgotten;
    private long lastPlaced = -1;

    /** Registers a working order of an earlier session; shares that it executed then do not count. */
    void adopt(int instrumentId, long ref, Side side, long quantity) {
        instruments.put(ref, instrumentId);
        asked.put(ref, side.sign() * quantity);
        executed.put(ref, 0);
    }

    /** Adjusts ordered shares for a split of one share into {@code numerator / denominator}. */
    void onSplit(int instrumentId, long numerator, long denominator) {
        instruments.forEachLong((ref, of) -> {
            if (of == instrumentId) {
                long sign = Long.signum(asked.get(ref));
                long out = Split.shares(executed.get(ref), numerator, denominator);
                long open = Split.shares(Math.abs(asked.get(ref)) - executed.get(ref), numerator, denominator);
                asked.put(ref, sign * (out + Math.max(1, open)));
                executed.put(ref, out);
            }
        });
    }

    /** Whether a report agrees with what was ordered. */
    boolean agrees(EngineEvent event) {
        long ref = event.orderRef;
        if (!event.type.isOrderReport() || event.type == EventType.COMMISSION || ref == OrderRef.NONE) {
            return true;
        }
        long approved = asked.get(ref);
        if (approved == UNKNOWN) {
            // The order is of an earlier session, or ended so long ago that it is no longer kept.
            return OrderRef.epochDay(ref) != event.sessionDay || ref <= forgotten;
        }
        long sign = approved < 0 ? -1 : 1;
        long out = executed.get(ref);
        if (event.type == EventType.FILL) {
            out += sign * event.side.sign() * event.quantity;
            executed.put(ref, out);
        }
        boolean over = event.leaves == 0
                && (event.type == EventType.FILL
                        || event.type == EventType.ORDER_CANCELLED
                        || event.type == EventType.ORDER_REJECTED);
        if (over) {
            remember(ref);
        }
        // ORDER_SENT may be published after the order's executions, with the shares that were open before them.
        boolean open = !over && event.type != EventType.ORDER_SENT;
        return out >= 0 && out + (open ? event.leaves : 0) <= sign * approved;
    }

    /**
     * Registers the event's intents.
     *
     * @throws IllegalStateException if one of them must not be sent; then none is
     */
    void onIntents(EngineEvent event) {
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            if (intent.action == IntentAction.PLACE) {
                place(event, intent);
            } else if (intent.action == IntentAction.MODIFY) {
                long approved = asked.get(intent.orderRef);
                if (approved != UNKNOWN && intent.quantity > Math.abs(approved)) {
                    asked.put(intent.orderRef, intent.side.sign() * intent.quantity);
                }
            }
        }
    }

    private void place(EngineEvent event, Intent intent) {
        long place = (OrderRef.sequence(intent.orderRef) << 12) | OrderRef.index(intent.orderRef);
        if (place <= lastPlaced || intent.quantity <= 0 || intent.side == Side.NONE) {
            throw new IllegalStateException("order " + OrderRef.format(intent.orderRef) + " must not leave: "
                    + (place <= lastPlaced ? "its reference was used" : intent.side + " " + intent.quantity));
        }
        lastPlaced = place;
        adopt(intent.instrumentId, intent.orderRef, intent.side, intent.quantity);
        if (intent.purpose == Purpose.ENTRY && !hasStop(event, intent)) {
            throw new IllegalStateException(
                    "entry " + OrderRef.format(intent.orderRef) + " must not leave: no stop of its size goes with it");
        }
    }

    private static boolean hasStop(EngineEvent event, Intent entry) {
        for (int i = 0; i < event.intentCount; i++) {
            Intent stop = event.intents[i];
            if (stop.purpose == Purpose.STOP
                    && stop.type == OrderType.STOP
                    && stop.parentRef == entry.orderRef
                    && stop.side == entry.side.opposite()
                    && stop.quantity == entry.quantity
                    && stop.stopE8 > 0) {
                return true;
            }
        }
        return false;
    }

    /** Keeps an ended order for some time, since reports can come late. */
    private void remember(long ref) {
        int slot = doneCount++ & (DONE_KEPT - 1);
        if (done[slot] != OrderRef.NONE && done[slot] != ref) {
            forgotten = Math.max(forgotten, done[slot]);
            asked.remove(done[slot]);
            executed.remove(done[slot]);
            instruments.remove(done[slot]);
        }
        done[slot] = ref;
    }
}
