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
 * Compares what goes out with what was approved: every order that is reported was asked for, and none executes or works
 * with more shares than were asked for. What leaves is checked before it does: no reference twice, no entry without a
 * protective stop of its size attached.
 *
 * <p>Thread: risk stage.
 */
final class SentOrders {
    private static final int DONE_KEPT = 512;
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** Shares asked for, the most of all changes; negative if the order sells. */
    private final Long2LongHashMap asked = new Long2LongHashMap(2 * DONE_KEPT, 0.5f, UNKNOWN);
    /** Shares executed, corrections taken off. */
    private final Long2LongHashMap executed = new Long2LongHashMap(2 * DONE_KEPT, 0.5f, UNKNOWN);

    private final Long2LongHashMap instruments = new Long2LongHashMap(2 * DONE_KEPT, 0.5f, UNKNOWN);

    private final long[] done = new long[DONE_KEPT];
    private int doneCount;
    private long forgotten;
    private long lastPlaced = -1;

    /** An order of an earlier session works on; what it executed then does not count. */
    void adopt(int instrumentId, long ref, Side side, long quantity) {
        instruments.put(ref, instrumentId);
        asked.put(ref, side.sign() * quantity);
        executed.put(ref, 0);
    }

    /** One share has become {@code numerator / denominator} shares: so have those that were asked for. */
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

    /** Whether a report agrees with what was asked for. */
    boolean agrees(EngineEvent event) {
        long ref = event.orderRef;
        if (!event.type.isOrderReport() || event.type == EventType.COMMISSION || ref == OrderRef.NONE) {
            return true;
        }
        long approved = asked.get(ref);
        if (approved == UNKNOWN) {
            // Of an earlier session, or so long over that it is forgotten.
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
        // That an order was sent can be told after its executions, with the shares that were open before them.
        boolean open = !over && event.type != EventType.ORDER_SENT;
        return out >= 0 && out + (open ? event.leaves : 0) <= sign * approved;
    }

    /**
     * Takes the event's intents in.
     *
     * @throws IllegalStateException if one must not leave; then none of them does
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

    /** Reports can come late: an order that is over is known for some time. */
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
