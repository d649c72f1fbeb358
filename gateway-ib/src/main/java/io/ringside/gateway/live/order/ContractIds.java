package io.ringside.gateway.live.order;

/**
 * The broker's contract ids of the instruments, as they become known.
 *
 * <p>Thread: session writes, any reads.
 */
public final class ContractIds {
    private final int[] ids;

    public ContractIds(int instruments) {
        ids = new int[instruments];
    }

    /** The contract id of an instrument; 0 while it is unknown. */
    public int of(int instrumentId) {
        return ids[instrumentId];
    }

    /** The instrument of a contract id; -1 if it is not one of ours. */
    public int instrumentOf(int contractId) {
        for (int id = 0; id < ids.length; id++) {
            if (contractId != 0 && ids[id] == contractId) {
                return id;
            }
        }
        return -1;
    }

    /** Sets a contract id. */
    public void put(int instrumentId, int contractId) {
        ids[instrumentId] = contractId;
    }
}
