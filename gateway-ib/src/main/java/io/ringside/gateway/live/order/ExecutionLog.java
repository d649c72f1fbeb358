package io.ringside.gateway.live.order;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The executions and commissions that were booked. An execution id is {@code a.b.c.NN}; a correction has the same id with a
 * higher NN, and only its difference is booked.
 *
 * <p>Thread: any, under the lock of {@link OrderTable}.
 */
public final class ExecutionLog {
    /**
     * An execution by its last report.
     *
     * @param revision digits after the last dot
     */
    record Execution(int revision, long signedShares, long priceE8, long orderRef, int instrumentId) {}

    /** Commission of an execution so far, and the revision that it belongs to. */
    private record Charge(int revision, long moneyE8) {}

    private static final int WAITING_MAX = 1_000;

    private final Map<String, Execution> byPrefix = new HashMap<>();
    private final Map<String, Charge> charged = new HashMap<>();
    /** Commissions that came before their execution. The oldest of too many is dropped: it belongs to no order of ours. */
    private final Map<String, Long> waitingE8 = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > WAITING_MAX;
        }
    };

    /** An execution id without its revision. */
    public static String prefix(String execId) {
        int dot = execId.lastIndexOf('.');
        return dot < 0 ? execId : execId.substring(0, dot);
    }

    /** The revision; 1 if there is none. */
    static int revision(String execId) {
        int dot = execId.lastIndexOf('.');
        try {
            return dot < 0 ? 1 : Integer.parseInt(execId.substring(dot + 1));
        } catch (NumberFormatException e) {
            // Some ids have another form; they are never corrected.
            return 1;
        }
    }

    /** The earlier report of an execution, or null. */
    Execution before(String execId) {
        return byPrefix.get(prefix(execId));
    }

    /** Stores an execution. */
    void put(String execId, Execution execution) {
        byPrefix.put(prefix(execId), execution);
    }

    /** Adds the cost of a price correction, for the shares reported before. */
    void corrected(String execId, long costE8) {
        Execution before = before(execId);
        if (before != null && before.signedShares() != 0) {
            put(
                    execId,
                    new Execution(
                            revision(execId),
                            before.signedShares(),
                            before.priceE8() + costE8 / before.signedShares(),
                            before.orderRef(),
                            before.instrumentId()));
        }
    }

    /** How many executions there were. */
    public int size() {
        return byPrefix.size();
    }

    /** Keeps a commission that came before its execution. */
    void keepCommission(String execId, long commissionE8) {
        waitingE8.put(execId, commissionE8);
    }

    /** How many commissions have come without their execution. */
    int waiting() {
        return waitingE8.size();
    }

    /** Removes and returns the commission that came before the execution, or null. */
    Long takeCommission(String execId) {
        return waitingE8.remove(execId);
    }

    /** The part of a commission that is not yet charged; 0 if it was charged before or its execution was corrected since. */
    long toCharge(String execId, long commissionE8) {
        Charge before = charged.get(prefix(execId));
        if (before == null) {
            return commissionE8;
        }
        return revision(execId) < before.revision() ? 0 : commissionE8 - before.moneyE8();
    }

    /** Stores a charge. */
    void charge(String execId, long commissionE8) {
        charged.merge(
                prefix(execId),
                new Charge(revision(execId), commissionE8),
                (a, b) -> new Charge(Math.max(a.revision(), b.revision()), a.moneyE8() + b.moneyE8()));
    }
}
