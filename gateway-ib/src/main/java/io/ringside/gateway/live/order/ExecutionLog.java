package io.ringside.gateway.live.order;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which executions and commissions have been counted. An execution id is {@code a.b.c.NN}; a correction repeats all but NN,
 * which grows, and only its difference counts.
 *
 * <p>Thread: any, under the lock of {@link OrderTable}.
 */
public final class ExecutionLog {
    /**
     * An execution as it was last told.
     *
     * @param revision digits after the last dot
     */
    record Execution(int revision, long signedShares, long priceE8, long orderRef, int instrumentId) {}

    /** What an execution has cost so far, by the report for its latest revision. */
    private record Charge(int revision, long moneyE8) {}

    private static final int WAITING_MAX = 1_000;

    private final Map<String, Execution> byPrefix = new HashMap<>();
    private final Map<String, Charge> charged = new HashMap<>();
    /** A commission comes within seconds of its execution: the oldest of very many belongs to none of ours. */
    private final Map<String, Long> waitingE8 = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > WAITING_MAX;
        }
    };

    /** Everything but the revision. */
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
            // Some ids end otherwise; they are then never corrected.
            return 1;
        }
    }

    /** The execution as it was told before, or null. */
    Execution before(String execId) {
        return byPrefix.get(prefix(execId));
    }

    /** Takes note of an execution. */
    void put(String execId, Execution execution) {
        byPrefix.put(prefix(execId), execution);
    }

    /** The price was corrected, at so much cost for the shares that had been told before. */
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

    /** A commission that came before its execution. */
    void keepCommission(String execId, long commissionE8) {
        waitingE8.put(execId, commissionE8);
    }

    /** How many commissions wait for their execution. */
    int waiting() {
        return waitingE8.size();
    }

    /** The commission that came before the execution, or null. */
    Long takeCommission(String execId) {
        return waitingE8.remove(execId);
    }

    /** What is still to be charged of a commission; 0 if it was told before, or for an execution that was corrected since. */
    long toCharge(String execId, long commissionE8) {
        Charge before = charged.get(prefix(execId));
        if (before == null) {
            return commissionE8;
        }
        return revision(execId) < before.revision() ? 0 : commissionE8 - before.moneyE8();
    }

    /** Takes note of a charge. */
    void charge(String execId, long commissionE8) {
        charged.merge(
                prefix(execId),
                new Charge(revision(execId), commissionE8),
                (a, b) -> new Charge(Math.max(a.revision(), b.revision()), a.moneyE8() + b.moneyE8()));
    }
}
