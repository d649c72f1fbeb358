package io.ringside.gateway.live.order;

import io.ringside.gateway.live.inbound.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Executions that were not believed, kept in case the broker's positions confirm them: an order that the broker doubled does
 * execute twice, and shares that it took back are gone. Prices and sides that cannot be are never confirmed by anything.
 *
 * <p>Thread: any, under the order table's lock.
 */
final class DisputedExecutions {
    /** Nobody looks at more. */
    private static final int KEPT_MAX = 1_000;

    /**
     * An execution as it was told last.
     *
     * @param signed shares, of a correction the corrected number
     * @param firstSnapshot comparison before or in which it was first told so
     * @param lastSnapshot the same when it was last told so
     */
    record Disputed(
            String execId,
            long orderRef,
            long permId,
            long signed,
            long priceE8,
            Judgement judgement,
            long firstSnapshot,
            long lastSnapshot) {
        private boolean isSame(Disputed other) {
            return orderRef == other.orderRef && signed == other.signed && priceE8 == other.priceE8;
        }

        private boolean isConfirmable() {
            return switch (judgement) {
                case EXECUTION_EXCESS, EXECUTION_COUNT, EXECUTION_ORDER, EXECUTION_REVISED -> true;
                default -> false;
            };
        }
    }

    private final Map<String, Disputed> byId = new LinkedHashMap<>();

    /** Takes note of an execution; whether it was not told in this way before. */
    boolean add(
            String execId, long orderRef, long permId, long signed, long priceE8, Judgement judgement, long snapshot) {
        Disputed now = new Disputed(execId, orderRef, permId, signed, priceE8, judgement, snapshot, snapshot);
        Disputed before = byId.get(execId);
        if (before != null && before.isSame(now)) {
            byId.put(
                    execId,
                    new Disputed(execId, orderRef, permId, signed, priceE8, judgement, before.firstSnapshot, snapshot));
            return false;
        }
        if (before != null || byId.size() < KEPT_MAX) {
            byId.put(execId, now);
        }
        return true;
    }

    /** The execution is booked. */
    void settled(String execId) {
        byId.remove(execId);
    }

    /**
     * Those of an instrument that together come to a difference of positions, if all of them were told in two comparisons.
     *
     * @param difference shares that the broker has more than the journal
     * @param snapshot the comparison that is under way
     * @param ofInstrument which of them count
     * @param change shares that booking one would add
     * @return empty if they come to anything else
     */
    List<Disputed> confirmedBy(
            long difference, long snapshot, Predicate<Disputed> ofInstrument, ToLongFunction<Disputed> change) {
        List<Disputed> found = new ArrayList<>();
        long sum = 0;
        for (Disputed one : byId.values()) {
            boolean told = one.lastSnapshot == snapshot && one.firstSnapshot < snapshot;
            if (one.isConfirmable() && told && ofInstrument.test(one)) {
                found.add(one);
                sum += change.applyAsLong(one);
            }
        }
        return sum == difference ? found : List.of();
    }
}
