package io.ringside.gateway.live.order;

import io.ringside.gateway.live.inbound.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Refused executions, kept in case the broker's positions confirm them: an order that the broker has duplicated does execute
 * twice, and shares of a busted execution are gone. Executions with impossible prices or sides are never confirmed.
 *
 * <p>Thread: any, under the order table's lock.
 */
final class DisputedExecutions {
    /** Most executions that are kept. */
    private static final int KEPT_MAX = 1_000;

    /**
     * An execution by its last report.
     *
     * @param signed shares; for a correction the corrected number
     * @param firstSnapshot comparison of its first report with these figures
     * @param lastSnapshot comparison of its last one
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

    /** Adds an execution; returns whether it was not reported with these figures before. */
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

    /** Removes an execution that was booked. */
    void settled(String execId) {
        byId.remove(execId);
    }

    /**
     * The executions of an instrument that together explain a difference of positions, if all of them were reported in two
     * comparisons.
     *
     * @param difference the broker's position less the journal's
     * @param snapshot the current comparison
     * @param ofInstrument selects the instrument's executions
     * @param change shares that booking one would add
     * @return empty if they do not add up to the difference
     */
    List<Disputed> confirmedBy(
            long difference, long snapshot, Predicate<Disputed> ofInstrument, ToLongFunction<Disputed> change) {
        List<Disputed> found = new ArrayList<>();
        long sum = 0;
        for (Disputed one : byId.values()) {
            boolean listed = one.lastSnapshot == snapshot && one.firstSnapshot < snapshot;
            if (one.isConfirmable() && listed && ofInstrument.test(one)) {
                found.add(one);
                sum += change.applyAsLong(one);
            }
        }
        return sum == difference ? found : List.of();
    }
}
